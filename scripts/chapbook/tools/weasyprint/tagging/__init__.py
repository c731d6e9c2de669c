"""The structure of a tagged PDF, written from the tree of the document (ISO 32000-1, 14.7).

Each module takes what WeasyPrint has drawn. Nothing here moves a box.
"""
