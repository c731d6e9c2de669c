"""What reading systems ask of notes in an EPUB: rules as data.

`epub_rule_checks` holds a finished file against them; `scripts/chapbook/EPUB.md` shows the same
table, and a test holds the two together. Sources were read in 2026 (source files at their newest
commit then); `documented` marks what a vendor says and no test of ours can see.
"""

from __future__ import annotations

from dataclasses import dataclass

ALL = ("universal", "kobo", "kindle")
# Kobo's limits for the element that a link leads to, in characters without tags.
SHORTEST, LONGEST = 9, 5000
# Levels of the contents that Kindle shows.
KINDLE_LEVELS = 2


@dataclass(frozen=True, slots=True)
class Rule:
    """One demand: who makes it (`systems`), why, where that is said, in which profiles it holds.

    Profiles are missing where two systems want opposite things.
    """

    name: str
    demand: str
    reason: str
    systems: str
    source: str
    profiles: tuple[str, ...] = ALL


_FOLIATE = "foliate-js footnotes.js"
_THORIUM = "r2-navigator-js popupFootNotes.ts"
_THORIUM_CSS = "r2-navigator-js styles.ts (footnotesCssStyles)"
_KOREADER = "koreader-base cre.cpp (isLinkToFootnote), readerlink.lua (showAsFootnotePopup)"
_KOBO = "kobolabs/epub-spec, Footnotes/Endnotes (2025-08)"
_KDP = "KDP help GQ6JQ7FM6C72HE4X (documented)"
_APPLE = "Apple Books Asset Guide, Pop-up Footnotes (documented)"
_DPUB = "DPUB-ARIA 1.1; DAISY Accessible Publishing Knowledge Base, Notes"

