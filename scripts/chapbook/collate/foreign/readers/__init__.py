"""Readers of files without keys, and of manuscripts; they share no code with the builder.

What an element is they know by the published vocabularies (DPUB-ARIA 1.1, EPUB 3.3, ISO 32000-2)
and by the classes that other tools write.
"""
