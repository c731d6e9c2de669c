"""What a finished PDF is, for the preflight: read from the file alone, with pikepdf and PDFium.

Nothing here knows how the file was made; any PDF can be read. What cannot be made out is a fault,
and the rules that needed it are then NOT RUN.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

from chapbook.errors import UsageError
from chapbook.model.editions.press import FileFacts, ImageFact, PageFact
from chapbook.tools.press.walk import IDENTITY, ContentWalk

_POINTS = 72 / 25.4
# Dots to the inch at which ink is looked for; lighter than this is paper.
_SCALE = 144 / 72
_Box = tuple[float, float, float, float]
_PAPER = 250
_SCREEN_PARTS = (
    "/Outlines", "/Names", "/Dests", "/StructTreeRoot", "/OpenAction", "/AA", "/AcroForm",
    "/PageLabels", "/Threads", "/URI", "/Collection",
)  # fmt: skip
_X4 = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"


def read_facts(path: Path) -> FileFacts:
    """Read a PDF. Raises UsageError if it is none, or locked by a password."""
    try:
        with pikepdf.open(path) as pdf, _drawn(path) as document:
            return _facts(path, pdf, document)
    except pikepdf.PasswordError as error:
        raise UsageError(f"{path} is protected by a password", "save it without one") from error
    except (pikepdf.PdfError, OSError) as error:
        raise UsageError(f"{path} cannot be read as a PDF", "name a PDF file") from error


def _facts(path: Path, pdf: pikepdf.Pdf, document: Any) -> FileFacts:
    pages, images, fonts, faults = [], list[ImageFact](), dict[str, bool](), list[str]()
    for number, page in enumerate(pdf.pages, start=1):
        walk = ContentWalk(number)
        try:
            walk.stream(page, page.resources, IDENTITY)
        except (pikepdf.PdfError, ValueError, KeyError, TypeError, AttributeError) as error:
            faults.append(f"page {number}: {type(error).__name__}")
        pages.append(_page(page, document[number - 1], walk))
        images.extend(walk.images)
        fonts |= walk.fonts
    return FileFacts(
        size=path.stat().st_size,
        version=pdf.pdf_version,
        locked=pdf.is_encrypted,
        pages=tuple(pages),
        images=tuple(images),
        fonts=fonts,
        screen_parts=tuple(key for key in _SCREEN_PARTS if key in pdf.Root),
        has_metadata="/Metadata" in pdf.Root or bool(pdf.trailer.get("/Info", {}).keys()),
        intent=_intent(pdf),
        claims=_claims(pdf),
        faults=tuple(faults),
    )


def _intent(pdf: pikepdf.Pdf) -> str | None:
    """Return the colour space of the embedded profile of a press, `GRAY` or `CMYK`."""
    for intent in pdf.Root.get("/OutputIntents", ()):
        profile = intent.get("/DestOutputProfile")
        if intent.get("/S") == "/GTS_PDFX" and isinstance(profile, pikepdf.Stream):
            header = profile.read_bytes()[:40]
            return header[16:20].decode("ascii", "replace").strip()  # ISO 15076-1, 7.2
    return None


def _claims(pdf: pikepdf.Pdf) -> str | None:
    """Return the part of PDF/X that the file claims, if all that goes with it is said too."""
    if "/Metadata" not in pdf.Root:
        return None
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        said = metadata.get(_X4)
        names = " ".join(str(key) for key in metadata)
    wanted = (
        "}DocumentID",
        "}VersionID",
        "}RenditionClass",
        "}CreateDate",
        "}ModifyDate",
        "}title",
    )
    info: Any = pdf.trailer.get("/Info", {})
    whole = all(name in names for name in wanted) and "/ID" in pdf.trailer
    trapped = str(info.get("/Trapped", "")) in ("/True", "/False")
    return str(said) if said and whole and trapped else None


def _page(page: pikepdf.Page, drawn: Any, walk: ContentWalk) -> PageFact:
    bleed, trim = _box(page.bleedbox), _box(page.trimbox)
    margins, marked = _ink(drawn, _box(page.cropbox), bleed, trim)
    return PageFact(
        media=_in_mm(_box(page.mediabox)),
        crop=_in_mm(_box(page.cropbox)),
        bleed=_in_mm(bleed),
        trim=_in_mm(trim),
        margins=margins,
        marked=marked,
        colours=frozenset(walk.colours),
        text=frozenset(walk.text),
        smallest=min(walk.sizes, default=None),
        transparent=walk.transparent,
        annotations=len(page.get("/Annots", ())),
    )


def _box(values: Any) -> tuple[float, float, float, float]:
    one_x, one_y, two_x, two_y = (float(str(value)) for value in values)
    return min(one_x, two_x), min(one_y, two_y), max(one_x, two_x), max(one_y, two_y)


def _in_mm(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    left, bottom, right, top = (round(value / _POINTS, 3) for value in box)
    return left, bottom, right, top


def _ink(
    drawn: Any, crop: _Box, bleed: _Box, trim: _Box
) -> tuple[tuple[float, float, float, float] | None, bool]:
    """Look at a page: give the paper around the ink in the trim; say if there is ink beyond bleed.

    A dot on the edge of the bleed belongs to it.
    """
    picture = drawn.render(scale=_SCALE, grayscale=True).to_pil().convert("L")
    inked = picture.point(lambda value: 255 if value < _PAPER else 0)
    found = inked.crop(_dots(trim, crop)).getbbox()
    left, top, right, bottom = _dots(bleed, crop)
    inked.paste(0, (left - 1, top - 1, right + 1, bottom + 1))
    outside = inked.getbbox() is not None
    if found is None:
        return None, outside
    width, height = trim[2] - trim[0], trim[3] - trim[1]
    sides = (
        found[0] / _SCALE, height - found[3] / _SCALE, width - found[2] / _SCALE, found[1] / _SCALE,
    )  # fmt: skip
    return _in_mm(sides), outside


def _dots(box: _Box, crop: _Box) -> tuple[int, int, int, int]:
    """Return a box in dots of a drawn page, which shows the crop box, from the upper left."""
    left, right = (box[0] - crop[0]) * _SCALE, (box[2] - crop[0]) * _SCALE
    top, bottom = (crop[3] - box[3]) * _SCALE, (crop[3] - box[1]) * _SCALE
    return round(left), round(top), round(right), round(bottom)


class _drawn:  # noqa: N801  # used as a function: `with _drawn(path) as document`
    """Open a PDF to be looked at."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Any:
        self._document = pypdfium2.PdfDocument(self._path)
        return self._document

    def __exit__(self, *_: object) -> None:
        self._document.close()
