"""Forms of mark-up of other programs that pandoc prints as text, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chapbook.model.ast import walk
from chapbook.tools import pandoc


@dataclass(frozen=True, slots=True)
class Form:
    """A form of mark-up that pandoc does not know: its pattern, its name, what to write instead."""

    pattern: re.Pattern[str]
    what: str
    remedy: str

    @property
    def of_line(self) -> bool:
        """Whether the form begins a line: then the tree must have that line as text."""
        return "text" in self.pattern.groupindex


@dataclass(frozen=True, slots=True)
class Printed:
    """Mark-up that is printed as written: its offset, its text, what it is, what to write."""

    offset: int
    text: str
    what: str
    remedy: str


def form(pattern: str, what: str, remedy: str) -> Form:
    """Compile a form; for a form that begins a line, the group `text` is the part to report."""
    return Form(re.compile(pattern, re.MULTILINE | re.IGNORECASE), what, remedy)


_WORD = r"[^\W\d_][\w-]*+"
_VALUE = r"(?:\"[^\"\n]{0,200}\"|[^\s{}\"]++)"
_ATTRIBUTE = rf"(?:[.#]{_WORD}|(?:width|height|lang|dir|style|class|id)={_VALUE})"

FOREIGN_FORMS = (
    form(
        r"\A(?P<text>\+\+\+)[ \t]*$",
        "the TOML front matter of Hugo",
        "write the front matter in YAML, between two lines of three hyphens",
    ),
    form(
        r"(?<![\\{])\{(?:\+\+|--|>>)[^{}\n]{1,400}(?:\+\+|--|<<)\}",
        "a change or comment in CriticMarkup",
        "accept or reject the change; write <!-- and --> around a comment",
    ),
    form(
        r"^[ \t>]*(?P<text>%%)[ \t]*$",
        "the mark of an Obsidian comment",
        "write <!-- and --> around a comment",
    ),
    form(
        r"^[ \t>]*(?P<text>-{2,}8<-{2,}[^\n]{0,200})",
        "a command that includes a file",
        "paste the text where it belongs; files are not included",
    ),
    form(
        r"^[ \t>]*(?P<text>\*\[[^\[\]\n]{1,60}\]:[ \t][^\n]{0,200})",
        "an abbreviation of MkDocs or PHP Markdown Extra",
        "delete the line, and explain the abbreviation in the text or in a note",
    ),
    form(
        rf"(?<![\\{{])\{{:[ \t]*(?:toc|{_ATTRIBUTE})[^{{}}\n]{{0,200}}\}}",
        "attributes of Jekyll or kramdown",
        "write them without the colon: after a heading, picture or span, or as ::: {.class}",
    ),
    form(
        rf"(?<=[\s)\]]){{{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE}){{0,20}}[ \t]*}}",
        "attributes that apply to nothing",
        "put them directly after a picture, span or heading, without a space;"
        " for paragraphs and tables, write ::: {.class}",
    ),
    form(
        r"(?<=\|)\d{2,4}(?:x\d{2,4})?(?=\]\([^()\n]{0,200}\.\w{2,4}[^()\n]{0,200}\))",
        "the size of a picture in Obsidian",
        "write ![words](file.png){width=300px}",
    ),
    form(
        r"(?<=\\)@ref\([^()\s]{1,100}\)",
        "a bookdown cross-reference",
        "link to the identifier: [words](#identifier)",
    ),
)
_EMOJI = re.compile(r"(?<![\w:\\]):(?:[a-z][a-z0-9_+-]{1,40}|[+-]1|100):(?![\w:])")


def emoji_codes(masked: str, words: str) -> Iterator[Printed]:
    """Yield the codes of emoji as on GitHub, by pandoc's own table, among the words of the tree."""
    found = [match for match in _EMOJI.finditer(masked) if match.group() in words]
    codes = {match.group() for match in found}
    tree = pandoc.read_markdown("\n\n".join(sorted(codes)), emoji=True)["blocks"] if codes else []
    spans = (node["c"][0] for node in walk(tree) if node["t"] == "Span")
    known = {f":{dict(pairs)['data-emoji']}:" for _, classes, pairs in spans if "emoji" in classes}
    for match in found:
        if match.group() in known:
            remedy = "write the emoji itself, or put a backslash before the first colon"
            yield Printed(match.start(), match.group(), "a GitHub emoji code", remedy)
