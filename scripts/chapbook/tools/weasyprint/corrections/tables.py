"""Corrections of how WeasyPrint breaks tables over pages and measures their columns."""

from __future__ import annotations

from weasyprint.layout import preferred, table

from chapbook.tools.weasyprint.corrections.patching import NOT_REPORTED, Correction, Helper
from chapbook.tools.weasyprint.layout.table_breaks import (
    RowOverNotes,
    bottom_of_broken_row,
    head_for,
)

CORRECTIONS = (
    Correction(
        "head of a table, its calls",
        table,
        "table_layout",
        "            header = table.children[0]\n            header, resume_at",
        "            header = head_for(table.children[0], skip_stack)\n"
        "            header, resume_at",
        "A head that is repeated would repeat its note calls (layout/table_breaks.py).",
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
        "already reaches (layout/table_breaks.py).",
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
)
HELPERS: tuple[Helper, ...] = (
    (table, head_for),
    (table, bottom_of_broken_row),
    (table, RowOverNotes),
)
