"""The faces: which there are, what each of them can show, and which of them a document needs.

The faces of packages and of authors come in; paths, names, rules and WOFF2 data go out. No text is
changed here.
"""
