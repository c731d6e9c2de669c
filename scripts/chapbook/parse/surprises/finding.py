"""Report what pandoc silently reads in a way its author may not expect.

Forms of other programs (Obsidian, Quarto, Hugo, Jekyll, MkDocs) that pandoc prints as text, lines
that become a list, and cells that a table does not have. The forms are looked for in the source,
which has places, and reported only if the tree has their signs as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from chapbook.model.ast import Node, walk
from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.source import SourceText
from chapbook.parse.notes.labels import LABEL
from chapbook.parse.notes.marks import without_marks
from chapbook.parse.notes.scan import Scan, mask
from chapbook.parse.surprises.block_tags import lost_after_tags
from chapbook.parse.surprises.code_cells import code_cells
from chapbook.parse.surprises.foreign_forms import FOREIGN_FORMS, Printed, emoji_codes, form
from chapbook.parse.surprises.lists import MOST, empty_items, example_lists
from chapbook.parse.surprises.pipe_tables import extra_cells
from chapbook.parse.surprises.printed_lines import PrintedLines, as_printed

_TRIED = 5_000
_SHOWN = 40
# Before the first word of a line: quotation marks, and the label of a note.
_BEFORE = rf"[ \t>]*+(?:\[\^{LABEL}\]:[ \t>]*+)?"


_FORMS = (
    form(
        r"(?<!\\)\{\{[<%](?:[^\n{]|\{(?!\{)|\n(?![ \t]*\n)){0,400}?[%>]\}\}",
        "a Hugo or Quarto shortcode",
        "write it in Markdown; shortcodes are not run",
    ),
    form(
        r"(?:^|(?<=\s))\{\{[ \t]*[#/>]?[ \t]*[a-z][^{}\n]{0,200}\}\}|(?<![\\{])\{%[^%\n]{1,200}%\}",
        "a template variable or tag",
        "write the words themselves; templates are not run",
    ),
    form(
        r"(?<!\\)!\[\[[^\[\]\n]{1,200}\]\]",
        "a file embedded by Obsidian",
        "name a picture as ![what it shows](file.png); paste a text where it belongs",
    ),
    form(
        r"(?<![\\!\[])\[\[(?!TOC\]|:[a-z]{1,12}:\])(?=[^\[\]\n]*[^\W\d_])[^\[\]@\n]{1,200}\]\](?![(\[{])",
        "a wiki link",
        "link to a heading as [words](#identifier); to print the brackets, write \\[[",
    ),
    form(
        # The remarks of an editor, in separate brackets, are not labels.
        r"(?<![\\\w\]])\[(?=[^\[\]\n]*\w)[^\[\]\n^]{1,200}\]"
        r"\[(?:(?!(?:sic|recte)\b)(?=[^\[\]\n]*[^\W\d_])[^\[\]\n^@]{1,100})?\]",
        "a link to a reference that is not defined",
        "define it in a line of its own, as [label]: https://example.org;"
        " to print the brackets, write \\[",
    ),
    form(
        rf"^{_BEFORE}(?P<text>\{{?!include\b[^\n]{{0,200}})",
        "a command that includes a file",
        "paste the text where it belongs; files are not included",
    ),
    form(
        # A type in one word or two, and perhaps a title in quotation marks.
        rf"^{_BEFORE}(?P<text>(?:!!!|\?\?\?\+?)[ \t]+[a-z][\w-]*(?:[ \t]+[a-z][\w-]*)?"
        r"(?:[ \t]+(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'))?)[ \t]*$",
        "a MkDocs admonition",
        "write > [!note] and quote the lines below it, or ::: {.note}",
    ),
    form(
        r"(?<![\\%])%%(?=[^\s%])[^%\n]{1,400}%%|(?<![\\%])%%[ \t][^%\n]{1,400}[ \t]%%",
        "an Obsidian comment",
        "write <!-- and --> around a comment",
    ),
    form(
        r"(?<![\\=\w])==(?=[^\s=])[^=\n]{1,400}(?<=\S)==(?![=\w])",
        "text highlighted in Obsidian",
        "write [words]{.mark} or *words*",
    ),
    form(
        r"^[ \t]*(?P<text>\[(?:TOC|\[TOC\])\])[ \t]*$",
        "a placeholder for the contents",
        "delete it; the table of contents is generated without it",
    ),
    form(
        r"(?<=\s)\^[a-z0-9][a-z0-9-]{2,40}[ \t]*$",
        "an Obsidian block identifier",
        "delete it, or give a heading or a span an identifier: {#name}",
    ),
    form(
        r"(?<!\\)<!--|(?<!\\)<!\[CDATA\[",
        "a comment that is never closed, or CDATA",
        "close the comment with -->, or write \\< to print the character",
    ),
    form(
        r"(?<!\\)<\?[a-z][\w-]*|(?<!\\)<!DOCTYPE\b"
        r"|(?<!\\)<[a-z][a-z0-9-]*(?=\s[^<>\n]{0,200}=[\"'])",
        "a tag or an instruction that is never closed, or a document type",
        "close it with >, an instruction with ?>, or write \\< to print the character",
    ),
    form(
        rf"^{_BEFORE}(?P<text>\#{{1,6}}[ \t]+\S[^\n]{{0,200}})",
        "a heading, but is read as text",
        "put an empty line before it, and no block tag such as <p> inside it",
    ),
    form(
        rf"^{_BEFORE}(?P<text>(?:[-+*]|\(?\d{{1,3}}[.)])[ \t]+\S[^\n]{{0,200}})",
        "a list item, but is read as text",
        "put an empty line before the first item",
    ),
    form(
        rf"^{_BEFORE}(?P<text>:{{2,}}[ \t]*[\w{{.#][^\n]{{0,80}})",
        "a fence that opens no block",
        "write three colons and one class, as in ::: note or ::: {.note #name}",
    ),
    form(
        rf"(?:^{_BEFORE}|(?<!\\)\^\[[ \t]*)(?P<text>\|[ \t][^\n]{{0,200}})",
        "a line of verse or a table, but is read as text",
        "begin verse and tables after an empty line; in a note, on the line after its label",
    ),
)
_MARKED = re.compile(r"[\"'*_`$]")
_CODE_TAG = re.compile(r"<(?P<end>/?)(?P<name>code|kbd|pre|samp)\b[^<>]{0,200}>", re.IGNORECASE)


def surprises(
    source: SourceText, text: str, scanned: Scan, blocks: list[Node]
) -> Iterator[Diagnostic]:
    """Report what is printed as written, what became a list, and cells that are lost.

    `text` is what was scanned: the text of the source, and an abstract behind it.
    """
    tree = without_marks(blocks)
    for one in _printed(text, scanned.masked, tree):
        facts = {"text": _shortened(one.text), "what": one.what, "remedy": one.remedy}
        yield diagnostic(Code.PRINTED_AS_TEXT, source.place(one.offset), **facts)
    yield from example_lists(source, scanned.masked, tree)
    yield from empty_items(source, text, scanned.masked, tree)
    words = lost_after_tags(text, scanned.masked)
    after_tags = ((start, {"tag": tag, "text": _shortened(lost)}) for start, tag, lost in words)
    yield from _counted(source, Code.WORDS_AFTER_TAG, after_tags)
    cells = extra_cells(scanned.masked, tree)
    lost_cells = (
        (start, {"text": _shortened(text[start : start + len(cell)])}) for start, cell in cells
    )
    yield from _counted(source, Code.EXTRA_CELL, lost_cells)


def _printed(text: str, masked: str, tree: list[Node]) -> Iterator[Printed]:
    """Yield the forms, the code cells and the closing fences that are printed as written."""
    lines = PrintedLines(tree)
    yield from _printed_forms(text, masked, tree, lines)
    yield from islice(code_cells(text, tree), MOST)
    for start in lines.loose_fences(masked)[:MOST]:
        remedy = "delete it, or close what is open before it, such as <p>"
        fence = text[start:].split("\n", 1)[0]
        yield Printed(start, fence, "a fence that closes no block", remedy)


def _printed_forms(
    text: str, masked: str, tree: list[Node], lines: PrintedLines
) -> Iterator[Printed]:
    words = _words(tree)
    shown = "\n".join(words)
    outside_code = mask(masked, tuple(_code_elements(masked)))
    for one in (*_FORMS, *FOREIGN_FORMS):
        tried = islice(one.pattern.finditer(outside_code), _TRIED)
        printed = (match for match in tried if _is_printed(match, words, shown))
        for match in islice(lines.those(tried) if one.of_line else printed, MOST):
            start = _start(match)
            yield Printed(start, text[start : match.end()], one.what, one.remedy)
    yield from islice(emoji_codes(outside_code, shown), MOST)


def _counted(
    source: SourceText, code: Code, found: Iterable[tuple[int, dict[str, str]]]
) -> Iterator[Diagnostic]:
    """Report the first findings of a code, and at the last of these how many more there are."""
    findings = list(found)
    rest = len(findings) - MOST
    for number, (start, facts) in enumerate(findings[:MOST], 1):
        more = f" (and {rest} more after it)" if number == MOST and rest > 0 else ""
        yield diagnostic(code, source.place(start), more=more, **facts)


def _code_elements(masked: str) -> list[tuple[int, int]]:
    """Return the spans of the content of HTML's code elements, which is meant literally."""
    opened: dict[str, int] = {}
    spans = list[tuple[int, int]]()
    for tag in _CODE_TAG.finditer(masked):
        name = tag["name"].lower()
        if not tag["end"]:
            opened[name] = tag.end()
        elif name in opened:
            start = opened.pop(name)
            while spans and spans[-1][0] >= start:  # of an element inside this one
                spans.pop()
            spans.append((max(start, spans[-1][1] if spans else 0), tag.start()))
    return spans


def _words(tree: list[Node]) -> frozenset[str]:
    """Collect the words of running text, as pandoc split them at spaces."""
    return frozenset(node["c"] for node in walk(tree) if node["t"] == "Str")


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _start(match: re.Match[str]) -> int:
    return match.start("text") if "text" in match.re.groupindex else match.start()


def _is_printed(match: re.Match[str], words: frozenset[str], shown: str) -> bool:
    """Check whether the tree has the first word of a form as text, as pandoc would print it.

    `shown` has all words, one a line: it is searched faster than each of them.
    """
    first = match.string[_start(match) : match.end()].split()[0]
    begun = _MARKED.split(first, maxsplit=1)[0] or first  # what is before emphasis or a quotation
    return any(
        plain in (shown if len(plain) > 1 else words)
        for plain in (as_printed(first), as_printed(begun))
    )
