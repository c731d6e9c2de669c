r"""Numbers of displayed equations in TeX, as LaTeX and amsmath have them.

`\tag{A.7}` prints “(A.7)”, `\tag*{A.7}` prints “A.7”; `equation`, `align`, `gather` and the like
number what has no tag, their starred forms and `\notag` do not. pandoc's reader of TeX passes over
tags of digits in silence and understands no others, nor any `\label`; so all of them are taken out.
`\eqref{x}` and `\ref{x}` print the number that is labelled so, with and without parentheses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from chapbook.model.ast import Inlines, Node, text_of

# Those that number each row, and those that have one number for all.
_BY_ROW = ("align", "alignat", "flalign", "gather", "eqnarray")
_BY_WHOLE = ("equation", "multline", "math", "displaymath")
_UNNUMBERED = ("math", "displaymath")
_NAMES = "|".join((*_BY_ROW, *_BY_WHOLE))
_ENVIRONMENT = re.compile(
    rf"\s*\\begin\{{(?P<name>{_NAMES})(?P<star>\*?)\}}(?P<body>.*)\\end\{{(?P=name)(?P=star)\}}"
    r"(?P<after>.*)",
    re.DOTALL,
)
_COMMAND = re.compile(r"\\(?P<name>tag\*?|label)\s*\{|\\(?P<quiet>notag|nonumber)(?![a-zA-Z])\s*")
_TOKEN = re.compile(r"\\begin\s*\{|\\end\s*\{|\\\\(?:\s*\[[^\]\n]*\])?|\\.|[{}]|%[^\n]*", re.DOTALL)
_BRACES = {"{": 1, "}": -1}
# A fraction in full size, within a fraction; how its numerator is aligned goes for nothing.
_CONTINUED = re.compile(r"\\cfrac(?![a-zA-Z])(\s*\[[lrc]\])?")
_RULED = re.compile(r"\\begin\{array\}(\[[a-z]\])?\{[^{}]*\|[^{}]*\}|\\[hc]line(?![a-zA-Z])")
_REFERENCE = re.compile(r"\s*\\(?P<eq>eq)?ref\s*\{(?P<label>[^{}]+)\}\s*")
# Spans around displays that have a label, and links to them.
TARGET_CLASS, LINK_CLASS, _FRAMED = "equation-target", "equation-reference", "in-parentheses"
_OF_TEXT = re.compile(r"\\[a-zA-Z]+\s*|[{}]")


@dataclass(frozen=True, slots=True)
class Label:
    """A label in a row of a display, with the number that a reference to it prints."""

    name: str
    row: int
    number: str


@dataclass(frozen=True, slots=True)
class Equation:
    """A display without its numbers.

    `numbers` has that of each row, as printed; None for a row without one. `by_row`: each row has
    its own number; else there is one for all. `labels` are those of rows with a number.
    """

    tex: str
    numbers: tuple[str | None, ...]
    by_row: bool
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to a labelled number; `framed` where it is printed in parentheses."""

    label: str
    framed: bool


@dataclass(slots=True)
class _Row:
    """A row without its commands, and their content. `framed`: the tag has no star."""

    tex: str
    tag: str | None = None
    framed: bool = True
    quiet: bool = False
    labels: tuple[str, ...] = ()

    @property
    def number(self) -> str | None:
        """The number as printed."""
        return f"({self.tag})" if self.framed and self.tag is not None else self.tag


def for_pandoc(tex: str) -> str:
    """Return a formula in the words that pandoc knows."""
    return _CONTINUED.sub(r"\\dfrac", tex)


def is_ruled(tex: str) -> bool:
    r"""Check whether an array has lines between its columns or rows."""
    return _RULED.search(tex) is not None


def is_display(tex: str) -> bool:
    """Check whether raw TeX is a display of amsmath without dollar signs."""
    found = _ENVIRONMENT.fullmatch(tex)
    return found is not None and not found["after"].strip()


def read_reference(tex: str) -> Reference | None:
    r"""Read TeX that consists of one `\eqref` or `\ref`."""
    found = _REFERENCE.fullmatch(tex)
    return None if found is None else Reference(found["label"].strip(), found["eq"] is not None)


def reference_link(reference: Reference, identifier: str) -> Node:
    """Make a link that holds the label in place of the number."""
    classes = [LINK_CLASS, *([_FRAMED] if reference.framed else [])]
    inlines = [{"t": "Str", "c": reference.label}]
    return {"t": "Link", "c": [["", classes, []], inlines, [f"#{identifier}", ""]]}


def written_reference(link: Node) -> str | None:
    """Return the TeX of a link from `reference_link`, None for any other link."""
    _, classes, _ = link["c"][0]
    if LINK_CLASS not in classes:
        return None
    return rf"\{'eq' if _FRAMED in classes else ''}ref{{{text_of(link['c'][1])}}}"


