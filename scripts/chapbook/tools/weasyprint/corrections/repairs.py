"""Corrections of WeasyPrint 70: what is changed, why, and that the code is still what we expect.

`apply()` must run in the child process before any layout. It raises `RepairRefused` where the
code is not what it was: a WeasyPrint that has changed is not patched blindly. For each of these
`tests/unit/tools/weasyprint/corrections/test_repairs.py` has what goes wrong without it.

Measured without them (8 sizes of page and line, 100 notes each): 11 % of the notes stand on a
later page than their call, one in 800 is on no page at all, long notes run over the page's head.
`tests/benchmarks/notes_on_paper.py` measures it again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import weasyprint
from weasyprint import document
from weasyprint.draw.text import draw_first_line
from weasyprint.formatting_structure import boxes, build
from weasyprint.layout import LayoutContext, block, inline, page
from weasyprint.pdf import fonts, stream
from weasyprint.text import line_break

from chapbook.tools.weasyprint.audit import TOLERANCE, text_bottom
from chapbook.tools.weasyprint.corrections import pages, tables, text
from chapbook.tools.weasyprint.corrections.patching import (
    NOT_REPORTED,
    RepairRefused,
    Replacement,
    check,
    correct,
    replace,
)
from chapbook.tools.weasyprint.layout.faces import with_whole_clusters
from chapbook.tools.weasyprint.layout.hyphens import without_hyphen_at_the_end
from chapbook.tools.weasyprint.layout.note_setting import prepare_note
from chapbook.tools.weasyprint.layout.notes import NoteContext
from chapbook.tools.weasyprint.layout.small_capitals import stand_upright
from chapbook.tools.weasyprint.layout.table_breaks import with_rows_clear_of_notes
from chapbook.tools.weasyprint.tagging.cids import with_identifiers_as_indexes
from chapbook.tools.weasyprint.tagging.clusters import without_empty_strings
from chapbook.tools.weasyprint.tagging.subset import without_mathematics

SUPPORTED_MAJOR = "70."


def _with_note_areas(lay_block: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap `page.block_level_layout`: the context lays the note area of a finished page out."""

    def block_level_layout(context: Any, box: Any, *arguments: Any, **keywords: Any) -> Any:
        ours = isinstance(box, boxes.FootnoteAreaBox) and isinstance(context, NoteContext)
        if ours and not context.runs_on():
            return (context.finish_area(keywords["absolute_boxes"]),)
        if ours:
            context.carry()
        return lay_block(context, box, *arguments, **keywords)

    return block_level_layout


