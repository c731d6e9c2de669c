"""Corrections of how WeasyPrint breaks lines, and draws letters so that they can be read again."""

from __future__ import annotations

from weasyprint.draw import text as drawing
from weasyprint.layout import inline, leader
from weasyprint.pdf import fonts
from weasyprint.text import line_break

from chapbook.model.letters.clusters import is_ignorable
from chapbook.tools.weasyprint.corrections.patching import NOT_REPORTED, Correction, Helper
from chapbook.tools.weasyprint.layout.lines import (
    begun,
    broken_before_last_word,
    fits_without_space,
)
from chapbook.tools.weasyprint.layout.small_capitals import slant_of
from chapbook.tools.weasyprint.tagging.clusters import begin_span, code_map, end_span, texts_of_run

CORRECTIONS = (
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
        "A line that ends its page is set without hyphenation (layout/hyphens.py).",
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
        "link of an entry from right to left",
        leader,
        "handle_leader",
        "        box.width += extra_width\n",
        "        box.width += extra_width\n"
        "        if line.style['direction'] == 'rtl' and box is not leader_box:\n"
        "            box.position_x -= extra_width\n",
        "From right to left a line with a leader grows to the left, and the boxes around the "
        "leader grew to the right: the link of an entry of the contents lay off the page.",
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
        "A letter and its marks are several glyphs for one text, and a glyph may have another text "
        "elsewhere (tools/weasyprint/tagging/clusters.py).",
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
        "A glyph is written with another code where it has another text "
        "(tools/weasyprint/tagging/clusters.py).",
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
        "The same: the font holds which glyph such a code means.",
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
        "ones are slanted (tools/weasyprint/layout/small_capitals.py).",
        NOT_REPORTED,
    ),
)
HELPERS: tuple[Helper, ...] = (
    (drawing, texts_of_run),
    (drawing, begin_span),
    (drawing, end_span),
    (drawing, is_ignorable),
    (drawing, slant_of),
    (fonts, code_map),
    (inline, begun),
    (line_break, fits_without_space),
    (line_break, broken_before_last_word),
)
