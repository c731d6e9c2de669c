"""The text that all editions share: the book as XHTML trees, built once.

The manuscript comes in; fragments, the expectation and findings go out. What only one format needs
is in the room of that format.
"""
