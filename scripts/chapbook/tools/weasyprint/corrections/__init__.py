"""Corrections of WeasyPrint's source: a passage or a function replaced by another, with the reason.

`repairs` lists and applies them all, before any layout; `patching` does it and refuses where the
source is not what it was. Layout of our own does not belong here.
"""
