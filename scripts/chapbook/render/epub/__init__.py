"""The EPUB edition: a content document for each division, navigation, package metadata.

The book as fragments comes in, a rendition goes out. The container is written by `package`.
"""
