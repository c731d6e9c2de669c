"""The outer back of a pamphlet: a blurb or the colophon, the price, codes for machines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from chapbook.errors import EditionFailed
from chapbook.model.manuscript import Manuscript
from chapbook.model.metadata import Metadata
from chapbook.render.cover.front import design_of
from chapbook.render.cover.line_fitting import lines_of
from chapbook.render.templating import fill_style, markup
from chapbook.render.text.fragments import Fragments
from chapbook.tools.codes import Code, ean_13, qr_code

# In hundredths of the page's width, as back-cover.css has them: the inner width of the label, its
# paddings and its distance from head and foot, the least height inside it, the white over the
# codes, the width of the address below its code, a line of it, the price.
_MEASURE = 72.0
_AROUND = 14.5 + 2 * 9.0
_FRONT = 62.0
_OVER_CODES = 4.0
_ADDRESS = 30.0
_ADDRESS_LINE = 2.2
_PRICE = 4.8
_SIZES = tuple(size / 10 for size in range(29, 15, -1))
_LEADING = 1.42
# Millimetres. A module of 0.33 mm is the size of an EAN-13 by its standard; four fifths of it is
# the smallest (ISO/IEC 15420), for a page too narrow for more. The least that a telephone reads
# at arm's length is a QR module of 0.4 mm.
_EAN_MODULE, _SMALL_EAN_MODULE = 0.33, 0.264
_EAN_HEIGHT = 86
_QR_MODULE = 0.42
_QR_WIDTH = 22.0
_NARROW = 100.0


@dataclass(frozen=True, slots=True)
class _Codes:
    """The codes of a back cover, their sizes in millimetres, and the height of their row."""

    qr: Code | None
    qr_width: float
    address_width: float
    ean: Code | None
    digits: str
    ean_width: float
    ean_height: float
    height: float


@dataclass(frozen=True, slots=True)
class _Blurb:
    """The blurb of a book: paragraphs, and the size they are set in."""

    paragraphs: tuple[Markup, ...]
    size: float


def back_cover(manuscript: Manuscript, fragments: Fragments, colophon: Markup | None) -> Markup:
    """Make the back cover for a page of the book's trim size.

    `colophon` is printed on it where the book has neither blurb nor description; None if it is
    printed elsewhere. Raises EditionFailed where the blurb is longer than the page.
    """
    metadata = manuscript.metadata
    width, height = metadata.print.trim.points
    codes = _codes(metadata, width / 72 * 25.4)
    blurb = _blurb(metadata, fragments, 100 * height / width - _AROUND - codes.height)
    return Markup(  # noqa: S704 -- a filled template, escaped by Jinja2
        fill_style(
            "back-cover.xhtml",
            design="plain" if manuscript.cover is not None else design_of(metadata),
            blurb=blurb.paragraphs,
            blurb_size=blurb.size,
            words_height=max(_FRONT - codes.height, 0.0),
            colophon=Markup() if blurb.paragraphs or colophon is None else colophon,
            codes=codes.height > 0,
            price=metadata.price,
            url=metadata.url,
            shown_url=_shown(metadata.url or ""),
            qr=codes.qr,
            qr_width=round(codes.qr_width, 2),
            address_width=round(codes.address_width, 2),
            ean=codes.ean,
            digits=codes.digits,
            ean_width=round(codes.ean_width, 2),
            ean_height=round(codes.ean_height, 2),
        )
    )


def wants_colophon(metadata: Metadata) -> bool:
    """Return whether the book has no blurb, so that its colophon has room on the back."""
    return not metadata.blurb and not metadata.description


def _blurb(metadata: Metadata, fragments: Fragments, room: float) -> _Blurb:
    """Set the blurb in the room of the label, or the description if there is no blurb.

    A description that is longer than the room, as an abstract may be, is left out.
    """
    if metadata.blurb:
        size = _blurb_size([paragraph.plain for paragraph in metadata.blurb], room)
        if size is None:
            raise EditionFailed(
                "the text for the back cover does not fit the page",
                "write a shorter blurb: in the front matter",
            )
        return _Blurb(tuple(map(markup, fragments.blurb)), size)
    if metadata.description:
        size = _blurb_size([metadata.description], room)
        if size is not None:
            return _Blurb((Markup.escape(metadata.description),), size)
    return _Blurb((), _SIZES[0])


def _blurb_size(paragraphs: Sequence[str], room: float) -> float | None:
    """Choose the largest size at which the words fit the label; None where they do at none."""
    for size in _SIZES:
        # Justified and divided words fill a line as well as these undivided ones, or better.
        lines = sum(lines_of(text, _MEASURE / size) or _long(text, size) for text in paragraphs)
        if lines * size * _LEADING <= room:
            return size
    return None


def _long(text: str, size: float) -> int:
    """Guess the lines of a text with a word longer than a line."""
    return 1 + int(len(text) * 0.6 * size / _MEASURE)


def _codes(metadata: Metadata, width: float) -> _Codes:
    isbn = next((one.value for one in metadata.identifiers if one.scheme == "isbn"), None)
    qr = None if metadata.url is None else qr_code(metadata.url)
    ean, digits = (None, "") if isbn is None else ean_13(re.sub(r"[\s-]", "", isbn).upper())
    module = _EAN_MODULE if width > _NARROW else _SMALL_EAN_MODULE
    qr_width = max(_QR_WIDTH, qr.width * _QR_MODULE) if qr else 0.0
    ean_height = _EAN_HEIGHT * module if ean else 0.0
    address_width = max(qr_width, _ADDRESS * width / 100)
    lines = _address_lines(_shown(metadata.url or ""), address_width * 100 / width)
    trade = ean_height * 100 / width + (_PRICE if metadata.price else 0.0)
    row = max(qr_width * 100 / width + lines * _ADDRESS_LINE, trade)
    return _Codes(
        qr=qr,
        qr_width=qr_width,
        address_width=address_width,
        ean=ean,
        digits=digits,
        ean_width=ean.width * module if ean else 0.0,
        ean_height=ean_height,
        height=row + _OVER_CODES if row else 0.0,
    )


def _address_lines(address: str, measure: float) -> int:
    """Count the lines of the address below its code (both in hundredths of the page's width)."""
    # An average letter has half an em; the size is that of back-cover.css.
    return -(-len(address) // max(1, int(measure / 1.75 / 0.52)))


def _shown(address: str) -> str:
    """Return an address as people write it."""
    return re.sub(r"^https?://", "", address).rstrip("/")
