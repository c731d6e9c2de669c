"""The proof that no note is lost: a walk over the laid-out boxes of every page.

For each note: the pages its shares stand on, the pages of its calls, how much of its text was
set, and whether every line lies inside the page's type area and clear of the text above.
Judgement is left to `tools.weasyprint.process`; here everything is only counted and measured.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

# Layout may overshoot by rounding; a tenth of a pixel is not seen (1 px is 1/96 inch).
TOLERANCE = 0.1


def audit(document: Any) -> dict[str, Any]:
    """Return, by the note's id, `pages`, `call`, `set`, `written` (characters), `outside` (pages).

    `rank` counts the notes in the order in which they begin at the feet of the pages.
    """
    notes: dict[str, dict[str, Any]] = {}
    heads: set[Any] = set()
    for number, page in enumerate(document.pages, start=1):
        page_box = page._page_box  # noqa: SLF001 -- the public API gives no boxes
        _record_calls(notes, page_box, number)
        _record_shares(notes, page_box, number, heads)
    return notes


def _record_calls(notes: dict[str, dict[str, Any]], page_box: Any, number: int) -> None:
    for box in page_box.descendants():
        if box.footnote is not None and not _is_pointer(box.footnote.element):
            entry = _entry(notes, box.footnote.element)
            if entry["call"] is None:
                entry["call"] = number


def _record_shares(
    notes: dict[str, dict[str, Any]], page_box: Any, number: int, heads: set[Any]
) -> None:
    for area in page_box.children:
        if not isinstance(area, boxes.FootnoteAreaBox):
            continue
        top = max(page_box.content_box_y(), text_bottom(page_box)) - TOLERANCE
        bottom = page_box.content_box_y() + page_box.height + TOLERANCE
        for share, around in _shares(area):
            if "::" in share.element_tag or _is_pointer(share.element):
                continue
            entry = _entry(notes, share.element)
            if not entry["pages"]:
                entry["rank"] = sum(bool(other["pages"]) for other in notes.values())
            if entry["pages"][-1:] != [number]:
                entry["pages"].append(number)
            entry["set"] += sum(_length(text.text) for text in _texts(share, heads))
            if not all(top <= line[0] and line[1] <= bottom for line in _lines(around)):
                entry["outside"].append(number)


def _shares(area: Any) -> Iterator[tuple[Any, Any]]:
    """Yield what an area shows of each note, and what its lines are in.

    Notes that run on are in lines of the area, in each with what it has of them.
    """
    for child in area.children:
        if isinstance(child, boxes.LineBox):
            yield from ((share, child) for share in child.children)
        else:
            yield child, child


def _is_pointer(element: Any) -> bool:
    """Return whether it only points to a note; those are no notes."""
    return element.get("data-points-to") is not None


def _entry(notes: dict[str, dict[str, Any]], element: Any) -> dict[str, Any]:
    identifier = element.get("id", "")
    if identifier not in notes:
        written = _length("".join(element.itertext()))
        notes[identifier] = {
            "pages": [], "call": None, "set": 0, "written": written, "outside": [], "rank": 0,
        }  # fmt: skip
    return notes[identifier]


def _length(text: str) -> int:
    """Count the letters and signs: no spaces, and no hyphens, since breaking a word adds one."""
    return sum(not char.isspace() and char not in "-\u2010\u00ad\u2060\u200b" for char in text)


def _texts(box: Any, heads: set[Any]) -> Iterator[Any]:
    """Yield the text boxes of the note's own text: no list markers, no generated content.

    Of the head of a table, which is repeated on every page, only the first: `heads` are those seen.
    """
    if isinstance(box, boxes.TableRowGroupBox) and box.is_header:
        if box.element in heads:
            return
        heads.add(box.element)
    if isinstance(box, boxes.TextBox) and "::" not in box.element_tag:
        yield box
    for child in getattr(box, "children", ()):
        yield from _texts(child, heads)


def _lines(box: Any) -> Iterator[tuple[float, float]]:
    for child in (box, *box.descendants()):
        if isinstance(child, (boxes.LineBox, boxes.ReplacedBox)):
            yield child.position_y, child.position_y + child.height


def text_bottom(page_box: Any) -> float:
    """Return the bottom of the last line or picture of running text (the first child of a page)."""
    return max((bottom for _, bottom in _lines(page_box.children[0])), default=0.0)
