"""Small PDFs to be imposed: each page says its number near its head and near its foot."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pikepdf

A5 = (419.527559, 595.275591)


@dataclass(frozen=True)
class Sample:
    """What to make. With a `bleed`, the media box is larger than the trim box on all sides."""

    pages: int
    size: tuple[float, float] = A5
    bleed: float = 0.0
    streams: int = 1
    inherited: bool = False


def write_sample(path: Path, sample: Sample) -> Path:
    """Write the PDF, with a link and a bookmark for each page, metadata and a label for pages."""
    pdf = pikepdf.new()
    width, height = (length + 2 * sample.bleed for length in sample.size)
    resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=_font(pdf)))
    shared = pdf.make_indirect(resources)
    for number in range(1, sample.pages + 1):
        page = pdf.add_blank_page(page_size=(width, height))
        if not sample.inherited:
            page.obj.Resources = shared
        parts = _texts(number, width, height)
        page.obj.Contents = _streams(pdf, parts, sample.streams)
        if sample.bleed:
            page.obj.TrimBox = pikepdf.Array(
                [sample.bleed, sample.bleed, width - sample.bleed, height - sample.bleed]
            )
        page.obj.Annots = pikepdf.Array([_link(pdf)])
    if sample.inherited:
        pdf.Root.Pages.Resources = resources
        for page in pdf.pages:
            del page.obj["/Resources"]
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("All", 0))
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = "A Sample"
        metadata["pdfaid:part"] = "3"
        metadata["pdfuaid:part"] = "1"
    pdf.docinfo["/Author"] = "Ann Example"
    pdf.save(path, deterministic_id=True)
    return path


def _font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
    )


def _texts(number: int, width: float, height: float) -> list[bytes]:
    places = ((60.0, height - 60), (width - 110, 50.0))
    words = (f"n{number}.", f"{number}end")
    return [
        f"BT /F1 12 Tf {x:.3f} {y:.3f} Td ({word}) Tj ET".encode()
        for (x, y), word in zip(places, words, strict=True)
    ]


def _streams(pdf: pikepdf.Pdf, parts: list[bytes], count: int) -> pikepdf.Object:
    if count == 1:
        return pdf.make_stream(b"\n".join(parts))
    return pikepdf.Array([pdf.make_stream(part) for part in parts])


def _link(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=pikepdf.Array([10, 10, 20, 20]),
            A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://example.org/")),
        )
    )
