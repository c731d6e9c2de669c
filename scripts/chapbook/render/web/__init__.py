"""What stands around the editions on the web: download page, catalogues, JSON-LD, how to print.

Finished editions come in with their sizes and sums; pages and feeds go out. No text of the book.
"""
