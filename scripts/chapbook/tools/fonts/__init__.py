"""The faces: which there are, what each of them can show, and which of them a document needs.

They come in as packages and go out as paths, names and WOFF2 data. No text is changed here.
"""
