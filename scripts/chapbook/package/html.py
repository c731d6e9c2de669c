"""The reading edition becomes a file."""

from __future__ import annotations

from pathlib import Path

from chapbook.model.editions.output import FinishedFile, HtmlRendition


def package_html(rendition: HtmlRendition, target: Path) -> FinishedFile:
    """Write the document to `target` and return its digest and size in bytes."""
    target.write_bytes(rendition.document)
    return FinishedFile.of(target, rendition.document)
