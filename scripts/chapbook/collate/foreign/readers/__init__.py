"""Readers of finished editions: they share no code with the builder.

`epub`, `html` and `pdf` each read one finished file and give an `InspectedEdition`. Nothing here
imports any other part of `chapbook` (import-linter holds it), and nothing here knows how an edition
was made: only the published vocabularies (DPUB-ARIA 1.1, EPUB 3.3, Dublin Core, ISO 32000-2) and
the ids agreed on (`call-KEY`, `note-KEY`).
"""
