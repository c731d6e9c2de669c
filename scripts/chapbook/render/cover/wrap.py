"""The cover of a bound book, unfolded: back, spine and front on one page, with its bleed.

Paper and pattern of the front run over the whole of it, so that no edge of a colour lies where
the fold may wander. Opacity is mixed beforehand: presses that flatten do it in their own way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup

from chapbook.errors import EditionFailed
from chapbook.model.editions.output import PdfRendition
from chapbook.model.editions.press import Wrap
from chapbook.model.manuscript import Manuscript
from chapbook.model.metadata import Metadata
from chapbook.render.cover.back import back_cover
from chapbook.render.pdf.content import font_resources
from chapbook.render.pdf.edition import PdfPages
from chapbook.render.templating import fill
from chapbook.render.text.fragments import Fragments
from chapbook.resources import styles_folder
from chapbook.tools.fonts.choosing import select_fonts
from chapbook.tools.fonts.tables import width_of

_POINTS = 72 / 25.4
# The words on the spine: the share of its room that they fill, their least and largest size (pt),
# the space between title and name (em), and what stays free at head and tail (mm).
_FILLED = 0.5
_SMALLEST, _LARGEST = 6.0, 16.0
_BETWEEN = 1.6
_ENDS = 12.0
# How far the field for the barcode stays from the edges of the back (mm).
_CORNER = 6.35
_DESIGN = re.compile(r'class="cover (paper-\d) (pattern-[a-z]+)"')
_PAPER = re.compile(r"\.(paper-\d) \{ background-color: #([0-9a-f]{6}) \}")
_OPACITY = re.compile(r"(fill|stroke)='%23([0-9a-f]{6})' (?:fill|stroke)-opacity='([0-9.]+)'")


def cover_wrap(composed: PdfPages, fragments: Fragments, wrap: Wrap) -> PdfRendition:
    """Make the unfolded cover from that of the book's pages.

    Raises EditionFailed where no face has a character of it.
    """
    front, metadata = composed.cover, composed.manuscript.metadata
    design = _DESIGN.search(front.markup)
    paper, pattern = design.groups() if design else ("plain", "")
    shown = fill(
        "pdf/cover-wrap.xhtml",
        design=f"{paper} {pattern}".strip(),
        front=front.markup,
        back=_back(composed.manuscript, fragments),
        slot=not any(one.scheme == "isbn" for one in metadata.identifiers),
        **_spine(metadata, wrap),
    )
    fonts = select_fonts(shown, code=False, language=metadata.language)
    if fonts.missing:
        missing = ", ".join(f"{char} U+{ord(char):04X}" for char in fonts.missing)
        raise EditionFailed(f"no font has {missing}, which the cover needs")
    empty = dict.fromkeys(composed.pages, Markup())
    pages = empty | {"cover": Markup(shown)}  # noqa: S704 -- filled
    return PdfRendition(
        document=composed.maker.document(pages, composed.creator),
        styles=(("faces", fonts.css), *_sheets(front.styles, paper), ("wrap", _sizes(wrap))),
        resources=(*front.resources, *font_resources(fonts)),
        xmp=composed.maker.metadata_packet(composed.producer, composed.creator),
        notes=(),
    )


def _back(manuscript: Manuscript, fragments: Fragments) -> Markup:
    """Return the label of the back, as a pamphlet has it; nothing if there is nothing to say."""
    metadata = manuscript.metadata
    said = (metadata.blurb, metadata.description, metadata.price, metadata.url)
    has_isbn = any(one.scheme == "isbn" for one in metadata.identifiers)
    return back_cover(manuscript, fragments, None) if any(said) or has_isbn else Markup()


def _spine(metadata: Metadata, wrap: Wrap) -> dict[str, object]:
    """Return the words of the spine and their size: title and name, the title alone, or none."""
    names = ", ".join(person.name for person in metadata.authors)
    length = (wrap.height - 2 * _ENDS) * _POINTS
    largest = min(_LARGEST, wrap.room * _POINTS * _FILLED)
    for author in dict.fromkeys((names, "")):
        width = width_of(metadata.title.plain, weight=600)
        width += width_of(author) + _BETWEEN if author else 0.0
        size = min(largest, length / (width + 2 * _BETWEEN))
        if size >= _SMALLEST:
            title = metadata.title.plain
            return {"spine_title": title, "spine_author": author, "spine_size": round(size, 2)}
    return {"spine_title": "", "spine_author": "", "spine_size": 0}


def _sheets(front: tuple[tuple[str, str], ...], paper: str) -> Iterator[tuple[str, str]]:
    """Yield the sheets of the front, with opaque colours, then that of the wrap."""
    papers = {name: colour for _, text in front for name, colour in _PAPER.findall(text)}
    ground = papers.get(paper, "ffffff")
    for name, text in front:
        yield name, _OPACITY.sub(lambda match: _mixed(match, ground), text)
    for name in ("back-cover.css", "cover-wrap.css"):
        yield name, (styles_folder() / name).read_text(encoding="utf-8")


def _mixed(match: re.Match[str], ground: str) -> str:
    """Return the colour that a half-transparent one shows on a ground."""
    attribute, colour, opacity = match[1], bytes.fromhex(match[2]), float(match[3])
    pairs = zip(colour, bytes.fromhex(ground), strict=True)
    mixed = bytes(round(one * opacity + other * (1 - opacity)) for one, other in pairs)
    return f"{attribute}='%23{mixed.hex()}'"


def _sizes(wrap: Wrap) -> str:
    """Return size and place of all parts, from the left upper corner of the bleed."""
    width, height = 2 * (wrap.width + wrap.bleed) + wrap.spine, wrap.height + 2 * wrap.bleed
    spine = wrap.bleed + wrap.width
    left, right = wrap.bleed, spine + wrap.spine
    front, back = (left, right) if wrap.right_to_left else (right, left)
    # The picture of a front goes over its three outer edges into the bleed, not onto the spine.
    picture = -wrap.bleed if wrap.right_to_left else 0.0
    across, down = wrap.barcode
    slot = back + (_CORNER if wrap.right_to_left else wrap.width - across - _CORNER)
    places = {
        ".wrap": {"width": width, "height": height, "font-size": wrap.width / 100},
        ".wrap-front": {"left": front, "top": wrap.bleed},
        ".wrap-back": {"left": back, "top": wrap.bleed},
        ".wrap .cover-picture": {
            "left": picture, "top": -wrap.bleed, "width": wrap.width + wrap.bleed, "height": height,
        },
        ".wrap-slot": {
            "left": slot, "bottom": wrap.bleed + _CORNER, "width": across, "height": down,
        },
        ".wrap-spine": {
            "left": spine + wrap.spine, "top": wrap.bleed,
            "width": wrap.height, "height": wrap.spine,
        },
        ".wrap-label": {
            "height": wrap.room, "line-height": wrap.room,
            "margin-top": (wrap.spine - wrap.room) / 2,
        },
    }  # fmt: skip
    rules = (f"{name} {{ {_declared(values)} }}" for name, values in places.items())
    return "\n".join((f"@page {{ size: {width}mm {height}mm; margin: 0 }}", *rules))


def _declared(values: dict[str, float]) -> str:
    return "; ".join(f"{name}: {round(value, 4)}mm" for name, value in values.items())
