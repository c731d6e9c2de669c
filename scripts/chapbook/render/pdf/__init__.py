"""The PDF edition: one XHTML document for page layout, with its styles, files and metadata.

The book as fragments comes in, a rendition goes out. WeasyPrint is called by `package`.
"""
