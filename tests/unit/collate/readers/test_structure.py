"""The structure tree of small files written by hand: which words each block has."""

from __future__ import annotations

import pikepdf
import pytest

from chapbook.collate.editions import Edition
from chapbook.collate.readers.pdf.boxes import Box
from chapbook.collate.readers.pdf.content import read_page
from chapbook.collate.readers.pdf.fonts import Fonts
from chapbook.collate.readers.pdf.runs import DrawnPage
from chapbook.collate.readers.pdf.structure import StructureReader
from chapbook.model.editions.expectation import PICTURE, PICTURE_END

N, M = (f"{PICTURE}{words}{PICTURE_END}" for words in "NM")


def read(*pictures: tuple[str, int]) -> list[str]:
    """Read a paragraph of pictures, each with its words and the number of its pieces."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Courier
        )
    )
    pieces = sum(count for _, count in pictures)
    drawn = "".join(
        f"/Figure <</MCID {mark}/Key (#abcdef)>> BDC BT /F 9 Tf 9 9 Td (x) Tj ET EMC "
        for mark in range(pieces)
    )
    pdf.add_blank_page(page_size=(200, 200))
    page = pdf.pages[0]
    page.Contents = pdf.make_stream(drawn.encode())
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    _tag(pdf, page.obj, pictures)
    runs = tuple(read_page(page, Fonts()).runs)
    shown = DrawnPage(1, "1", Box(0, 0, 200, 200), runs, ())
    edition = Edition("PDF", "book.pdf", "pdf", pages=(shown,))
    StructureReader(pdf, edition).read()
    return edition.blocks[0].parts


def _tag(pdf: pikepdf.Pdf, page: pikepdf.Object, pictures: tuple[tuple[str, int], ...]) -> None:
    paragraph = pdf.make_indirect(
        pikepdf.Dictionary(S=pikepdf.Name.P, ID=pikepdf.String("abcdef"), Pg=page, K=[])
    )
    mark = 0
    for words, count in pictures:
        figure = pikepdf.Dictionary(
            S=pikepdf.Name.Figure, Alt=pikepdf.String(words), P=paragraph,
            K=list(range(mark, mark + count)),
        )  # fmt: skip
        paragraph.K.append(pdf.make_indirect(figure))
        mark += count
    pdf.Root.StructTreeRoot = pdf.make_indirect(pikepdf.Dictionary(K=[paragraph]))


@pytest.mark.parametrize(
    ("pictures", "parts"),
    [
        ([("N", 1)], [N]),
        ([("N", 3)], [N]),
        ([("N", 1), ("N", 1)], [N, N]),
        ([("N", 2), ("N", 2), ("M", 1), ("N", 1)], [N, N, M, N]),
    ],
)
def test_each_picture_is_read_once_whatever_its_neighbours_say(
    pictures: list[tuple[str, int]], parts: list[str]
) -> None:
    assert read(*pictures) == parts
