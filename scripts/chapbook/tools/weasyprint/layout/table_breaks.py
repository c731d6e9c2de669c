"""Tables that go on on other pages: heads without calls, and rows clear of the notes.

A call is shown once, where the table begins, and its note stands at the foot of that page. The
heads that follow only help to read the columns; in the structure of the PDF they are artifacts.

The cells of a row are laid out one after the other. Notes called in the second take room at the
foot of the page to which the first already reaches, so a row that is broken there is set again
with less room. `corrections.tables` and `corrections.notes` put both into WeasyPrint.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from weasyprint.formatting_structure import boxes

from chapbook.tools.weasyprint.elements import classes_of

_CALL = "note-call"
# Each time a row is set again its lines end higher up; so often is more than enough.
_MOST_TRIES = 12
# Layout adds up floating point numbers (pixels).
_SLACK = 0.1


def head_for(head: Any, skip_stack: Any) -> Any:
    """Return the head of a table for a page: as it is where the table begins, else without calls.

    `skip_stack` says where the table goes on; None at its beginning.
    """
    if skip_stack is None:
        return head
    if not hasattr(head, "without_calls"):
        head.without_calls = _without_calls(head) if _has_calls(head) else head
    return head.without_calls


def _has_calls(head: Any) -> bool:
    return any(map(_is_call, head.descendants()))


def _without_calls(box: Any) -> Any:
    copy = box.copy_with_children([
        _without_calls(child) if isinstance(child, boxes.ParentBox) else child.copy()
        for child in box.children
        if not _is_call(child)
    ])  # fmt: skip
    copy.footnote = None
    return copy


def _is_call(box: Any) -> bool:
    if box.footnote is not None:
        return True
    element = box.element
    return element is not None and _CALL in classes_of(element)


class RowOverNotes(Exception):
    """A row that is broken reaches `excess` pixels over the room that notes leave."""

    def __init__(self, excess: float) -> None:
        """Keep the excess."""
        super().__init__()
        self.excess = excess


def bottom_of_broken_row(context: Any, cells: Sequence[Any], bottom: float, limit: float) -> float:
    """Return where a row ends that goes on on the next page: at the `limit` at most.

    A cell that is broken off fills the room there was when it was laid out. Raises RowOverNotes if
    lines of it reach into notes that were called in a later cell.
    """
    lines = [box for cell in cells for box in cell.descendants() if isinstance(box, boxes.LineBox)]
    excess = max((line.position_y + line.height for line in lines), default=limit) - limit
    if excess > _SLACK and context.current_page_footnotes and not context.rows_stay:
        raise RowOverNotes(excess)
    return min(bottom, limit)


def with_rows_clear_of_notes(lay: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap `block.table_layout`: no line of a row that is broken reaches into the notes."""

    def table_layout(context: Any, table: Any, bottom_space: float, *others: Any) -> Any:
        positioned = others[-2:]  # lists of boxes that are positioned absolutely
        before = [len(found) for found in positioned]
        for tries_left in range(_MOST_TRIES, -1, -1):
            context.rows_stay = tries_left == 0
            try:
                return lay(context, table, bottom_space, *others)
            except RowOverNotes as over:
                bottom_space += over.excess
                for found, length in zip(positioned, before, strict=True):
                    del found[length:]
            finally:
                context.rows_stay = False
        raise AssertionError("the last try raises nothing")

    return table_layout
