"""The table of all that is changed in WeasyPrint 70 and pydyf: name, changes, reports, reason.

`corrections`, `layout` and `tagging` hold the changes; nothing else of WeasyPrint is replaced, and
`tests/unit/tools/weasyprint/test_patches.py` compares its modules before and after to prove it.
Reports are files in `upstream/`, ready to be sent; an `OWN_FEATURE` has none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager
from typing import Any, TypeVar

import weasyprint

from chapbook.tools.weasyprint.corrections import glyphs, notes, pages, tables, text
from chapbook.tools.weasyprint.corrections.patching import (
    OWN_FEATURE,
    Correction,
    Patch,
    RepairRefused,
    Replacement,
    Swap,
    check,
    correct,
    replace,
    swapped,
)
from chapbook.tools.weasyprint.tagging import objects, tags

SUPPORTED_MAJOR = "70."

PATCHES = (
    Patch(
        "beginning of a line",
        text.LINE_BEGINNINGS,
        ("overflow-wrap-in-an-inline-box.md",),
        "In an inline box that is first on its line each piece of text was taken for the beginning "
        "of the line, and broken within a word (`overflow-wrap`) where it could go to the next.",
    ),
    Patch(
        "space before an element",
        text.SPACES,
        ("space-before-an-inline-element.md",),
        "Text that fits into a line without the space at its end, and not with it, was taken for "
        "text that cannot be broken, and its first word was set alone on a line.",
        "test_patches.py::test_lines_go_wrong_without",
    ),
    Patch(
        "no-break space before an element",
        text.NO_BREAK_SPACES,
        ("no-break-space-before-an-inline-element.md",),
        "The same with a no-break space: the last word must go to the next line with the element, "
        "and not all words but the first.",
        "test_patches.py::test_lines_go_wrong_without",
    ),
    Patch(
        "last lines of a page",
        text.WHOLE_WORDS,
        OWN_FEATURE,
        "WeasyPrint does not know `hyphenate-limit-last` (CSS Text 4). A line that ends its page "
        "is set without hyphenation (layout/hyphens.py).",
    ),
    Patch(
        "indent from right to left",
        text.INDENTS,
        ("text-indent-from-right-to-left.md",),
        "The indent of a first line was left white at the end of the line.",
    ),
    Patch(
        "leader from right to left",
        text.LEADERS,
        ("leader-from-right-to-left.md",),
        "A line with a leader grows to the left, and the boxes around the leader grew to the "
        "right: the link of an entry of the contents was off the page.",
    ),
    Patch(
        "letters with marks",
        glyphs.MARKS,
        ("text-of-letters-with-marks.md",),
        "A letter and its marks are several glyphs for one text; copied text had marks twice or "
        "not at all (tagging/clusters.py).",
    ),
    Patch(
        "glyphs with several texts",
        glyphs.CODES,
        ("glyph-with-several-texts.md",),
        "A glyph had the same text everywhere. Where it has another, it is written with another "
        "code, and the font holds which glyph that means (tagging/clusters.py).",
    ),
    Patch(
        "characters without a glyph",
        glyphs.FILLERS,
        ("default-ignorable-characters.md",),
        "Characters that draw nothing in any face, such as the fillers of hangul, were drawn as "
        "boxes.",
    ),
    Patch(
        "text after a mark",
        glyphs.TEXT_AFTER_MARKS,
        ("empty-strings-in-tj.md",),
        "Browsers draw a letter over the one before it, where a mark and a change of face are "
        "between them (tagging/clusters.py).",
    ),
    Patch(
        "identifiers of glyphs",
        glyphs.IDENTIFIERS,
        ("cid-keyed-fonts.md",),
        "Codes are indexes of glyphs, and in fonts of East Asia have to be identifiers "
        "(tagging/cids.py).",
    ),
    Patch(
        "faces for mathematics",
        glyphs.MATHEMATICS,
        OWN_FEATURE,
        "A fault of HarfBuzz 6, not of WeasyPrint: it cannot cut the face of mathematical signs "
        "down to some of them, ⇔ among them (tagging/subset.py).",
    ),
    Patch(
        "letters with their marks in one face",
        glyphs.WHOLE_CLUSTERS,
        OWN_FEATURE,
        "Pango chooses a face for each character, so that a mark may come from another face than "
        "its letter (layout/faces.py).",
    ),
    # Before "text of notes", which takes apart what this has to see whole.
    Patch(
        "small capitals in italics",
        glyphs.SMALL_CAPITALS,
        OWN_FEATURE,
        "The text face has no small capitals in italics; its upright ones are slanted instead "
        "(layout/small_capitals.py).",
    ),
    Patch(
        "head of a table, its calls",
        tables.CALLS_IN_HEADS,
        ("footnote-call-in-a-repeated-header.md",),
        "A head that is repeated repeated its note calls (layout/table_breaks.py).",
    ),
    Patch(
        "head of a table",
        tables.HEADS,
        ("table-header-left-out.md",),
        "Where the head and the next row find no room together on a page, the head was left out. "
        "Now the row is broken below it, or the head has its page to itself.",
    ),
    Patch(
        "notes of the cells of a broken row",
        (*tables.ROWS_OVER_NOTES, *notes.CLEAR_ROWS),
        ("footnotes-over-a-broken-row.md",),
        "Notes called in a later cell of a row that is broken over pages were set over the lines "
        "of an earlier one (layout/table_breaks.py).",
    ),
    Patch(
        "cell without room for a line",
        tables.CELLS,
        ("cell-begins-again-on-the-next-page.md",),
        "A cell of a broken row that finds no room for its next line began anew on the next page.",
    ),
    Patch(
        "share of a column",
        tables.SHARES,
        ("image-with-a-percentage-in-a-table.md",),
        "A picture as wide as a share of its column counted for nothing where columns are shared "
        "out. CSS Sizing 3, 5.2.2, has it count with its own width.",
    ),
    Patch(
        "formulas in running heads",
        pages.RUNNING_HEADS,
        OWN_FEATURE,
        "A running head is a string of one style, and small capitals turn the letters of a formula "
        "into others (layout/heads.py).",
    ),
    Patch(
        "number of a page of front matter",
        pages.FOLIOS,
        OWN_FEATURE,
        "A counter of pages cannot begin anew where an element begins, as it has to on the first "
        "page of the text (folios.py).",
    ),
    Patch(
        "notes that go on on the next page",
        (*pages.PLACES_OF_CALLS, *notes.CONTEXT),
        ("footnote-longer-than-the-page.md",),
        "A note was set whole or not at all: too long, it moved to a later page, or ran over the "
        "head of its own. Here it is cut (layout/notes.py).",
    ),
    Patch(
        "note area of a finished page",
        notes.AREA,
        ("footnote-display-compact.md", "columns-in-the-footnote-area.md"),
        "It shows parts of notes, by series, and short ones side by side in columns "
        "(`footnote-display: compact`, which WeasyPrint takes for `inline`).",
    ),
    Patch(
        "text of notes",
        notes.TEXT,
        ("white-space-in-footnotes.md",),
        "White space was collapsed and text transformed on the tree that is left when the notes "
        "have been taken out, so that a line end in the source of a note was one on paper.",
    ),
    Patch(
        "notes pushed to fit a line",
        pages.NOTES_PUSHED,
        ("footnote-pushed-to-fit-a-line.md",),
        "To fit one more line the notes of the page were pushed to the next one, whatever their "
        "`footnote-policy`, and notes got lost.",
    ),
    Patch(
        "notes of a page made again",
        notes.PAGES_MADE_AGAIN,
        ("footnotes-lost-when-pages-are-made-again.md",),
        "A page that is made again, for page numbers in the text, has to begin with what the page "
        "before it left of notes.",
    ),
    Patch(
        "rest of a note on a last page",
        pages.RESTS_ON_A_LAST_PAGE,
        ("footnotes-lost-when-pages-are-made-again.md",),
        "Where pages are laid out again, a last page that holds only notes was thrown away.",
    ),
    Patch(
        "rest of a note at the end of a chapter",
        pages.RESTS_AT_A_CHAPTER,
        ("footnote-after-a-forced-break.md",),
        "What is left of a note at the end of a chapter gets a page before the next chapter "
        "opens, as it does at the end of the book.",
    ),
    Patch(
        "page of notes alone",
        pages.PAGES_OF_NOTES,
        ("page-of-footnotes-is-blank.md",),
        "A page with nothing but the rest of a note counted as blank, and had no folio. Where many "
        "notes go on, such a page comes before more text (`NoteContext.crowded`).",
    ),
    Patch(
        "text clear of notes",
        notes.CLEAR_TEXT,
        ("image-over-footnotes.md",),
        "A picture first on its page was drawn over notes that leave no room for it, a table lost "
        "its head, and a note called in a first line is late. Then the page shows the notes alone.",
    ),
    Patch(
        "ends of streams",
        objects.LINE_ENDS,
        ("pydyf-stream-ends-in-a-line-end.md",),
        "A compressed stream whose last byte is a carriage return has the wrong length for "
        "validators of PDF/A (tagging/objects.py).",
        "tagging/test_tags.py::test_no_stream_of_a_whole_file_ends_in_a_line_end",
    ),
    Patch(
        "links in a tagged file",
        tags.LINKS,
        ("link-annotation-in-no-element.md",),
        "A link with emphasis in it had two annotations, one of them in no structure element.",
        "tagging/test_tags.py::test_a_link_with_emphasis_has_one_annotation",
    ),
    Patch(
        "structure of a tagged file",
        tags.STRUCTURE,
        OWN_FEATURE,
        "WeasyPrint tags boxes; here elements are tagged, with notes, keys of blocks and heads of "
        "tables, and a paragraph on two pages is one (tagging/tags.py).",
        "tagging/test_tags.py::test_a_paragraph_over_pages_is_one",
    ),
)

_Kind = TypeVar("_Kind", Correction, Replacement, Swap)


def changes(kind: type[_Kind], without: Collection[str] = ()) -> Iterator[_Kind]:
    """Yield the changes of one kind in their order, but for those whose names are left out."""
    for patch in PATCHES:
        for change in patch.changes:
            if isinstance(change, kind) and change.name not in without:
                yield change


def apply(without: Collection[str] = ()) -> None:
    """Install the corrections and replacements, before any layout; tests leave some out.

    Raises RepairRefused, before anything is replaced, if WeasyPrint is not as expected.
    """
    if not weasyprint.__version__.startswith(SUPPORTED_MAJOR):
        raise RepairRefused(f"WeasyPrint {weasyprint.__version__}, expected {SUPPORTED_MAJOR}x")
    for replacement in changes(Replacement):
        check(replacement)
    for correction in changes(Correction, without):
        correct(correction)
    for replacement in changes(Replacement, without):
        replace(replacement)


def tagging(document: Any, root: Any) -> AbstractContextManager[None]:
    """Tag a document, laid out from the tree `root`, while it is written."""
    return swapped(tuple(changes(Swap)), tags.Tagger(document, root))
