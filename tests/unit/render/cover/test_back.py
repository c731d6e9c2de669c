"""The back cover: an author's blurb must fit, an abstract may be left out."""

from __future__ import annotations

import re

import pytest

from chapbook.errors import EditionFailed
from chapbook.render.cover.back import back_cover
from chapbook.render.text.fragments import fragments
from core import resolved

WORDS = "The miller weighed each sack twice. "


def cover_of(front: str) -> str:
    book = resolved(f"---\ntitle: T\n{front}\n---\n\n# One\n\nText.\n").silent
    return str(back_cover(book, fragments(book)[0], None))


def test_an_abstract_that_is_longer_than_the_page_is_left_out() -> None:
    assert WORDS.strip() in cover_of(f"abstract: {WORDS * 20}")
    assert "miller" not in cover_of(f"abstract: {WORDS * 200}")


def test_a_blurb_that_is_longer_than_the_page_is_an_error() -> None:
    with pytest.raises(EditionFailed, match="does not fit the page"):
        cover_of("blurb: |\n" + "  One.\n\n" * 60)


def test_wide_letters_are_set_in_a_smaller_size_than_as_many_others() -> None:
    sizes = []
    for text in ("miller " * 120, "水車小屋の話、" * 120):
        found = re.search(r"font-size:\s*([\d.]+)", cover_of(f"abstract: {text}"))
        assert found is not None
        sizes.append(float(found[1]))
    assert sizes[1] < sizes[0]
