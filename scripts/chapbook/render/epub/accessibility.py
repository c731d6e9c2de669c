"""Accessibility metadata, derived from what the content holds; nothing is claimed by habit.

Terms: schema.org accessibility properties as listed by the W3C community group's vocabulary,
required by EPUB Accessibility 1.1, 2.2. Conformance is a person's claim, and not made here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from chapbook.model.editions.output import Accessibility, Resource
from chapbook.model.metadata import Metadata
from chapbook.model.words.accessibility_words import AccessibilityWords, accessibility_words
from chapbook.render.html_tree import classes
from chapbook.render.text.fragments import WORDLESS

# Spine and files are in reading order, there is a navigation document, nothing is encrypted.
_ALWAYS = ("readingOrder", "tableOfContents", "unlocked")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# What would keep a reader from choosing size, colour or spacing: absolute type sizes, a colour or
# background of running text, and declarations that override the reader's own.
_RIGID = re.compile(
    r"(?:font(?:-size)?|line-height)\s*:[^;}]*\d(?:px|pt|pc|cm|mm|in)\b"
    r"|(?<![-\w])(?:color|background(?:-color)?)\s*:(?!\s*(?:inherit|transparent|currentcolor))"
    r"|(?:font|color|line-height|spacing|text-align)[-\w]*\s*:[^;}]*!important",
    re.IGNORECASE,
)
# Pictures drawn for white paper keep their paper: the only background there is (styles/epub.css).
_PAPER = re.compile(r"\.line-art\s*\{[^}]*\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# A second frame (GIF89a, 23), the control chunks of animation in PNG and WebP.
_MOVING = {
    "image/gif": (re.compile(rb"\x00\x21\xf9\x04", re.DOTALL), 2),
    "image/png": (re.compile(rb"acTL"), 1),
    "image/webp": (re.compile(rb"ANIM"), 1),
    "image/svg+xml": (re.compile(rb"<(?:\w+:)?(?:animate\w*|set)\b|@keyframes"), 1),
}
_STILL = ("none",)
# There is no sound in any edition; what a picture does, only a person can judge.
_NOT_KNOWN = ("noSoundHazard", "unknownFlashingHazard", "unknownMotionSimulationHazard")


@dataclass(frozen=True, slots=True)
class Inventory:
    """How much an edition holds of what not everyone can perceive or use in the same way.

    `pictures` counts those with alternative text, so no ornaments; `wordless` those among them
    whose author wrote none; `moving` those of several frames; `pages` the marks of page breaks.
    `adaptable`: no style sheet keeps a reader from setting size, colours and spacing.
    """

    pictures: int = 0
    wordless: int = 0
    moving: int = 0
    formulas: int = 0
    tables: int = 0
    notes: int = 0
    headings: int = 0
    roles: int = 0
    ruby: int = 0
    pages: int = 0
    adaptable: bool = False


def take_inventory(
    trees: Sequence[etree._Element], pictures: Sequence[Resource], styles: Sequence[Resource]
) -> Inventory:
    """Count in the trees of the content documents, the pictures and the style sheets."""
    return Inventory(
        pictures=sum(bool(image.get("alt")) for image in _all(trees, "img")),
        wordless=sum(WORDLESS in classes(image) for image in _all(trees, "img")),
        moving=sum(map(moves, pictures)),
        formulas=_count(trees, "math"),
        tables=_count(trees, "table"),
        notes=sum(aside.get("role") == "doc-footnote" for aside in _all(trees, "aside")),
        headings=_count(trees, *_HEADINGS),
        roles=sum(element.get("role") is not None for element in _all(trees)),
        ruby=_count(trees, "ruby"),
        pages=sum(element.get("role") == "doc-pagebreak" for element in _all(trees)),
        adaptable=all(adapts(style.content.decode()) for style in styles),
    )


def accessibility(found: Inventory, metadata: Metadata) -> Accessibility:
    """Turn the inventory into claims and into a summary; what a person states takes precedence."""
    stated = metadata.accessibility
    words = accessibility_words(metadata.language)
    summary = stated.summary or _joined(words, list(_sentences(found, words)))
    features = sorted((*_ALWAYS, *_features(found)), key=str.lower)
    return Accessibility(
        modes=("textual", "visual") if found.pictures else ("textual",),
        sufficient=_sufficient(found),
        features=tuple(features),
        hazards=stated.hazards or (_NOT_KNOWN if found.moving else _STILL),
        summary=summary,
        summary_language=metadata.language if stated.summary else words.language,
    )


def _sufficient(found: Inventory) -> tuple[str, ...]:
    """Return the sets of modes that suffice: text alone unless a picture is without words."""
    if found.wordless:
        return ("textual,visual",)
    return ("textual", "textual,visual") if found.pictures else ("textual",)


def adapts(style: str) -> bool:
    """Return whether a style sheet leaves size, colours and spacing to the reader."""
    return _RIGID.search(_PAPER.sub("", _COMMENT.sub("", style))) is None


def moves(picture: Resource) -> bool:
    """Return whether a picture has several frames; in doubt it has."""
    pattern, least = _MOVING.get(picture.media_type, (None, 0))
    return pattern is not None and len(pattern.findall(picture.content)) >= least


def _features(found: Inventory) -> Iterator[str]:
    claims = {
        "displayTransformability": found.adaptable,
        "structuralNavigation": found.headings,
        "ARIA": found.roles,
        "alternativeText": found.pictures and not found.wordless,
        "MathML": found.formulas,
        "rubyAnnotations": found.ruby,
        "pageBreakMarkers": found.pages,
        "pageNavigation": found.pages,
    }
    yield from (feature for feature, ground in claims.items() if ground)


def _sentences(found: Inventory, words: AccessibilityWords) -> Iterator[str]:
    if found.adaptable:
        yield words.text
    yield words.headings if found.headings else words.contents
    if found.notes:
        yield words.notes
    if not found.wordless:
        yield words.pictures if found.pictures else words.no_pictures
    if found.moving:
        yield words.moving
    if found.formulas:
        yield words.mathematics
    if found.tables:
        yield words.tables
    if found.pages:
        yield words.pages


def _joined(words: AccessibilityWords, sentences: Sequence[str]) -> str:
    """Join sentences, without spaces in a language that has none."""
    return ("" if words.language == "ja" else " ").join(sentences)


def _all(trees: Sequence[etree._Element], *tags: str) -> Iterator[etree._Element]:
    for tree in trees:
        yield from tree.iter(*tags)


def _count(trees: Sequence[etree._Element], *tags: str) -> int:
    return sum(1 for _ in _all(trees, *tags))
