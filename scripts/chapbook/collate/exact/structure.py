"""The structure of an edition against the expectation: headings, cells, lists, contents, links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from urllib.parse import unquote

from chapbook.collate.editions import ReadBlock, ReadEntry
from chapbook.collate.exact.joining import Joined, words_of
from chapbook.collate.normal import print_letters
from chapbook.model.editions.collation import Finding, Reading
from chapbook.model.editions.expectation import Block, ExpectedEntry, LinkMark


def compare_structure(joined: Joined) -> list[Finding]:
    """Compare roles and languages of blocks, then contents and bookmarks."""
    return [*_roles(joined), *_languages(joined), *_contents(joined), *_outline(joined)]


def _both(
    joined: Joined, block: Block, read: ReadBlock, words: tuple[str, str]
) -> tuple[Reading, Reading]:
    return joined.there(block.key, words[0]), joined.at(read.place, words[1])


def _roles(joined: Joined) -> Iterator[Finding]:
    levels = _Levels(joined.edition.kind)
    for read, block in joined.pairs:
        due = levels.role(block, in_note=bool(read.note))
        if read.role != due:
            words = (f"{_named(due)}: {block.text[:80]}", f"{_named(read.role)}: {read.text[:80]}")
            yield Finding("the structure differs", _both(joined, block, read, words))
        elif block.within != read.within:
            words = (_list_of(block.within, block.text), _list_of(read.within, read.text))
            yield Finding("the structure differs", _both(joined, block, read, words))


def _list_of(within: Sequence[str], text: str) -> str:
    return f"in {', '.join(within) or 'no list, quotation or table'}: {text[:80]}"


class _Levels:
    """The roles that blocks have in a format, heading by heading.

    The web page has the title of the book as its only `h1`. A PDF leaves no level out
    (ISO 14289-1, 7.4.2), and headings in its notes are paragraphs.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.open: list[int] = []

    def role(self, block: Block, *, in_note: bool) -> str:
        if not block.role.startswith("h"):
            return block.role
        level = int(block.role[1:])
        if self.kind == "html":
            return f"h{level + 1}"
        if self.kind == "epub":
            return block.role
        if in_note:
            return "text"
        self.open = [*(one for one in self.open if one < level), level]
        return f"h{len(self.open)}"


def _named(role: str) -> str:
    if role.startswith("h"):
        return f"heading of level {role[1:]}"
    return {"th": "header cell", "td": "cell"}.get(role, "text")


def _languages(joined: Joined) -> Iterator[Finding]:
    for read, block in joined.pairs:
        if block.language.casefold() != read.language.casefold():
            words = (block.language, read.language)
            yield Finding("the language differs", _both(joined, block, read, words))
            continue
        one, two = _tongues(joined, block.tongues, block), _tongues(joined, read.tongues, block)
        if one != two:
            words = (str(one), str(two))
            yield Finding("a change of language differs", _both(joined, block, read, words))


def _tongues(
    joined: Joined, found: Sequence[tuple[str, str]], block: Block
) -> list[tuple[str, str]]:
    return sorted(
        (language.casefold(), joined.comparable(words_of(words)))
        for language, words in found
        if language.casefold() != block.language.casefold() and words_of(words).strip()
    )


def _contents(joined: Joined) -> Iterator[Finding]:
    """Each entry has the words of the heading it leads to; none of a level shown is left out."""
    if joined.nameless:
        return
    found = [(_landing_key(joined, entry), entry) for entry in joined.edition.contents]
    by_key = {joined.key_of(entry.target): entry for entry in joined.expected.contents}
    if not found:
        yield from _lost_contents(joined)
        return
    deepest = max((by_key[key].level for key, _ in found if key in by_key), default=0)
    on_paper = joined.edition.kind == "pdf"
    due = [
        key
        for key, one in by_key.items()
        if one.listed and one.level <= deepest and (one.paper or not on_paper)
    ]
    for key, entry in found:
        yield from _entry(joined, entry, by_key.get(key))
    keys = [key for key, _ in found]
    for key in due:
        if key not in keys:
            reading = joined.there(key, by_key[key].words)
            yield Finding(f"a contents entry is missing from {joined.name}", (reading,))
    order = [key for key in by_key if key in keys]
    if order != list(dict.fromkeys(key for key in keys if key in by_key)):
        yield Finding("the order of the contents differs", (joined.at(""),))


