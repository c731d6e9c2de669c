"""The words of two copies, in order: what one has and the other has not, and where.

What differs between formats without being a difference is told apart and stated here: capitals in
print, white space and hyphens (`readers.text.tokens`), numbers and bullets of lists, words in
pictures, what templates make, headings that paper does not show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chapbook.collate.foreign.copies import Copy, Passage
from chapbook.collate.foreign.differ import gaps
from chapbook.collate.foreign.leftwards import in_print, too_few
from chapbook.collate.foreign.readers.text import tokens
from chapbook.collate.foreign.streams import (
    ANYTHING,
    Stream,
    finding,
    quotes_only,
    settled,
    stream_of,
    unquoted,
)
from chapbook.collate.patience import Gap
from chapbook.model.editions.collation import Comparison, Finding, compared, not_run

PRINT = frozenset(("pdf", "drawn"))
_SIGNS = re.compile(r"(?:\(?(?:\d{1,4}|[a-z]|[ivx]{2,5})[.)]|[•◦▪▫‣·●○■□☐☑*–—⁂↑↩])+")
_PAGE_REFERENCE = re.compile(r"\(?(?:p|page|s|seite|页|頁)?\.?\d{1,4}\)?")
# How much of a page that a template made must be known from elsewhere.
_KNOWN = 0.5


@dataclass(frozen=True, slots=True)
class Known:
    """What may be in one copy alone: words that templates use, pictures, words of notes."""

    generated: frozenset[str]
    lines: str
    makers: frozenset[str]
    drawings: str
    notes: str
    template_headings: frozenset[str]


def known_of(copies: Sequence[Copy]) -> Known:
    """Gather what is known from all copies."""
    texts = [text for copy in copies for text in _generated(copy)]
    generated = frozenset(word.casefold() for text in texts for word in tokens(text))
    makers = {
        value.split()[0].casefold()
        for copy in copies
        for name in ("info-producer", "info-creator")
        for value in (copy.metadata or {}).get(name, ())
    }
    drawn = "".join(_plain(text) for copy in copies for text in copy.drawings)
    bodies = (note.body or "" for copy in copies for note in copy.notes or ())
    lines = "\n".join(_plain(text) for text in texts)
    noted = "\n".join(_plain(body) for body in bodies)
    makers_too = frozenset(makers)
    headings = {name for copy in copies for name in _template_headings(copy, makers_too)}
    return Known(generated, lines, makers_too, drawn, noted, frozenset(headings))


def _template_headings(copy: Copy, makers: frozenset[str]) -> Iterator[str]:
    """Yield the last heading of a PDF if the program that made it is named under it, a colophon's.

    And the first, if the contents are under it.
    """
    if copy.kind != "pdf" or not copy.headings:
        return
    heading = ""
    for passage in reversed(copy.passages):
        if passage.kind == "heading":
            heading = _plain(passage.text)
            break
        if makers & {word.casefold() for word in tokens(passage.text)}:
            heading = "made"
    if heading and heading != "made":
        yield heading
    if copy.contents:
        yield _plain(copy.headings[0].text)


def _generated(copy: Copy) -> Iterator[str]:
    for passage in copy.passages:
        if passage.role in ("generated", "bibliography") or passage.kind == "heading":
            yield passage.text
    for values in (copy.metadata or {}).values():
        yield from values


def compare_text(first: Copy, second: Copy, known: Known) -> Comparison:
    """Compare the main text of two copies; the second is the later link of the chain."""
    names = (first.name, second.name)
    for copy in (first, second):
        if "all" in copy.reasons:
            return not_run("text", names, copy.reasons["all"])
    fold = first.kind in PRINT or second.kind in PRINT
    one = stream_of(first.name, _authors(first, second), fold=fold)
    two = stream_of(second.name, _authors(second, first), fold=fold)
    if first.kind == "manuscript":
        one, two = unquoted(one), unquoted(two)
    counted: list[Finding] = []
    if fold:
        one, two, apart = in_print(one, two, drawn=second.kind == "drawn")
        counted = [finding(*apart, gap) for gap in too_few(*apart)] if apart else []
    if not one.words or not two.words:
        if not one.words and not two.words:
            return not_run("text", names, "neither has any words")
        empty = first if not one.words else second
        return compared("text", names, [Finding(f"{empty.name} has no words of the text")])
    explain = _Explainer(one, two, known, second)
    all_gaps = (settled(one, two, gap) for gap in gaps(one.words, two.words))
    found = [gap for gap in all_gaps if not explain.explains(gap)]
    return compared("text", names, [*(finding(one, two, gap) for gap in found), *counted])


def _authors(copy: Copy, other: Copy) -> list[Passage]:
    """Return the author's passages, as far as the other copy can have them."""
    return [
        passage
        for passage in copy.passages
        if passage.role != "generated"
        and not (passage.role == "quiet" and passage.kind == "heading" and other.kind in PRINT)
        and not (passage.role == "bibliography" and other.kind == "manuscript")
    ]


