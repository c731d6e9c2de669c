"""What is beside the editions: the download page, the cover, catalogues, checksums."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from chapbook.model.editions.output import (
    Artifact,
    CoverPicture,
    FinishedFile,
    PdfFacts,
    PdfRendition,
)
from chapbook.tools.pdf_facts import pdf_facts
from chapbook.tools.pdfium import first_page_as_png
from chapbook.tools.pictures import reading as pictures
from chapbook.tools.pictures.reading import Raster
from chapbook.tools.weasyprint.process import lay_out

_PDF = "application/pdf"


def write_file(content: bytes, target: Path) -> FinishedFile:
    """Write a finished file to `target` and return its digest and size in bytes."""
    target.write_bytes(content)
    return FinishedFile.of(target, content)


def write_checksums(files: Sequence[FinishedFile], target: Path) -> FinishedFile:
    """Write the digests of all files, by name, as `sha256sum --check` reads them."""
    lines = sorted((one.path.name, one.sha256) for one in files)
    return write_file("".join(f"{digest}  {name}\n" for name, digest in lines).encode(), target)


def web_raster(cover: CoverPicture, page: PdfRendition, width: int, folder: Path) -> Raster:
    """Return the cover as pixels: what is drawn with lines is drawn `width` pixels wide, as `page`.

    `folder` is for what is made on the way. Raises ProgramMissing or ProgramFailed.
    """
    if cover.media_type != "image/svg+xml":
        return pictures.raster(cover.content)
    drawn = folder / ".cover.pdf"  # no edition has a name like this
    try:
        lay_out(page, drawn)
        return pictures.raster(first_page_as_png(drawn, width))
    finally:
        drawn.unlink(missing_ok=True)


def facts_of(artifact: Artifact) -> PdfFacts | None:
    """Read what a PDF says of itself, None for files of another kind."""
    return pdf_facts(artifact.path) if artifact.media_type == _PDF else None
