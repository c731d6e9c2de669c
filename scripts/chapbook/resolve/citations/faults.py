"""What is wrong with citations: keys without an entry, brackets that pandoc does not read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from chapbook.model.ast import Node, walk
from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.letters.seeking import Suggester
from chapbook.model.manuscript import ParsedManuscript
from chapbook.model.source import Place
from chapbook.resolve.places import Finder
from chapbook.tools import pandoc

# A pair of brackets within a paragraph, perhaps after the key whose locator it holds. Those of an
# inline note and of a picture hold sentences.
_BRACKETS = re.compile(
    r"(?P<key>@[\w{][^\s\[\]]{0,200}[ \n])?(?<![\\^!])\[(?P<inside>[^\[\]]{1,1000})\](?![\[({:])"
)
_KEY = re.compile(r"(?<!\w)-?@[\w{]")
_EXAMPLE = re.compile(
    r"^[ \t>]*+(?:(?:[-+*:~]|\(?[\w#]{1,4}[.)])[ \t][ \t>]*+|\[\^[^\]\s]+\]:[ \t>]*+)*+"
    r"(?P<text>\(@(?P<key>[\w-]+)\))(?=\s)",
    re.MULTILINE,
)
# Keys of pandoc-crossref, pandoc-xnos and Quarto: figure, table, section, equation, listing,
# theorem. Quarto's hyphen may be in any other key, too.
NUMBERED = re.compile(r"(?:fig|tbl|tab|sec|eq|lst|thm)(?::|(?P<hyphen>-))\w", re.IGNORECASE)
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")


def key_pattern(key: str) -> str:
    """Return a regular expression for a citation of a key."""
    return rf"@\{{?{re.escape(key)}(?![\w:.#$%&+?<>~/-]*\w)"


def keys_of(cites: Iterable[Node]) -> Iterator[str]:
    """Yield the key of each citation, in order."""
    for cite in cites:
        for citation in cite["c"][0]:
            yield citation["citationId"]


def without_data(cites: Sequence[Node], finder: Finder) -> Iterator[Diagnostic]:
    """Report citations where there is no data at all, but for `@name`, which may be a name.

    `@fig-plot` is not a name: it is a cross-reference of Quarto, and is printed as written.
    """
    bracketed = [c for c in cites if c["c"][0][0]["citationMode"]["t"] != "AuthorInText"]
    yield from without_entry(bracketed, (), finder)
    named = keys_of(cite for cite in cites if cite not in bracketed)
    yield from printed_references(filter(NUMBERED.match, named), finder)


def printed_references(keys: Iterable[str], finder: Finder) -> Iterator[Diagnostic]:
    """Report cross-references that only a pandoc filter could number."""
    for key in keys:
        yield diagnostic(
            Code.PRINTED_AS_TEXT,
            finder.next(key_pattern(key)),
            text=f"@{key}",
            what="a cross-reference of Quarto or pandoc-crossref",
            remedy=f"link to the identifier: [words](#{key})",
        )


def without_entry(
    cites: Iterable[Node], known: Collection[str], finder: Finder
) -> Iterator[Diagnostic]:
    """Report all keys that no entry has, in one diagnostic at the first of them."""
    places: dict[str, list[Place]] = {}
    for key in keys_of(cites):
        if key not in known:
            places.setdefault(key, []).append(finder.next(key_pattern(key)))
    if not places:
        return
    suggester = Suggester(known)
    near = [(key, suggester.near(key)) for key in places]
    first = min((p for found in places.values() for p in found), key=_position)
    yield diagnostic(
        Code.UNKNOWN_CITATION,
        first,
        keys=", ".join(_named(key, found, of=places) for key, found in places.items()),
        suggestion=", ".join(_suggested(key, other, of=places) for key, other in near if other),
    )


def _position(place: Place) -> tuple[int, int]:
    return place.line or 0, place.column or 0


def _named(key: str, found: list[Place], *, of: Collection[str]) -> str:
    """Name a key with its lines, which the diagnostic has itself where it is of one place."""
    lines = list(dict.fromkeys(str(place.line) for place in found if place.line))
    if not lines or (len(of) == 1 and len(found) == 1):
        return f"“{key}”"
    return f"“{key}” (line {', '.join(lines)})"


def _suggested(key: str, other: str, *, of: Collection[str]) -> str:
    return f"“{other}”" if len(of) == 1 else f"“{other}” for “{key}”"


def example_items(tree: Iterable[Node], parsed: ParsedManuscript) -> list[Diagnostic]:
    """Return a finding for each `(@key)` that begins a numbered example, if the tree has any.

    Where the key is that of an entry as well, it is not a citation, nor is any `@key` in the text.
    """
    styles = (node["c"][0][1]["t"] for node in tree if node["t"] == "OrderedList")
    if "Example" not in styles:
        return []
    return [
        diagnostic(
            Code.EXAMPLE_LIST,
            parsed.source.place(match.start("text")),
            text=match["text"],
            key=f"@{match['key']}",
            suggestion=match["key"],
        )
        for match in _EXAMPLE.finditer(parsed.scanned_text)
    ]


class _Candidate(NamedTuple):
    offset: int
    text: str


def broken_brackets(parsed: ParsedManuscript) -> Iterator[Diagnostic]:
    """Report brackets with a semicolon that pandoc reads as words and not as a citation.

    After a semicolon pandoc expects another `@key`. Without one, the brackets and all in them are
    printed. pandoc itself is asked, each pair of brackets being its own paragraph.
    """
    candidates = list(_candidates(parsed.scanned_text))
    if not candidates:
        return
    text = "\n\n".join(candidate.text for candidate in candidates)
    paragraphs = pandoc.read_markdown(text + "\n")["blocks"]
    if len(paragraphs) != len(candidates):
        return
    for candidate, paragraph in zip(candidates, paragraphs, strict=True):
        if _is_broken(candidate.text, paragraph):
            shown = " ".join(candidate.text.split())
            place = parsed.source.place(candidate.offset)
            yield diagnostic(Code.BROKEN_CITATION, place, text=shown[:80])


def _candidates(text: str) -> Iterator[_Candidate]:
    for match in _BRACKETS.finditer(text):
        inside, key = match["inside"], match["key"]
        if ";" not in inside or _EMPTY_LINE.search(inside):
            continue
        if _KEY.search(inside):
            yield _Candidate(match.start("inside") - 1, f"[{inside}]")
        elif key:
            yield _Candidate(match.start(), match.group())


def _is_broken(text: str, paragraph: Node) -> bool:
    """Decide by pandoc's reading: its brackets are printed, or those after a key are no suffix."""
    cites = [node for node in walk(paragraph) if node["t"] == "Cite"]
    if not cites:
        return False
    first = paragraph["c"][0]
    return first["t"] != "Cite" if text.startswith("[") else not first["c"][0][0]["citationSuffix"]
