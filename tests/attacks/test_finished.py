"""Hostile finished files, given to the collation: a finding each, within bounded memory."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pikepdf
import pytest

from chapbook.collate import Outside, collate
from chapbook.collate.readers.pdf.forms import check_forms
from chapbook.model.editions.output import Verdict

_PAGE = "<!DOCTYPE html><html lang=en><title>T</title><h1>One</h1><p>Words of the book.</p>"
_CONTAINER = '<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>'
_PACKAGE = (
    '<package unique-identifier="u"><metadata><identifier id="u">1</identifier></metadata><manifest>'
    '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
    '<spine><itemref idref="a"/></spine></package>'
)
_XHTML = '<html xmlns="http://www.w3.org/1999/xhtml"><body>{}</body></html>'
_LAUGHS = "<!DOCTYPE html [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
)


def _epub(text: str, **more: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        members = {"META-INF/container.xml": _CONTAINER, "book.opf": _PACKAGE, "a.xhtml": text}
        with ZipFile(path, "w", ZIP_DEFLATED) as container:
            for name, content in (members | more).items():
                container.writestr(name, content)

    return write


def _pdf(change: Callable[[pikepdf.Pdf], None]) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            pdf.add_blank_page()
            change(pdf)
            pdf.save(path)

    return write


def _tree(pdf: pikepdf.Pdf) -> None:
    """An element that is its own child, twice: without a bound its children have no number."""
    element = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.P))
    element.K = pikepdf.Array([element, element])
    pdf.Root.StructTreeRoot = pikepdf.Dictionary(K=element)


def _outline(pdf: pikepdf.Pdf) -> None:
    entry = pdf.make_indirect(pikepdf.Dictionary(Title="One"))
    entry.Next = entry.First = entry
    pdf.Root.Outlines = pikepdf.Dictionary(First=entry, Last=entry)


def _names(pdf: pikepdf.Pdf) -> None:
    node = pdf.make_indirect(pikepdf.Dictionary())
    node.Kids = pikepdf.Array([node, node])
    pdf.Root.Names = pikepdf.Dictionary(Dests=node)


def _pages(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.Kids = pikepdf.Array([pdf.Root.Pages, pdf.Root.Pages])


def _size(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].MediaBox = pikepdf.Array([0, 0, 10**9, 10**9])


def _links(pdf: pikepdf.Pdf) -> None:
    link = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=pikepdf.Array([1, 2]), Dest="x")
    pdf.pages[0].Annots = pikepdf.Array([link, 5, pikepdf.Dictionary()])


def _forms(pdf: pikepdf.Pdf) -> None:
    """A form that draws itself."""
    form = pdf.make_stream(b"/F Do /F Do", Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
    form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    pdf.pages[0].Resources = form.Resources
    pdf.pages[0].Contents = pdf.make_stream(b"/F Do")


def _many_forms(pdf: pikepdf.Pdf) -> None:
    """Forms that draw the next one ten times, seven deep: ten million in a kilobyte."""
    form = pdf.make_stream(b"0 0 1 1 re f", Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
    for _ in range(7):
        inner, form = (
            form,
            pdf.make_stream(b"/F Do " * 10, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9]),
        )
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=inner))
    pdf.Root.Pages.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    del pdf.pages[0].obj["/Resources"]
    pdf.pages[0].Contents = pdf.make_stream(b"/F Do")


def _metadata(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Metadata = pdf.make_stream((_LAUGHS + "]><x>&i;</x>").encode())


HOSTILE: dict[str, Callable[[Path], None]] = {
    "bomb.epub": _epub(_XHTML.format("<p>" + " " * 60_000_000 + "</p>")),
    "laughs.epub": _epub(_LAUGHS + "]>" + _XHTML.format("<p>&i;</p>")),
    "outside.epub": _epub("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
                          + _XHTML.format("<p>&e;</p>")),
    "deep.epub": _epub(_XHTML.format("<div>" * 5_000 + "x" + "</div>" * 5_000)),
    "slip.epub": _epub(_XHTML.format("<p>x</p>"), **{"../../slipped.txt": "x"}),
    "twice.epub": _epub(_XHTML.format("<p>x</p>" * 2)),
    "deep.html": lambda path: path.write_text("<!DOCTYPE html>" + "<div>" * 3_000 + "x"),
    "tree.pdf": _pdf(_tree),
    "outline.pdf": _pdf(_outline),
    "names.pdf": _pdf(_names),
    "pages.pdf": _pdf(_pages),
    "size.pdf": _pdf(_size),
    "links.pdf": _pdf(_links),
    "forms.pdf": _pdf(_forms),
    "many-forms.pdf": _pdf(_many_forms),
    "metadata.pdf": _pdf(_metadata),
    "SHA256SUMS": lambda path: path.write_text(
        f"{'0' * 64}  /dev/zero\n{'0' * 64}  ../../../etc/passwd\n"
    ),
    "opds.json": lambda path: path.write_text('{"publications": ' + "[" * 100_000),
    "opds.xml": lambda path: path.write_text(_LAUGHS + "]><feed>&i;</feed>"),
}  # fmt: skip


def test_forms_that_fan_out_are_counted_before_they_are_drawn(tmp_path: Path) -> None:
    path = tmp_path / "many-forms.pdf"
    HOSTILE[path.name](path)
    with pikepdf.open(path) as pdf, pytest.raises(ValueError, match="more than 200,000 forms"):
        check_forms(pdf)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_a_finding(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "page.html").write_text(_PAGE, encoding="utf-8")
    try:
        HOSTILE[name](folder / name)
    except pikepdf.PdfError:
        pytest.skip("NOT RUN: no such file can be written any more")
    report = collate([folder / "page.html", folder / name], None, Outside(lambda _: {}))
    told = " ".join(finding.message for one in report.comparisons for finding in one.findings)
    assert report.verdict is Verdict.FAIL, told
    assert "root:x:0" not in told
    assert sorted(path.name for path in tmp_path.iterdir()) == ["files"]
    assert sorted(path.name for path in folder.iterdir()) == sorted(["page.html", name])
