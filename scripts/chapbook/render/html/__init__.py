"""The HTML edition: one document that holds all it needs.

The book as fragments comes in, a rendition goes out. What other editions show too is in `text`.
"""
