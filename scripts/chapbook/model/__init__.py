"""The data that passes between the stages: frozen dataclasses, standard library only.

`source` and `diagnostics` describe the author's file, `ast` the pandoc tree, `metadata`,
`notes` and `manuscript` the book, `output` what is made of it.
"""