class _Explainer:
    """Test for what is a difference, and what is none."""

    def __init__(self, one: Stream, two: Stream, known: Known, second: Copy) -> None:
        self.one, self.two, self.known = one, two, known
        self.print = second.kind in PRINT
        self.notes_apart = second.notes is not None
        headings = [
            rank
            for rank, owner in enumerate(one.owners)
            if one.passages[owner].kind == "heading"
            and _plain(one.passages[owner].text) not in known.template_headings
        ]
        self.first_heading = headings[0] if headings else 0

    def explains(self, gap: Gap) -> bool:
        one, two = self.one.words[gap.a : gap.b], self.two.words[gap.c : gap.d]
        if "".join(one) == "".join(two):
            return True
        if ANYTHING in one and self._fits(one, two):
            return True
        if not self.print:
            return False
        if signs_only(self.one, self.two, gap) or quotes_only(one, two):
            return True
        return not one and self._of_print(gap)

    def _fits(self, one: Sequence[str], two: Sequence[str]) -> bool:
        """Return whether words fit a pattern with citations in it."""
        parts = [".*" if word == ANYTHING else re.escape(word) for word in one]
        return re.fullmatch("".join(parts), "".join(two), re.DOTALL) is not None

    def _of_print(self, gap: Gap) -> bool:
        """Return whether words that only print has are of a kind that only print has."""
        words = self.two.words[gap.c : gap.d]
        text = "".join(words)
        if text in self.known.drawings or _PAGE_REFERENCE.fullmatch(text):
            return True
        if not self.notes_apart and _among(text, self.known.notes):
            return True
        return self._at_an_end(gap) and self._from_a_template(gap)

    def _at_an_end(self, gap: Gap) -> bool:
        return _earliest(self.two, gap) <= self.first_heading or gap.a == len(self.one.words)

    def _from_a_template(self, gap: Gap) -> bool:
        """Return whether most words are those of title pages, contents or a colophon."""
        known = total = 0
        for rank in dict.fromkeys(self.two.owners[gap.c : gap.d]):
            words = [word.casefold() for word in tokens(self.two.passages[rank].text)]
            if self.known.makers & set(words) and gap.a:
                return True
            total += len("".join(words))
            known += (
                sum(len(word) for word in words if word in self.known.generated or word.isdecimal())
                if "".join(words) not in self.known.lines
                else len("".join(words))
            )
        return known >= _KNOWN * total


def _earliest(stream: Stream, gap: Gap) -> int:
    """Find where added words could begin at the earliest, in the words of the other side.

    In “Contents | Home 7 | Out 9 | Home” either “Home” can be that of the text.
    """
    back = 0
    while back < gap.c and stream.words[gap.c - back - 1] == stream.words[gap.d - back - 1]:
        back += 1
    return gap.a - back


def signs_only(one: Stream, two: Stream, gap: Gap) -> bool:
    """Return whether all that the second has in a gap is numbers and bullets of list items.

    In “end. | 2. | Next” either full stop can be the added one.
    """
    if gap.a != gap.b:
        return False
    words, after = two.words[gap.c : gap.d], one.words[gap.b : gap.b + 1]
    turned = [*words[1:], *after] if words[:1] == after else words
    return any(_SIGNS.fullmatch("".join(some)) for some in (words, turned))


def is_sign(text: str) -> bool:
    """Return whether a text is the number or bullet of a list item."""
    return _SIGNS.fullmatch(text) is not None


def _plain(text: str) -> str:
    return "".join(tokens(text)).casefold()


def _among(text: str, bodies: str) -> bool:
    return len(text) > 3 and text in bodies.replace("\n", "")