def with_number(link: Node, numbers: Mapping[str, Inlines]) -> Node:
    """Return a link from `reference_link` with the number of its label, if that is known."""
    attr, inlines, target = link["c"]
    number = numbers.get(text_of(inlines))
    if number is None:
        return link
    if _FRAMED in attr[1]:
        number = [{"t": "Str", "c": "("}, *number, {"t": "Str", "c": ")"}]
    return {**link, "c": [["", [LINK_CLASS], []], number, target]}


def read_equation(tex: str, following: Callable[[], str]) -> Equation | None:
    """Read the numbers of a display; None where there is nothing to take out.

    `following` returns the number that LaTeX would count next, without parentheses.
    """
    found = _ENVIRONMENT.fullmatch(tex)
    counted = found is not None and not found["star"] and found["name"] not in _UNNUMBERED
    if found is None or found["name"] in _BY_WHOLE:
        whole = _numbered(_taken_out(tex), following if counted else None)
        unchanged = whole.tag is None and whole.tex == tex
        return None if unchanged else _equation(whole.tex, [whole], by_row=False)
    bodies = list(_rows(found["body"]))
    if len(bodies) > 1 and not bodies[-1].strip():
        bodies.pop()
    rows = [_numbered(_taken_out(row), following if counted else None) for row in bodies]
    after = _taken_out(found["after"])
    if after.tag is not None and all(row.tag is None for row in rows):
        rows[-1].tag, rows[-1].framed = after.tag, after.framed
    rows[-1].labels += after.labels
    name = f"{found['name']}{found['star']}"
    joined = r"\\".join(row.tex for row in rows)
    bare = rf"\begin{{{name}}}{joined}\end{{{name}}}{after.tex}"
    pairs = zip([*rows, after], [*bodies, found["after"]], strict=True)
    unchanged = all(row.tag is None and row.tex == written for row, written in pairs)
    return None if unchanged else _equation(bare, rows, by_row=True)


def _numbered(row: _Row, following: Callable[[], str] | None) -> _Row:
    """Set the next number as the tag of a row without one, where rows are counted."""
    if row.tag is None and not row.quiet and following is not None:
        row.tag = following()
    return row


def _equation(tex: str, rows: list[_Row], *, by_row: bool) -> Equation:
    labels = tuple(
        Label(name, rank, row.tag)
        for rank, row in enumerate(rows)
        if row.tag is not None
        for name in row.labels
    )
    return Equation(tex, tuple(row.number for row in rows), by_row, labels)


def without_number(tex: str) -> tuple[str, str | None]:
    """Return a formula without tags and labels, and its number as it would be printed."""
    row = _taken_out(tex)
    return row.tex, row.number


def number_parts(number: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a number in order, with whether each is mathematics (between dollars)."""
    for rank, part in enumerate(number.split("$")):
        if part:
            yield part if rank % 2 else _plain(part), bool(rank % 2)


def _plain(text: str) -> str:
    """Write the text of a tag without TeX's commands."""
    text = text.replace("~", "\u00a0").replace("---", "—").replace("--", "–").replace("'", "’")
    return _OF_TEXT.sub("", text)


def _taken_out(tex: str) -> _Row:
    """Separate the tags and labels of a row from its TeX; of several tags, keep the last."""
    row, kept, here = _Row(""), list[str](), 0
    for found in _COMMAND.finditer(tex):
        if found.start() < here or _is_escaped(tex, found.start()):
            continue
        kept.append(tex[here : found.start()])
        here = found.end()
        if found["quiet"]:
            row.quiet = True
            continue
        end = _end_of_group(tex, here)
        content, here = tex[here:end].strip(), min(end + 1, len(tex))
        if found["name"] == "label":
            row.labels += (content,)
        else:
            row.tag, row.framed = content, found["name"] == "tag"
    row.tex = "".join([*kept, tex[here:]])
    return row


def _is_escaped(tex: str, offset: int) -> bool:
    """Check whether the backslash at an offset belongs to a line break before it."""
    before = len(tex[:offset]) - len(tex[:offset].rstrip("\\"))
    return before % 2 == 1


def _end_of_group(tex: str, start: int) -> int:
    """Return where the group that is open at `start` closes, or the end of the text."""
    depth = 1
    for found in _TOKEN.finditer(tex, start):
        depth += _BRACES.get(found[0], 1 if found[0][-1] == "{" else 0)
        if depth == 0:
            return found.start()
    return len(tex)


def _rows(body: str) -> Iterator[str]:
    r"""Cut the body of an environment at each `\\` that is its own."""
    depth, here = 0, 0
    for found in _TOKEN.finditer(body):
        token = found[0]
        if token.startswith(r"\\"):
            if depth == 0:
                yield body[here : found.start()]
                here = found.end()
        elif token.startswith("\\begin"):
            depth += 2  # the environment, and the brace before its name
        else:
            depth += _BRACES.get(token, 0)  # of `\end{` the brace and the environment cancel out
    yield body[here:]
