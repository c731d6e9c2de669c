"""Layout that WeasyPrint does not have: notes, tables, hyphens, small capitals, turned pages.

Each module takes WeasyPrint's boxes and gives boxes back. Nothing here writes the file.
"""
