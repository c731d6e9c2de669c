"""Forms of a PDF that draw themselves, or one another without end: PDFium would not come back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pikepdf

# As many forms may stand within one another; imposed pages have two or three.
_DEEPEST = 8
# So many forms may be drawn on one page, each as often as it is drawn: a map may have thousands.
_MOST = 200_000
_ENDLESS = "forms are nested too deeply"

Key = tuple[int, int]


def check_forms(pdf: pikepdf.Pdf) -> None:
    """Look at the form XObjects of all pages (ISO 32000-1, 8.10). Raises ValueError."""
    weights = _Weights()
    for page in pdf.pages:
        weights.of(page.obj, (), page.resources)


@dataclass(slots=True)
class _Weights:
    """How many forms a page or a form draws, and how deep they are nested; each is weighed once."""

    known: dict[Key, tuple[int, int]] = field(default_factory=dict)

    def of(self, drawn: Any, above: tuple[Key, ...], resources: Any) -> tuple[int, int]:
        """Return count and depth. Raises ValueError for a circle, or too much of either.

        A page may inherit its resources; a form without any uses those of what draws it.
        """
        key = drawn.objgen
        if key in self.known and key != (0, 0):
            return self.known[key]
        if (key in above and key != (0, 0)) or len(above) > _DEEPEST:
            raise ValueError(_ENDLESS)
        count, depth = self._inside(drawn, (*above, key), resources)
        if depth > _DEEPEST:
            raise ValueError(_ENDLESS)
        if count > _MOST:
            raise ValueError(f"a page draws more than {_MOST:,} forms")
        self.known[key] = count, depth
        return count, depth

    def _inside(self, drawn: Any, above: tuple[Key, ...], resources: Any) -> tuple[int, int]:
        found = dict(resources.get("/XObject", {}))
        forms = {name: form for name, form in found.items() if form.get("/Subtype") == "/Form"}
        count = depth = 0
        for name, times in _drawn(drawn).items() if forms else ():
            if (form := forms.get(name)) is not None:
                inner, below = self.of(form, above, form.get("/Resources", resources))
                count += times * (1 + inner)
                depth = max(depth, 1 + below)
        return count, depth


def _drawn(content: Any) -> Counter[str]:
    """Count what a page or a form draws, by the names of its resources."""
    try:
        instructions = pikepdf.parse_content_stream(content, "Do")
        return Counter(str(one.operands[0]) for one in instructions if len(one.operands))
    except pikepdf.PdfError as error:
        raise ValueError("the content of a page cannot be read") from error
