from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from chapbook.errors import ProgramFailed
from chapbook.model.editions.output import Resource
from chapbook.tools.ebooklib import UNIQUE_IDENTIFIER, MetadataElement, Package, write_container

OPF = "{http://www.idpf.org/2007/opf}"
PACKAGE = Package(
    language="ar",
    direction="rtl",
    metadata=(
        MetadataElement("dc:identifier", "urn:x", (("id", UNIQUE_IDENTIFIER),)),
        MetadataElement("dc:title", "Looms & <cloth>"),
        MetadataElement("meta", "2026-01-01T00:00:00Z", (("property", "dcterms:modified"),)),
        MetadataElement("link", None, (("rel", "dcterms:license"), ("href", "https://e.org/"))),
    ),
)
RESOURCES = (
    Resource("b", "text/b.xhtml", "application/xhtml+xml", b"<b/>" * 99, ("nav",), in_spine=True),
    Resource("a", "text/a.xhtml", "application/xhtml+xml", b"<a/>" * 99, in_spine=True),
    Resource("p", "images/p.png", "image/png", b"\x89PNG" * 99),
)


@pytest.fixture
def container(tmp_path: Path) -> Path:
    target = tmp_path / "book.epub"
    write_container(target, PACKAGE, RESOURCES)
    return target


def opf(container: Path) -> etree._Element:
    with zipfile.ZipFile(container) as archive:
        return etree.fromstring(archive.read("EPUB/content.opf"))


def test_mimetype_is_first_stored_and_bare(container: Path) -> None:
    head = container.read_bytes()[:58]
    assert head[30:58] == b"mimetypeapplication/epub+zip"
    assert head[8:10] == b"\0\0"  # stored
    assert head[28:30] == b"\0\0"  # no extra field


def test_entries_have_order_time_and_permissions_of_ours(container: Path) -> None:
    with zipfile.ZipFile(container) as archive:
        infos = archive.infolist()
    assert [info.filename for info in infos] == [
        "mimetype",
        "META-INF/container.xml",
        "EPUB/content.opf",
        "EPUB/text/b.xhtml",
        "EPUB/text/a.xhtml",
        "EPUB/images/p.png",
    ]
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {info.external_attr >> 16 for info in infos} == {0o644}
    assert {info.create_system for info in infos} == {3}
    methods = {info.filename: info.compress_type for info in infos}
    assert methods["EPUB/text/a.xhtml"] == zipfile.ZIP_DEFLATED
    assert methods["EPUB/images/p.png"] == zipfile.ZIP_STORED


def test_package_states_only_what_it_was_given(container: Path) -> None:
    root = opf(container)
    assert dict(root.attrib) == {
        "unique-identifier": UNIQUE_IDENTIFIER,
        "version": "3.0",
        "{http://www.w3.org/XML/1998/namespace}lang": "ar",
        "dir": "rtl",
    }
    metadata = root.find(f"{OPF}metadata")
    assert metadata is not None
    assert [(etree.QName(e).localname, e.text, sorted(e.attrib)) for e in metadata] == [
        ("identifier", "urn:x", ["id"]),
        ("title", "Looms & <cloth>", []),
        ("meta", "2026-01-01T00:00:00Z", ["property"]),
        ("link", None, ["href", "rel"]),
    ]


def test_manifest_and_spine_keep_the_order_given(container: Path) -> None:
    root = opf(container)
    items = [(i.get("id"), i.get("href"), i.get("properties")) for i in root.iter(f"{OPF}item")]
    assert items == [
        ("b", "text/b.xhtml", "nav"),
        ("a", "text/a.xhtml", None),
        ("p", "images/p.png", None),
    ]
    (spine,) = root.iter(f"{OPF}spine")
    assert dict(spine.attrib) == {"page-progression-direction": "rtl"}
    assert [itemref.get("idref") for itemref in spine] == ["b", "a"]


def test_the_same_bytes_wherever_it_is_written(container: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere.epub"
    write_container(other, PACKAGE, RESOURCES)
    assert other.read_bytes() == container.read_bytes()


def test_a_file_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ProgramFailed, match=r"book\.epub"):
        write_container(tmp_path / "missing" / "book.epub", PACKAGE, RESOURCES)
