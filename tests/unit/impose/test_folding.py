"""Imposed sheets are folded, cut and gathered on paper that knows nothing of how they were made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapbook.collate.readers.binding import bound, off_the_paper
from chapbook.collate.readers.folding import Print, PrintedSheet, Seen
from chapbook.collate.readers.pdf.boxes import Box
from chapbook.errors import UsageError
from chapbook.impose.arrange import Book, arrange
from chapbook.impose.geometry import Layout, laid_out, placed_sides
from chapbook.impose.schemes import PAPERS, POINTS_PER_MM, SCHEMES
from chapbook.model.editions.imposition import (
    Flip,
    Gathering,
    ImposedSide,
    ImpositionOptions,
    Padding,
    Sheet,
    Size,
)
from core import examples

# Pages that fill the paper but for a little, as A5 fills half an A4 sheet.
_PAGES = {
    "saddle": (1, 2),
    "signatures": (1, 2),
    "cut-stack": (1, 2),
    "quarto": (2, 2),
    "zine": (2, 4),
}


@dataclass(frozen=True)
class Job:
    """A book to impose."""

    scheme: str
    pages: int
    right_to_left: bool = False
    flip: Flip = Flip.SHORT
    padding: Padding = Padding.BEFORE_LAST
    per_signature: int | None = None
    thickness: float = 0.1 * POINTS_PER_MM
    room: float = 6.0

    @property
    def most(self) -> int:
        return 8 if self.scheme == "zine" else 400


@st.composite
def jobs(draw: st.DrawFn) -> Job:
    scheme = draw(st.sampled_from(sorted(SCHEMES)))
    nested = SCHEMES[scheme].gathering is Gathering.NESTED
    pages = draw(st.integers(1, 8 if scheme == "zine" else 400))
    # Nobody nests a hundred sheets of card: the creep would be wider than the inner margin.
    thickness = st.sampled_from([0.0, 0.1] if pages > 100 else [0.0, 0.1, 0.27])
    return Job(
        scheme,
        pages,
        draw(st.booleans()),
        draw(st.sampled_from(Flip)),
        draw(st.sampled_from(Padding)),
        draw(st.none() | st.integers(1, 12)) if nested else None,
        draw(thickness) * POINTS_PER_MM,
        draw(st.sampled_from([0.0, 1.0, 40.0])),
    )


def imposed(job: Job) -> tuple[Layout, tuple[Sheet, ...], list[PrintedSheet]]:
    """Impose; give the sheets as printed: of each page the part of its trim box that is drawn."""
    scheme = SCHEMES[job.scheme]
    across, along = _PAGES[job.scheme]
    paper = PAPERS["a4"]
    down, wide = (paper.height, paper.width) if across == along else (paper.width, paper.height)
    page = Size((wide - job.room) / scheme.columns, (down - job.room) / scheme.rows)
    options = ImpositionOptions(
        job.scheme, flip=job.flip, right_to_left=job.right_to_left, thickness=job.thickness
    )
    book = Book(job.pages, job.right_to_left, job.padding)
    sheets = arrange(book, scheme, job.per_signature)
    layout = laid_out(scheme, paper, page, options, max(sheet.deepest for sheet in sheets))
    sides = placed_sides(layout, sheets)
    step = 2 if scheme.back else 1
    made = [
        PrintedSheet(
            layout.sheet.width,
            layout.sheet.height,
            _prints(sides[place]),
            _prints(sides[place + 1]) if step == 2 else (),
        )
        for place in range(0, len(sides), step)
    ]
    return layout, sheets, made


def _prints(side: ImposedSide) -> tuple[Print, ...]:
    return tuple(
        Print(
            page.page,
            Box(
                max(page.trim.left, page.clip.left),
                max(page.trim.bottom, page.clip.bottom),
                min(page.trim.right, page.clip.right),
                min(page.trim.top, page.clip.top),
            ),
            -1 if page.turned else 1,
        )
        for page in side.pages
    )


def signatures(sheets: tuple[Sheet, ...], made: list[PrintedSheet]) -> list[list[PrintedSheet]]:
    pairs = zip(sheets, made, strict=True)
    return [
        [paper for _, paper in group] for _, group in groupby(pairs, key=lambda p: p[0].signature)
    ]


def folded(job: Job) -> list[tuple[Seen, ...]]:
    _, sheets, made = imposed(job)
    return bound(
        job.scheme, signatures(sheets, made), flip=job.flip.value, right_to_left=job.right_to_left
    )


def expected(job: Job) -> list[int | None]:
    """What a reader should find: every page in order, and as few blank ones as sheets allow."""
    per_sheet = 8 if job.scheme in ("quarto", "zine") else 4
    blanks: list[int | None] = [None] * (-job.pages % per_sheet)
    pages: list[int | None] = list(range(1, job.pages + 1))
    if job.padding is Padding.AT_END or job.pages == 1:
        return pages + blanks
    return pages[:-1] + blanks + pages[-1:]


def assert_reads_well(job: Job, read: list[Seen]) -> None:
    assert [side.page for side in read] == expected(job)
    recto = "left" if job.right_to_left else "right"
    assert all((side.hand == recto) is (place % 2 == 0) for place, side in enumerate(read))
    assert all(side.upright for side in read)


@given(jobs())
@examples(500)
def test_folded_sheets_read_in_order_upright_with_rectos_on_their_hand(job: Job) -> None:
    assert_reads_well(job, [side for signature in folded(job) for side in signature])


@pytest.mark.slow
@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_every_scheme_reads_well_at_every_number_of_pages(scheme: str) -> None:
    """Flip and direction change after every eight pages, so each meets every remainder."""
    ways = list(product(Flip, [False, True]))
    most = Job(scheme, 1).most
    for pages in range(1, most + 1):
        for flip, right_to_left in ways if pages < 17 else [ways[pages // 8 % len(ways)]]:
            job = Job(scheme, pages, right_to_left, flip)
            assert_reads_well(job, [side for signature in folded(job) for side in signature])


@given(jobs())
@examples(300)
def test_no_page_leaves_the_sheet_or_lies_across_a_fold(job: Job) -> None:
    layout, _, made = imposed(job)
    faults = [
        fault
        for sheet in made
        for fault in off_the_paper(sheet, layout.scheme.columns, layout.scheme.rows)
    ]
    assert faults == []


@given(jobs())
@examples(300)
def test_creep_keeps_the_inner_edge_of_all_pages_at_one_distance_from_the_back(job: Job) -> None:
    """A fold lies as deep in the back as there are leaves around it."""
    job = replace(job, room=160.0)
    for signature in folded(job):
        if SCHEMES[job.scheme].gathering is Gathering.NESTED:
            leaves = len(signature) // 2
            distances = [
                side.from_spine + min(place // 2, leaves - 1 - place // 2) * job.thickness
                for place, side in enumerate(signature)
                if side.page is not None
            ]
            assert max(distances, default=0) - min(distances, default=0) < 1e-6


@given(jobs())
@examples(300)
def test_pages_of_a_leaf_are_behind_one_another(job: Job) -> None:
    job = replace(job, room=160.0)
    for signature in folded(job):
        for recto, verso in zip(signature[::2], signature[1::2], strict=True):
            if recto.page and verso.page:
                assert abs(recto.from_spine - verso.from_spine) < 1e-6
                assert abs(recto.under_head - verso.under_head) < 1e-6


def test_without_room_creep_comes_out_of_the_inner_margin_not_out_of_the_fold() -> None:
    job = Job("saddle", 80, room=0.0)
    (signature,) = folded(job)
    width = PAPERS["a4"].height / 2
    depths = [min(place // 2, 39 - place // 2) for place in range(80)]
    assert [side.from_spine for side in signature] == [0.0] * 80
    shown = [width - side.from_fore_edge for side in signature]
    assert shown == pytest.approx([width - depth * job.thickness for depth in depths])


def test_a_book_with_a_page_too_many_for_a_zine_is_refused() -> None:
    with pytest.raises(UsageError, match="holds 8 pages, the file has 9"):
        arrange(Book(9), SCHEMES["zine"])


def test_a_scheme_with_two_pages_swapped_is_found_out() -> None:
    job = Job("saddle", 8)
    _, sheets, made = imposed(job)
    one, two = made[0].front
    wrong = [
        replace(made[0], front=(replace(one, page=two.page), replace(two, page=one.page))),
        made[1],
    ]
    (read,) = bound("saddle", [wrong], flip="short", right_to_left=False)
    assert [side.page for side in read] != expected(job)
    assert len(sheets) == 2


def test_backs_printed_for_the_other_flip_are_upside_down() -> None:
    _, sheets, made = imposed(Job("saddle", 16))
    (read,) = bound("saddle", signatures(sheets, made), flip="long", right_to_left=False)
    assert not all(side.upright for side in read)
