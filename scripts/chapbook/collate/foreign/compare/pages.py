"""The page list: each break is at the word that its page begins with, and none is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import takewhile

from chapbook.collate.foreign.copies import Copy, PageBreak, PageText
from chapbook.collate.foreign.leftwards import letters_in_direction, mostly_leftward
from chapbook.collate.foreign.readers.text import letters
from chapbook.model.editions.collation import Comparison, Finding, Reading, compared, not_run

# As much of a page as is compared, and of one that each edition composes for itself.
_LETTERS = 60
_BEGINNING = 8
# This much identifies a half title: a long one has more lines than are compared.
_ENOUGH = 40
_OF_WIDE = 2
# How many letters of a word may be on the page before: a word is not cut by a break.
_WORD = 30
_HIDDEN = 24
_NUMBER = re.compile(r"\.*(?:\d+|[ivxlc]+)")
_ITEM = re.compile(r"^(?:\(?(?:\d{1,4}|[ivxlc]{1,6}|[a-z])[.)])")


def compare_pages(marked: Copy, paged: Copy) -> Comparison:
    """Compare the page breaks of one file with the pages of another."""
    names = (marked.name, paged.name)
    if not marked.breaks:
        return not_run("page list", names, f"{marked.name} marks no page breaks")
    if not paged.pages:
        return not_run("page list", names, f"{paged.name} has no pages")
    findings = [*_labels(marked, paged), *_words(marked, paged)]
    return compared("page list", names, findings)


def _numbered(paged: Copy) -> list[PageText]:
    """Return the pages that a break can be marked for: all with text but a half title.

    A half title says no more than the title page after it, and other editions have none.
    """
    pages = [page for page in paged.pages if page.label and page.start]
    half = len(pages) > 1 and pages[0].start[:_ENOUGH] in pages[1].start
    return pages[1:] if half else pages


def _labels(marked: Copy, paged: Copy) -> Iterator[Finding]:
    """The breaks are the pages that show text; the list names each break, in order."""
    breaks = [one.label for one in marked.breaks or ()]
    numbered = _numbered(paged)
    pages = {page.label for page in numbered}
    # A page may show a picture or a formula alone.
    pages |= {page.label for page in paged.pages if page.label and page.pictured}
    text = "".join(letters(one.text) for one in marked.passages if one.role != "generated")
    # A web page has no page that only a template fills.
    titles = [letters(one.text) for one in marked.headings or ()]
    wanted = [
        page.label for page in numbered if marked.kind == "epub" or _says(text, titles, page.start)
    ]
    for label in [label for label in wanted if label not in breaks]:
        yield Finding(f"no break is marked for page {label}")
    for label in [label for label in breaks if label not in pages]:
        yield Finding(f"a break is marked for page {label}, which does not exist")
    if marked.listed and list(marked.listed) != breaks:
        wrong = next(
            (
                rank
                for rank, (a, b) in enumerate(zip(marked.listed, breaks, strict=False))
                if a != b
            ),
            min(len(marked.listed), len(breaks)),
        )
        here = marked.listed[wrong] if wrong < len(marked.listed) else "nothing"
        there = breaks[wrong] if wrong < len(breaks) else "nothing"
        yield Finding(f"the page list has {here} where the text has the break of page {there}")


def _leaves_out(after: str, wanted: str) -> bool:
    """Return whether contents begin alike and go on alike after what one of the two does not list.

    Those on paper leave out what is before them, such as a dedication.
    """
    pairs = zip(after, wanted, strict=False)
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    rest = wanted[alike : alike + _BEGINNING]
    return alike >= _OF_WIDE and len(rest) == _BEGINNING and rest in after


def _says(text: str, titles: Sequence[str], start: str) -> bool:
    """Return whether a text has what a page begins with; contents may begin with a long title."""
    return (
        len(start) > _BEGINNING
        and start[:_LETTERS] in text
        and not any(_lists(titles, one, start) for one in titles if len(one) >= _LETTERS)
    )


def _lists(titles: Sequence[str], first: str, start: str) -> bool:
    """Return whether a page begins as contents do: a title, a number, a title or nothing."""
    number = _NUMBER.match(start, len(first)) if start.startswith(first) else None
    if number is None:
        return False
    rest = start[number.end() :]
    return not rest or any(rest.startswith(one) for one in titles if one)


def _words(marked: Copy, paged: Copy) -> Iterator[Finding]:
    pages = {page.label: page for page in _numbered(paged)}
    by_number = {page.number: page for page in paged.pages}
    breaks = marked.breaks or ()
    for last, mark in zip((None, *breaks), breaks, strict=False):
        page = pages.get(mark.label)
        if page is None or (last is not None and _goes_on(last, mark)):
            continue
        before = by_number.get(page.number - 1)
        if not _begins(mark, page, before.end if before else ""):
            readings = (
                Reading(marked.name, mark.place, "", mark.after[:_LETTERS]),
                Reading(paged.name, f"page {page.label}", "", page.start[:_LETTERS]),
            )
            yield Finding(f"the break of page {page.label} is not where its page begins", readings)


def _goes_on(last: PageBreak, mark: PageBreak) -> bool:
    """Return whether a page is the next one of what each edition composes for itself: a colophon.

    Both breaks are before it, since what it says on paper is not what it says there.
    """
    return not last.known and not mark.known and last.after == mark.after


def _begins(mark: PageBreak, page: PageText, before: str) -> bool:
    # Signs are left out: some are in no text, as the quotation marks of an element `q`. And what is
    # written against the direction of the page is drawn in another order.
    plain = partial(letters_in_direction, leftward=mostly_leftward(page.start))
    after, before, wanted = plain(mark.after), plain(before), plain(page.start)[:_LETTERS]
    if not mark.known and _leaves_out(after, wanted):
        return True
    if not mark.known:
        wanted = wanted[: _OF_WIDE if wanted[:1] > "\u2e7f" else _BEGINNING]
    # The number of an item, or what is taken for one, may be in one of them and not in the other.
    bare = _ITEM.sub("", page.start)
    starts = (wanted, *(plain(text)[:_LETTERS] for text in (bare, page.counted) if text))
    hidden = mark.place.endswith("(hidden)")
    return any(_stands(start, after, before, hidden=hidden) for start in starts)


def _stands(start: str, text: str, before: str, *, hidden: bool) -> bool:
    """Return whether a page begins where a text does, or within its first word.

    The first part of that may end the page before, or be hidden.
    """
    at = text.find(start, 0, len(start) + _WORD)
    if at == 0 or (at > 0 and before.endswith(text[:at])):
        return True
    return hidden and 0 < at <= _HIDDEN and text[:at].isalpha()
