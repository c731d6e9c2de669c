"""Readers of PDF: what pages draw, the structure tree, metadata.

What comes in: a file. What goes out: pages with their pieces, and an edition by the keys of its
blocks. Only pikepdf opens files here; nothing is shared with what builds.
"""
