"""Titles shortened to running heads."""

from __future__ import annotations

import pytest
from lxml import etree

from chapbook.model.letters.measure import FORMULA
from chapbook.model.metadata import PrintSettings
from chapbook.render.pdf.running_heads import head_words, running_head
from unit.tools.drawn_formulas import formula


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("Of Miracles", "Of Miracles"),
        (
            "The Second Part of the Enquiry: in which a very long argument is brought to an end",
            "The Second Part of the Enquiry",
        ),
        ("word " * 20, "word word word word word word word word word …"),
        ("In short: " + "word " * 20, "In short: word word word word word word word …"),
        ("An introduction, " + "perhaps, " * 9, "An introduction, perhaps, perhaps, perhaps …"),
        ("x" * 80, "x" * 46 + " …"),
        ("The " + "x" * 80, "The " + "x" * 42 + " …"),
        ("e\u0301" * 48, "e\u0301" * 48),
        ("e\u0301" * 80, "e\u0301" * 46 + " …"),
        ("水" * 24, "水" * 24),
        ("水" * 40, "水" * 23 + " …"),
        ("水路 " + "水" * 40, "水路 " + "水" * 20 + " …"),
    ],
)
def test_running_heads_fit_on_a_line(title: str, head: str) -> None:
    assert running_head(title.strip(), PrintSettings()) == head


@pytest.mark.parametrize(
    ("tex", "written"),
    [
        ("x^2", "x²"),
        ("X", "X"),
        ("\\Gamma", "Γ"),
        ("E=mc^2", "E = mc²"),
        ("a_{12}", "a₁₂"),
        ("\\frac{1}{2}", "1/2"),
        ("x^{n+1}", "x^{n+1}"),
        ("\\sqrt{x}", "\\sqrt{x}"),
        ("\\mathbb{R}", "\\mathbb{R}"),
        ("\\frac{a+b}{c}", "\\frac{a+b}{c}"),
    ],
)
def test_a_formula_is_marked_and_written_as_text_where_that_can_be(tex: str, written: str) -> None:
    heading = etree.fromstring("<h1>On <em>the</em> <span/> of it</h1>")
    place = heading.find("span")
    assert place is not None
    mathematics = formula(tex, display=False)
    mathematics.tail = place.tail
    heading.replace(place, mathematics)
    assert head_words(heading) == f"On the {FORMULA}{written}{FORMULA} of it"


def test_a_formula_that_is_cut_stays_closed() -> None:
    head = running_head(f"{FORMULA}{'a + ' * 40}b{FORMULA}", PrintSettings())
    assert head.count(FORMULA) == 2
    assert head.endswith("…")
