"""The EPUB edition: a content document for each division, navigation, statement of accessibility.

The book as fragments comes in, a rendition goes out. `package` writes the metadata and the
container.
"""
