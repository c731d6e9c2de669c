"""Covers: the front for every edition, the back, and the sheet that wraps around a printed book.

Metadata comes in, drawings go out. No cover depends on how the text was laid out.
"""
