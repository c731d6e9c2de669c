"""Characters, names, languages and addresses, independent of the book.

Functions of strings only.
"""
