"""The words of every diagnostic: what is wrong, and what to do about it.

Words may change; codes do not. A name in braces is a fact of the diagnostic. `ERRORS.md` says
more about each code; a test holds the two together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from chapbook.model.diagnostics import Code, Diagnostic
from chapbook.report.other_keys import WRITE_INSTEAD


@dataclass(frozen=True, slots=True)
class Words:
    """A message and a hint; `suggested` replaces the hint where there is a suggestion."""

    message: str
    hint: str
    suggested: str = ""


MESSAGES: dict[Code, Words] = {
    Code.MISSING_FILE: Words("there is no such file", "check the path of the manuscript"),
    Code.NOT_A_FILE: Words("this {what}", "name the Markdown file itself"),
    Code.NOT_UTF8: Words(
        "this is not UTF-8 text: byte offset {offset} ({byte}{encoding})",
        "save the file as UTF-8 in your editor",
    ),
    Code.CONTROL_CHARACTER: Words(
        "control character {character}: no edition can hold it", "delete the character"
    ),
    Code.EMPTY_FILE: Words("the manuscript is empty", "write something, then build again"),
    Code.OVER_LIMIT: Words("{what}: the limit {limit} is {value}", "{remedy}; {advice}"),
    Code.DIRECTION_MARK: Words(
        "{character} turns the direction of the text{effect}",
        "delete it, or mark the language: [words]{{lang=ar dir=rtl}}",
    ),
    Code.FRONT_MATTER_SYNTAX: Words(
        "the front matter cannot be read: {problem}",
        "it is YAML between two lines of three hyphens; quote values that hold a colon",
    ),
    Code.UNKNOWN_KEY: Words(
        "unknown key “{key}”{in_where}: it has no effect",
        "all keys are listed in scripts/chapbook/KEYS.md",
        "did you mean “{suggestion}”?",
    ),
    Code.BAD_VALUE: Words("“{key}” {problem}", "mend the value in the front matter"),
    Code.DUPLICATE_KEY: Words(
        "“{key}” stands twice; the first is on line {first}", "keep one of the two"
    ),
    Code.OVER_RESTART: Words(
        "series “{series}” cannot restart on every page: the number would differ between formats",
        "restart it by chapter, by part, or never",
    ),
    Code.LATER_METADATA_BLOCK: Words(
        "a second metadata block: it is left out",
        "move its keys into the front matter at the head of the file",
    ),
    Code.DATE_NOT_ISO: Words(
        "“{date}” is not an ISO 8601 date: it is shown, but no edition's metadata can carry it",
        "write the date as 2026-11-23, 2026-11 or 2026",
    ),
    Code.PANDOC_ONLY_KEY: Words(
        "“{key}” is for pandoc's own writers: it has no effect here", "leave it, or delete it"
    ),
    Code.TITLE_TYPE: Words(
        "a title of the type “{type}” has no place in these editions and is left out",
        "titles can be of the types main, subtitle, collection and edition, each once",
    ),
    Code.UNDEFINED_CALL: Words(
        "[^{label}] is called, but there is no note of that label",
        "add a paragraph that begins with “[^{label}]: ”; for the mere signs write \\[^{label}]",
        "did you mean [^{suggestion}]?",
    ),
    Code.UNUSED_DEFINITION: Words(
        "note [^{label}] is never called: it is in no edition",
        "call it with [^{label}] where it belongs, or delete it",
    ),
    Code.DUPLICATE_DEFINITION: Words(
        "note [^{label}] is defined twice; the first is on line {first}",
        "rename one of the two, or delete it",
    ),
    Code.CASE_DIFFERS: Words(
        "[^{label}] is called, but the note is defined as [^{other}]",
        "labels are told apart by capitals: write [^{other}]",
    ),
    Code.CALL_INSIDE_NOTE: Words(
        "[^{label}] is called inside a note: notes cannot hold notes",
        "say it in the note itself, or call both notes in the text, one after the other",
    ),
    Code.GLUED_DEFINITION: Words(
        "the definition of [^{label}] is glued to the paragraph above and would be printed as text",
        "put an empty line before it",
    ),
    Code.UNDECLARED_SERIES: Words(
        "“{label}” belongs to no declared series: “{prefix}” is not one of {series}",
        "declare the series under “notes:” in the front matter, or rename the label",
        "did you mean “{suggestion}”?",
    ),
    Code.SWALLOWED_DEFINITION: Words(
        "the definition of [^{label}] lies inside the code block that opens on line {fence}",
        "close the code block with a line of its own before this one",
    ),
    Code.UNCLEAR_NOTE: Words(
        "it is not clear where note [^{label}] begins and ends",
        "begin the definition at the margin, after an empty line, and indent what follows by four",
        "what follows the empty line is not indented, so the note is empty: indent it by four"
        " spaces, or begin it on the line of [^{label}]:",
    ),
    Code.CALL_IN_ALT: Words(
        "[^{label}] is called in the alternative text of a picture, where nobody can follow it",
        "call it after the picture, or let the picture stand alone: then this is its caption",
    ),
    Code.LONG_NOTE: Words(
        "this note has {length} characters: readers that stop at {longest} show no pop-up for it",
        "shorten it, or make it an appendix and link to that",
    ),
    Code.SPACED_LABEL: Words(
        "[^{label}] is no call: a label holds no spaces",
        "write a hyphen for each space; if it is not meant as a call, write \\[^ instead of [^",
    ),
    Code.CALL_NOT_READ: Words("[^{label}] is not read as a call: {why}", "{remedy}"),
    Code.INLINE_NOTE_NOT_READ: Words("^[…] is not read as a note: {why}", "{remedy}"),
    Code.EMPTY_NOTE: Words("a note without a word", "write the note, or delete it and its calls"),
    Code.UNKNOWN_CITATION: Words(
        "the bibliography has no entry for {keys}",
        "add it under “references:” or to the file that “bibliography:” names",
        "did you mean {suggestion}?",
    ),
    Code.BIBLIOGRAPHY_FAULT: Words(
        "bibliography “{name}” {problem}", "name a .bib, .json or .yaml file beside the manuscript"
    ),
    Code.UNKNOWN_STYLE: Words(
        "there is no citation style “{name}”",
        "name a CSL style such as chicago-notes-bibliography, or a .csl file beside the manuscript",
        "did you mean “{suggestion}”?",
    ),
    Code.BROKEN_CITATION: Words(
        "“{text}” is no citation: after a semicolon only another @key can follow",
        "write \\; for a semicolon within one citation, or a comma",
    ),
    Code.RAW_IN_REFERENCE: Words(
        "raw {format} in a bibliography entry is dropped: “{text}”",
        "write the sign itself, or mathematics between dollar signs",
    ),
    Code.DATE_NOT_PRINTED: Words(
        "“{key}: {date}” is not an ISO 8601 date: the reference is printed without it",
        "write {key}: {{literal: {date}}}, or a date such as 1999-05, 1999/2001 or 1999~",
    ),
    Code.DANGLING_LINK: Words(
        "the link to {target} leads nowhere",
        "give the heading or figure that identifier, as in {{{target}}}",
        "did you mean #{suggestion}?",
    ),
    Code.MISSING_PICTURE: Words(
        "there is no picture {target}", "paths are relative to the manuscript's folder"
    ),
    Code.MISSING_ALT: Words(
        "picture {target} has no alternative text",
        "write ![what it shows]({target}), or mark it with {{.decorative}}",
    ),
    Code.PICTURE_OUTSIDE: Words(
        "picture {target} lies outside the manuscript's folder",
        "copy the picture beside the manuscript and name it by a relative path",
    ),
    Code.PICTURE_KIND: Words(
        "{target} is {kind}", "export it as PNG, JPEG or SVG (GIF, WebP, AVIF and TIFF work too)"
    ),
    Code.DUPLICATE_IDENTIFIER: Words(
        "identifier “{identifier}” is given twice; the first is on line {first}",
        "rename one of the two, and the links to it",
    ),
    Code.UNSAFE_LINK: Words(
        "the link {target} is not allowed", "link to http, https, mailto, tel or #identifier"
    ),
    Code.RELATIVE_LINK: Words(
        "the link to {target} is left out: that file is part of no edition",
        "link to a full web address, or to an #identifier of this book",
        "did you mean {suggestion}?",
    ),
    Code.BAD_ADDRESS: Words(
        "{target} is not a web address: {problem}",
        "correct the address; to print it as an example, write it as code: `{target}`",
    ),
    Code.BAD_CITED_ADDRESS: Words(
        "{target}, made of the bibliography, is not a web address and becomes no link: {problem}",
        "correct the URL or DOI of that entry, or move what it says into its note",
    ),
    Code.NO_ADDRESS: Words(
        "the link leads nowhere and is left out; its words stay",
        "put a web address or an #identifier into the parentheses, or remove the brackets",
    ),
    Code.EMPTY_LINK: Words(
        "the link to {target} has no words and is left out",
        "write its words between the brackets: [see there]({target})",
    ),
    Code.UNSAFE_PICTURE: Words(
        "{target} {problem}", "save it as plain SVG: shapes and text, nothing active or linked"
    ),
    Code.BROKEN_PICTURE: Words(
        "the picture {target} {problem}", "save it again from a picture program, or make it smaller"
    ),
    Code.FILE_REFUSED: Words(
        "{target} {problem}", "name a plain file below the manuscript's folder"
    ),
    Code.FRAMES_LEFT_OUT: Words(
        "only the first of the {count} pictures in {target} is shown",
        "save the others as files of their own; what is to move can be a GIF",
    ),
    Code.PICTURE_SIZE: Words(
        "{name}={value} {problem}; the picture is shown without it",
        "write for example width=50%, 300px, 4cm, 2in or 3em",
    ),
    Code.TOO_THICK_TO_FOLD: Words(
        "{file} has {layers} layers of paper in one fold; more than {most} can hardly be stapled",
        "use --scheme signatures, which folds them in bundles to be sewn or glued",
    ),
    Code.ANNOTATIONS_LEFT_OUT: Words(
        "annotations on {pages} are not marked for printing and are not on the sheets",
        "mark them for printing in a PDF viewer, or print the file to a new PDF and impose that",
    ),
    Code.NO_PRESS_PROFILE: Words(
        "{target} {problem}", "ask the printer for the ICC profile of press and paper"
    ),
    Code.RAW_HTML_DROPPED: Words(
        "{what} is dropped: it is not on the list of allowed HTML",
        "write it in Markdown, or delete it; to print the tag itself, write it as code",
    ),
    Code.RAW_FORMAT_DROPPED: Words(
        "raw {format} is dropped: “{text}”", "say it in Markdown, so that every edition has it"
    ),
    Code.STRICT_REFUSED: Words(
        "{what} are refused: this is a strict build",
        "write it in plain Markdown, or build without --strict",
    ),
    Code.MATH_NOT_UNDERSTOOD: Words(
        "this TeX cannot be turned into mathematics: {tex}",
        "use the commands of LaTeX's amsmath; macros must be defined in the manuscript",
    ),
    Code.FORMULA_SHRUNK: Words(
        "this formula is too wide: on paper it has less than {least} % of its size: {tex}",
        "break it yourself with \\begin{{aligned}} … \\\\ … \\end{{aligned}}, or make it shorter",
    ),
    Code.ARRAY_LINES_DROPPED: Words(
        "the lines between rows and columns of this array are left out: {tex}",
        "write it as a table of Markdown, or leave out | and \\hline",
    ),
    Code.TAG_IN_TEXT: Words(
        "only a displayed formula has a number; that of this one is left out: {tex}",
        "write the formula between $$ and $$, or leave out \\tag",
    ),
    Code.COVER_WITHOUT_WORDS: Words(
        "no face that is installed has {characters}: the designed cover is without words",
        "name a picture as “cover”",
        "install the faces with scripts/fonts {suggestion}, or name a picture as “cover”",
    ),
    Code.EXAMPLE_LIST: Words(
        "“{text}” begins a numbered example here, and every {key} becomes its number",
        "write {key}\\{sign} for a citation or a name; if an example is meant, write ({key})",
    ),
    Code.EMPTY_ITEM: Words(
        "“{text}” alone on its line is read as a list item without a word",
        "put a backslash before its sign, as in A\\. or \\*, or write the item",
    ),
    Code.EXTRA_CELL: Words(
        "“{text}” is in no edition: the table has no column for it",
        "add a column to the head and to the line of hyphens; write \\| for the mere sign",
    ),
    Code.PRINTED_AS_TEXT: Words(
        "“{text}” is printed as it stands: it looks like {what}", "{remedy}"
    ),
    Code.TABLE_TOO_WIDE: Words(
        "the table that begins “{words}” is too wide for the page: words in it are divided",
        "leave out columns, make it two tables, shorten its longest words, or choose a larger page",
    ),
    Code.EMPTY_HEADING: Words(
        "a heading without a word: it is not a heading in any edition",
        "write the heading; for a mere break in the text write ***",
    ),
    Code.MISSING_GLYPH: Words(
        "no face has “{character}” ({code_point} {name}){more}",
        "name a font that has it with @font-face in a style sheet (print: {{css: …}}),"
        " or replace the character with another or with a picture",
        "install the faces that have it: scripts/fonts {suggestion},"
        " or pip install 'chapbook[{suggestion}]';"
        " or name a font of your own with @font-face in a style sheet (print: {{css: …}})",
    ),
    Code.PARTED_LETTER: Words(
        "no single face has all of “{cluster}” ({code_points}):"
        " its parts come from different faces and may not fit together{more}",
        "name a font that has all of it with @font-face in a style sheet (print: {{css: …}}),"
        " or write it in another way",
    ),
    Code.FONT_NOT_FOUND: Words(
        "font “{family}” not found: the next font of the list is used instead",
        "put the font file beside the manuscript and name it with @font-face in this sheet,"
        " or use one that is always there: {families}",
        "install it: scripts/fonts {suggestion}, or pip install 'chapbook[{suggestion}]'",
    ),
    Code.STYLE_SHEET_FAULT: Words(
        "the style sheet: {problem}",
        "mend it here; it may name fonts and pictures in the manuscript's folder",
    ),
    Code.STYLE_IGNORED: Words(
        "the style sheet: {problem}: it has no effect",
        "mend the declaration, or delete it",
    ),
}


_KEYS = (Code.UNKNOWN_KEY, Code.PANDOC_ONLY_KEY)
# A finding is one line, also where its fact (a formula, say) is many.
_LINE_END = re.compile(r"\s*[\n\r\u2028\u2029]\s*")


class _Facts(dict[str, str]):
    """Facts that a diagnostic does not have are empty."""

    def __missing__(self, key: str) -> str:
        return ""


def message_of(finding: Diagnostic) -> str:
    """Put a diagnostic into words."""
    return MESSAGES[finding.code].message.format_map(_facts(finding))


def hint_of(finding: Diagnostic) -> str:
    """Return what to do about a diagnostic."""
    if finding.code in _KEYS and not finding.facts.get("where"):
        instead = WRITE_INSTEAD.get(finding.facts.get("key", "").lower())
        if instead is not None:
            return instead
    words = MESSAGES[finding.code]
    form = words.suggested if words.suggested and finding.facts.get("suggestion") else words.hint
    return form.format_map(_facts(finding)) or f"ERRORS.md explains {finding.code.value}"


def _facts(finding: Diagnostic) -> _Facts:
    facts = _Facts({name: _LINE_END.sub(" ", value) for name, value in finding.facts.items()})
    facts["in_where"] = f" in “{facts['where']}”" if facts["where"] else ""
    return facts
