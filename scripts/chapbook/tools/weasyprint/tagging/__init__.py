"""What makes a drawn PDF readable: its structure (ISO 32000-1, 14.7), and the text of its glyphs.

Drawn content and the tree of the document come in; structure elements, text and font data for the
file go out. Nothing here moves a box.
"""
