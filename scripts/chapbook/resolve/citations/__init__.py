"""Citations: bibliographies read, citations set by citeproc, and what is wrong with them.

`setting` is the way in. Trees come in and go out; `resolve.numbering` numbers the notes.
"""
