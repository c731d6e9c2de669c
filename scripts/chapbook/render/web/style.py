"""The style sheet of a web page: the faces that its text needs, then the cascade of `styles`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from markupsafe import Markup

from chapbook.render.templating import fill
from chapbook.resources import style_sheet
from chapbook.tools.fonts.web import FAMILY, web_fonts
from chapbook.tools.mathematics.face import FAMILY as MATHEMATICS
from chapbook.tools.mathematics.face import mathematics_face

_FORMULA = re.compile(r"<math\b.*?</math>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def web_style(body: str, sheets: Sequence[str], *, bold: bool) -> Markup:
    """Make it for a finished `body`; `bold` if a heavier cut is used. Raises ProgramMissing."""
    faces = fill("html/faces.css", family=FAMILY, fonts=web_fonts(unescape(body), bold=bold))
    formulas = "".join(_FORMULA.findall(body))
    if formulas:
        face = mathematics_face(unescape(_TAG.sub("", formulas)))
        faces += fill("html/mathematics.css", family=MATHEMATICS, address=face)
    return Markup("\n".join((faces, *map(style_sheet, sheets))))  # noqa: S704 -- our own style sheets
