"""A field that only the table knows is read, written into every vocabulary that names it, shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from chapbook.collate.editions import TEMPLATE, Edition
from chapbook.collate.readers.catalogue import read_feed, read_json_ld
from chapbook.collate.readers.keyed_markup import read_epub, read_html
from chapbook.model.editions.fields import MetadataField, Shown
from chapbook.model.manuscript import Manuscript
from chapbook.model.metadata import TABLE_TEXTS
from chapbook.package.epub import package_epub
from chapbook.render.epub.edition import render_epub
from chapbook.render.html.edition import render_html
from chapbook.render.pdf.xmp import properties
from chapbook.render.templating import fill
from chapbook.render.web.opds import opds_1, opds_2
from chapbook.render.words import words
from core import resolved
from unit.render import epub_sample as sample

WORDS = "Paid for by A & B."


@pytest.fixture(params=TABLE_TEXTS, ids=lambda row: row.name)
def row(request: pytest.FixtureRequest) -> MetadataField:
    found: MetadataField = request.param
    return found


@pytest.fixture
def book(row: MetadataField, tmp_path: Path) -> Manuscript:
    """The sample book, which has a value for the field."""
    plain = sample.manuscript(tmp_path)
    return replace(plain, metadata=replace(plain.metadata, texts={row.name: WORDS}))


def shown(edition: Edition) -> int:
    """Count the blocks of templates that say it."""
    return [one.text for one in edition.blocks if one.key.startswith(TEMPLATE)].count(WORDS)


def test_the_front_matter_is_read(row: MetadataField) -> None:
    text = f"---\ntitle: T\n{row.key}: '{WORDS}'\n---\n\nText.\n"
    assert resolved(text).silent.metadata.texts == {row.name: WORDS}


def test_the_web_page_states_and_shows_it(row: MetadataField, book: Manuscript) -> None:
    path = book.source.folder / "page.html"
    path.write_bytes(render_html(book, sample.fragments()).document)
    page = read_html(path)
    (data,) = read_json_ld(path)
    assert page.metadata.get(row.name, ()) == ((WORDS,) if row.html else ())
    assert data.get(row.name, ()) == ((WORDS,) if row.json_ld else ())
    assert shown(page) == (row.shown is Shown.IMPRINT)


def test_the_epub_states_and_shows_it(row: MetadataField, book: Manuscript) -> None:
    path = book.source.folder / "book.epub"
    package_epub(render_epub(book, sample.fragments()), book.metadata, path)
    epub = read_epub(path)
    assert epub.metadata.get(row.name, ()) == ((WORDS,) if row.opf else ())
    assert shown(epub) == (row.shown is Shown.IMPRINT)


def test_the_pdf_states_and_shows_it(row: MetadataField, book: Manuscript) -> None:
    said = {"metadata": book.metadata, "credits": (), "year": None, "words": words("en")}
    page = fill("pdf/copyright-page.xhtml", **said)
    stated = {one.name: one.texts for one in properties(book.metadata)}
    assert stated.get(row.xmp, ()) == ((WORDS,) if row.xmp else ())
    assert page.count("<p>Paid for by A &amp; B.</p>") == (row.shown is Shown.IMPRINT)


@pytest.mark.parametrize("name", ["opds.xml", "opds.json"])
def test_the_feed_states_it(row: MetadataField, book: Manuscript, name: str) -> None:
    path = book.source.folder / name
    atom = name.endswith("xml")
    path.write_bytes(
        opds_1(book.metadata, None, ()) if atom else opds_2(book.metadata, None, (), None)
    )
    (stated,) = read_feed(path)
    named = row.opds_1 if atom else row.opds_2
    assert stated.get(row.name, ()) == ((WORDS,) if named else ())
