"""What a division is, in the words of the EPUB vocabulary and of DPUB-ARIA.

EPUB Structural Semantics Vocabulary 1.1 and Digital Publishing WAI-ARIA Module 1.1.
"""

from __future__ import annotations

from dataclasses import dataclass

from chapbook.model.manuscript import Division, DivisionKind, Matter


@dataclass(frozen=True, slots=True)
class Semantics:
    """The `epub:type` of a section and its DPUB-ARIA `role`; None where there is none."""

    epub_type: str | None
    role: str | None = None


# Words that are the same in both vocabularies.
_SHARED = (
    "abstract acknowledgments afterword appendix bibliography colophon conclusion credits"
    " dedication epigraph epilogue errata foreword glossary index introduction preface prologue"
)
_BY_ROLE = {
    **{word: Semantics(word, f"doc-{word}") for word in _SHARED.split()},
    "acknowledgements": Semantics("acknowledgments", "doc-acknowledgments"),
    "references": Semantics("bibliography", "doc-bibliography"),
    "copyright": Semantics("copyright-page"),
    "copyright-page": Semantics("copyright-page"),
    "imprint": Semantics("imprint"),
    "contributors": Semantics("contributors"),
    "halftitlepage": Semantics("halftitlepage"),
    "titlepage": Semantics("titlepage"),
    "preamble": Semantics("preamble"),
}
# Landmarks that help to jump; EPUB 3.3, 5.4.3 asks to keep the list short.
_LANDMARKS = frozenset(
    "acknowledgments appendix bibliography colophon foreword glossary index introduction preface"
    " afterword copyright-page".split()
)


def semantics(division: Division) -> Semantics:
    """Return what a division is: by its role, else a part or, in the body, a chapter."""
    known = _BY_ROLE.get(division.role or "")
    if known is not None:
        return known
    if division.kind is DivisionKind.PART:
        return Semantics("part", "doc-part")
    if division.matter is Matter.BODY:
        return Semantics("chapter", "doc-chapter")
    return Semantics(None)


def landmark(division: Division) -> str | None:
    """Return the `epub:type` of a division among the landmarks, None if it is not one of them."""
    kind = semantics(division).epub_type
    return kind if kind in _LANDMARKS else None
