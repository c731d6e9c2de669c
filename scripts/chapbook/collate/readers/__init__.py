"""Readers of finished editions: they share no code with the builder.

`keyed_markup` reads HTML and EPUB, `pdf` reads PDF, each into an `Edition`; `folding` and `binding`
fold printed sheets into a book. Nothing here knows how an edition was built, only the published
vocabularies (DPUB-ARIA 1.1, EPUB 3.3, Dublin Core, ISO 32000-2) and the keys of blocks;
import-linter checks it.
"""
