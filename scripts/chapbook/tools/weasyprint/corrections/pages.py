"""Corrections of how WeasyPrint lays pages out and sets notes on them."""

from __future__ import annotations

from weasyprint.formatting_structure import build
from weasyprint.layout import block, page

from chapbook.tools.weasyprint.corrections.patching import NOT_REPORTED, Correction, Helper
from chapbook.tools.weasyprint.folios import count_page
from chapbook.tools.weasyprint.layout.heads import with_formulas_apart
from chapbook.tools.weasyprint.layout.notes import place_of

CORRECTIONS = (
    Correction(
        "formulas in running heads",
        page,
        "make_margin_boxes",
        "box.process_whitespace()",
        "box.children = with_formulas_apart(box.children)\n            box.process_whitespace()",
        "The content of a margin box is a string of one style, and small capitals turn the letters "
        "of a formula into others.",
        NOT_REPORTED,
    ),
    Correction(
        "notes pushed to fit a line",
        block,
        "_linebox_layout",
        "report = not context.in_column and can_break_now and not could_break_before",
        "report = False",
        "To fit one more line the notes of the page are pushed to the next one, whatever their "
        "footnote-policy; the list is changed while it is sliced, and a note gets lost. The report "
        "is of what this was to be the answer to.",
        "https://github.com/Kozea/WeasyPrint/issues/2432",
    ),
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
        "A note can only be cut to the room under its call if the layout of the area knows where "
        "the line of the call ends, and which lines below it must stay with it.",
        "https://github.com/Kozea/WeasyPrint/issues/1833",
    ),
    Correction(
        "rest of a note at the end of a chapter",
        page,
        "remake_page",
        "(context.reported_footnotes and resume_at is None))",
        "(context.reported_footnotes and (\n"
        "            resume_at is None or next_page['break'] != 'any')))",
        "What is left of a note at the end of a chapter gets a page before the next chapter "
        "opens, as it does at the end of the book.",
        NOT_REPORTED,
    ),
    Correction(
        "rest of a note on a last page",
        page,
        "make_all_pages",
        "            reported_footnotes = None\n            yield pages[i]",
        "            reported_footnotes = context.carried.get(i + 1)\n            yield pages[i]",
        "Where pages are laid out again for the page numbers of the contents, a last page that "
        "holds only the end of a note was thrown away.",
        NOT_REPORTED,
    ),
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
        "A page that shows nothing but the rest of a note counted as blank, and had no folio. "
        "Where many notes go on, such a page comes before more text (`NoteContext.crowded`). The "
        "group of its pages is that of the page before, also where a chapter opens after it.",
        NOT_REPORTED,
    ),
    Correction(
        "page of notes alone, its text",
        page,
        "make_page",
        "    if page_type.blank:\n        previous_resume_at = resume_at",
        "    if page_type.blank or context.notes_alone:\n        previous_resume_at = resume_at",
        "The same: it is no blank page, but has no text either.",
        NOT_REPORTED,
    ),
    Correction(
        "page of notes alone, what follows",
        page,
        "make_page",
        "    if page_type.blank:\n        resume_at = previous_resume_at",
        "    if page_type.blank or context.notes_alone:\n        resume_at = previous_resume_at",
        "The same: the text goes on after it where it would have gone on.",
        NOT_REPORTED,
    ),
    Correction(
        "compact notes",
        build,
        "element_to_box",
        "if style['footnote_display'] == 'block':",
        "if style['footnote_display'] != 'inline':",
        "`footnote-display: compact` is not done yet, and turns the note into an inline box. It is "
        "a block here, and layout/note_setting.py sets short ones side by side.",
        "https://github.com/Kozea/WeasyPrint/pull/1509",
    ),
    Correction(
        "number of a page of front matter",
        page,
        "make_page",
        "    build.update_counters(page_state, style)\n    page_counter_values = page_state[1]\n",
        "    before = page_state[1].get('page', [0])[-1]\n"
        "    build.update_counters(page_state, style)\n"
        "    page_counter_values = page_state[1]\n"
        "    count_page(page_counter_values, before, page)\n",
        "A counter of pages cannot begin anew where an element begins, as it has to on the first "
        "page of the text (tools/weasyprint/folios.py).",
        NOT_REPORTED,
    ),
)
HELPERS: tuple[Helper, ...] = (
    (page, with_formulas_apart),
    (page, count_page),
    (block, place_of),
)
