"""Layout that WeasyPrint does not have: notes, tables, hyphens, small capitals, turned pages.

Boxes, lines and runs of text come in while pages are laid out, and are set otherwise. Nothing here
writes to the file.
"""
