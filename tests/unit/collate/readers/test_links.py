"""The links of a PDF: their words, their places on the page, where they lead."""

from __future__ import annotations

import pikepdf
import pytest

from chapbook.collate.readers.pdf.boxes import Box
from chapbook.collate.readers.pdf.links import Links
from chapbook.collate.readers.pdf.runs import Run

WORDS = Run("words", Box(50, 50, 90, 55), 0, "abcdef", None, artifact=False)


def faults(
    *names: str, rectangle: tuple[int, ...] = (50, 48, 90, 60), own: bool = True
) -> list[str]:
    """Return what is wrong with a link that leads to some names, of which only `there` exists."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    page = pdf.pages[0].obj
    pdf.Root.Names = pikepdf.Dictionary(Dests=pdf.make_indirect(pikepdf.Dictionary()))
    pdf.Root.Names.Dests.Names = [pikepdf.String("there"), [page, pikepdf.Name.XYZ, 0, 700, 0]]
    annotations = [
        pdf.make_indirect(
            pikepdf.Dictionary(
                Subtype=pikepdf.Name.Link, Rect=list(rectangle), Dest=pikepdf.String(name)
            )
        )
        for name in names
    ]
    page.Annots = pikepdf.Array(annotations)
    kids = [pikepdf.Dictionary(Type=pikepdf.Name.OBJR, Obj=one) for one in annotations]
    link = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Link, K=kids if own else []))
    links = Links(pdf, {page.objgen: 0}, ["i"])
    links.target(link)
    links.check_words(link.objgen, 0, WORDS)
    links.check_owners()
    assert all(place == "page i" for _, place, _ in links.faults)
    return [message for message, _, _ in links.faults]


def test_a_link_on_its_words_is_sound() -> None:
    assert faults("there") == []
    assert faults("there", "there") == []


def test_a_link_leads_to_one_place_that_is_there() -> None:
    assert faults("nowhere") == ["a link leads nowhere"]
    assert faults("there", "nowhere") == ["a link leads nowhere", "a link leads to several places"]


@pytest.mark.parametrize("rectangle", [(0, 0, 9, 9), (90, 48, 99, 60), (50, 70, 90, 80)])
def test_a_link_lies_on_its_words(rectangle: tuple[int, ...]) -> None:
    assert faults("there", rectangle=rectangle) == ["a link does not cover its words"]


def test_a_link_belongs_to_words() -> None:
    assert faults("there", own=False) == [
        "a link does not cover its words",
        "a link does not belong to any words",
    ]
