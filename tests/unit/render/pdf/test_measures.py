"""The measures of the page: whole lines, sane measures of text, sides of the binding, bounds."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building import ROOT
from chapbook.model.metadata import TRIMS, PrintSettings, Trim
from chapbook.render.pdf.measures import (
    Adjustment,
    bounds_of,
    measures_of,
    measures_sheet,
    print_styles,
)
from core import examples

STYLES = sorted(print_styles())
SETTINGS = [PrintSettings(trim, style) for trim in TRIMS.values() for style in STYLES]


def name_of(settings: PrintSettings) -> str:
    return f"{settings.style}-{settings.trim.key}"


def test_the_schema_knows_the_styles_there_are() -> None:
    schema = json.loads((ROOT / "scripts/chapbook/schemas/front-matter.json").read_text())
    assert schema["properties"]["print"]["properties"]["style"]["enum"] == list(print_styles())
    for style in print_styles().values():
        assert (ROOT / "styles" / style.sheet).is_file()


@pytest.mark.parametrize("settings", SETTINGS, ids=name_of)
def test_margins_and_lines_fill_the_page(settings: PrintSettings) -> None:
    page = measures_of(settings)
    _, height = settings.trim.points
    margins = page.margins
    assert margins.head + page.lines * page.leading + margins.foot == pytest.approx(height)
    assert 0.07 * height < margins.foot < 0.17 * height
    assert margins.inner >= 9.5 * 72 / 25.4 - 0.1
    assert margins.outer >= 7 * 72 / 25.4


@pytest.mark.parametrize("settings", SETTINGS, ids=name_of)
def test_a_line_can_be_read(settings: PrintSettings) -> None:
    """A line of 45 to 75 characters is thought best (Bringhurst 2.1.2); large print has fewer."""
    page = measures_of(settings)
    characters = page.text_width / (page.size * 0.445)
    assert 30 if settings.style == "large" else 55 < characters < 80
    assert 1.2 < page.leading / page.size < 1.6
    assert page.size >= 8.8
    assert page.note_size >= 7.4


@pytest.mark.parametrize("trim", TRIMS.values(), ids=lambda trim: trim.key)
def test_large_print_is_never_smaller_than_18_points(trim: Trim) -> None:
    settings = PrintSettings(trim, "large")
    for adjustment in (bounds_of(settings).least, bounds_of(settings).most):
        page = measures_of(settings, adjustment)
        assert min(page.size, page.note_size) >= 18


def test_what_the_author_gives_goes_before_the_style() -> None:
    page = measures_of(PrintSettings(size=12.0))
    assert (page.size, page.leading) == (12.0, pytest.approx(12 * 14 / 10.4, abs=0.01))
    page = measures_of(PrintSettings(size=12.0, leading=15.0))
    assert (page.size, page.leading) == (12.0, 15.0)
    bounds = bounds_of(PrintSettings(size=12.0))
    assert (bounds.least.size, bounds.most.size) == (1.0, 1.0)
    assert bounds.least.leading < 1 < bounds.most.leading
    bounds = bounds_of(PrintSettings(leading=15.0))
    assert (bounds.least.leading, bounds.most.leading) == (1.0, 1.0)


@given(
    st.sampled_from(SETTINGS),
    *(st.floats(0.8, 1.2) for _ in range(3)),
)
@examples(200)
def test_any_adjustment_gives_a_page(
    settings: PrintSettings, size: float, leading: float, margins: float
) -> None:
    page = measures_of(settings, Adjustment(size, leading, margins))
    width, height = settings.trim.points
    assert 0 < page.text_width < width
    assert page.lines > 8
    assert page.margins.foot > 0
    assert page.margins.head + page.lines * page.leading + page.margins.foot == pytest.approx(
        height
    )


def test_inner_margins_change_sides_with_the_direction() -> None:
    page = measures_of(PrintSettings())
    inner = f"{page.margins.inner:g}pt"
    assert f"@page :right{{margin-left:{inner};" in measures_sheet(page, right_to_left=False)
    assert f"@page :left{{margin-right:{inner};" in measures_sheet(page, right_to_left=False)
    assert f"@page :left{{margin-right:{inner};" in measures_sheet(page, right_to_left=True)
    sheet = measures_sheet(page, right_to_left=True)
    assert f"@page :right{{margin-left:{inner};" in sheet
