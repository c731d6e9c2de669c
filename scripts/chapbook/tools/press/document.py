"""A finished PDF becomes a file for a press: its boxes, its marks, its inks, nothing for screens.

ISO 32000-1, 14.11.2 (page boundaries); ISO 15930-7 (PDF/X-4), whose claim is made where there is
an ICC profile. Equal input gives equal bytes: dates and identifiers come from the document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

from chapbook.errors import ProgramFailed
from chapbook.tools.press.content import PressContent
from chapbook.tools.press.ink import Inks
from chapbook.tools.sheets.drawing import drop_claims

_POINTS = 72 / 25.4
# All of the catalogue that a press may see (ISO 32000-1, table 28).
_KEPT = ("/Type", "/Pages", "/Metadata", "/Lang")
_OF_SCREENS = ("/Annots", "/StructParents", "/Tabs", "/AA", "/Dur", "/Trans", "/B")
# Crop marks: how far from the bleed and how long, in millimetres; their width in points.
_DISTANCE, _LENGTH, _WIDTH = 1.0, 6.0, 0.25
_X4 = "http://www.npes.org/pdfx/ns/id/"
_MM = "http://ns.adobe.com/xap/1.0/mm/"
_PDF = "http://ns.adobe.com/pdf/1.3/"


@dataclass(frozen=True, slots=True)
class PressPlan:
    """How a file is made: lengths in millimetres, measured from the trim outwards.

    `dropped` pages at the beginning are left out. The pages of the source hold `included` of
    bleed already; `bleed` is what the boxes say, `slug` the room for crop marks beyond it (0: no
    marks). `even`: an even number of pages, the last one blank if `blank_last`. `identity` is the
    document's identifier (a UUID) where it is to be PDF/X-4; without `metadata` nothing is said
    of the book.
    """

    inks: Inks
    dropped: int = 0
    included: float = 0.0
    bleed: float = 0.0
    slug: float = 0.0
    even: bool = False
    blank_last: bool = False
    metadata: bool = True
    identity: str | None = None


def make_for_press(source: Path, target: Path, plan: PressPlan) -> int:
    """Write `source` for a press to `target`; give the number of its pages.

    Raises ProgramFailed for what cannot be printed as planned.
    """
    try:
        with pikepdf.open(source) as pdf:
            del pdf.pages[: plan.dropped]
            content = PressContent(pdf, plan.inks)
            shown = [_remake(pdf, page, content, plan) for page in pdf.pages]
            for resources in _resources(pdf):
                content.prune(resources)
            _pad(pdf, plan, ends_blank=not shown[-1])
            _forget_screens(pdf)
            _describe(pdf, plan)
            pdf.save(target, deterministic_id=True, force_version="1.6", linearize=False)
            return len(pdf.pages)
    except (pikepdf.PdfError, OSError, ValueError, KeyError, AttributeError) as error:
        raise ProgramFailed(f"the press PDF could not be made: {error}") from error


def _remake(pdf: pikepdf.Pdf, page: pikepdf.Page, content: PressContent, plan: PressPlan) -> bool:
    """Redraw a page; say whether there is anything on it."""
    drawn, shows = content.page(page)
    left, bottom, right, top = (float(str(value)) for value in page.mediabox)
    out = plan.bleed + plan.slug - plan.included
    shift = f"q 1 0 0 1 {_number(out * _POINTS - left)} {_number(out * _POINTS - bottom)} cm\n"
    trim = (
        (right - left) / _POINTS - 2 * plan.included,
        (top - bottom) / _POINTS - 2 * plan.included,
    )
    marks = "\n".join(_marks(trim, plan))
    page.obj.Contents = pdf.make_stream(shift.encode() + drawn + f"\nQ\n{marks}".encode())
    _set_boxes(page, trim, plan)
    for key in _OF_SCREENS:
        if key in page.obj:
            del page.obj[key]
    return shows


def _set_boxes(page: pikepdf.Page, trim: tuple[float, float], plan: PressPlan) -> None:
    """Write the boxes, each inside the one before: media, crop, bleed, trim."""
    edge = plan.bleed + plan.slug
    width, height = trim[0] + 2 * edge, trim[1] + 2 * edge
    for key, inset in (
        ("/MediaBox", 0.0),
        ("/CropBox", 0.0),
        ("/BleedBox", plan.slug),
        ("/TrimBox", edge),
    ):
        corners = (inset, inset, width - inset, height - inset)
        page.obj[key] = pikepdf.Array([round(value * _POINTS, 4) for value in corners])


def _marks(trim: tuple[float, float], plan: PressPlan) -> Iterator[str]:
    """Yield the operators of crop marks, in line with the trim and clear of the bleed."""
    if not plan.slug:
        return
    edge = plan.bleed + plan.slug
    near, far = edge - plan.bleed - _DISTANCE, edge - plan.bleed - _DISTANCE - _LENGTH
    yield f"q 0 G {_WIDTH} w"
    for x in (edge, edge + trim[0]):
        for one, other in ((far, near), (2 * edge + trim[1] - far, 2 * edge + trim[1] - near)):
            yield _line((x, one), (x, other))
    for y in (edge, edge + trim[1]):
        for one, other in ((far, near), (2 * edge + trim[0] - far, 2 * edge + trim[0] - near)):
            yield _line((one, y), (other, y))
    yield "Q"


def _line(start: tuple[float, float], end: tuple[float, float]) -> str:
    numbers = [_number(value * _POINTS) for value in (*start, *end)]
    return f"{numbers[0]} {numbers[1]} m {numbers[2]} {numbers[3]} l S"


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _resources(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield every resource dictionary of pages, forms and patterns once."""
    seen: set[Any] = set()
    waiting: list[Any] = [page.obj for page in pdf.pages]
    while waiting:
        thing = waiting.pop()
        resources = thing.get("/Resources")
        if resources is None or (resources.objgen != (0, 0) and resources.objgen in seen):
            continue
        seen.add(resources.objgen)
        yield resources
        for category in ("/XObject", "/Pattern"):
            waiting.extend(one for _, one in sorted(resources.get(category, {}).items()))


