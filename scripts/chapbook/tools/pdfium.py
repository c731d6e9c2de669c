"""PDFium, which draws pages of a PDF as pictures."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image

# A designed cover has three colours and the steps between them at the edges of letters.
_COLOURS = 64


def first_page_as_png(pdf: Path, width: int) -> bytes:
    """Draw the first page of a PDF, `width` pixels wide, as PNG with a palette.

    The same file gives the same bytes: PDFium draws without a display, and neither it nor Pillow
    asks for the time. Versions of both are held by the lock file.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        drawn = page.render(scale=width / page.get_width()).to_pil().convert("RGB")
    finally:
        document.close()
    reduced = drawn.quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    stream = BytesIO()
    reduced.save(stream, "PNG", optimize=True)
    return stream.getvalue()
