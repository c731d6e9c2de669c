"""The text that all editions share: the book as XHTML trees, made once.

Each module takes a tree and gives one. What only one format needs is in the room of that format.
"""
