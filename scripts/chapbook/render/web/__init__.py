"""What surrounds the editions on the web: download page, catalogues, JSON-LD, how to fold.

Metadata and finished editions with their sizes and sums come in; pages, feeds and the instructions
on paper go out. The text of the book is not set here.
"""
