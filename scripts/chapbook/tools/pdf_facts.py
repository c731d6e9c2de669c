"""pikepdf: what a finished PDF says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from chapbook.errors import ProgramFailed
from chapbook.model.editions.output import PdfFacts

_UA = "http://www.aiim.org/pdfua/ns/id/"
_A = "http://www.aiim.org/pdfa/ns/id/"
_X = "http://www.npes.org/pdfx/ns/id/"


def pdf_facts(path: Path) -> PdfFacts:
    """Read the number of pages, the mark of tagged PDF, and the claims in the XMP metadata.

    ISO 32000-2, 14.7.1; ISO 14289-1, 5; ISO 19005-3, 6.6.4; ISO 15930-7, 6.14. Raises
    ProgramFailed for a file that cannot be read.
    """
    try:
        with pikepdf.open(path) as pdf:
            tagged = "/StructTreeRoot" in pdf.Root and "/MarkInfo" in pdf.Root
            with pdf.open_metadata() as said:
                claims = tuple(_claims(said))
            return PdfFacts(len(pdf.pages), tagged, claims)
    except pikepdf.PdfError as error:
        raise ProgramFailed(f"cannot read {path.name}: {error}") from error


def _claims(said: Any) -> Iterator[str]:
    part = said.get(f"{{{_UA}}}part")
    if part:
        yield f"PDF/UA-{part}"
    part = said.get(f"{{{_A}}}part")
    if part:
        yield f"PDF/A-{part}{str(said.get(f'{{{_A}}}conformance') or '').lower()}"
    version = said.get(f"{{{_X}}}GTS_PDFXVersion")
    if version:
        yield str(version)
