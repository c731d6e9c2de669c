r"""Numbers of displayed equations in TeX, as LaTeX and amsmath have them.

`\tag{A.7}` prints “(A.7)”, `\tag*{A.7}` prints “A.7”; `equation`, `align`, `gather` and the like
number what has no tag, their starred forms and `\notag` do not. pandoc's reader of TeX passes over
tags of digits in silence and understands no others, nor any `\label`; so all of them are taken out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

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
_OF_TEXT = re.compile(r"\\[a-zA-Z]+\s*|[{}]")


@dataclass(frozen=True, slots=True)
class Equation:
    """A display without its numbers.

    `numbers` has that of each row, as printed; None for a row without one. `by_row`: each row has
    a number of its own; else there is one for all.
    """

    tex: str
    numbers: tuple[str | None, ...]
    by_row: bool


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


def read_equation(tex: str, following: Callable[[], str]) -> Equation | None:
    """Read the numbers of a display; None where there is nothing to take out.

    `following` returns the number that LaTeX would count next.
    """
    found = _ENVIRONMENT.fullmatch(tex)
    numbered = found is not None and not found["star"] and found["name"] not in _UNNUMBERED
    if found is None or found["name"] in _BY_WHOLE:
        bare, number, quiet = _taken_out(tex)
        if number is None and numbered and not quiet:
            number = following()
        return None if number is None and bare == tex else Equation(bare, (number,), by_row=False)
    rows = list(_rows(found["body"]))
    if len(rows) > 1 and not rows[-1].strip():
        rows.pop()
    bodies, numbers = [], []
    for row in rows:
        bare, number, quiet = _taken_out(row)
        bodies.append(bare)
        numbers.append(following() if number is None and numbered and not quiet else number)
    after, outer, _ = _taken_out(found["after"])
    if outer is not None and not any(numbers):
        numbers[-1] = outer
    name = f"{found['name']}{found['star']}"
    bare = rf"\begin{{{name}}}" + r"\\".join(bodies) + rf"\end{{{name}}}{after}"
    nothing = not any(numbers) and all(a == b for a, b in zip(bodies, rows, strict=True))
    return None if nothing else Equation(bare, tuple(numbers), by_row=True)


def without_number(tex: str) -> tuple[str, str | None]:
    """Return a formula without tags and labels, and its number as it would be printed."""
    bare, number, _ = _taken_out(tex)
    return bare, number


def number_parts(number: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a number in order, with whether each is mathematics (between dollars)."""
    for rank, part in enumerate(number.split("$")):
        if part:
            yield part if rank % 2 else _plain(part), bool(rank % 2)


def _plain(text: str) -> str:
    """Write the text of a tag without TeX's commands."""
    text = text.replace("~", "\u00a0").replace("---", "—").replace("--", "–").replace("'", "’")
    return _OF_TEXT.sub("", text)


def _taken_out(tex: str) -> tuple[str, str | None, bool]:
    r"""Return TeX without tags and labels, its last tag as printed, whether it has `\notag`."""
    kept, number, quiet, here = [], None, False, 0
    for found in _COMMAND.finditer(tex):
        if found.start() < here or _is_escaped(tex, found.start()):
            continue
        kept.append(tex[here : found.start()])
        here = found.end()
        if found["quiet"]:
            quiet = True
            continue
        end = _end_of_group(tex, here)
        content, here = tex[here:end].strip(), min(end + 1, len(tex))
        if found["name"] == "tag":
            number = f"({content})"
        elif found["name"] == "tag*":
            number = content
    return "".join([*kept, tex[here:]]), number, quiet


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