def _with_notes_left_over(remake: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap `page.remake_page`: a page begins with what the page before it left of notes."""

    def remake_page(index: int, context: Any, root_box: Any, html: Any) -> Any:
        context.resume(index + 1)
        return remake(index, context, root_box, html)

    return remake_page


def _with_text_clear_of_notes(remake: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap `page.remake_page`: text that finds no room beside the notes left over waits for them.

    Not for its own lines, or not for the notes called in them.
    """

    def remake_page(index: int, context: Any, root_box: Any, html: Any) -> Any:
        waiting = list(context.footnotes)
        made = remake(index, context, root_box, html)
        if context.carried.get(index) and (context.late() or _wants_room(made[0])):
            context.footnotes = waiting
            context.page_maker[index][-1].update(_nothing_seen())
            context.text_waits = True
            made = remake(index, context, root_box, html)
            context.text_waits = False
        return made

    return remake_page


def _wants_room(page_box: Any) -> bool:
    """Say whether text runs into the notes, or a table lost its head for lack of room."""
    text, area, *_ = page_box.children
    overlaps = bool(text_bottom(page_box) > area.position_y + TOLERANCE)
    return overlaps or any(map(_lacks_head, text.descendants()))


def _lacks_head(box: Any) -> bool:
    if not isinstance(box, boxes.TableBox) or box.element is None:
        return False
    if box.element.find("thead") is None:
        return False
    return {group.is_header for group in box.children} != {True, False}


def _nothing_seen() -> dict[str, Any]:
    """Give what `page.make_all_pages` notes of a page that is not made yet."""
    return {"content_changed": False, "pages_wanted": False, "anchors": [], "content_lookups": []}


def _with_prepared_notes(make_tree: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap `document.build_formatting_structure`: its last argument gets the notes it took out.

    Italic small capitals are prepared as well (tools/weasyprint/layout/small_capitals.py).
    """

    def build_formatting_structure(*arguments: Any, **keywords: Any) -> Any:
        root_box = make_tree(*arguments, **keywords)
        stand_upright(root_box)
        for rank, footnote in enumerate(arguments[-1]):
            stand_upright(footnote)
            prepare_note(footnote, rank)
        return root_box

    return build_formatting_structure


REPLACEMENTS = (
    Replacement(
        "note context",
        document,
        "LayoutContext",
        (
            (LayoutContext.layout_footnote, "return self._update_footnote_area()"),
            (LayoutContext._update_footnote_area, "return overflow"),  # noqa: SLF001 -- overridden
            (page.make_page, "overflow = context.layout_footnote(reported_footnote)"),
        ),
        lambda _: NoteContext,
        "A note is set whole or not at all: one that is too long moves to a later page, or runs "
        "over the head of its own.",
        "https://github.com/Kozea/WeasyPrint/issues/1833",
    ),
    Replacement(
        "note area of a finished page",
        page,
        "block_level_layout",
        (
            (page.make_page, "footnote_area.translate(dy=-footnote_area.margin_height())"),
            (page.make_page, "context, footnote_area, bottom_space=-inf, skip_stack=None,"),
        ),
        _with_note_areas,
        "Only the context knows which part of a long note a page shows, and in which order and "
        "columns its notes stand.",
        "https://github.com/Kozea/WeasyPrint/issues/1833",
    ),
    Replacement(
        "notes of a page made again",
        page,
        "remake_page",
        ((page.make_all_pages, "page, resume_at = remake_page(i, context, root_box, html)"),),
        _with_notes_left_over,
        "A page that is made again, for the page numbers of the contents, has to begin with the "
        "rest of the note that the page before it broke off.",
        NOT_REPORTED,
    ),
    Replacement(
        "text clear of notes",
        page,
        "remake_page",
        (
            (page.make_all_pages, "page, resume_at = remake_page(i, context, root_box, html)"),
            (page.make_all_pages, "remake_state['content_lookups'] = []"),
            (page.make_page, "page.children = [root_box, footnote_area, note_area]"),
        ),
        _with_text_clear_of_notes,
        "A picture that comes first on its page is drawn over the rest of a note that leaves no "
        "room for it, a table loses its head, and a note called in a first line is late. Then the "
        "page shows the notes that are left over, alone.",
        NOT_REPORTED,
    ),
    Replacement(
        "rows clear of notes",
        block,
        "table_layout",
        ((block.block_level_layout_switch, "result = table_layout("),),
        with_rows_clear_of_notes,
        "Notes called in a later cell of a row that is broken over pages are set over the lines of "
        "an earlier one.",
        NOT_REPORTED,
    ),
    Replacement(
        "text of notes",
        document,
        "build_formatting_structure",
        ((build.build_formatting_structure, "box.process_whitespace()"),),
        _with_prepared_notes,
        "White space is collapsed and text transformed on the tree that is left when the notes "
        "have been taken out, so that a line end in the source of a note is one on paper.",
        NOT_REPORTED,
    ),
    Replacement(
        "last lines of a page",
        inline,
        "get_next_linebox",
        ((inline.get_next_linebox, "def get_next_linebox(context, linebox, position_y, "),),
        without_hyphen_at_the_end,
        "`hyphenate-limit-last` (CSS Text 4) is not there: pages end in divided words.",
        NOT_REPORTED,
    ),
    Replacement(
        "identifiers of glyphs",
        fonts.Font,
        "subset",
        (
            (fonts.Font.subset, "self._harfbuzz_subset(to_unicode, hinting)"),
            (fonts.Font.type.fget, "return 'otf' if self.file_content[:4] == b'OTTO' else 'ttf'"),
        ),
        with_identifiers_as_indexes,
        "Codes are indexes of glyphs, and in fonts of East Asia have to be identifiers "
        "(tools/weasyprint/tagging/cids.py).",
        NOT_REPORTED,
    ),
    Replacement(
        "faces for mathematics",
        fonts.Font,
        "_harfbuzz_subset",
        (
            (fonts.Font.subset, "self._harfbuzz_subset(to_unicode, hinting)"),
            (fonts.Font.__init__, "self.tables.append(ffi.string(table_name).decode())"),
        ),
        without_mathematics,
        "HarfBuzz cannot cut the face of mathematical signs down to some of them, ⇔ among them "
        "(tools/weasyprint/tagging/subset.py).",
        NOT_REPORTED,
    ),
    Replacement(
        "text after a mark",
        stream.Stream,
        "show_text",
        ((draw_first_line, "string += f'>{-offset}<'"),),
        without_empty_strings,
        "Browsers draw a letter over the one before it, where a mark and a change of face are "
        "between them (tools/weasyprint/tagging/clusters.py).",
        NOT_REPORTED,
    ),
    Replacement(
        "letters with their marks in one face",
        line_break.Layout,
        "set_text",
        (
            (line_break.Layout.set_text, "text, bytestring = unicode_to_char_p(text)"),
            (line_break.Layout.setup, "font_map = style.font_config.font_map"),
        ),
        with_whole_clusters,
        "A face is chosen for each character, so that a mark may come from another face than its "
        "letter (tools/weasyprint/layout/faces.py).",
        NOT_REPORTED,
    ),
)
CORRECTIONS = (
    *pages.CORRECTIONS,
    *text.CORRECTIONS,
    *tables.CORRECTIONS,
)
_HELPERS = (
    *pages.HELPERS,
    *text.HELPERS,
    *tables.HELPERS,
)
REPAIRS = (*CORRECTIONS, *REPLACEMENTS)


def apply(without: Collection[str] = ()) -> None:
    """Correct the imported WeasyPrint; `without` names repairs that a test leaves out.

    Raises RepairRefused if its source is not as expected.
    """
    if not weasyprint.__version__.startswith(SUPPORTED_MAJOR):
        raise RepairRefused(f"WeasyPrint {weasyprint.__version__}, expected {SUPPORTED_MAJOR}x")
    for module, helper in _HELPERS:
        setattr(module, helper.__name__, helper)
    for repair in REPLACEMENTS:  # looked at before anything is changed
        check(repair)
    for correction in CORRECTIONS:
        if correction.name not in without:
            correct(correction)
    for repair in REPLACEMENTS:
        if repair.name not in without:
            replace(repair)
