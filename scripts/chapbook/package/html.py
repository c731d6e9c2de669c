"""The reading edition becomes a file."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from chapbook.model.editions.output import Artifact, Format, HtmlRendition


def package_html(rendition: HtmlRendition, target: Path) -> Artifact:
    """Write the document to `target` and return its digest and size in bytes."""
    content = rendition.document
    target.write_bytes(content)
    return Artifact(Format.HTML, target, sha256(content).hexdigest(), len(content))
