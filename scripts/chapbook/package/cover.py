"""The cover becomes a picture: drawn from its page, or taken as the author gives it."""

from __future__ import annotations

from pathlib import Path

from chapbook.model.editions.output import CoverPicture, PdfRendition
from chapbook.model.manuscript import Picture
from chapbook.tools.pdfium import first_page_as_png
from chapbook.tools.weasyprint.process import lay_out


def package_cover(
    design: PdfRendition, given: Picture | None, alt: str, *, width: int, folder: Path
) -> CoverPicture:
    """Return the author's picture, else the designed page drawn `width` pixels wide.

    `folder` is for what is made on the way. Raises ProgramMissing or ProgramFailed.
    """
    if given is not None:
        return CoverPicture(given.content, given.media_type, alt)
    page = folder / ".cover.pdf"  # no edition has a name like this
    try:
        lay_out(design, page)
        return CoverPicture(first_page_as_png(page, width), "image/png", alt)
    finally:
        page.unlink(missing_ok=True)


def package_wrap(rendition: PdfRendition, folder: Path) -> Path:
    """Lay out the unfolded cover as a PDF in `folder`; the press makes its file of that.

    Raises ProgramMissing or ProgramFailed.
    """
    target = folder / ".wrap.pdf"  # no edition has a name like this
    lay_out(rendition, target)
    return target
