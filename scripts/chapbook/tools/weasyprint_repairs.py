"""Corrections of WeasyPrint 70: what is changed, why, and that the code is still what we expect.

`apply()` must run in the child process before any layout. Each correction names one function and
replaces one passage of its source; the passage must occur exactly once, otherwise `RepairRefused`
is raised: a WeasyPrint that has changed is not patched blindly.

Measured without them (8 sizes of page and line, 100 notes each): 11 % of the notes stand on a
later page than their call, one in 800 is on no page at all, long notes run over the page's head.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import weasyprint
from weasyprint import document
from weasyprint.draw import text as drawing
from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, inline, page
from weasyprint.text import line_break

from chapbook.tools.weasyprint_clusters import text_of_glyph
from chapbook.tools.weasyprint_hyphens import without_hyphen_at_the_end
from chapbook.tools.weasyprint_notes import NoteContext, place_of

SUPPORTED_MAJOR = "70."


class RepairRefused(Exception):
    """WeasyPrint is not the version whose source the corrections were written for."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One passage of one function of WeasyPrint, and what stands there instead."""

    module: ModuleType
    function: str
    passage: str
    instead: str
    reason: str


CORRECTIONS = (
    Correction(
        block,
        "_linebox_layout",
        "report = not context.in_column and can_break_now and not could_break_before",
        "report = False",
        "To fit one more line the notes of the page are pushed to the next one, whatever their "
        "footnote-policy; the list is changed while it is sliced, and a note gets lost "
        "(https://github.com/Kozea/WeasyPrint/issues/2432 asked for this).",
    ),
    Correction(
        block,
        "_linebox_layout",
        "overflow = context.layout_footnote(footnote)",
        "overflow = context.layout_footnote(footnote, place_of(\n"
        "                    new_position_y + offset_y + bottom_space, box, len(new_children),\n"
        "                    lambda: () if resume_at is None else iter_line_boxes(\n"
        "                        context, child, new_position_y, bottom_space, resume_at, box,\n"
        "                        [], [], None, None),\n"
        "                    must=page_is_empty and not new_children))",
        "A note can only be cut to the room under its call if the layout of the area is told "
        "where the line of the call ends, and which lines below it must stay with it.",
    ),
    Correction(
        line_break,
        "split_first_line",
        "if resume_index is None and first_line_width <= max_width:",
        "if resume_index is None and (first_line_width <= max_width or fits_without_space(\n"
        "            lambda cut: create_layout(\n"
        "                cut, style, context, max_width, justification_spacing),\n"
        "            lambda line: line_size(line, style)[0], text, max_width)):",
        "Text before an inline element ends in a space. Where it fits into the line without that "
        "space and not with it, WeasyPrint took it for text that cannot be broken, and set its "
        "first word alone on a line.",
    ),
    Correction(
        line_break,
        "split_first_line",
        "    # Step #3: Try to put the first word of the second line on the first line\n",
        "    if resume_index is None:\n"
        "        earlier = broken_before_last_word(\n"
        "            lambda cut, width: create_layout(\n"
        "                cut, style, context, width, justification_spacing),\n"
        "            lambda line: line_size(line, style)[0], text, max_width)\n"
        "        if earlier is not None:\n"
        "            layout, first_line, resume_index = earlier\n"
        "            first_line_width, _ = line_size(first_line, style)\n"
        "    # Step #3: Try to put the first word of the second line on the first line\n",
        "The same with a no-break space before the inline element: the last word must go to the "
        "next line with the element, and not all words but the first.",
    ),
    Correction(
        line_break,
        "split_first_line",
        "if hyphens == 'auto' and lang:",
        "if hyphens == 'auto' and lang and not getattr(context, 'whole_words', False):",
        "A line that ends its page is set without hyphenation (tools/weasyprint_hyphens.py).",
    ),
    Correction(
        drawing,
        "draw_first_line",
        "font.to_unicode[glyph_id] = utf8_text[offset+t1:offset+t2].decode()",
        "font.to_unicode[glyph_id] = text_of_glyph(\n"
        "                    i, [glyph.geometry.width for glyph in glyphs_info[0:num_glyphs]],\n"
        "                    clusters[0:num_glyphs],\n"
        "                    utf8_text[offset:offset+glyph_item.item.length],\n"
        "                    rtl=bool(glyph_item.item.analysis.level % 2))",
        "A letter and its marks are several glyphs for one text (tools/weasyprint_clusters.py).",
    ),
    Correction(
        page,
        "remake_page",
        "(context.reported_footnotes and resume_at is None))",
        "(context.reported_footnotes and (\n"
        "            resume_at is None or next_page['break'] != 'any')))",
        "What is left of a note at the end of a chapter gets a page before the next chapter "
        "opens, as it does at the end of the book.",
    ),
    Correction(
        page,
        "make_all_pages",
        "            reported_footnotes = None\n            yield pages[i]",
        "            reported_footnotes = context.carried.get(i + 1)\n            yield pages[i]",
        "Where pages are made again for the page numbers of the contents, a last page that holds "
        "only the end of a note was thrown away.",
    ),
)


