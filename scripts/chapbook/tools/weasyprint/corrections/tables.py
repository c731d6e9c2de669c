"""Corrections of how WeasyPrint breaks tables over pages and measures their columns."""

from __future__ import annotations

from weasyprint.layout import preferred, table

from chapbook.tools.weasyprint.corrections.patching import Correction
from chapbook.tools.weasyprint.layout.table_breaks import (
    RowOverNotes,
    bottom_of_broken_row,
    head_for,
)

CALLS_IN_HEADS = (
    Correction(
        "head of a table, its calls",
        table,
        "table_layout",
        "            header = table.children[0]\n            header, resume_at",
        "            header = head_for(table.children[0], skip_stack)\n"
        "            header, resume_at",
        (head_for,),
    ),
)
HEADS = (
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
    ),
)
ROWS_OVER_NOTES = (
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
        (
            bottom_of_broken_row,
            RowOverNotes,
        ),
    ),
)
CELLS = (
    Correction(
        "cell without room for a line",
        table,
        "table_layout",
        "                    cell_resume_at = {0: None}",
        "                    cell_resume_at = cell_skip_stack or {0: None}",
    ),
)
SHARES = (
    Correction(
        "share of a column",
        preferred,
        "replaced_max_content_width",
        "if width == 'auto':\n        height = box.style['height']",
        "if width == 'auto' or check_math(width) or width.unit == '%':\n"
        "        height = box.style['height']",
    ),
)
