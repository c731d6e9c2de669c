"""Make a book of printed sheets as a person does, following the instructions of each scheme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce

from chapbook.collate.readers.folding import (
    Pile,
    PrintedSheet,
    Seen,
    bend_ring,
    cut_apart,
    fold_left_under,
    fold_right_under,
    fold_top_under,
    insert,
    printed,
    read_leaves,
)

Signatures = Sequence[Sequence[PrintedSheet]]


def bound(
    scheme: str, signatures: Signatures, *, flip: str, right_to_left: bool
) -> list[tuple[Seen, ...]]:
    """Fold, cut and gather the sheets; return what is read in each signature, in their order.

    `signatures` holds sheets in the order of printing. Cut and stacked leaves are one signature.
    """
    spine = "right" if right_to_left else "left"
    if scheme == "zine":
        ((sheet,),) = signatures
        ring = bend_ring(sheet, 4, leftwards=right_to_left)
        return [read_leaves(ring, spine=spine, printed_sides_only=True)]
    make = {
        "saddle": _saddle, "signatures": _saddle, "quarto": _quarto, "cut-stack": _piled,
    }[scheme]  # fmt: skip
    return [
        read_leaves(make([printed(sheet, flip) for sheet in sheets], right_to_left), spine=spine)
        for sheets in signatures
    ]


def _saddle(sheets: list[Pile], right_to_left: bool) -> Pile:  # noqa: FBT001
    """Knock the sheets together, the first on top, and fold them all at once."""
    pile = [panel for sheet in sheets for panel in sheet]
    return _folded_at_spine(pile, right_to_left)


def _quarto(sheets: list[Pile], right_to_left: bool) -> Pile:  # noqa: FBT001
    """Fold each sheet across, then at the spine; lay each into the one before."""
    folded = [
        _folded_at_spine(fold_top_under(sheet, sheet[0].sheet.height / 2), right_to_left)
        for sheet in sheets
    ]
    return reduce(lambda inner, outer: insert(outer, inner), reversed(folded))


def _folded_at_spine(pile: Pile, right_to_left: bool) -> Pile:  # noqa: FBT001
    fold = fold_right_under if right_to_left else fold_left_under
    return fold(pile, pile[0].sheet.width / 2)


def _piled(sheets: list[Pile], right_to_left: bool) -> Pile:  # noqa: FBT001
    """Cut the pile in the middle; the part that the book begins with goes on top of the other."""
    pile = [panel for sheet in sheets for panel in sheet]
    left, right = cut_apart(pile, pile[0].sheet.width / 2)
    return right + left if right_to_left else left + right


def off_the_paper(
    sheet: PrintedSheet, columns: int, rows: int, *, slack: float = 0.01
) -> Iterator[str]:
    """Yield each place where a page leaves the sheet or lies across a fold or cut."""
    for side, prints in (("front", sheet.front), ("back", sheet.back)):
        for one in prints:
            box = one.box
            if box.left < -slack or box.right > sheet.width + slack:
                yield f"page {one.page} extends beyond the {side} at the side"
            if box.bottom < -slack or box.top > sheet.height + slack:
                yield f"page {one.page} extends beyond the {side} at the top or bottom"
            for line in (sheet.width * n / columns for n in range(1, columns)):
                if box.left + slack < line < box.right - slack:
                    yield f"page {one.page} crosses a vertical fold of the {side}"
            for line in (sheet.height * n / rows for n in range(1, rows)):
                if box.bottom + slack < line < box.top - slack:
                    yield f"page {one.page} crosses a horizontal fold of the {side}"
