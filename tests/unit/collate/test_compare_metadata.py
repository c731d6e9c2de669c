"""What two files say of a book: a description and an abstract are two things."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import tinyhtml5

from chapbook.collate.catalogues import compare_catalogues
from chapbook.collate.compare_metadata import compare_metadata, repeats
from chapbook.collate.files import Given, Sort
from chapbook.collate.readers.catalogue import read_json_ld
from chapbook.collate.readers.html import read_metadata
from chapbook.collate.readers.markup import from_etree

SAID = {"dc.title": "T", "dcterms.description": "On mills.", "dcterms.abstract": "At length."}
PLAIN = {"description": "On mills."}


def page(folder: Path, metas: dict[str, str], book: dict[str, str]) -> Path:
    named = "".join(f'<meta name="{name}" content="{value}">' for name, value in metas.items())
    data = json.dumps({"@type": "Book", "name": "T", **book})
    path = folder / "page.html"
    path.write_text(
        f'<!DOCTYPE html><head>{named}<script type="application/ld+json">{data}</script></head>',
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize(
    ("metas", "book", "messages"),
    [
        (SAID, {"description": "On mills.", "abstract": "At length."}, []),
        (SAID, {"description": "On mills."}, []),
        ({**SAID, **PLAIN}, {"description": "On mills."}, []),
        (SAID, {"description": "On mills.", "abstract": "Else."}, ["abstract differs"]),
        (SAID, {"description": "At length."}, ["description differs"]),
        ({"dc.title": "T", "dcterms.abstract": "At length."}, {"description": "At length."}, []),
    ],
)
def test_an_abstract_is_compared_with_an_abstract(
    metas: dict[str, str], book: dict[str, str], messages: list[str], tmp_path: Path
) -> None:
    path = page(tmp_path, metas, book)
    root = from_etree(tinyhtml5.parse(path.read_bytes(), override_encoding="utf-8"))
    (described,) = read_json_ld(path)
    fields = read_metadata(root)
    found = compare_metadata(("HTML", fields), ("JSON-LD", described))
    assert [finding.message for finding in found.findings] == messages
    assert not repeats("HTML", fields).findings


@pytest.mark.parametrize(
    ("content", "titles"),
    [
        ("", []),
        ("<!-- -->", []),
        ('<script>{"@type": "Book", "name": "A"}</script>', []),
        (
            '<script type="application/ld+json">{"@type": "Book", "name": "<b>A</b>"}</script>',
            ["<b>A</b>"],
        ),
        ('x<svg><p><script type="application/ld+json">[{"@type": "Book", "name": "A"}]', ["A"]),
    ],
)
def test_books_are_found_in_the_scripts_of_a_page(
    content: str, titles: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    path.write_text(content, encoding="utf-8")
    assert [book["title"][0] for book in read_json_ld(path)] == titles


@pytest.mark.parametrize(
    ("book", "messages"),
    [
        ({"bookEdition": "Second edition"}, []),
        ({"bookEdition": "First edition"}, ["edition differs"]),
        ({}, ["edition is missing from JSON-LD (page.html)"]),
    ],
)
def test_a_catalogue_states_what_it_has_a_name_for(
    book: dict[str, str], messages: list[str], tmp_path: Path
) -> None:
    """The PDF, with which it is compared, has none for the edition."""
    given = [Given(page(tmp_path, {}, book), Sort.HTML)]
    facts = {"edition": ("Second edition",), "source": ()}
    (json_ld, _) = compare_catalogues([("PDF", {"title": ("T",)})], given, facts)
    assert [finding.message for finding in json_ld.findings] == messages


@pytest.mark.parametrize("name", ["opds.xml", "opds.atom", "book.opds"])
def test_an_atom_feed_has_no_name_for_the_edition(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>T</title></entry></feed>'
    )
    facts = {"edition": ("Second edition",)}
    given = [Given(path, Sort.FEED)]
    (_, opds) = compare_catalogues([("PDF", {"title": ("T",)})], given, facts)
    assert opds.findings == ()
