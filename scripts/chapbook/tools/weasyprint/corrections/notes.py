"""Replacements that keep notes on the pages of their calls, and text clear of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint import document
from weasyprint.formatting_structure import boxes, build
from weasyprint.layout import LayoutContext, block, page

from chapbook.tools.weasyprint.audit import TOLERANCE, text_bottom
from chapbook.tools.weasyprint.corrections.patching import Replacement
from chapbook.tools.weasyprint.layout.note_setting import prepare_note
from chapbook.tools.weasyprint.layout.notes import NoteContext
from chapbook.tools.weasyprint.layout.table_breaks import with_rows_clear_of_notes


def _with_note_areas(lay_block: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap `page.block_level_layout`: the context lays the note area of a finished page out."""

    def block_level_layout(context: Any, box: Any, *arguments: Any, **keywords: Any) -> Any:
        if isinstance(box, boxes.FootnoteAreaBox) and isinstance(context, NoteContext):
            return (context.finish_area(keywords["absolute_boxes"]),)
        return lay_block(context, box, *arguments, **keywords)

    return block_level_layout


def _with_notes_left_over(remake: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap `page.remake_page`: a page begins with what the page before it left of notes.

    Where a page that is made again leaves other notes, the next is made again, whatever its text.
    """

    def remake_page(index: int, context: Any, root_box: Any, html: Any) -> Any:
        context.resume(index + 1)
        before = context.carried.get(index + 1)
        made = remake(index, context, root_box, html)
        left = context.carried.get(index + 1)
        follows = made[1] is not None or bool(left)
        if before is not None and before != left and follows:
            context.page_maker[index + 1][-1]["content_changed"] = True
        return made

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
    """Return whether text runs into the notes, or a table lost its head for lack of room."""
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
    """Return what `page.make_all_pages` notes of a page that is not made yet."""
    return {"content_changed": False, "pages_wanted": False, "anchors": [], "content_lookups": []}


def _with_prepared_notes(make_tree: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap `document.build_formatting_structure`: its last argument gets the notes it took out."""

    def build_formatting_structure(*arguments: Any, **keywords: Any) -> Any:
        root_box = make_tree(*arguments, **keywords)
        for rank, footnote in enumerate(arguments[-1]):
            prepare_note(footnote, rank)
        return root_box

    return build_formatting_structure


CONTEXT = (
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
    ),
)
AREA = (
    Replacement(
        "note area of a finished page",
        page,
        "block_level_layout",
        (
            (page.make_page, "footnote_area.translate(dy=-footnote_area.margin_height())"),
            (page.make_page, "context, footnote_area, bottom_space=-inf, skip_stack=None,"),
        ),
        _with_note_areas,
    ),
)
PAGES_MADE_AGAIN = (
    Replacement(
        "notes of a page made again",
        page,
        "remake_page",
        ((page.make_all_pages, "page, resume_at = remake_page(i, context, root_box, html)"),),
        _with_notes_left_over,
    ),
)
CLEAR_TEXT = (
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
    ),
)
CLEAR_ROWS = (
    Replacement(
        "rows clear of notes",
        block,
        "table_layout",
        ((block.block_level_layout_switch, "result = table_layout("),),
        with_rows_clear_of_notes,
    ),
)
TEXT = (
    Replacement(
        "text of notes",
        document,
        "build_formatting_structure",
        ((build.build_formatting_structure, "box.process_whitespace()"),),
        _with_prepared_notes,
    ),
)
