"""Corrections of how WeasyPrint chooses glyphs, draws them and says what they stand for."""

from __future__ import annotations

from weasyprint import document
from weasyprint.draw import text as drawing
from weasyprint.draw.text import draw_first_line, draw_text
from weasyprint.pdf import fonts, stream
from weasyprint.text import line_break

from chapbook.model.letters.clusters import is_ignorable
from chapbook.tools.weasyprint.corrections.patching import Correction, Replacement
from chapbook.tools.weasyprint.layout.faces import with_whole_clusters
from chapbook.tools.weasyprint.layout.small_capitals import slant_of, with_upright_small_capitals
from chapbook.tools.weasyprint.tagging.cids import with_identifiers_as_indexes
from chapbook.tools.weasyprint.tagging.clusters import (
    begin_span,
    code_map,
    end_span,
    texts_of_run,
    without_empty_strings,
)
from chapbook.tools.weasyprint.tagging.subset import without_mathematics

MARKS = (
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
        (texts_of_run, begin_span, end_span),
    ),
    Correction(
        "end of the text of letters with marks",
        drawing,
        "draw_first_line",
        "        # Close the last glyphs list, remove if empty.\n",
        "        if span_end is not None:\n"
        "            string = end_span(stream, string)\n"
        "        # Close the last glyphs list, remove if empty.\n",
    ),
)
CODES = (
    Correction(
        "glyphs with several texts",
        drawing,
        "draw_first_line",
        "            glyph_id = glyph_info.glyph\n",
        "            glyph_id = texts.codes.get(i, glyph_info.glyph)\n",
    ),
    Correction(
        "glyphs with several texts, their width",
        drawing,
        "draw_first_line",
        "pango_font, glyph_id, stream.ink_rect, stream.logical_rect)\n"
        "                logical_width",
        "pango_font, glyph_info.glyph, stream.ink_rect, stream.logical_rect)\n"
        "                logical_width",
    ),
    Correction(
        "glyphs with several texts, in the font",
        fonts,
        "_build_vector_font_dictionary",
        "'CIDToGIDMap': '/Identity',",
        "'CIDToGIDMap': code_map(pdf, font, compress=compress),",
        (code_map,),
    ),
)
FILLERS = (
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
        (is_ignorable,),
    ),
)
SMALL_CAPITALS = (
    Correction(
        "small capitals in italics",
        drawing,
        "draw_text",
        "Matrix(d=-1, e=x, f=y)",
        "Matrix(c=slant_of(textbox), d=-1, e=x, f=y)",
        (slant_of,),
    ),
    Replacement(
        "small capitals in italics, their face",
        document,
        "build_formatting_structure",
        ((draw_text, "textbox, text_overflow, block_ellipsis, Matrix(d=-1, e=x, f=y))"),),
        with_upright_small_capitals,
    ),
)
IDENTIFIERS = (
    Replacement(
        "identifiers of glyphs",
        fonts.Font,
        "subset",
        (
            (fonts.Font.subset, "self._harfbuzz_subset(to_unicode, hinting)"),
            (fonts.Font.type.fget, "return 'otf' if self.file_content[:4] == b'OTTO' else 'ttf'"),
        ),
        with_identifiers_as_indexes,
    ),
)
MATHEMATICS = (
    Replacement(
        "faces for mathematics",
        fonts.Font,
        "_harfbuzz_subset",
        (
            (fonts.Font.subset, "self._harfbuzz_subset(to_unicode, hinting)"),
            (fonts.Font.__init__, "self.tables.append(ffi.string(table_name).decode())"),
        ),
        without_mathematics,
    ),
)
TEXT_AFTER_MARKS = (
    Replacement(
        "text after a mark",
        stream.Stream,
        "show_text",
        ((draw_first_line, "string += f'>{-offset}<'"),),
        without_empty_strings,
    ),
)
WHOLE_CLUSTERS = (
    Replacement(
        "letters with their marks in one face",
        line_break.Layout,
        "set_text",
        (
            (line_break.Layout.set_text, "text, bytestring = unicode_to_char_p(text)"),
            (line_break.Layout.setup, "font_map = style.font_config.font_map"),
        ),
        with_whole_clusters,
    ),
)