def _lost_contents(joined: Joined) -> Iterator[Finding]:
    """Report an edition of several chapters without contents; one chapter needs none."""
    on_paper = joined.edition.kind == "pdf"
    chapters = [
        one
        for one in joined.expected.contents
        if one.level == 1 and one.listed and (one.paper or not on_paper)
    ]
    if len(chapters) > 1:
        there = joined.there(joined.key_of(chapters[0].target), chapters[0].words)
        yield Finding(f"the contents are missing from {joined.name}", (there, joined.at("")))


def _landing_key(joined: Joined, entry: ReadEntry) -> str:
    """Return the key of the block that an entry leads to."""
    if joined.edition.kind != "pdf":
        return joined.edition.places.get(entry.target, "")
    return joined.key_of(entry.target)


def _entry(joined: Joined, entry: ReadEntry, due: ExpectedEntry | None) -> Iterator[Finding]:
    words = words_of(entry.words)
    here = joined.at(entry.place, f"{words} (→ {entry.target})")
    if due is None:
        if joined.comparable(words) != joined.comparable(joined.expected.title):
            yield Finding("a contents entry does not lead to a heading", (here,))
    elif joined.comparable(words) != joined.comparable(due.words):
        there = joined.there(joined.key_of(due.target), due.words)
        yield Finding("a contents entry differs", (there, here))


def _outline(joined: Joined) -> Iterator[Finding]:
    """The bookmarks are the headings of the text, in order, around those that templates add."""
    if joined.edition.outline is None:
        return
    found = [entry for entry in joined.edition.outline if entry.words]
    at = 0
    for due in joined.expected.contents:
        if not due.paper:
            continue
        wanted = print_letters(due.words)
        rank = next(
            (n for n in range(at, len(found)) if print_letters(found[n].words) == wanted), None
        )
        if rank is None:
            there = joined.there(joined.key_of(due.target), due.words)
            here = joined.at("bookmark", found[at].words if at < len(found) else "")
            yield Finding("a bookmark is missing or differs", (there, here))
        else:
            at = rank + 1


def compare_links(joined: Joined) -> list[Finding]:
    """Compare where the links of each block lead, and what they say."""
    return [found for read, block in joined.pairs for found in _links(joined, read, block)]


def _links(joined: Joined, read: ReadBlock, block: Block) -> Iterator[Finding]:
    one = [_expected(joined, link) for link in block.links]
    if joined.edition.kind == "pdf":  # a link without words is nowhere on a page
        one = [link for link in one if link[1]]
    two = [_found(joined, link) for link in read.links]
    for due, link in zip_longest(one, two):
        if due == link:
            continue
        there = due and _link(joined.copy, joined.where(block.key), joined, due)
        here = link and _link(joined.name, read.place, joined, link)
        if there and here:
            yield Finding("a link leads elsewhere or has different words", (there, here))
            continue
        message = f"a link is {'missing from' if there else 'only in'} {joined.name}"
        yield Finding(message, tuple(filter(None, (there, here))))
        return  # of several, the first is enough


_Link = tuple[str, str]


def _link(copy: str, place: str, joined: Joined, link: _Link) -> Reading:
    target, words = link
    block = joined.block(target.removeprefix("#"))
    leads = f"“{block.text[:60]}”" if block is not None else target
    return Reading(copy, place, "", f"{words} → {leads}")


def _expected(joined: Joined, link: LinkMark) -> _Link:
    return _landing(joined, link.target), joined.comparable(link.words)


def _found(joined: Joined, link: LinkMark) -> _Link:
    words = joined.comparable(link.words)
    if joined.edition.kind == "pdf":
        return _landing(joined, link.target), words
    if link.target.startswith("#"):
        return link.target, words
    return _address(link.target), words


def _landing(joined: Joined, target: str) -> str:
    return f"#{joined.key_of(target[1:])}" if target.startswith("#") else _address(target)


def _address(target: str) -> str:
    return unquote(target).rstrip("/")
