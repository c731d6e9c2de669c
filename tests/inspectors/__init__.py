"""Readers of finished editions, to check the builder with: they share no code with it.

`epub`, `html` and `pdf` each read one finished file and give an `InspectedEdition`; `manuscript`
reads the author's file by itself and says what every edition should show. Nothing here imports
`chapbook`, and nothing here knows how an edition was made: only the published vocabularies
(DPUB-ARIA 1.1, EPUB 3.3, Dublin Core, ISO 32000-2) and the ids agreed on (`call-KEY`, `note-KEY`).
"""
