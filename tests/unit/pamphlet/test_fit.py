"""Of the settings tried, the mildest with the fewest blank pages is kept; the search is bounded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from chapbook.errors import EditionFailed
from chapbook.model.metadata import PrintSettings
from chapbook.pamphlet import fit
from chapbook.render.pdf.measures import Adjustment, bounds_of
from chapbook.tools.weasyprint.process import Layout

BOOK: Any = SimpleNamespace(
    manuscript=SimpleNamespace(metadata=SimpleNamespace(print=PrintSettings()))
)
WISHES = list(fit.adjustments(PrintSettings()))


@pytest.fixture
def layouts(monkeypatch: pytest.MonkeyPatch) -> Callable[[list[int | None]], list[Adjustment]]:
    """Make layouts of so many pages for the settings, in their order; None is one that fails."""

    def use(pages: list[int | None]) -> list[Adjustment]:
        asked: list[Adjustment] = []

        def lay_out(wish: Adjustment, target: Path) -> tuple[None, Layout]:
            asked.append(wish)
            count = pages[WISHES.index(wish)]
            if count is None:
                raise EditionFailed("notes are misplaced")
            target.write_text(str(WISHES.index(wish)), encoding="utf-8")
            return None, Layout(count, {}, {}, (), (0, None, *range(1, count - 1)))

        monkeypatch.setattr(fit, "render_pamphlet", lambda _, wish: wish)
        monkeypatch.setattr(fit, "package_pdf", lay_out)
        return asked

    return use


def test_the_styles_own_setting_is_kept_where_it_leaves_no_blank_page(
    layouts: Callable[..., list[Adjustment]], tmp_path: Path
) -> None:
    asked = layouts([32, 33, 34, 35, 36, 37, 38, 39])
    found = fit.fitted(BOOK, 4, tmp_path / "book.pdf")
    assert (found.blanks, found.blanks_before, found.layouts) == (0, 0, 2)
    assert (tmp_path / "book.pdf").read_text() == "0"
    assert len(asked) == 2


def test_the_first_setting_without_blank_pages_ends_the_search(
    layouts: Callable[..., list[Adjustment]], tmp_path: Path
) -> None:
    layouts([33, 33, 33, 32, 32, 32, 32, 32])
    found = fit.fitted(BOOK, 4, tmp_path / "book.pdf")
    assert (found.blanks, found.blanks_before, found.layouts) == (0, 3, 4)
    assert (tmp_path / "book.pdf").read_text() == "3"
    assert [path.name for path in tmp_path.iterdir()] == ["book.pdf"]


def test_the_fewest_win_and_of_equals_the_mildest(
    layouts: Callable[..., list[Adjustment]], tmp_path: Path
) -> None:
    layouts([33, 34, 35, 35, 39, 33, 33, 33])
    found = fit.fitted(BOOK, 4, tmp_path / "book.pdf")
    assert (found.blanks, found.blanks_before, found.layouts) == (1, 3, len(WISHES))
    assert (tmp_path / "book.pdf").read_text() == "2"


def test_a_setting_in_which_a_note_fails_is_passed_over(
    layouts: Callable[..., list[Adjustment]], tmp_path: Path
) -> None:
    layouts([33, None, None, 36, 36, 36, 36, 36])
    assert fit.fitted(BOOK, 4, tmp_path / "book.pdf").blanks == 0
    assert (tmp_path / "book.pdf").read_text() == "3"


def test_a_fault_of_the_styles_own_setting_is_reported(
    layouts: Callable[..., list[Adjustment]], tmp_path: Path
) -> None:
    layouts([None, 36, 36, 36, 36, 36, 36, 36])
    with pytest.raises(EditionFailed):
        fit.fitted(BOOK, 4, tmp_path / "book.pdf")


@pytest.mark.parametrize("style", ["classic", "modern", "large"])
def test_settings_are_few_and_within_the_bounds_of_the_style(style: str) -> None:
    settings = replace(PrintSettings(), style=style)
    bounds = bounds_of(settings)
    wishes = list(fit.adjustments(settings))
    assert wishes[0] == Adjustment()
    assert len(set(wishes)) == len(wishes) <= 8
    for name in ("size", "leading", "margins"):
        low, high = getattr(bounds.least, name), getattr(bounds.most, name)
        assert all(low - 1e-9 <= getattr(wish, name) <= high + 1e-9 for wish in wishes)


def test_what_the_author_has_set_is_not_changed() -> None:
    wishes = fit.adjustments(replace(PrintSettings(), size=10.0, leading=13.0))
    assert {(wish.size, wish.leading) for wish in wishes} == {(1.0, 1.0)}
