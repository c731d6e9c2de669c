"""Corrections of how WeasyPrint breaks and places lines."""

from __future__ import annotations

from weasyprint.layout import inline, leader
from weasyprint.text import line_break

from chapbook.tools.weasyprint.corrections.patching import Correction, Replacement
from chapbook.tools.weasyprint.layout.hyphens import without_hyphen_at_the_end
from chapbook.tools.weasyprint.layout.lines import (
    begun,
    broken_before_last_word,
    fits_without_space,
)

LINE_BEGINNINGS = (
    Correction(
        "beginning of a line",
        inline,
        "split_inline_box",
        "        child_waiting_floats = []\n",
        "        child_waiting_floats = []\n"
        "        if isinstance(box, boxes.InlineBox):\n"
        "            line_children = begun(line_children, children, waiting_children)\n",
        (begun,),
    ),
)
SPACES = (
    Correction(
        "space before an element",
        line_break,
        "split_first_line",
        "if resume_index is None and first_line_width <= max_width:",
        "if resume_index is None and (first_line_width <= max_width or fits_without_space(\n"
        "            lambda cut: create_layout(\n"
        "                cut, style, context, max_width, justification_spacing),\n"
        "            lambda line: line_size(line, style)[0], text, max_width)):",
        (fits_without_space,),
    ),
)
NO_BREAK_SPACES = (
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
        (broken_before_last_word,),
    ),
)
WHOLE_WORDS = (
    Correction(
        "hyphen at the end of a page",
        line_break,
        "split_first_line",
        "if hyphens == 'auto' and lang:",
        "if hyphens == 'auto' and lang and not getattr(context, 'whole_words', False):",
    ),
    Replacement(
        "last lines of a page",
        inline,
        "get_next_linebox",
        ((inline.get_next_linebox, "def get_next_linebox(context, linebox, position_y, "),),
        without_hyphen_at_the_end,
    ),
)
INDENTS = (
    Correction(
        "indent from right to left",
        inline,
        "get_next_linebox",
        "        line.translate(offset_x, offset_y)\n",
        "        line.translate(offset_x, offset_y)\n"
        "        if containing_block.style['direction'] == 'rtl' and linebox.text_indent:\n"
        "            for child in line.children:\n"
        "                child.translate(dx=-linebox.text_indent)\n",
    ),
)
LEADERS = (
    Correction(
        "link of an entry from right to left",
        leader,
        "handle_leader",
        "        box.width += extra_width\n",
        "        box.width += extra_width\n"
        "        if line.style['direction'] == 'rtl' and box is not leader_box:\n"
        "            box.position_x -= extra_width\n",
    ),
)
