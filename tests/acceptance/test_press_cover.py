"""The cover of a bound book as a printer gets it: back, spine and front on one page."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from building import CHAPBOOK, ROOT, SHELF_BOOKS
from inspectors.pdf_text import Glyph, read_pages

POINTS = 72 / 25.4
TRIM = 148.0
TEXT = (
    """---
title: A Book With a Spine
author: Ann Author
lang: en
{}---

# One

"""
    + "Words of a paragraph that goes on for a while, and then ends.\n\n" * 700
)


@dataclass(frozen=True)
class Wrap:
    """A finished cover."""

    path: Path

    @cached_property
    def glyphs(self) -> list[Glyph]:
        (page,) = read_pages(self.path)
        return [glyph for glyph in page.glyphs if glyph.box is not None and glyph.text.strip()]

    @cached_property
    def trim(self) -> list[float]:
        """The edges of the trimmed cover in points: left, bottom, right, top."""
        with pikepdf.open(self.path) as pdf:
            return [float(str(value)) for value in pdf.pages[0].obj["/TrimBox"]]

    def drawn(self) -> Any:
        """Draw it, ten dots to the millimetre."""
        document = pypdfium2.PdfDocument(self.path)
        try:
            return document[0].render(scale=254 / 72).to_pil().convert("RGB")
        finally:
            document.close()


def wrap(folder: Path, front_matter: str, *options: str) -> Wrap:
    manuscript = folder / "book.md"
    manuscript.write_text(TEXT.format(front_matter), encoding="utf-8")
    return built(manuscript, folder / "out", *options)


def built(manuscript: Path, output: Path, *options: str) -> Wrap:
    command = [CHAPBOOK, "build", str(manuscript), "--output", str(output), "--format", "print"]
    done = subprocess.run(
        [*command, "--no-collate", *options], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    (found,) = output.glob("*-cover.pdf")
    return Wrap(found)


def on_the_spine(cover: Wrap) -> list[Glyph]:
    """Return what is between the two folds."""
    left, _, right, _ = cover.trim
    back, front = left + TRIM * POINTS, right - TRIM * POINTS
    return [g for g in cover.glyphs if g.box and back < g.box.left and g.box.right < front]


def test_a_wide_spine_says_title_and_name_from_head_to_tail(tmp_path: Path) -> None:
    """And keeps its distance from the folds (ISO 6357, 3.3)."""
    cover = wrap(tmp_path, "print: {caliper: 0.6}\n")
    glyphs = on_the_spine(cover)
    downwards = "".join(g.text for g in sorted(glyphs, key=lambda g: -g.box.top))  # type: ignore[union-attr]  # they have boxes
    assert downwards.casefold() == "abookwithaspineannauthor"
    left, bottom, right, top = cover.trim
    inner = left + TRIM * POINTS, right - TRIM * POINTS
    boxes = [g.box for g in glyphs if g.box]
    gap = 0.5 * POINTS
    assert min(b.left for b in boxes) > inner[0] + gap
    assert max(b.right for b in boxes) < inner[1] - gap
    assert bottom < min(b.bottom for b in boxes)
    assert max(b.top for b in boxes) < top
    middle = (min(b.bottom for b in boxes) + max(b.top for b in boxes)) / 2
    assert middle == pytest.approx((bottom + top) / 2, abs=3)


def test_a_narrow_spine_is_left_empty(tmp_path: Path) -> None:
    assert on_the_spine(wrap(tmp_path, "print: {caliper: 0.05}\n")) == []


def test_a_spine_is_empty_below_the_page_count_of_the_printer(tmp_path: Path) -> None:
    """KDP prints no words on the spine of a book of less than 79 pages."""
    assert on_the_spine(wrap(tmp_path, "print: {caliper: 0.6}\n", "--press", "kdp")) == []


def test_the_author_s_own_cover_fills_the_front_and_its_bleed_alone(tmp_path: Path) -> None:
    stream = BytesIO()
    Image.new("RGB", (2000, 3000), (200, 30, 30)).save(stream, "PNG")
    (tmp_path / "own.png").write_bytes(stream.getvalue())
    cover = wrap(tmp_path, "cover: own.png\nprint: {caliper: 0.6}\n")
    picture = cover.drawn()
    (left, _, right, _), height = cover.trim, picture.height / 10
    fold = right / POINTS - TRIM

    def red(x: float, y: float) -> bool:
        r, g, b = picture.getpixel((round(10 * x), round(10 * y)))
        return bool(r > 120 and g < 90 and b < 90)

    assert all(
        red(x, y) for x in (fold + 1, right / POINTS + 2.5) for y in (10, height / 2, height - 10)
    )
    assert not any(
        red(x, y) for x in (fold - 1, left / POINTS + 1) for y in (10, height / 2, height - 10)
    )


def test_the_wrap_of_a_book_from_the_right_has_its_front_at_the_left(tmp_path: Path) -> None:
    """And what is on its back reads from the right: the full stop is at the left end."""
    cover = built(SHELF_BOOKS["arabic"], tmp_path)
    (page,) = read_pages(cover.path)
    middle = (page.media.left + page.media.right) / 2
    (stop,) = (glyph for glyph in page.glyphs if glyph.text == ".")
    assert stop.box is not None
    assert stop.box.left > middle
    sentence = [g.box.left for g in page.glyphs if g.box and abs(g.base - stop.base) < 1]
    assert stop.box.left == min(sentence)
    title = [g.box.right for g in page.glyphs if g.box and g.box.top - g.box.bottom > 25]
    assert max(title) < middle
