"""Tables that are wider than the page: smaller type, then a turned page, at last divided words.

No figure and no word is to be divided within a cell: 1,145 over two lines reads as two numbers.
What a table needs is measured, not guessed: those that may be too wide (`data-wide`, from
render/pdf/tables.py) are laid out alone, in the styles of the book, until each fits:

1. cells that were to stay on one line may break between words;
2. smaller type, down to `FLOOR` of its size and never below `LEAST` points;
3. a page of its own, turned (`tools/weasyprint/layout/turning.py`), at its own size, then smaller;
4. words divided wherever the cell ends, which is reported.

A note or a cell cannot have a page of its own: there the third step is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes

from chapbook.tools.weasyprint.elements import classes_of

FLOOR = 0.66
LEAST = 6.0
_MARK, _NUMBER = "data-wide", "data-table"
_SHORT, _FITTED, _TURNED, _DIVIDED = "short", "fitted", "turned-frame", "divided"
# Of a cell of a fitted table, in sizes of its type: twice what print.css has.
_PADDING = 0.7
_POINTS_PER_PIXEL = 0.75
# Layout adds up floating point numbers (pixels); and what is fitted to the hair breaks a line.
_SLACK, _MARGIN = 0.1, 0.995
# No table takes more steps; the last divides words, and fits.
_MOST_STEPS = 12
# A table of fewer columns is not turned where that would divide its words as well.
_FEW_COLUMNS = 4
_HOLDERS = frozenset({"section", "div", "body", "html", "ul", "ol", "li", "dl", "dd", "blockquote"})


@dataclass(frozen=True, slots=True)
class _Width:
    """How a table was laid out: its width and the room for it (pixels), its type, its columns."""

    width: float
    room: float
    size: float
    line: float
    columns: int


def fit_tables(root: Any, lay_out: Callable[[Any], Any]) -> list[str]:
    """Fit the tables of a tree to the page, in place; return the names of those with cut words.

    `lay_out` lays a tree out; names are what the tables are marked with.
    """
    tables = {str(number): table for number, table in enumerate(_marked(root))}
    for number, table in tables.items():
        table.set(_NUMBER, number)
    waiting, sizes = dict(tables), dict[str, float]()
    for _ in range(_MOST_STEPS):
        if not waiting:
            break
        found = _measured(lay_out(_only(root, frozenset(waiting))))
        waiting = {
            number: table
            for number, table in waiting.items()
            if number in found and found[number].width > found[number].room + _SLACK
        }
        parents = {child: parent for parent in root.iter() for child in parent}
        for number, table in waiting.items():
            first = sizes.setdefault(number, found[number].size)
            _step(table, parents, found[number], first)
    return [table.get(_MARK) for table in tables.values() if _has(table, _DIVIDED)]


def _marked(root: Any) -> Iterator[Any]:
    return (table for table in root.iter("table") if table.get(_MARK) is not None)


def _step(table: Any, parents: dict[Any, Any], found: _Width, first: float) -> None:
    """Take the next step to make a table narrower; `first` is the size of its type at first."""
    held = [cell for cell in table.iter() if _has(cell, _SHORT)]
    least = max(first * FLOOR, LEAST / _POINTS_PER_PIXEL)
    size = _size_for(found, tight=_has(table, _FITTED))
    if _has(table, _DIVIDED):
        return
    if held:
        for cell in held:
            _drop(cell, _SHORT)
    elif size >= least:
        _set_size(table, min(size, first), found)
    elif _may_turn(table, parents):
        _set_size(table, first, found)
        _drop(table, _FITTED)
        _put_into_frame(table, parents[table])
    else:
        _divide(table, parents, least, found)


def _divide(table: Any, parents: dict[Any, Any], least: float, found: _Width) -> None:
    """Let words be divided; a table of few columns goes back to its place, which helps as much."""
    frame = parents[table]
    if _has(frame, _TURNED) and found.columns <= _FEW_COLUMNS:
        frame.set("class", "")
    _set_size(table, least, found)
    _add(table, _DIVIDED)


def _size_for(found: _Width, *, tight: bool) -> float:
    """Return the size of type, in pixels, at which the table would be as wide as there is room."""
    # Padding of the table as it is: 5 points at either side of a gap between columns (print.css).
    gaps = found.columns - 1
    padding = found.size * _PADDING if tight else 10 / _POINTS_PER_PIXEL
    words = max(found.width - gaps * padding, 0.0) / found.size
    return found.room * _MARGIN / (words + gaps * _PADDING)


def _set_size(table: Any, size: float, found: _Width) -> None:
    kept = [
        one
        for one in (table.get("style") or "").split(";")
        if one.strip() and not one.strip().startswith(("font-size", "line-height"))
    ]
    line = found.line / found.size * size
    kept += [f"font-size:{size:.2f}px", f"line-height:{line:.2f}px"]
    table.set("style", ";".join(kept))
    _add(table, _FITTED)


def _may_turn(table: Any, parents: dict[Any, Any]) -> bool:
    """Return whether the table can have a page of its own: not in a note or a cell."""
    above = parents.get(table)
    while above is not None:
        if above.tag not in _HOLDERS or {"note", _TURNED}.intersection(classes_of(above)):
            return False
        above = parents.get(above)
    return True


def _put_into_frame(table: Any, parent: Any) -> None:
    frame = type(parent)("div", {"class": _TURNED})
    frame.tail, table.tail = table.tail, None
    parent[list(parent).index(table)] = frame
    frame.append(table)


def _only(root: Any, wanted: frozenset[str]) -> Any:
    """Copy a tree, with nothing in its body but the tables wanted and what they stand in."""
    copy = deepcopy(root)
    body = copy.find("body")
    if body is not None:
        _strip(body, wanted)
    return copy


def _strip(element: Any, wanted: frozenset[str]) -> None:
    element.text = None
    for child in list(element):
        if child.tag == "table" and child.get(_NUMBER) in wanted:
            child.tail = None
        elif any(table.get(_NUMBER) in wanted for table in child.iter("table")):
            child.tail = None
            _strip(child, wanted)
        else:
            element.remove(child)


def _measured(document: Any) -> dict[str, _Width]:
    found: dict[str, _Width] = {}
    for page in document.pages:
        for parent in page._page_box.descendants():  # noqa: SLF001 -- the public API gives no boxes
            for child in getattr(parent, "children", ()):
                if getattr(child, "is_table_wrapper", False) and child.element is not None:
                    _measure(child, parent.width, found)
    return found


def _measure(wrapper: Any, room: float, found: dict[str, _Width]) -> None:
    number = wrapper.element.get(_NUMBER)
    table = wrapper.get_wrapped_table()
    if number is None or not isinstance(table, boxes.TableBox):
        return
    style, columns = table.style, len(table.column_widths)
    line = style["line_height"]
    height = line if isinstance(line, (int, float)) else float(getattr(line, "value", 0))
    width = max(table.width, float(sum(table.column_widths)))
    if number not in found or width > found[number].width:
        found[number] = _Width(width, room, style["font_size"], height, max(columns, 1))


def _has(element: Any, name: str) -> bool:
    return name in classes_of(element)


def _add(element: Any, name: str) -> None:
    if not _has(element, name):
        element.set("class", f"{element.get('class') or ''} {name}".strip())


def _drop(element: Any, name: str) -> None:
    kept = [one for one in classes_of(element) if one != name]
    element.set("class", " ".join(kept))
