"""What pandoc reads otherwise than its author may expect, in silence: reported, not changed.

Forms of other programs (Obsidian, Quarto, Hugo, Jekyll, MkDocs) that pandoc prints as text, lines
that become a list, and cells that a table does not have. The forms are sought in the source, which
has places, and reported only if the tree holds their signs as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from chapbook.model.ast import Node, walk
from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.source import SourceText
from chapbook.parse.block_tags import lost_after_tags
from chapbook.parse.labels import LABEL
from chapbook.parse.lists import empty_items, example_lists
from chapbook.parse.marks import without_marks
from chapbook.parse.pipe_tables import extra_cells
from chapbook.parse.printed_lines import PrintedLines
from chapbook.parse.scan import Scan

_MOST = 20  # warnings about one form: more of them would say nothing new
_TRIED = 5_000
_SHOWN = 40
# Before the first word of a line: quotation marks, and the label of a note.
_BEFORE = rf"[ \t>]*+(?:\[\^{LABEL}\]:[ \t>]*+)?"


@dataclass(frozen=True, slots=True)
class _Form:
    """A form of mark-up that is none here: what it looks like, what it is, what to write."""

    pattern: re.Pattern[str]
    what: str
    remedy: str

    @property
    def of_line(self) -> bool:
        """Whether the form begins a line, which the tree must have as a line of its text."""
        return "text" in self.pattern.groupindex


def _form(pattern: str, what: str, remedy: str) -> _Form:
    return _Form(re.compile(pattern, re.MULTILINE | re.IGNORECASE), what, remedy)


_FORMS = (
    _form(
        r"(?<!\\)\{\{[<%][^\n]{0,200}?[%>]\}\}",
        "a shortcode of Hugo or Quarto",
        "write it in Markdown; shortcodes are not run",
    ),
    _form(
        r"(?:^|(?<=\s))\{\{[ \t]*[a-z][^{}\n]{0,200}\}\}|(?<![\\{])\{%[^%\n]{1,200}%\}",
        "a variable or tag of a template",
        "write the words themselves; templates are not run",
    ),
    _form(
        r"(?<!\\)!\[\[[^\[\]\n]{1,200}\]\]",
        "an embedded file of Obsidian",
        "name a picture as ![what it shows](file.png); paste a text where it belongs",
    ),
    _form(
        r"(?<![\\!\[])\[\[(?!TOC\])(?=[^\[\]\n]*[^\W\d_])[^\[\]@\n]{1,200}\]\](?![(\[{])",
        "a link of a wiki",
        "link to a heading as [words](#identifier); for the mere brackets write \\[[",
    ),
    _form(
        # The remarks of an editor, in brackets of their own, are no labels.
        r"(?<![\\\w\]])\[[^\[\]\n^]{1,200}\]"
        r"\[(?!(?:sic|recte)\b)(?=[^\[\]\n]*[^\W\d_])[^\[\]\n^@]{1,100}\]",
        "a link to a reference that is not defined",
        "define it in a line of its own, as [label]: https://example.org;"
        " for the mere brackets write \\[",
    ),
    _form(
        rf"^{_BEFORE}(?P<text>\{{?!include\b[^\n]{{0,200}})",
        "a command that includes a file",
        "paste the text where it belongs; files are not included",
    ),
    _form(
        # A type in one word or two, and perhaps a title in quotation marks.
        rf"^{_BEFORE}(?P<text>(?:!!!|\?\?\?\+?)[ \t]+[a-z][\w-]*(?:[ \t]+[a-z][\w-]*)?"
        r"(?:[ \t]+(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'))?)[ \t]*$",
        "an admonition of MkDocs",
        "write > [!note] and quote the lines below it, or ::: {.note}",
    ),
    _form(
        r"(?<![\\%])%%(?=[^\s%])[^%\n]{1,400}%%|(?<![\\%])%%[ \t][^%\n]{1,400}[ \t]%%",
        "a comment of Obsidian",
        "write <!-- and --> around a comment",
    ),
    _form(
        r"(?<![\\=\w])==(?=[^\s=])[^=\n]{1,400}(?<=\S)==(?![=\w])",
        "highlighted text of Obsidian",
        "write [words]{.mark} or *words*",
    ),
    _form(
        r"^[ \t]*(?P<text>\[(?:TOC|\[TOC\])\])[ \t]*$",
        "a place for the contents",
        "delete it; the table of contents is made without it",
    ),
    _form(
        r"(?<=\s)\^[a-z0-9][a-z0-9-]{2,40}[ \t]*$",
        "a block identifier of Obsidian",
        "delete it, or give a heading or a span an identifier: {#name}",
    ),
    _form(
        r"(?<!\\)<!--|(?<!\\)<!\[CDATA\[",
        "the beginning of a comment that is never closed, or of CDATA",
        "close the comment with -->, or write \\< for the mere sign",
    ),
    _form(
        r"(?<!\\)<\?[a-z][\w-]*|(?<!\\)<!DOCTYPE\b"
        r"|(?<!\\)<[a-z][a-z0-9-]*(?=\s[^<>\n]{0,200}=[\"'])",
        "a tag or an instruction that is never closed, or a document type",
        "close it with >, an instruction with ?>, or write \\< for the mere sign",
    ),
    _form(
        rf"^{_BEFORE}(?P<text>\#{{1,6}}[ \t]+\S[^\n]{{0,200}})",
        "a heading that is none",
        "leave an empty line before it, and no tag of a block, such as <p>, in it",
    ),
    _form(
        rf"^{_BEFORE}(?P<text>(?:[-+*]|\(?\d{{1,3}}[.)])[ \t]+\S[^\n]{{0,200}})",
        "an item of a list that is none",
        "leave an empty line before the first item",
    ),
    _form(
        rf"^{_BEFORE}(?P<text>:{{2,}}[ \t]*[\w{{.#][^\n]{{0,80}})",
        "a fence that opens no block",
        "write three colons and one class, as in ::: note or ::: {.note #name}",
    ),
    _form(
        rf"(?:^{_BEFORE}|(?<!\\)\^\[[ \t]*)(?P<text>\|[ \t][^\n]{{0,200}})",
        "a line of verse or of a table that is neither",
        "begin verse and tables after an empty line; in a note, on the line after its label",
    ),
)


def surprises(
    source: SourceText, text: str, scanned: Scan, blocks: list[Node]
) -> Iterator[Diagnostic]:
    """Report what is printed as it stands, what became a list, and cells that are lost.

    `text` is what was scanned: the text of the source, and an abstract behind it.
    """
    tree = without_marks(blocks)
    words, lines = _words(tree), PrintedLines(tree)
    for form in _FORMS:
        tried = islice(form.pattern.finditer(scanned.masked), _TRIED)
        printed = (match for match in tried if _is_printed(match, words))
        for match in islice(lines.those(tried) if form.of_line else printed, _MOST):
            start = _start(match)
            facts = {"text": _shortened(text[start : match.end()]), "what": form.what}
            place = source.place(start)
            yield diagnostic(Code.PRINTED_AS_TEXT, place, remedy=form.remedy, **facts)
    for offset in lines.loose_fences(scanned.masked)[:_MOST]:
        remedy = "delete it, or close what is open before it, such as <p>"
        facts = {"text": text[offset:].split("\n", 1)[0], "what": "a fence that closes no block"}
        yield diagnostic(Code.PRINTED_AS_TEXT, source.place(offset), remedy=remedy, **facts)
    yield from example_lists(source, scanned.masked, tree)
    yield from empty_items(source, text, scanned.masked, tree)
    behind = list(lost_after_tags(text, scanned.masked))
    for (offset, tag, lost), more in zip(behind, _more(len(behind)), strict=False):
        facts = {"tag": tag, "text": _shortened(lost), "more": more}
        yield diagnostic(Code.WORDS_AFTER_TAG, source.place(offset), **facts)
    cells = list(extra_cells(scanned.masked, tree))
    for (offset, cell), more in zip(cells, _more(len(cells)), strict=False):
        facts = {"text": _shortened(text[offset : offset + len(cell)]), "more": more}
        yield diagnostic(Code.EXTRA_CELL, source.place(offset), **facts)


def _more(count: int) -> Iterator[str]:
    """Yield an addition for each finding that is shown: the last counts those that are not."""
    shown = min(count, _MOST)
    yield from [""] * (shown - 1)
    yield f" (and {count - shown} more after it)" if count > shown else ""


def _words(tree: list[Node]) -> frozenset[str]:
    """Gather the words of running text, as pandoc cut them at spaces."""
    return frozenset(node["c"] for node in walk(tree) if node["t"] == "Str")


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _start(match: re.Match[str]) -> int:
    return match.start("text") if "text" in match.re.groupindex else match.start()


def _is_printed(match: re.Match[str], words: frozenset[str]) -> bool:
    """Say whether the tree has the first word of a form as text, as pandoc would print it."""
    first = match.string[_start(match) : match.end()].split()[0]
    plain = first.replace("--", "–").replace("...", "…")
    return any(plain in word for word in words) if len(plain) > 1 else plain in words
