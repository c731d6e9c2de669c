"""Small capitals in italics, which the text face has not: its upright ones, slanted.

Asked for small capitals (`font-variant-caps: small-caps`) in italics, the layout engine draws plain
italics, without a word. The upright face has real small capitals; slanted as far as the italics
lean they go well with them, and the text of the PDF stays as it was written.
`corrections.glyphs` puts this into WeasyPrint.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.formatting_structure import boxes

from chapbook.tools.fonts.faces import TEXT_FAMILY

# The tangent of 11 degrees, the angle of the italics of the text face.
_SLANT = 0.194
_SMALL = frozenset({"small-caps", "all-small-caps"})


def with_upright_small_capitals(make_tree: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap `document.build_formatting_structure`, which gets a list for the notes last."""

    def build_formatting_structure(*arguments: Any, **keywords: Any) -> Any:
        root_box = make_tree(*arguments, **keywords)
        for box in (root_box, *arguments[-1]):
            _stand_upright(box)
        return root_box

    return build_formatting_structure


def _stand_upright(box: Any) -> None:
    """Set what is to be in italic small capitals of the text face upright, to be drawn slanted."""
    for text in box.descendants():
        if isinstance(text, boxes.TextBox) and _lacks_small_capitals(text.style):
            text.style = text.style.copy()
            text.style["font_style"] = "normal"
            text.slanted = True


def slant_of(text: Any) -> float:
    """Return how far a text is slanted: pixels to the right for each pixel of height."""
    return _SLANT if getattr(text, "slanted", False) else 0.0


def _lacks_small_capitals(style: Any) -> bool:
    return bool(
        style["font_style"] != "normal"
        and style["font_variant_caps"] in _SMALL
        and style["font_family"][:1] == (TEXT_FAMILY,)
    )
