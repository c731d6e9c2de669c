"""Read the structure of a tagged PDF with pikepdf (ISO 32000-1, 14.7): elements and their words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf

_FIRST_IN_RANGE = 3
_MARKS = {"BDC", "BMC"}


@dataclass(eq=False, slots=True)
class Element:
    """A structure element: type, attributes, words (those of its own content) and elements in it.

    `links` are the words of the link annotations in it, `pages` those its content is on.
    """

    kind: str
    identifier: str
    alternative: str
    language: str
    scope: str
    headers: tuple[str, ...]
    above: Element | None
    kids: list[Element | str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)

    def elements(self) -> Iterator[Element]:
        """Yield this element and all in it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.elements()

    def words(self) -> str:
        """Return all that is read out, without notes and the marks of calls."""
        return "".join(_words(self))


def _words(element: Element) -> Iterator[str]:
    for kid in element.kids:
        if isinstance(kid, str):
            yield kid
        elif kid.kind not in ("Note", "Reference"):
            yield from _words(kid)


def read_structure_tree(path: Path) -> Element:
    """Return the Document element of a file."""
    with pikepdf.open(path) as pdf:
        numbers = {page.objgen: index for index, page in enumerate(pdf.pages)}
        texts = [dict(_marked(page)) for page in pdf.pages]
        return _element(pdf.Root.StructTreeRoot.K[0], None, None, numbers, texts)


def _element(
    thing: Any,
    above: Element | None,
    page: Any,
    numbers: dict[Any, int],
    texts: list[dict[int, str]],
) -> Element:
    page = thing.get("/Pg", page)
    attributes = thing.get("/A", pikepdf.Dictionary())
    found = Element(
        str(thing.S).removeprefix("/"),
        str(thing.get("/ID", "")),
        str(thing.get("/Alt", "")),
        str(thing.get("/Lang", "")),
        str(attributes.get("/Scope", "")).removeprefix("/"),
        tuple(str(one) for one in attributes.get("/Headers", ())),
        above,
    )
    for kid in thing.get("/K", ()):
        if isinstance(kid, int):
            _content(found, page, kid, numbers, texts)
        elif kid.get("/Type") == "/MCR":
            _content(found, kid.Pg, int(kid.MCID), numbers, texts)
        elif kid.get("/Type") == "/OBJR":
            found.links.append(str(kid.Obj.Contents))
        else:
            found.kids.append(_element(kid, found, page, numbers, texts))
    return found


def _content(
    element: Element, page: Any, number: int, numbers: dict[Any, int], texts: list[dict[int, str]]
) -> None:
    index = numbers[page.objgen]
    element.pages.append(index + 1)
    element.kids.append(texts[index][number])


def _marked(page: pikepdf.Page) -> Iterator[tuple[int, str]]:
    """Yield the numbers of the marked content of a page and the words drawn in it."""
    codes: dict[str, dict[int, str]] = {}
    font, number, words = "", None, ""
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        name = str(instruction.operator)
        if name == "Tf":
            font = str(operands[0])
        elif name in _MARKS:
            number = operands[1].get("/MCID") if name == "BDC" else None
            words = ""
        elif name == "EMC" and number is not None:
            yield int(number), words
            number = None
        elif name in ("Tj", "TJ") and number is not None:
            if font not in codes:
                codes[font] = _codes(page.resources.Font[font].ToUnicode.read_bytes().decode())
            strings = operands[0] if name == "TJ" else operands
            words += "".join(_decoded(one, codes[font]) for one in strings)


def _decoded(thing: Any, codes: dict[int, str]) -> str:
    if not isinstance(thing, pikepdf.String):
        return ""
    data = bytes(thing)
    return "".join(
        codes.get(int.from_bytes(data[at : at + 2], "big"), "") for at in range(0, len(data), 2)
    )


def _codes(table: str) -> dict[int, str]:
    """Read a ToUnicode table (ISO 32000-1, 9.10.3), written as single characters."""
    found: dict[int, str] = {}
    for line in table.splitlines():
        parts = line.replace("><", "> <").split()
        if len(parts) == _FIRST_IN_RANGE - 1 and all(one.startswith("<") for one in parts):
            code, text = (one.strip("<>") for one in parts)
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    return found
