from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from chapbook.model.editions.output import HtmlRendition
from chapbook.package.html import package_html


def test_the_file_holds_the_document_and_the_artifact_tells_of_it(tmp_path: Path) -> None:
    document = "<!DOCTYPE html>é\n".encode()
    target = tmp_path / "book.html"
    artifact = package_html(HtmlRendition(document), target)
    assert target.read_bytes() == document
    assert artifact.path == target
    assert (artifact.sha256, artifact.size) == (sha256(document).hexdigest(), len(document))
