"""Characters, names, languages and addresses: what can be said of them without the book.

Functions of strings only.
"""
