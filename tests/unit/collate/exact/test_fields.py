"""The title page shows what the metadata says; a formula in a title is its TeX in both."""

from __future__ import annotations

import pytest

from chapbook.collate.editions import TEMPLATE, Edition, ReadBlock
from chapbook.collate.exact.fields import compare_fields
from chapbook.model.editions.expectation import FORMULA, FORMULA_END, PICTURE, PICTURE_END
from chapbook.model.editions.output import Verdict


def page(text: str) -> Edition:
    block = ReadBlock(f"{TEMPLATE}abcdef", "text", "page 3", "en", "", [text])
    return Edition("PDF", "book.pdf", "pdf", [block], metadata={"title": ("On x^2",)})


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("On x^2", Verdict.PASS),
        (f"On {FORMULA}x^2{FORMULA_END}", Verdict.PASS),
        ("ON X^2", Verdict.PASS),
        (f"On {FORMULA}y^2{FORMULA_END}", Verdict.FAIL),
        ("On", Verdict.FAIL),
        (f"{PICTURE}On x^2{PICTURE_END}", Verdict.FAIL),
    ],
)
def test_a_title_is_found_on_the_title_page(text: str, verdict: Verdict) -> None:
    assert compare_fields(page(text)).verdict is verdict
