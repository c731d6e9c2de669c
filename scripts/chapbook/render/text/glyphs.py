"""Characters that no face has: found before layout, reported with all their places."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from html import unescape
from html.entities import html5
from pathlib import Path

from lxml import etree

from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.manuscript import Manuscript, Picture
from chapbook.model.source import Place, SourceText
from chapbook.tools import guard
from chapbook.tools.fonts.choosing import extra_for

# Attributes whose values are drawn: heads, and the markers of note calls.
_DRAWN = re.compile(r'data-(?:head|title|marker)="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")
_LANGUAGE = re.compile(r'<[^>]* lang="([^"]+)"')
_LANGUAGE_KEY = re.compile(r"^lang(?:uage)?[ \t]*:", re.MULTILINE)
_SVG = "image/svg+xml"
_SVG_TEXT = "{http://www.w3.org/2000/svg}text"
# How many characters of one extra are listed, and how many further places of a character.
_MOST_CHARACTERS = 12
_MOST_PLACES = 4


def drawn_text(markup: str, manuscript: Manuscript) -> str:
    """Return all text that pages of `markup` and the pictures of the book draw."""
    parts = [_TAG.sub("", markup), *_DRAWN.findall(markup)]
    pictures = (*manuscript.pictures, *([manuscript.cover] if manuscript.cover else ()))
    return "".join([*map(unescape, parts), *map(_lettering, pictures)])


def marked_languages(markup: str) -> frozenset[str]:
    """Return the languages that passages of `markup` are marked as."""
    return frozenset(_LANGUAGE.findall(markup))


def _lettering(picture: Picture) -> str:
    """Return the text that a drawing draws; other pictures have none."""
    if picture.media_type != _SVG:
        return ""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(picture.content, parser)
    return "".join(str(part) for text in root.iter(_SVG_TEXT) for part in text.itertext())


def glyph_faults(manuscript: Manuscript, missing: str, text: str) -> Iterator[Diagnostic]:
    """Name each of the `missing` characters, its places and the extra that has it.

    `text` is all that the book draws. Of an extra that has many, only the first are reported.
    """
    places = _Places(manuscript)
    language = manuscript.metadata.language
    by_extra: dict[str, list[tuple[_Found, str]]] = {}
    for char in missing:
        extra = extra_for(char, language, text)
        by_extra.setdefault(extra, []).append((places.of(char), char))
    for extra, found in by_extra.items():
        found.sort(key=lambda item: (places.rank(item[0]), item[1]))
        told, rest = found[:_MOST_CHARACTERS], found[_MOST_CHARACTERS:]
        for where, char in told:
            yield _fault(char, where, extra, rest if char == told[-1][1] else [])


def parted_letters(manuscript: Manuscript, parted: Sequence[str]) -> Iterator[Diagnostic]:
    """Name each cluster that no single face has whole, and its places."""
    places = _Places(manuscript)
    for cluster in parted:
        found = places.of(cluster)
        yield diagnostic(
            Code.PARTED_LETTER,
            found.first,
            cluster=cluster,
            code_points=" ".join(f"U+{ord(char):04X}" for char in cluster),
            more=found.further(),
        )


def _fault(char: str, found: _Found, extra: str, rest: list[tuple[_Found, str]]) -> Diagnostic:
    first, more = found.first, found.further()
    if rest:
        characters = "one more character" if len(rest) == 1 else f"{len(rest)} more characters"
        more += f"; nor {characters}, the first at {_short(rest[0][0].first, first)}"
    return diagnostic(
        Code.MISSING_GLYPH,
        first,
        character="\u25cc" + char if unicodedata.category(char)[0] == "M" else char,
        code_point=f"U+{ord(char):04X}",
        name=unicodedata.name(char, "without a name"),
        more=more,
        suggestion=extra,
    )


def _short(place: Place, beside: Place) -> str:
    """Write a place; leave the file out if it is the same as that of another place."""
    if place.path != beside.path or place.line is None:
        return str(place)
    return f"{place.line}:{place.column}"


@dataclass(frozen=True, slots=True)
class _Found:
    """Where something is, at least one place; `added`: in words that the manuscript has not."""

    places: tuple[Place, ...]
    added: bool = False

    @property
    def first(self) -> Place:
        return self.places[0]

    def further(self) -> str:
        """Write what follows the first place in a message."""
        if self.added:
            return ", in words that Chapbook adds in the language of the book"
        others = self.places[1:]
        if not others:
            return ""
        named = ", ".join(_short(place, self.first) for place in others[:_MOST_PLACES])
        left = len(others) - _MOST_PLACES
        rest = "one more place" if left == 1 else f"{left} more places"
        return f"; also at {named}" + (f" and {rest}" if left > 0 else "")


@dataclass(frozen=True)
class _Places:
    """Finds characters in all files that the book is made from."""

    manuscript: Manuscript

    @cached_property
    def sources(self) -> tuple[SourceText, ...]:
        """The manuscript, then bibliographies and drawings."""
        manuscript = self.manuscript
        folder, named = manuscript.source.folder, manuscript.metadata.citations.bibliography
        files = [(name, guard.read_file(folder, name)) for name in named]
        contents = [(n, file.content) for n, file in files if isinstance(file, guard.GuardedFile)]
        contents += [(p.target, p.content) for p in manuscript.pictures if p.media_type == _SVG]
        others = (
            SourceText(Path(name), name, content.decode("utf-8", "replace"), "")
            for name, content in contents
        )
        return (manuscript.source, *others)

    def of(self, text: str) -> _Found:
        """Return all places of a character or a cluster, written as such or as entities.

        Citation styles change the case of titles: then it is the other letter that was written.
        What nobody wrote is added in the language of the book: its place is that of the language.
        """
        for written in dict.fromkeys((text, text.lower(), text.upper())):
            found = tuple(self._all(_written(written)))
            if found:
                return _Found(found)
        source = self.manuscript.source
        language = _LANGUAGE_KEY.search(source.text)
        place = source.place(language.start() if language else 0)
        return _Found((place,), added=True)

    def _all(self, wanted: re.Pattern[str]) -> Iterator[Place]:
        for source in self.sources:
            yield from (source.place(match.start()) for match in wanted.finditer(source.text))

    def rank(self, found: _Found) -> tuple[int, int, int]:
        """Rank by the first place, in the order of the files."""
        paths = [source.shown_path for source in self.sources]
        first = found.first
        return paths.index(first.path), first.line or 0, first.column or 0


def _written(text: str) -> re.Pattern[str]:
    """Return a pattern for a text of which any character may be written as an entity."""
    return re.compile("".join(f"(?:{_written_char(char)})" for char in text))


@cache
def _written_char(char: str) -> str:
    names = [name for name, value in html5.items() if value == char and name.endswith(";")]
    numbers = [f"#{ord(char)};", f"#[xX]0*(?i:{ord(char):x});"]
    entities = "|".join([*(re.escape(name) for name in names), *numbers])
    return f"{re.escape(char)}|&(?:{entities})"
