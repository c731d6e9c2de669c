"""EPUBs of other tools: how files are named, what the spine may hold, what makes one unreadable."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from chapbook.collate.foreign.readers.drawings import read_drawings
from chapbook.collate.readers.container import Container
from chapbook.collate.readers.epub import read_documents, read_package

_POINTER = '<container><rootfiles><rootfile full-path="{path}"/></rootfiles></container>'
_PAGE = "<html xmlns='http://www.w3.org/1999/xhtml'><body><p>{words}</p></body></html>"
_XHTML = "application/xhtml+xml"


def epub(
    folder: Path, items: str, spine: str, files: dict[str, str], path: str = "in/b.opf"
) -> Path:
    written = folder / "book.epub"
    package = f"<package><manifest>{items}</manifest><spine>{spine}</spine></package>"
    with ZipFile(written, "w") as opened:
        opened.writestr("META-INF/container.xml", _POINTER.format(path=path))
        opened.writestr("in/b.opf", package)
        for name, content in files.items():
            opened.writestr(name, content)
    return written


def item(name: str, address: str, kind: str = _XHTML, more: str = "") -> str:
    return f'<item id="{name}" href="{address}" media-type="{kind}" {more}/>'


def words(path: Path) -> list[str]:
    with ZipFile(path) as opened:
        container = Container(opened)
        package = read_package(container)
        return [document.root.text() for document in read_documents(container, package)]


@pytest.mark.parametrize(
    ("address", "stored"),
    [
        ("one.xhtml", "in/one.xhtml"),
        ("one%20two.xhtml", "in/one two.xhtml"),
        ("a%26b.xhtml", "in/a&b.xhtml"),
        ("u%CC%88.xhtml", "in/\u00fc.xhtml"),
        ("%C3%BC.xhtml", "in/u\u0308.xhtml"),
        ("../one.xhtml", "one.xhtml"),
        ("../../../one.xhtml", "one.xhtml"),
        ("/in/one.xhtml", "in/one.xhtml"),
    ],
)
def test_a_file_is_found_by_its_address(tmp_path: Path, address: str, stored: str) -> None:
    spine = '<itemref idref=" c "/>'
    path = epub(tmp_path, item("c", address), spine, {stored: _PAGE.format(words="Here")})
    assert words(path) == ["Here"]


def test_a_picture_in_the_spine_gives_way_to_its_fallback(tmp_path: Path) -> None:
    items = (
        item("a", "a.png", "image/png", 'fallback="b"')
        + item("b", "b.avif", "image/avif", 'fallback="c"')
        + item("c", "c.xhtml")
        + item("d", "d.png", "image/png")
        + item("e", "e.png", "image/png", 'fallback="f"')
        + item("f", "f.png", "image/png", 'fallback="e"')
    )
    spine = "".join(f'<itemref idref="{name}"/>' for name in "adec")
    path = epub(tmp_path, items, spine, {"in/c.xhtml": _PAGE.format(words="Here")})
    assert words(path) == ["Here", "Here"]


def test_a_drawing_elsewhere_is_not_read(tmp_path: Path) -> None:
    items = item("a", "https://example.org/a.svg", "image/svg+xml") + item(
        "b", "b.svg", "image/svg+xml"
    )
    path = epub(tmp_path, items, "", {"in/b.svg": "<svg><text>Near</text></svg>"})
    with ZipFile(path) as opened:
        container = Container(opened)
        assert list(read_drawings(container, read_package(container))) == ["Near"]


@pytest.mark.parametrize(
    ("pointer", "spine", "message"),
    [
        ("", "", "META-INF/container.xml names no package document"),
        ("in/c.opf", "", "it does not contain the file “in/c.opf”"),
        ("in/b.opf", '<itemref idref="z"/>', "its manifest has no item “z”"),
        ("in/b.opf", '<itemref idref="c"/>', "it does not contain the file “in/c.xhtml”"),
    ],
)
def test_what_is_missing_is_named(tmp_path: Path, pointer: str, spine: str, message: str) -> None:
    path = epub(tmp_path, item("c", "c.xhtml"), spine, {}, pointer)
    with pytest.raises(ValueError, match=f"^{message}$"):
        words(path)
