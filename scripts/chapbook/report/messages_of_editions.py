"""The wording of diagnostics about links, pictures, and what editions cannot show as written."""

from __future__ import annotations

from collections.abc import Mapping

from chapbook.model.diagnostics import Code
from chapbook.report.wording import Wording

EDITIONS: Mapping[Code, Wording] = {
    Code.DANGLING_LINK: Wording(
        "the link to {target} leads nowhere",
        "give the heading or figure that identifier, as in {{{target}}}",
        "did you mean #{suggestion}?",
    ),
    Code.MISSING_PICTURE: Wording(
        "picture not found: “{target}”",
        "paths are relative to the manuscript's folder",
        "name its file in the parentheses: ![what it shows](file.png)",
    ),
    Code.MISSING_ALT: Wording(
        "picture {target} has no alternative text",
        "write ![what it shows]({target}), or mark it with {{.decorative}}",
        "its link has no other text: write ![where the link leads]({target})",
    ),
    Code.PICTURE_OUTSIDE: Wording(
        "picture {target} is outside the manuscript's folder",
        "copy the picture beside the manuscript and name it by a relative path",
    ),
    Code.PICTURE_KIND: Wording(
        "{target} is {kind}", "export it as PNG, JPEG or SVG (GIF, WebP, AVIF and TIFF work too)"
    ),
    Code.DUPLICATE_IDENTIFIER: Wording(
        "identifier “{identifier}” is used twice; the first is on line {first}",
        "rename one of the two, and the links to it",
    ),
    Code.UNSAFE_LINK: Wording(
        "the link {target} is not allowed", "link to http, https, mailto, tel or #identifier"
    ),
    Code.RELATIVE_LINK: Wording(
        "the link to {target} is removed: that file is not part of any edition",
        "link to a full web address, or to an #identifier of this book",
        "did you mean {suggestion}?",
    ),
    Code.UNSAFE_PICTURE: Wording(
        "{target} {problem}",
        "save it as plain SVG: shapes and text only, no scripts and no links to other files",
    ),
    Code.FILE_REFUSED: Wording(
        "{target} {problem}", "name a regular file in the manuscript's folder or below it"
    ),
    Code.BROKEN_PICTURE: Wording(
        "the picture {target} {problem}", "save it again with an image editor, or make it smaller"
    ),
    Code.NO_PRESS_PROFILE: Wording(
        "{target} {problem}", "ask the printer for the ICC profile of the press and paper"
    ),
    Code.FRAMES_LEFT_OUT: Wording(
        "only the first of the {count} pictures in {target} is shown",
        "save the others as separate files; use GIF for an animation",
    ),
    Code.TOO_THICK_TO_FOLD: Wording(
        "{file} folds {layers} layers of paper together; more than {most} are hard to staple",
        "use --scheme signatures to fold them in bundles, then sew or glue these",
    ),
    Code.ANNOTATIONS_LEFT_OUT: Wording(
        "annotations on {pages} are not marked for printing and are left out of the sheets",
        "mark them for printing in a PDF viewer, or print the file to a new PDF and impose that",
    ),
    Code.PICTURE_SIZE: Wording(
        "{name}={value} {problem}; the size is ignored",
        "write a size such as width=50%, 300px, 4cm, 2in or 3em",
    ),
    Code.BAD_ADDRESS: Wording(
        "{target} is not a web address: {problem}",
        "correct the address; to print it as an example, write it as code: `{target}`",
    ),
    Code.NO_ADDRESS: Wording(
        "the link has no address: its text is kept without a link",
        "put a web address or an #identifier into the parentheses, or remove the brackets",
    ),
    Code.EMPTY_LINK: Wording(
        "the link to {target} has no text and is left out",
        "write its text between the brackets: [see there]({target})",
    ),
    Code.BAD_CITED_ADDRESS: Wording(
        "{target}, from the bibliography, is not a web address and gets no link: {problem}",
        "correct the URL or DOI of that entry, or move the text into its note",
    ),
    Code.RAW_HTML_DROPPED: Wording(
        "{what} is dropped: it is not on the list of allowed HTML",
        "write it in Markdown, or delete it; to print the tag itself, write it as code or with \\<",
    ),
    Code.RAW_FORMAT_DROPPED: Wording(
        "raw {format} is dropped: “{text}”", "write it in Markdown, so that every edition has it"
    ),
    Code.MATH_NOT_UNDERSTOOD: Wording(
        "this TeX cannot be converted to mathematics: {tex}",
        "use LaTeX and amsmath commands; define macros in the manuscript",
    ),
    Code.EMPTY_HEADING: Wording(
        "this heading has no text: no edition shows it as a heading",
        "write the heading; for a break in the text, write ***",
    ),
    Code.MISSING_GLYPH: Wording(
        "no font has “{character}” ({code_point} {name}){more}",
        "name a font that has it with @font-face in a style sheet (print: {{css: …}}),"
        " or replace the character with another or with a picture",
        "install fonts that have it: scripts/fonts {suggestion},"
        " or pip install 'chapbook[{suggestion}]';"
        " or name a font of your own with @font-face in a style sheet (print: {{css: …}})",
    ),
    Code.STYLE_SHEET_FAULT: Wording(
        "the style sheet: {problem}",
        "correct it; a style sheet may use only fonts and pictures in the manuscript's folder",
    ),
    Code.STYLE_IGNORED: Wording(
        "the style sheet: {problem}: it has no effect",
        "correct the declaration, or delete it",
    ),
    Code.COVER_WITHOUT_WORDS: Wording(
        "no installed font has {characters}: the generated cover has no text",
        "set “cover” to a picture",
        "install fonts with scripts/fonts {suggestion}, or set “cover” to a picture",
    ),
    Code.PARTED_LETTER: Wording(
        "no single font has all of “{cluster}” ({code_points}):"
        " its parts come from different fonts and may not fit together{more}",
        "name a font that has all of it with @font-face in a style sheet (print: {{css: …}}),"
        " or write it differently",
    ),
    Code.FONT_NOT_FOUND: Wording(
        "font “{family}” not found: the next font in the list is used instead",
        "put the font file beside the manuscript and name it with @font-face in this sheet,"
        " or use one that is always available: {families}",
        "install it: scripts/fonts {suggestion}, or pip install 'chapbook[{suggestion}]'",
    ),
    Code.EXAMPLE_LIST: Wording(
        "“{text}” begins a numbered example here, and every {key} becomes its number",
        "write {key}\\{sign} for a citation or a name; for a numbered example, write ({key})",
        "{key} is in the bibliography: write [{key}] to cite it, or give the example another name",
    ),
    Code.EMPTY_ITEM: Wording(
        "“{text}” alone on its line is read as an empty list item",
        "put a backslash before the punctuation, as in A\\. or \\*, or write the item",
    ),
    Code.EXTRA_CELL: Wording(
        "“{text}” appears in no edition: the table has no column for it{more}",
        "add a column to the header row and the line of hyphens; to print the bar, write \\|",
    ),
    Code.PRINTED_AS_TEXT: Wording(
        "“{text}” is printed as written: it looks like {what}", "{remedy}"
    ),
    Code.WORDS_AFTER_TAG: Wording(
        "the text after {tag} appears in no edition: “{text}”{more}",
        "a link, caption, verse, term, inline note or cell cannot hold a block: delete the tag;"
        " write \\< to print the character",
    ),
    Code.FORMULA_SHRUNK: Wording(
        "this formula is too wide and is printed at less than {least} % of its size: {tex}",
        "break it yourself with \\begin{{aligned}} … \\\\ … \\end{{aligned}}, or make it shorter",
    ),
    Code.TAG_IN_TEXT: Wording(
        "only displayed formulas are numbered; the number of this one is left out: {tex}",
        "write the formula between $$ and $$, or leave out \\tag",
    ),
    Code.ARRAY_LINES_DROPPED: Wording(
        "the lines between rows and columns of this array are left out: {tex}",
        "write it as a Markdown table, or leave out | and \\hline",
    ),
    Code.TABLE_TOO_WIDE: Wording(
        "the table that begins “{words}” is too wide for the page: words in it are broken",
        "remove columns, split it in two, shorten its longest words, or choose a larger page",
    ),
    Code.STRICT_REFUSED: Wording(
        "{what} are not allowed in a strict build",
        "write it in plain Markdown, or build without --strict",
    ),
}
