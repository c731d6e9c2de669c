"""Covers: the front for every edition, the back, and the sheet that wraps around a printed book.

The manuscript and its fragments come in, pages to be drawn go out. How many pages the book has is
needed for the wrap alone, whose spine is as wide as they are thick.
"""