def apply() -> None:
    """Correct the imported WeasyPrint. Raises RepairRefused if its source is not as expected."""
    if not weasyprint.__version__.startswith(SUPPORTED_MAJOR):
        raise RepairRefused(f"WeasyPrint {weasyprint.__version__}, expected {SUPPORTED_MAJOR}x")
    block.place_of = place_of
    drawing.text_of_glyph = text_of_glyph
    line_break.fits_without_space = fits_without_space
    line_break.broken_before_last_word = broken_before_last_word
    for correction in CORRECTIONS:
        _replace(correction)
    inline.get_next_linebox = without_hyphen_at_the_end(inline.get_next_linebox)
    _use_note_areas()
    _prepare_note_texts()
    document.LayoutContext = NoteContext


_sources: dict[tuple[str, str], str] = {}


def _replace(correction: Correction) -> None:
    module, name = correction.module, correction.function
    key = module.__name__, name
    source = _sources.get(key) or inspect.getsource(getattr(module, name))
    if source.count(correction.passage) != 1:
        raise RepairRefused(f"{module.__name__}.{name} no longer has: {correction.passage}")
    _sources[key] = source.replace(correction.passage, correction.instead)
    old = getattr(module, name)
    # The new function lives in its module, where the old one found its globals.
    exec(compile(_sources[key], f"<corrected {module.__name__}>", "exec"), vars(module))  # noqa: S102 -- our own text
    for other in _importers():
        if getattr(other, name, None) is old:
            setattr(other, name, getattr(module, name))


def _importers() -> tuple[ModuleType, ...]:
    """Give WeasyPrint's modules: some import a function by name and keep the old one."""
    modules = sorted(sys.modules.items())
    return tuple(module for name, module in modules if name.split(".")[0] == "weasyprint")


def fits_without_space(
    lay: Callable[[str], Any], width_of: Callable[[Any], float], text: str, room: float
) -> bool:
    """Say whether `text` fits into one line when the space at its end is left out."""
    cut = text.rstrip(" ")
    if not cut or cut == text:
        return False
    layout = lay(cut)  # Pango frees the line with its layout: both are needed to the end
    line, rest = layout.get_first_line()
    return rest is None and width_of(line) <= room


def broken_before_last_word(
    lay: Callable[[str, float | None], Any],
    width_of: Callable[[Any], float],
    text: str,
    room: float,
) -> tuple[Any, Any, int] | None:
    """Break a text that ends in a no-break space, and is too wide by it, before its last word.

    Pango lets white space hang over the end of a line, the no-break space too, and sees nothing
    to break. Gives layout, first line and where it breaks off (bytes); None if it cannot break.
    """
    cut = text.rstrip(" \u00a0")
    if not cut or cut == text:
        return None
    bare = lay(cut, None)
    line, _ = bare.get_first_line()
    layout = lay(text, min(room, width_of(line) - 0.5))
    line, rest = layout.get_first_line()
    if rest is None or width_of(line) > room:
        return None
    return layout, line, rest


def _use_note_areas() -> None:
    """Let a page lay its note area out through `NoteContext`, and remake pages with their notes."""
    lay_block, remake = page.block_level_layout, page.remake_page

    def block_level_layout(context: Any, box: Any, *arguments: Any, **keywords: Any) -> Any:
        if isinstance(box, boxes.FootnoteAreaBox) and isinstance(context, NoteContext):
            return (context.finish_area(keywords["absolute_boxes"]),)
        return lay_block(context, box, *arguments, **keywords)

    def remake_page(index: int, context: Any, root_box: Any, html: Any) -> Any:
        context.resume(index + 1)
        return remake(index, context, root_box, html)

    page.block_level_layout = block_level_layout
    page.remake_page = remake_page


def _prepare_note_texts() -> None:
    """Collapse white space and transform text in notes as in the body.

    WeasyPrint does both on the tree that is left when the notes have been taken out, so that a
    line end in the source of a note would be a line end on paper.
    """
    build = document.build_formatting_structure

    def build_formatting_structure(*arguments: Any, **keywords: Any) -> Any:
        root_box = build(*arguments, **keywords)
        footnotes = arguments[-1]
        for footnote in footnotes:
            # `::footnote-marker { content: none }` leaves an empty box, alone on a line of its own.
            footnote.children = [child for child in footnote.children if not _is_empty(child)]
            footnote.process_whitespace()
            footnote.process_text_transform()
        return root_box

    document.build_formatting_structure = build_formatting_structure


def _is_empty(box: Any) -> bool:
    return box.element_tag.endswith("::footnote-marker") and not box.children