RULES = (
    Rule(
        "same-file",
        "A call and its note are in the same file",
        "older versions open no pop-up for another file, and a note is hidden only where its own"
        " file calls it",
        "Thorium",
        f"{_THORIUM}; edrlab/thorium-reader#1606",
    ),
    Rule(
        "lands-on-note",
        "The call leads to the element that is the note, not to something in it",
        "the pop-up shows what is in the element that the link names",
        "foliate-js, Thorium",
        f"{_FOLIATE}; {_THORIUM}",
    ),
    Rule(
        "noteref",
        "A call is an `a` with the `epub:type` noteref",
        "only such links open a pop-up",
        "Apple Books, Thorium, KOReader, Kindle",
        f"{_APPLE}; {_THORIUM}; {_KOREADER}",
        ("universal", "kindle"),
    ),
    Rule(
        "footnote-on-call",
        "A call is an `a` with the `epub:type` footnote, and with no other",
        "noteref is not understood; the specification shows footnote on the link. Elsewhere that"
        " would make the call itself a note (KOReader's notes in the page)",
        "Kobo",
        f"{_KOBO}; standardebooks/tools se_epub_build.py",
        ("kobo",),
    ),
    Rule(
        "noteref-role",
        "A call has the role doc-noteref",
        "screen readers know a call by it, and foliate-js opens a pop-up for it",
        "assistive technology, foliate-js",
        f"{_DPUB}; {_FOLIATE}",
    ),
    Rule(
        "footnote",
        "A note is an `aside` with the `epub:type` footnote",
        "only then it is taken out of the text, or read as a note",
        "Apple Books, Thorium, Kindle, KOReader",
        f"{_APPLE}; {_THORIUM_CSS}; {_KDP}",
    ),
    Rule(
        "footnote-role",
        "A note has the role doc-footnote",
        "screen readers know a note by it, and foliate-js names the pop-up by it",
        "assistive technology, foliate-js",
        f"{_DPUB}; {_FOLIATE}",
    ),
    Rule(
        "plain-ids",
        "Identifiers of calls and notes are a letter, then letters, digits, hyphens, underscores",
        "they are used as CSS selectors (querySelector of the fragment)",
        "Thorium",
        _THORIUM,
    ),
    Rule(
        "target-after",
        "A note comes after its call in the reading order",
        "links backwards are followed, not shown in a pop-up",
        "Kobo, KOReader",
        f"{_KOBO}; {_KOREADER}",
    ),
    Rule(
        "long-enough",
        f"A note has {SHORTEST} characters or more",
        "links to less text are followed, not shown in a pop-up",
        "Kobo",
        _KOBO,
    ),
    Rule(
        "short-enough",
        f"A note has {LONGEST} characters or fewer (the build warns: CB211)",
        "links to more text are followed, not shown in a pop-up; KOReader's own limit is 10,000",
        "Kobo, KOReader",
        f"{_KOBO}; {_KOREADER}",
    ),
    Rule(
        "two-way",
        "A note links back to each of its calls in the file, once, and to nothing else",
        "readers without pop-ups have no other way back; for Kindle links in both directions make a"
        " note",
        "Kindle, epub.js and all without pop-ups",
        _KDP,
    ),
    Rule(
        "distinct-backlinks",
        "No two links back in a file have the same name",
        "in a list of links each must say where it leads (WCAG 2.4.9)",
        "assistive technology",
        _DPUB,
    ),
    Rule(
        "marker-in-note",
        "A note begins with the mark that its call shows",
        "without a pop-up nothing else says which note it is",
        "readers without pop-ups, Kindle",
        "read as text by epub.js 0.3.93; jgm/pandoc#8676",
    ),
    Rule(
        "named-alike",
        "A call and its note have the same accessible name, and the visible mark is in it",
        "series differ by name as by mark (WCAG 2.5.3)",
        "assistive technology",
        _DPUB,
    ),
    Rule(
        "distinct-notes",
        "No two notes in a file have the same name",
        "in a list of notes each must say which it is",
        "assistive technology",
        "axe-core landmark-unique",
    ),
    Rule(
        "apart",
        "No element holds notes and nothing else",
        "where asides are not displayed, the pop-up shows the nearest element around that is"
        " displayed: all notes at once",
        "KOReader",
        "koreader/koreader#15170, #13514; crengine lvtinydom.cpp (getFinalNode)",
    ),
    Rule(
        "nothing-left",
        "No heading or rule comes before the notes that is not part of one",
        "it would be alone where notes are taken out of the text",
        "Apple Books, Thorium",
        f"{_APPLE}; {_THORIUM_CSS}",
    ),
    Rule(
        "raised",
        "A call is raised by its markup (`sup`), not by a style sheet alone",
        "calls must be superscript; plain links that are raised are taken for calls",
        "Kindle, KOReader, foliate-js",
        f"{_KDP}; {_KOREADER}; {_FOLIATE}",
    ),
    Rule(
        "bare",
        "The link of a call holds text and no elements",
        "with an element inside the link no pop-up has opened",
        "Apple Books",
        "jgm/pandoc#1995",
    ),
    Rule(
        "one-way",
        "No other pair of links leads both ways",
        "it would be taken for a call and its note",
        "Kindle",
        _KDP,
    ),
    Rule(
        "shown",
        "Neither markup nor style sheet hides a note",
        "readers without pop-ups must show it, and hidden notes are shown all together",
        "readers without pop-ups, KOReader",
        "koreader/koreader#13514",
    ),
    Rule(
        "in-spine",
        "A note is in a file of the linear reading order",
        "a target outside it cannot be reached by turning pages",
        "readers without pop-ups",
        "EPUB 3.3, 5.7.2",
    ),
    Rule(
        "contents-without-notes",
        "No entry of the table of contents leads to a note",
        "a target of the contents is never shown in a pop-up",
        "KOReader",
        _KOREADER,
    ),
    Rule(
        "marker-stays",
        "The mark before a note is not a link back",
        "links back are not displayed in the pop-up, and the mark would go with them",
        "Thorium",
        _THORIUM_CSS,
        ("universal", "kobo"),
    ),
    Rule(
        "backlink-first",
        "A note begins with its link back, which is its mark",
        "with the link at the end several notes are shown as one, or none",
        "Kindle",
        "jgm/pandoc#4491, #8676; Kindle Publishing Guidelines, Footnotes",
        ("kindle",),
    ),
    Rule(
        "shallow-contents",
        f"The table of contents has no more than {KINDLE_LEVELS} levels",
        "deeper ones are not displayed",
        "Kindle",
        "Kindle Publishing Guidelines 2019.2, NCX (documented)",
        ("kindle",),
    ),
    Rule(
        "kobo-glyphs",
        "Links back show an arrow without a hook",
        "the fonts of the e-readers lack the hooked one",
        "Kobo",
        "standardebooks/tools se_epub_build.py",
        ("kobo",),
    ),
)
