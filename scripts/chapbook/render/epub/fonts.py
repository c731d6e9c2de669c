"""The text faces inside the EPUB, for authors who ask for them (`epub: {embed-fonts: true}`).

By default a book brings none: the reader has chosen a face, and one that brings its own is noted by
EPUBCheck (CSS-028).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from chapbook.model.editions.output import Resource
from chapbook.render.epub.names import FONTS, STYLES, item_identifier, relative
from chapbook.render.templating import fill
from chapbook.tools.fonts.web import FAMILY, WebFont, web_fonts

FACES_SHEET = f"{STYLES}/faces.css"
_WOFF2 = "font/woff2"
# The only elements that the styles set in a heavier cut.
_BOLD = re.compile("<(?:strong|b)[ >]")


@dataclass(frozen=True, slots=True)
class EmbeddedFace:
    """A face for the template: `href` as seen from the style sheet."""

    style: str
    weight: str
    href: str


def font_resources(text: Sequence[Resource]) -> tuple[Resource, ...]:
    """Return the style sheet FACES_SHEET and the faces, cut down to the characters of `text`."""
    content = "".join(resource.content.decode() for resource in text)
    fonts = web_fonts(unescape(content), bold=_BOLD.search(content) is not None)
    named = [(_name(font), font) for font in fonts]
    faces = [EmbeddedFace(f.style, f.weight, relative(n, FACES_SHEET)) for n, f in named]
    sheet = fill("epub/faces.css", family=FAMILY, faces=faces).encode()
    return (
        Resource(item_identifier(FACES_SHEET), FACES_SHEET, "text/css", sheet),
        *(Resource(item_identifier(name), name, _WOFF2, font.content) for name, font in named),
    )


def _name(font: WebFont) -> str:
    family = FAMILY.lower().replace(" ", "-")
    return f"{FONTS}/{family}-{font.weight.split()[0]}-{font.style}.woff2"
