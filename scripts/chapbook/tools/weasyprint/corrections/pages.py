"""Corrections of how WeasyPrint lays out pages, their heads and their notes."""

from __future__ import annotations

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, page

from chapbook.tools.weasyprint.corrections.patching import Correction, Replacement
from chapbook.tools.weasyprint.folios import count_page
from chapbook.tools.weasyprint.layout.heads import with_formulas_apart
from chapbook.tools.weasyprint.layout.note_places import place_of

RUNNING_HEADS = (
    Replacement(
        "formulas in running heads",
        boxes.MarginBox,
        "process_whitespace",
        ((page.make_margin_boxes, "            box.process_whitespace()"),),
        with_formulas_apart,
    ),
)
NOTES_PUSHED = (
    Correction(
        "notes pushed to fit a line",
        block,
        "_linebox_layout",
        "report = not context.in_column and can_break_now and not could_break_before",
        "report = False",
    ),
)
PLACES_OF_CALLS = (
    Correction(
        "where a note is called",
        block,
        "_linebox_layout",
        "overflow = context.layout_footnote(footnote)",
        "overflow = context.layout_footnote(footnote, place_of(\n"
        "                    new_position_y + offset_y + bottom_space, box, len(new_children),\n"
        "                    lambda: () if resume_at is None else iter_line_boxes(\n"
        "                        context, child, new_position_y, bottom_space, resume_at, box,\n"
        "                        [], [], None, None),\n"
        "                    must=page_is_empty and not new_children))",
        (place_of,),
    ),
)
RESTS_AT_A_CHAPTER = (
    Correction(
        "rest of a note at the end of a chapter",
        page,
        "remake_page",
        "(context.reported_footnotes and resume_at is None))",
        "(context.reported_footnotes and (\n"
        "            resume_at is None or next_page['break'] != 'any')))",
    ),
)
RESTS_ON_A_LAST_PAGE = (
    Correction(
        "rest of a note on a last page",
        page,
        "make_all_pages",
        "            reported_footnotes = None\n            yield pages[i]",
        "            reported_footnotes = context.carried.get(i + 1)\n            yield pages[i]",
    ),
)
PAGES_OF_NOTES = (
    Correction(
        "page of notes alone, its kind",
        page,
        "remake_page",
        "name = _update_page_groups(page_groups, resume_at, next_page, root_box, blank)",
        "context.notes_alone = bool(context.reported_footnotes) and (blank or context.crowded())\n"
        "    opening = next_page['break'] != 'any'\n"
        "    name = _update_page_groups(\n"
        "        page_groups, resume_at, next_page, root_box,\n"
        "        blank or (context.notes_alone and opening))\n"
        "    if context.notes_alone:\n"
        "        name, blank = context.page_names.get(index - 1, name), False\n"
        "    context.page_names[index] = name",
    ),
    Correction(
        "page of notes alone, its text",
        page,
        "make_page",
        "    if page_type.blank:\n        previous_resume_at = resume_at",
        "    if page_type.blank or context.notes_alone:\n        previous_resume_at = resume_at",
    ),
    Correction(
        "page of notes alone, what follows",
        page,
        "make_page",
        "    if page_type.blank:\n        resume_at = previous_resume_at",
        "    if page_type.blank or context.notes_alone:\n        resume_at = previous_resume_at",
    ),
)
FOLIOS = (
    Correction(
        "number of a page of front matter",
        page,
        "make_page",
        "    build.update_counters(page_state, style)\n    page_counter_values = page_state[1]\n",
        "    before = page_state[1].get('page', [0])[-1]\n"
        "    build.update_counters(page_state, style)\n"
        "    page_counter_values = page_state[1]\n"
        "    count_page(page_counter_values, before, page)\n",
        (count_page,),
    ),
)