def _pad(pdf: pikepdf.Pdf, plan: PressPlan, *, ends_blank: bool) -> None:
    """Add blank pages like the others."""
    wanted = len(pdf.pages) + (1 if plan.blank_last and not ends_blank else 0)
    wanted += wanted % 2 if plan.even else 0
    left, bottom, right, top = (float(str(value)) / _POINTS for value in pdf.pages[0].trimbox)
    trim = right - left, top - bottom
    while len(pdf.pages) < wanted:
        blank = pdf.add_blank_page(page_size=(72, 72))
        blank.obj.Contents = pdf.make_stream("\n".join(_marks(trim, plan)).encode())
        blank.obj.Resources = pikepdf.Dictionary()
        _set_boxes(blank, trim, plan)


def _forget_screens(pdf: pikepdf.Pdf) -> None:
    """Drop links, outline, structure, destinations, labels, and the claims that rest on them."""
    for key in sorted(pdf.Root.keys()):
        if key not in _KEPT:
            del pdf.Root[key]
    drop_claims(pdf)


def _describe(pdf: pikepdf.Pdf, plan: PressPlan) -> None:
    if not plan.metadata:
        for owner, key in ((pdf.Root, "/Metadata"), (pdf.trailer, "/Info")):
            if key in owner:
                del owner[key]
        return
    pdf.docinfo["/Trapped"] = pikepdf.Name("/False")
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata[f"{{{_PDF}}}Trapped"] = "False"
        if plan.identity is not None:
            metadata.register_xml_namespace(_X4, "pdfxid")
            metadata[f"{{{_X4}}}GTS_PDFXVersion"] = "PDF/X-4"
            metadata[f"{{{_MM}}}DocumentID"] = f"uuid:{plan.identity}"
            metadata[f"{{{_MM}}}VersionID"] = "1"
            metadata[f"{{{_MM}}}RenditionClass"] = "default"
    if plan.identity is not None:
        _add_intent(pdf, plan.inks)


def _add_intent(pdf: pikepdf.Pdf, inks: Inks) -> None:
    """Write for which press the colours are meant (ISO 15930-7, 6.2.2)."""
    profile = pdf.make_stream(inks.profile or b"")
    profile.N = inks.components
    name = inks.description
    pdf.Root.OutputIntents = pikepdf.Array(
        [
            pikepdf.Dictionary(
                Type=pikepdf.Name.OutputIntent,
                S=pikepdf.Name.GTS_PDFX,
                OutputConditionIdentifier=pikepdf.String(name),
                Info=pikepdf.String(name),
                DestOutputProfile=pdf.make_indirect(profile),
            )
        ]
    )
