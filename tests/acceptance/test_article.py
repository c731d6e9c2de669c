"""What a scholarly article says before its text: abstract, institutions and ORCID iDs."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from building import CASES, CHAPBOOK, ROOT
from inspectors.epub import inspect_epub
from inspectors.html import inspect_html
from inspectors.model import InspectedEdition
from inspectors.pdf import inspect_pdf

_DC = "{http://purl.org/dc/elements/1.1/}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the article, with the comparison of its editions."""
    output = tmp_path_factory.mktemp("article")
    command = [CHAPBOOK, "build", CASES / "article.md", "--output", output]
    subprocess.run(
        [*command, "--format", "html,epub,pdf"], cwd=ROOT, check=True, capture_output=True
    )
    return output


@pytest.fixture(scope="module", params=["html", "epub", "pdf"])
def edition(request: pytest.FixtureRequest, folder: Path) -> InspectedEdition:
    """One edition of the article."""
    read = {"html": inspect_html, "epub": inspect_epub, "pdf": inspect_pdf}[request.param]
    return read(folder / f"a-paper.{request.param}")


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_the_abstract_is_in_every_edition_with_its_notes(edition: InspectedEdition) -> None:
    text = squeezed(edition.everything)
    for words in ("Abstract", "First para with a call", "A point.", "Second.", "and a note"):
        assert squeezed(words) in text, words
    assert "*" not in text
    assert "^[" not in text
    assert len(edition.notes) == 4
    assert edition.dangling == ()


def test_institutions_notes_and_addresses_are_in_every_edition(edition: InspectedEdition) -> None:
    text = squeezed(edition.everything)
    for words in (
        "University of X; Institute of Y, Town",
        "Writes books.",
        "https://orcid.org/0000-0002-1825-0097",
        "ann@example.org",
    ):
        assert squeezed(words) in text, words


def test_the_metadata_has_plain_words(folder: Path) -> None:
    words = "First para with a call, and another. A point. Second."
    with zipfile.ZipFile(folder / "a-paper.epub") as book:
        package = etree.fromstring(book.read("EPUB/content.opf"))
    assert package.findtext(f".//{_DC}description") == words
    page = (folder / "a-paper.html").read_text(encoding="utf-8")
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    said = json.loads(data)
    assert (said["abstract"], said["description"]) == (words, words)
    assert said["author"] == [
        {
            "@type": "Person",
            "name": "Ann Example",
            "affiliation": [
                {"@type": "Organization", "name": "University of X"},
                {"@type": "Organization", "name": "Institute of Y, Town"},
            ],
            "email": "ann@example.org",
            "sameAs": "https://orcid.org/0000-0002-1825-0097",
        },
        {"@type": "Person", "name": "Bob Example"},
    ]


def test_a_reference_keeps_its_mathematics_and_its_date(folder: Path) -> None:
    page = (folder / "a-paper.html").read_text(encoding="utf-8")
    (entry,) = re.findall(r'id="ref-doe".*?</div>', page, re.DOTALL)
    assert "<math" in entry
    assert "<code" in entry
    assert "circa 1820" in " ".join(entry.split())
