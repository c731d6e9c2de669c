"""The HTML edition: one document that holds all it needs.

The book as fragments comes in, a rendition goes out. Roles and page breaks are those of the EPUB,
from `epub`; what surrounds the text on the web, such as JSON-LD, is in `web`.
"""
