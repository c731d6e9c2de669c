"""The wording of diagnostics about the file, its front matter, its notes and its citations."""

from __future__ import annotations

from collections.abc import Mapping

from chapbook.model.diagnostics import Code
from chapbook.report.wording import Wording

TEXT: Mapping[Code, Wording] = {
    Code.MISSING_FILE: Wording("file not found", "check the path of the manuscript"),
    Code.NOT_A_FILE: Wording("this {what}", "name the Markdown file itself"),
    Code.NOT_UTF8: Wording(
        "this is not UTF-8 text: byte offset {offset} ({byte}{encoding})",
        "save the file as UTF-8 in your editor",
    ),
    Code.CONTROL_CHARACTER: Wording(
        "control character {character} is not allowed", "delete the character"
    ),
    Code.EMPTY_FILE: Wording("the manuscript is empty", "write something, then build again"),
    Code.OVER_LIMIT: Wording("{what}: the limit {limit} is {value}", "{remedy}; {advice}"),
    Code.DIRECTION_MARK: Wording(
        "{character} overrides the direction of the text{effect}",
        "delete it, or mark the language: [words]{{lang=ar dir=rtl}}",
    ),
    Code.FRONT_MATTER_SYNTAX: Wording(
        "the front matter cannot be read: {problem}",
        "write YAML between two lines of three hyphens; quote values that contain a colon",
    ),
    Code.UNKNOWN_KEY: Wording(
        "unknown key “{key}”{in_where}: it has no effect",
        "all keys are listed in scripts/chapbook/KEYS.md",
        "did you mean “{suggestion}”?",
    ),
    Code.BAD_VALUE: Wording("“{key}” {problem}", "correct the value in the front matter"),
    Code.DUPLICATE_KEY: Wording(
        "“{key}” is defined twice; the first is on line {first}", "keep one of the two"
    ),
    Code.OVER_RESTART: Wording(
        "series “{series}” cannot restart on every page: the number would differ between formats",
        "restart it by chapter, by part, or never",
    ),
    Code.LATER_METADATA_BLOCK: Wording(
        "a second metadata block is ignored",
        "move its keys into the front matter at the start of the file",
    ),
    Code.DATE_NOT_ISO: Wording(
        "“{date}” is not an ISO 8601 date: it is printed, but left out of the metadata",
        "write the date as 2026-11-23, 2026-11 or 2026",
    ),
    Code.PANDOC_ONLY_KEY: Wording(
        "“{key}” is for pandoc's own writers: it has no effect here", "you can delete it"
    ),
    Code.TITLE_TYPE: Wording(
        "title type “{type}” is not supported: the title is left out",
        "use the types main, subtitle, collection and edition, each at most once",
    ),
    Code.UNDEFINED_CALL: Wording(
        "[^{label}] is called, but no note has that label",
        "define it in a paragraph that begins “[^{label}]: ”;"
        " to print the brackets, write \\[^{label}]",
        "did you mean [^{suggestion}]?",
    ),
    Code.UNUSED_DEFINITION: Wording(
        "note [^{label}] is never called and will not appear in any edition",
        "call it with [^{label}] where it belongs, or delete it",
    ),
    Code.DUPLICATE_DEFINITION: Wording(
        "note [^{label}] is defined twice; the first is on line {first}",
        "rename one of the two, or delete it",
    ),
    Code.CASE_DIFFERS: Wording(
        "[^{label}] is called, but the note is defined as [^{other}]",
        "labels are case-sensitive: write [^{other}]",
    ),
    Code.CALL_INSIDE_NOTE: Wording(
        "[^{label}] is called inside a note: notes cannot contain notes",
        "write it in the note itself, or call both notes in the text, one after the other",
    ),
    Code.GLUED_DEFINITION: Wording(
        "the definition of [^{label}] directly follows a paragraph and would be printed as text",
        "put an empty line before it",
    ),
    Code.UNDECLARED_SERIES: Wording(
        "“{label}” belongs to no declared series: “{prefix}” is not one of {series}",
        "declare the series under “notes:” in the front matter, or rename the label",
        "did you mean “{suggestion}”?",
    ),
    Code.SWALLOWED_DEFINITION: Wording(
        "the definition of [^{label}] is inside the code block that begins on line {fence}",
        "close the code block with a line of its own before this one",
    ),
    Code.UNCLEAR_NOTE: Wording(
        "it is not clear where note [^{label}] begins and ends",
        "begin the definition at the margin, after an empty line; indent its other lines by four",
        "the text after the empty line is not indented, so the note is empty: indent it by four"
        " spaces, or begin it on the line of [^{label}]:",
    ),
    Code.CALL_IN_ALT: Wording(
        "[^{label}] is called in the alternative text of a picture, where readers cannot follow it",
        "call it after the picture, or give the picture its own paragraph to make this its caption",
    ),
    Code.LONG_NOTE: Wording(
        "this note has {length} characters: some readers show no pop-up for more than {longest}",
        "shorten it, or make it an appendix and link to that",
    ),
    Code.SPACED_LABEL: Wording(
        "[^{label}] is not read as a call: labels cannot contain spaces",
        "write a hyphen for each space; if it is not meant as a call, write \\[^ instead of [^",
    ),
    Code.CALL_NOT_READ: Wording("[^{label}] is not read as a call: {why}", "{remedy}"),
    Code.INLINE_NOTE_NOT_READ: Wording("^[…] is not read as a note: {why}", "{remedy}"),
    Code.EMPTY_NOTE: Wording("this note is empty", "write the note, or delete it and its calls"),
    Code.UNKNOWN_CITATION: Wording(
        "the bibliography has no entry for {keys}",
        "add it under “references:” or to the file that “bibliography:” names",
        "did you mean {suggestion}?",
    ),
    Code.BIBLIOGRAPHY_FAULT: Wording(
        "bibliography “{name}” {problem}", "name a .bib, .json or .yaml file beside the manuscript"
    ),
    Code.UNKNOWN_STYLE: Wording(
        "unknown citation style “{name}”",
        "name a CSL style such as chicago-notes-bibliography, or a .csl file beside the manuscript",
        "did you mean “{suggestion}”?",
    ),
    Code.BROKEN_CITATION: Wording(
        "“{text}” is not read as a citation: a semicolon must be followed by another @key",
        "for a semicolon within one citation write \\;, or use a comma",
    ),
    Code.RAW_IN_REFERENCE: Wording(
        "raw {format} in a bibliography entry is dropped: “{text}”",
        "write the character itself, or mathematics between dollar signs",
    ),
    Code.DATE_NOT_PRINTED: Wording(
        "“{key}: {date}” is not an ISO 8601 date: the reference is printed without it",
        'write {key}: {{literal: "{date}"}}, or a date such as 1999-05, 1999/2001 or 1999~',
        "{suggestion}a date such as 1999-05, 1999/2001 or 1999~",
    ),
}
