from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont

from chapbook.model.editions.output import EpubRendition, Resource
from chapbook.render.epub.edition import render_epub
from unit.render import epub_sample as sample


def rendition(folder: Path, *, embed: bool) -> EpubRendition:
    book = sample.manuscript(folder)
    metadata = replace(book.metadata, embed_fonts=embed)
    return render_epub(replace(book, metadata=metadata), sample.fragments())


def fonts(made: EpubRendition) -> list[Resource]:
    return [resource for resource in made.resources if resource.media_type == "font/woff2"]


def test_no_face_is_in_a_book_that_asks_for_none(tmp_path: Path) -> None:
    made = rendition(tmp_path, embed=False)
    assert fonts(made) == []
    sheets = [r.content for r in made.resources if r.media_type == "text/css"]
    assert not any(b"@font-face" in sheet for sheet in sheets)
    assert not any(b"faces.css" in resource.content for resource in made.resources)


def test_the_faces_are_named_by_a_sheet_that_every_page_has(tmp_path: Path) -> None:
    made = rendition(tmp_path, embed=True)
    (sheet,) = (r.content.decode() for r in made.resources if r.name == "styles/faces.css")
    named = re.findall(r'url\("\.\./(.*?)"\)', sheet)
    assert named == [font.name for font in fonts(made)]
    assert len(named) >= 2
    assert 'body {\n  font-family: "Chapbook Serif", serif;' in sheet
    pages = [r for r in made.resources if r.name.endswith(".xhtml")]
    assert all(b'styles/faces.css"' in page.content for page in pages)


def test_the_faces_hold_the_characters_of_the_text_and_few_others(tmp_path: Path) -> None:
    for font in fonts(rendition(tmp_path, embed=True)):
        characters = set(map(chr, TTFont(BytesIO(font.content)).getBestCmap()))
        assert set("Weaving&price") <= characters
        assert not set("ЖЩ") & characters
