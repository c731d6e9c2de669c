from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from inspectors.epub import inspect_epub

CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles><rootfile full-path="EPUB/book.opf"/></rootfiles></container>"""
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"
 version="3.0" unique-identifier="uid" xml:lang="en">
<metadata><dc:identifier id="uid">urn:uuid:1</dc:identifier>
<dc:title id="t1">A Book</dc:title><dc:title id="t2">Its Subtitle</dc:title>
<meta refines="#t2" property="title-type">subtitle</meta>
<dc:creator id="c1">Ada Fern</dc:creator><meta refines="#c1" property="role">aut</meta>
<meta refines="#c1" property="file-as">Fern, Ada</meta>
<meta property="belongs-to-collection" id="s">Shelf</meta>
<meta refines="#s" property="group-position">2</meta>
<meta property="dcterms:modified">2020-01-02T00:00:00Z</meta></metadata>
<manifest><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="a" href="text/a.xhtml" media-type="application/xhtml+xml"/>
<item id="b" href="text/b.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="a"/><itemref idref="b"/></spine></package>"""
HEAD = (
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    ' lang="en"><head><title>x</title></head><body>'
)
NAV = (
    HEAD + '<nav epub:type="toc"><ol><li><a href="text/a.xhtml#one">One</a></li>'
    '<li><a href="text/c.xhtml">Three</a></li></ol></nav></body></html>'
)


def chapter(name: str, call: str) -> str:
    return (
        HEAD + f'<section><h1 id="{name}">{name.title()}</h1><p>Text<a id="{call}" href="#note-k"'
        ' epub:type="noteref">1</a> <a href="a.xhtml#one">one</a></p>'
        '<aside id="note-k" epub:type="footnote"><p><span class="note-marker">1</span> Body.'
        f' <a role="doc-backlink" href="#{call}">back</a></p></aside></section></body></html>'
    )


def write(path: Path, *, second: str) -> Path:
    with ZipFile(path, "w") as container:
        container.writestr("META-INF/container.xml", CONTAINER)
        container.writestr("EPUB/book.opf", PACKAGE)
        container.writestr("EPUB/nav.xhtml", NAV)
        container.writestr("EPUB/text/a.xhtml", chapter("one", "call-k"))
        container.writestr("EPUB/text/b.xhtml", second)
    return path


def test_a_note_in_two_files_is_one_note_restated(tmp_path: Path) -> None:
    found = inspect_epub(write(tmp_path / "b.epub", second=chapter("two", "call-k-2")))
    assert [n.identifier for n in found.notes] == ["EPUB/text/a.xhtml#note-k"]
    assert [n.identifier for n in found.restatements] == ["EPUB/text/b.xhtml#note-k"]
    assert [(c.identifier, c.note) for c in found.calls] == [
        ("call-k", "EPUB/text/a.xhtml#note-k"),
        ("call-k-2", "EPUB/text/b.xhtml#note-k"),
    ]
    assert found.restatements[0].returns == ("call-k-2",)


def test_links_across_files_land_or_are_reported(tmp_path: Path) -> None:
    found = inspect_epub(write(tmp_path / "b.epub", second=chapter("two", "call-k-2")))
    assert [link.landed for link in found.links] == [True, True]
    assert [entry.landed for entry in found.contents] == [True, False]
    assert found.dangling == ("EPUB/nav.xhtml: text/c.xhtml",)


def test_refinements_belong_to_what_they_refine(tmp_path: Path) -> None:
    found = inspect_epub(write(tmp_path / "b.epub", second=chapter("two", "call-k-2"))).metadata
    assert (found["title"], found["subtitle"]) == (("A Book",), ("Its Subtitle",))
    assert (found["role"], found["sort"]) == (("Ada Fern: aut",), ("Ada Fern: Fern, Ada",))
    assert (found["series"], found["position"]) == (("Shelf",), ("2",))
    assert found["unique-identifier"] == ("urn:uuid:1",)


def test_markup_that_is_not_well_formed_is_an_error(tmp_path: Path) -> None:
    broken = HEAD + "<p>no end</body></html>"
    with pytest.raises(etree.XMLSyntaxError):
        inspect_epub(write(tmp_path / "b.epub", second=broken))
