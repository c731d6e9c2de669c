"""What is corrected in the source of WeasyPrint 70, passage by passage, each with its reason.

`weasyprint_repairs` applies these, with what it puts in the place of whole functions.
"""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from weasyprint.draw import text as drawing
from weasyprint.formatting_structure import build
from weasyprint.layout import block, inline, page, preferred, table
from weasyprint.pdf import fonts
from weasyprint.text import line_break

from chapbook.model.clusters import is_ignorable
from chapbook.tools.weasyprint_clusters import begin_span, code_map, end_span, texts_of_run
from chapbook.tools.weasyprint_folios import count_page
from chapbook.tools.weasyprint_heads import with_formulas_apart
from chapbook.tools.weasyprint_lines import begun, broken_before_last_word, fits_without_space
from chapbook.tools.weasyprint_notes import place_of
from chapbook.tools.weasyprint_patching import NOT_REPORTED, Correction
from chapbook.tools.weasyprint_small_capitals import slant_of
from chapbook.tools.weasyprint_table_breaks import RowOverNotes, bottom_of_broken_row, head_for

CORRECTIONS = (
    Correction(
        "formulas in running heads",
        page,
        "make_margin_boxes",
        "box.process_whitespace()",
        "box.children = with_formulas_apart(box.children)\n            box.process_whitespace()",
        "What stands in a margin box is a string of one style, and small capitals make other "
        "letters of those of a formula.",
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
        "A note can only be cut to the room under its call if the layout of the area is told "
        "where the line of the call ends, and which lines below it must stay with it.",
        "https://github.com/Kozea/WeasyPrint/issues/1833",
    ),
    Correction(
        "beginning of a line",
        inline,
        "split_inline_box",
        "        child_waiting_floats = []\n",
        "        child_waiting_floats = []\n"
        "        if isinstance(box, boxes.InlineBox):\n"
        "            line_children = begun(line_children, children, waiting_children)\n",
        "In an inline box that is first on its line each piece of text was taken for the beginning "
        "of the line, and broken within a word (`overflow-wrap`) where it could go to the next.",
        NOT_REPORTED,
    ),
    Correction(
        "space before an element",
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
        NOT_REPORTED,
    ),
    Correction(
        "no-break space before an element",
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
        "https://github.com/Kozea/WeasyPrint/issues/1075",
    ),
    Correction(
        "hyphen at the end of a page",
        line_break,
        "split_first_line",
        "if hyphens == 'auto' and lang:",
        "if hyphens == 'auto' and lang and not getattr(context, 'whole_words', False):",
        "A line that ends its page is set without hyphenation (tools/weasyprint_hyphens.py).",
        NOT_REPORTED,
    ),
    Correction(
        "indent from right to left",
        inline,
        "get_next_linebox",
        "        line.translate(offset_x, offset_y)\n",
        "        line.translate(offset_x, offset_y)\n"
        "        if containing_block.style['direction'] == 'rtl' and linebox.text_indent:\n"
        "            for child in line.children:\n"
        "                child.translate(dx=-linebox.text_indent)\n",
        "From right to left the indent of a first line was left white at the end of the line.",
        NOT_REPORTED,
    ),
    Correction(
        "text of letters with marks",
        drawing,
        "draw_first_line",
        "        string += '<'\n"
        "        for i, glyph_info in enumerate(glyphs_info[0:num_glyphs]):\n",
        "        string += '<'\n"
        "        utf8_text = textbox.pango_layout.text.encode()\n"
        "        texts = texts_of_run(font, glyph_item, utf8_text, pango.PANGO_GLYPH_EMPTY)\n"
        "        span_end = None\n"
        "        for i, glyph_info in enumerate(glyphs_info[0:num_glyphs]):\n"
        "            if span_end is not None and clusters[i] != span_end:\n"
        "                string, span_end = end_span(stream, string), None\n"
        "            if i in texts.spans:\n"
        "                string = begin_span(stream, string, texts.spans[i])\n"
        "                span_end = clusters[i]\n",
        "A letter and its marks are several glyphs for one text, and a glyph may stand for another "
        "text elsewhere (tools/weasyprint_clusters.py).",
        NOT_REPORTED,
    ),
    Correction(
        "end of the text of letters with marks",
        drawing,
        "draw_first_line",
        "        # Close the last glyphs list, remove if empty.\n",
        "        if span_end is not None:\n"
        "            string = end_span(stream, string)\n"
        "        # Close the last glyphs list, remove if empty.\n",
        "The same, for the last cluster of a run.",
        NOT_REPORTED,
    ),
    Correction(
        "glyphs with several texts",
        drawing,
        "draw_first_line",
        "            glyph_id = glyph_info.glyph\n",
        "            glyph_id = texts.codes.get(i, glyph_info.glyph)\n",
        "A glyph is written with another code where it stands for another text "
        "(tools/weasyprint_clusters.py).",
        NOT_REPORTED,
    ),
    Correction(
        "glyphs with several texts, their width",
        drawing,
        "draw_first_line",
        "pango_font, glyph_id, stream.ink_rect, stream.logical_rect)\n"
        "                logical_width",
        "pango_font, glyph_info.glyph, stream.ink_rect, stream.logical_rect)\n"
        "                logical_width",
        "The same: Pango knows the glyph, and not the code.",
        NOT_REPORTED,
    ),
    Correction(
        "glyphs with several texts, in the font",
        fonts,
        "_build_vector_font_dictionary",
        "'CIDToGIDMap': '/Identity',",
        "'CIDToGIDMap': code_map(pdf, font, compress=compress),",
        "The same: the font tells which glyph such a code means.",
        NOT_REPORTED,
    ),
    Correction(
        "fillers and controls without a glyph",
        drawing,
        "draw_first_line",
        "            if glyph_id & pango.PANGO_GLYPH_UNKNOWN_FLAG:\n",
        "            if glyph_id & pango.PANGO_GLYPH_UNKNOWN_FLAG and is_ignorable(\n"
        "                    chr(glyph_id - pango.PANGO_GLYPH_UNKNOWN_FLAG)):\n"
        "                string += f'>{-width / font_size}<'\n"
        "                continue\n"
        "            if glyph_id & pango.PANGO_GLYPH_UNKNOWN_FLAG:\n",
        "Characters that draw nothing in any face, such as the fillers of hangul, were drawn as "
        "boxes.",
        NOT_REPORTED,
    ),
    Correction(
        "small capitals in italics",
        drawing,
        "draw_text",
        "Matrix(d=-1, e=x, f=y)",
        "Matrix(c=slant_of(textbox), d=-1, e=x, f=y)",
        "The text face has no small capitals in italics, and plain italics were drawn; the upright "
        "ones are slanted (tools/weasyprint_small_capitals.py).",
        NOT_REPORTED,
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
        "Where pages are made again for the page numbers of the contents, a last page that holds "
        "only the end of a note was thrown away.",
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
        "if True:",
        "`footnote-display: compact` is not done yet, and makes the note an inline box. Every note "
        "is a block here, and tools/weasyprint_note_setting.py sets short ones side by side.",
        "https://github.com/Kozea/WeasyPrint/pull/1509",
    ),
    Correction(
        "head of a table, its calls",
        table,
        "table_layout",
        "            header = table.children[0]\n            header, resume_at",
        "            header = head_for(table.children[0], skip_stack)\n"
        "            header, resume_at",
        "A head that is repeated would repeat its note calls (tools/weasyprint_table_breaks.py).",
        NOT_REPORTED,
    ),
    Correction(
        "head of a table",
        table,
        "table_layout",
        "            if new_table_children or not table_rows or not page_is_empty:\n"
        "                return (\n"
        "                    header, new_table_children, footer, end_position_y, resume_at,\n"
        "                    next_page)\n"
        "            else:\n"
        "                # We could not fit any content, drop the header.\n"
        "                header = None",
        "            if new_table_children or not table_rows:\n"
        "                return (\n"
        "                    header, new_table_children, footer, end_position_y, resume_at,\n"
        "                    next_page)\n"
        "            if not page_is_empty:\n"
        "                remove_placeholders(context, [header], absolute_boxes, fixed_boxes)\n"
        "                return None, None, None, position_y, None, next_page\n"
        "            else:\n"
        "                rows, resume_at, next_page, end_position_y = body_groups_layout(\n"
        "                    skip_stack, position_y + header_height, bottom_space,\n"
        "                    page_is_empty=True)\n"
        "                if rows and not context.overflows_page(bottom_space, end_position_y):\n"
        "                    return header, rows, footer, end_position_y, resume_at, next_page\n"
        "                remove_placeholders(context, rows or [], absolute_boxes, fixed_boxes)\n"
        "                if skip_stack is None and table_rows:\n"
        "                    return (header, [], None, position_y + header_height,\n"
        "                        {1: None}, {'break': 'any', 'page': None})\n"
        "                remove_placeholders(context, [header], absolute_boxes, fixed_boxes)\n"
        "                header = None",
        "Where the head of a table and its next row find no room together on a page, the head was "
        "left out, and shown over a later row, or never. Now a row longer than the page is broken "
        "below the head; where not even a line of it has room, the head has its page to itself.",
        NOT_REPORTED,
    ),
    Correction(
        "row over the notes of its cells",
        table,
        "table_layout",
        "                    break_cell = True\n",
        "                    break_cell = True\n"
        "                    limit = context.page_bottom - bottom_space\n"
        "                    if next_position_y > limit:\n"
        "                        try:\n"
        "                            next_position_y = bottom_of_broken_row(\n"
        "                                context, row.children, next_position_y, limit)\n"
        "                        except RowOverNotes:\n"
        "                            remove_placeholders(\n"
        "                                context, row.children, absolute_boxes, fixed_boxes)\n"
        "                            raise\n",
        "Notes called in a later cell of a row that is broken take room to which an earlier cell "
        "already reaches (tools/weasyprint_table_breaks.py).",
        NOT_REPORTED,
    ),
    Correction(
        "cell without room for a line",
        table,
        "table_layout",
        "                    cell_resume_at = {0: None}",
        "                    cell_resume_at = cell_skip_stack or {0: None}",
        "Of a row that is broken over pages a cell that finds no room for its next line begins "
        "anew on the next page.",
        NOT_REPORTED,
    ),
    Correction(
        "share of a column",
        preferred,
        "replaced_max_content_width",
        "if width == 'auto':\n        height = box.style['height']",
        "if width == 'auto' or check_math(width) or width.unit == '%':\n"
        "        height = box.style['height']",
        "A picture as wide as a share of its column counted for nothing where columns are shared "
        "out, and was drawn as a crumb. CSS Sizing 3, 5.2.2, has it count with its own width.",
        NOT_REPORTED,
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
        "page of the text (tools/weasyprint_folios.py).",
        NOT_REPORTED,
    ),
)
# What the corrected passages call.
HELPERS: tuple[tuple[ModuleType, Callable[..., Any]], ...] = (
    (page, with_formulas_apart),
    (block, place_of),
    (drawing, texts_of_run),
    (drawing, begin_span),
    (drawing, end_span),
    (drawing, is_ignorable),
    (fonts, code_map),
    (inline, begun),
    (drawing, slant_of),
    (line_break, fits_without_space),
    (line_break, broken_before_last_word),
    (table, head_for),
    (table, bottom_of_broken_row),
    (table, RowOverNotes),
    (page, count_page),
)
