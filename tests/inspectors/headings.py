"""Which headings an edition should have: those of the author, as each format arranges them."""

from __future__ import annotations

from chapbook.collate.foreign.readers.text import letters
from inspectors.manuscript import Manuscript
from inspectors.model import InspectedEdition, InspectedHeading

# What is before the contents has no bookmark in print.
_BEFORE_CONTENTS = frozenset(("dedication", "epigraph"))
_NOT_IN_PARTS = frozenset(("frontmatter", "backmatter", "part"))


def expected_headings(manuscript: Manuscript, kind: str) -> list[tuple[int, str]]:
    """Return level and words of each heading.

    In EPUB and HTML a chapter is level 1 wherever it is; the bookmarks of a PDF are under
    those of their part.
    """
    found = []
    in_part = False
    for heading in manuscript.headings:
        classes = set(heading.classes)
        if heading.level == 1:
            in_part = ("part" in classes) or (in_part and not classes & _NOT_IN_PARTS)
        under = int(kind == "pdf" and in_part and "part" not in classes)
        if kind != "pdf" or not classes & _BEFORE_CONTENTS:
            found.append((heading.level + under, heading.plain))
    return found


def author_headings(
    edition: InspectedEdition, manuscript: Manuscript
) -> tuple[InspectedHeading, ...]:
    """Return the headings of an edition without that of a colophon which a template made.

    Such a colophon is known by the name of the program that made the file.
    """
    headings = edition.headings
    own = any("colophon" in heading.classes for heading in manuscript.headings)
    if edition.format != "pdf" or own or not headings:
        return headings
    producer = letters(edition.metadata["info-producer"][0])
    page = next(p for p in edition.pages if f"page {p.number}" == headings[-1].place.document)
    return headings[:-1] if producer in page.text else headings
