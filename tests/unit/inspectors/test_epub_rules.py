"""Each rule finds the fault that it is there for, and nothing in a book without faults."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from chapbook.collate.readers.epub import Item, Package
from chapbook.collate.readers.markup import Document, Library, from_etree
from inspectors.epub_finished import Finished
from inspectors.epub_rule_checks import CHECKS, broken
from inspectors.epub_rules import ALL, RULES

PAGE = Path(__file__).parents[3] / "scripts" / "chapbook" / "EPUB.md"
_SPACES = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
CHAPTER = f"""<html {_SPACES}><body><section><h1 id="one">One</h1>
<p>Said.<sup><a id="call-x" href="#note-x" epub:type="noteref" role="doc-noteref"
 aria-label="Note 1">1</a></sup> Again.<sup><a id="call-x-2" href="#note-x" epub:type="noteref"
 role="doc-noteref" aria-label="Note 1">1</a></sup> See <a href="two.xhtml">two</a>.</p>
<aside id="note-x" epub:type="footnote" role="doc-footnote" aria-label="Note 1"><p
 id="inner"><span>1</span> By whom. <a href="#call-x" epub:type="backlink" role="doc-backlink"
 aria-label="Back to Note 1">↩</a> <a href="#call-x-2" epub:type="backlink" role="doc-backlink"
 aria-label="Back to Note 1 again">↩</a></p></aside>
</section></body></html>"""
SECOND = f"""<html {_SPACES}><body><section><h1>Two</h1><p id="two">x</p></section></body></html>"""
NAV = f"""<html {_SPACES}><body><nav epub:type="toc"><ol><li><a href="one.xhtml">One</a></li>
<li><a href="two.xhtml">Two</a></li></ol></nav></body></html>"""
DEEP = NAV.replace("<ol>", "<ol><li><ol><li><ol>").replace("</ol>", "</ol></li></ol></li></ol>")
KOBO = CHAPTER.replace('"noteref"', '"footnote"').replace("↩", "←")
KINDLE = (
    CHAPTER.replace("<span>1</span> By whom. ", "")
    .replace(">↩</a> <a", ">1</a> <a")
    .replace(">↩</a></p>", "><sup>2</sup></a> By whom.</p>")
)
SOUND = {"universal": CHAPTER, "kobo": KOBO, "kindle": KINDLE}


def book(chapter: str, *, second: str = SECOND, nav: str = NAV, styles: str = "") -> Finished:
    names = ("one.xhtml", "two.xhtml", "nav.xhtml")
    trees = [from_etree(etree.fromstring(text)) for text in (chapter, second, nav)]
    documents = tuple(Document(n, tree) for n, tree in zip(names, trees, strict=True))
    linear = "no" if "NOT-LINEAR" in chapter else "yes"
    spine = f'<package><spine><itemref idref="one" linear="{linear}"/></spine></package>'
    items = (Item("one", "one.xhtml", "application/xhtml+xml", ()),)
    package = Package(from_etree(etree.fromstring(spine)), items, ("one.xhtml",), "x")
    return Finished(Library(documents, frozenset(names)), package, styles)


def swapped(old: str, new: str, sound: str = CHAPTER) -> Finished:
    assert old in sound
    return book(sound.replace(old, new))


def flat(text: str) -> str:
    return text.replace("\n", " ")


ASIDE = CHAPTER[CHAPTER.index("<aside") : CHAPTER.index("</aside>") + len("</aside>")]
BROKEN = {
    "same-file": lambda: swapped('href="#note-x"', 'href="two.xhtml#two"'),
    "lands-on-note": lambda: swapped('href="#note-x"', 'href="#inner"'),
    "noteref": lambda: swapped('epub:type="noteref"', ""),
    "footnote-on-call": lambda: book(CHAPTER),
    "noteref-role": lambda: swapped('role="doc-noteref"', ""),
    "footnote": lambda: swapped("aside", "div"),
    "footnote-role": lambda: swapped('role="doc-footnote"', ""),
    "plain-ids": lambda: swapped("note-x", "note.x"),
    "target-after": lambda: book(CHAPTER.replace(ASIDE, "").replace("<p>Said", f"{ASIDE}<p>Said")),
    "long-enough": lambda: swapped("By whom.", "", flat(CHAPTER)),
    "short-enough": lambda: swapped("By whom.", "So. " * 1250),
    "two-way": lambda: swapped('href="#call-x-2"', 'href="#call-x"'),
    "distinct-backlinks": lambda: swapped("Note 1 again", "Note 1"),
    "marker-in-note": lambda: swapped("<span>1</span>", "<span>11</span>"),
    "named-alike": lambda: swapped('footnote" aria-label="Note 1"', 'footnote"'),
    "distinct-notes": lambda: swapped(ASIDE, ASIDE + ASIDE.replace("note-x", "note-y")),
    "apart": lambda: book(CHAPTER.replace(ASIDE, f"<section>{ASIDE}</section>")),
    "nothing-left": lambda: book(CHAPTER.replace(ASIDE, f"<hr/>{ASIDE}")),
    "raised": lambda: book(CHAPTER.replace("<sup>", "").replace("</sup>", "")),
    "bare": lambda: swapped(">1</a></sup>", "><b>1</b></a></sup>"),
    "one-way": lambda: book(
        CHAPTER.replace('<a href="two.xhtml"', '<a id="l" href="two.xhtml#two"'),
        second=SECOND.replace(">x<", '><a href="one.xhtml#l">x</a><'),
    ),
    "shown": lambda: book(CHAPTER, styles="p {margin: 0} aside.note { display:none }"),
    "in-spine": lambda: swapped("Said.", "NOT-LINEAR"),
    "contents-without-notes": lambda: book(
        CHAPTER, nav=NAV.replace('"one.xhtml"', '"one.xhtml#inner"')
    ),
    "marker-stays": lambda: book(KINDLE),
    "backlink-first": lambda: book(CHAPTER),
    "shallow-contents": lambda: book(CHAPTER, nav=DEEP),
    "kobo-glyphs": lambda: book(CHAPTER),
}


def test_every_rule_has_a_check_and_a_fault() -> None:
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)
    assert set(CHECKS) == set(names)
    assert set(BROKEN) == set(names)
    assert {profile for rule in RULES for profile in rule.profiles} == set(ALL)


@pytest.mark.parametrize("profile", ALL)
def test_a_sound_book_breaks_no_rule(profile: str) -> None:
    assert broken(book(SOUND[profile]), profile) == []


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_the_fault_is_found(name: str) -> None:
    assert list(CHECKS[name](BROKEN[name]())) != []


def test_hidden_notes_are_found_in_markup_too() -> None:
    assert (
        list(CHECKS["shown"](swapped('<aside id="note-x"', '<aside hidden="" id="note-x"'))) != []
    )


def test_the_page_shows_the_table() -> None:
    section = PAGE.read_text(encoding="utf-8").partition("\n## Profiles")[0]
    rows = re.findall(r"^\| `([a-z-]+)` \|(.*)\|$", section, re.MULTILINE)
    shown = {name: [cell.strip() for cell in cells.split(" | ")] for name, cells in rows}
    expected = {
        rule.name: [
            rule.demand,
            rule.systems,
            rule.reason,
            rule.source,
            "all" if rule.profiles == ALL else ", ".join(rule.profiles),
        ]
        for rule in RULES
    }
    assert shown == expected
