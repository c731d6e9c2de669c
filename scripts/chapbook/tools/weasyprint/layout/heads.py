"""Formulas in running heads: their letters are set as they are written, not as small capitals.

A head is a string, which has one style: `x` in “the growth of x²” would become a capital, that is
another quantity. So what stands between two marks becomes an inline box of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.formatting_structure import boxes

from chapbook.model.letters.measure import FORMULA

_AS_WRITTEN = {"text_transform": "none", "font_variant_caps": "normal", "letter_spacing": 0}


def with_formulas_apart(process: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Wrap `MarginBox.process_whitespace`, the first step: text is cut at the marks before."""

    def process_whitespace(head: Any) -> Any:
        head.children = [part for child in head.children for part in _cut(child)]
        return process(head)

    return process_whitespace


def _cut(child: Any) -> list[Any]:
    if not isinstance(child, boxes.TextBox) or FORMULA not in child.text:
        return [child]
    return [
        _as_written(child, text) if rank % 2 else child.copy_with_text(text)
        for rank, text in enumerate(child.text.split(FORMULA))
        if text
    ]


def _as_written(box: Any, text: str) -> Any:
    style = box.style.copy()
    for name, value in _AS_WRITTEN.items():
        style[name] = value
    words = box.copy_with_text(text)
    words.style = style
    return words
