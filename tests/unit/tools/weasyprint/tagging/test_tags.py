from __future__ import annotations

import zlib
from pathlib import Path

import pikepdf
import pydyf
import pytest
from lxml import etree

from chapbook.tools.weasyprint.tagging.ancestry import Ancestry
from chapbook.tools.weasyprint.tagging.objects import finish, off_line_ends
from chapbook.tools.weasyprint.tagging.structure import Structure
from chapbook.tools.weasyprint.tagging.table_heads import cells_of
from inspectors.pdf_structure import Element, read_structure_tree
from unit.tools.pdf_pages import lay_out, note, rendition, words


def told(folder: Path, body: str, css: str = "") -> list[Element]:
    """Lay a body out; give its structure elements in reading order."""
    lay_out(rendition(body, css), folder / "a.pdf")
    return list(read_structure_tree(folder / "a.pdf").elements())


def kinds(elements: list[Element]) -> list[str]:
    return [one.kind for one in elements]


def test_a_paragraph_over_pages_is_one(tmp_path: Path) -> None:
    found = told(tmp_path, f"<p>{words(900)}</p>")
    assert kinds(found) == ["Document", "P"]
    assert len(set(found[1].pages)) > 1


def test_a_note_comes_right_after_its_call_and_before_the_text_after_it(tmp_path: Path) -> None:
    found = told(tmp_path, f"<p>before{note(1, 5)} after</p>")
    assert kinds(found) == ["Document", "P", "Reference", "Link", "Note", "P"]
    shape = [kid if isinstance(kid, str) else kid.kind for kid in found[1].kids]
    assert shape == ["before", "Reference", "Note", " after"]
    assert found[4].identifier == "note-1"


def test_a_note_of_a_heading_comes_after_the_heading(tmp_path: Path) -> None:
    found = told(tmp_path, f'<h1 data-title="x">Loom{note(1, 5)}</h1><p>{words(5)}</p>')
    assert kinds(found) == ["Document", "H1", "Reference", "Link", "Note", "P", "P"]
    assert found[4].above is found[0]


def test_a_link_with_emphasis_has_one_annotation(tmp_path: Path) -> None:
    body = '<p>See <a href="https://example.org/">the <strong>warp</strong> and weft</a>.</p>'
    found = told(tmp_path, body)
    assert [one.links for one in found if one.kind == "Link"] == [["the warp and weft"]]
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert len(pdf.pages[0].Annots) == 1


def test_a_repeated_table_head_is_told_once(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>{words(30, n)}</td><td></td></tr>" for n in range(40))
    head = "<thead><tr><th>Warp</th><th>Weft</th></tr></thead>"
    found = told(tmp_path, f"<table>{head}<tbody>{rows}</tbody></table>")
    heads = [one for one in found if one.kind == "TH"]
    assert [one.kids for one in heads] == [["Warp"], ["Weft"]]
    assert {one.scope for one in heads} == {"Column"}
    cells = [one for one in found if one.kind == "TD"]
    assert len(cells) == 80
    assert [one.headers for one in cells[:2]] == [(heads[0].identifier,), (heads[1].identifier,)]


def test_headings_rise_by_one_level(tmp_path: Path) -> None:
    found = told(tmp_path, '<h2 data-title="a">a</h2><h4 data-title="b">b</h4>')
    assert kinds(found) == ["Document", "H1", "H2"]


def test_headings_of_one_level_stay_of_one_level_where_another_is_left_out(tmp_path: Path) -> None:
    marks = "".join(f'<h{n} data-title="a">a</h{n}>' for n in (1, 3, 3, 2, 3, 1))
    found = told(tmp_path, marks)
    assert kinds(found) == ["Document", "H1", "H2", "H2", "H2", "H3", "H1"]


def test_no_heading_of_the_book_is_under_a_generated_one(tmp_path: Path) -> None:
    generated = '<h1 data-title="Contents" data-key="=abcdef">Contents</h1>'
    marks = "".join(f'<h{n} data-title="a" data-key="bcdef{n}">a</h{n}>' for n in (3, 4))
    assert kinds(told(tmp_path, generated + marks)) == ["Document", "H1", "H1", "H2"]


def test_another_language_is_stated_and_the_same_is_not(tmp_path: Path) -> None:
    found = told(tmp_path, '<p lang="en">An <em lang="de">Ende</em>, an <em>end</em></p>')
    assert [(one.kind, one.language) for one in found] == [
        ("Document", "en"),
        ("P", ""),
        ("Span", "de"),
    ]


def test_terms_and_what_they_mean_share_an_item() -> None:
    root = etree.fromstring(
        "<html lang='en'><dl><dt>a</dt><dt>b</dt><dd>c</dd><dd>d</dd>"
        "<dt>e</dt><dd>f</dd></dl></html>"
    )
    structure = Structure(root, Ancestry(root))
    for element in root[0]:
        structure.holder(element).kids.append("x")
    items = structure.document.kids[0].kids
    assert [[kid.kind for kid in item.kids] for item in items] == [
        ["Lbl", "Lbl", "LBody", "LBody"],
        ["Lbl", "LBody"],
    ]


def test_heads_over_rows_and_columns() -> None:
    table = etree.fromstring(
        "<table><tr><th>a</th><th colspan='2'>b</th></tr>"
        "<tr><th scope='row' rowspan='2'>c</th><td>1</td><td>2</td></tr>"
        "<tr><td>3</td><td>4</td></tr></table>"
    )
    cells = cells_of(table, "t")
    told_of = {element.text: cell.headers for element, cell in cells.items() if cell.headers}
    assert told_of == dict.fromkeys("1234", ("t-2-1", "t-1-2"))


def test_the_output_intent_is_that_of_an_archive() -> None:
    pdf = pydyf.PDF()
    pdf.catalog["OutputIntents"] = pydyf.Array([pydyf.Dictionary()])
    finish(pdf)
    assert pdf.catalog["OutputIntents"][0]["S"] == "/GTS_PDFA1"


@pytest.fixture
def guarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write streams as a file is written."""
    monkeypatch.setattr(pydyf.Stream, "data", off_line_ends(pydyf.Stream.data))


def ends_well(stream: pydyf.Stream) -> bool:
    return not stream.data.removesuffix(b"\nendstream").endswith((b"\r", b"\n"))


@pytest.mark.usefixtures("guarded")
def test_no_compressed_stream_ends_in_a_line_end() -> None:
    # Every value of the last byte of the checksum occurs.
    ends = {zlib.adler32(bytes([number])) & 0xFF for number in range(256)}
    assert {0x0A, 0x0D} <= ends
    streams = [pydyf.Stream([bytes([number])], compress=True) for number in range(256)]
    assert all(ends_well(stream) for stream in streams)


@pytest.mark.usefixtures("guarded")
def test_a_table_of_references_gets_an_unused_number() -> None:
    rows = [(1, number, 0) for number in range(256)]
    longer = 0
    for count in range(1, 256):
        table = b"".join(bytes(row) for row in rows[:count])
        sizes = {"W": pydyf.Array((1, 1, 1)), "Index": pydyf.Array((0, count)), "Size": count}
        stream = pydyf.Stream([table], {"Type": "/XRef", **sizes}, compress=True)
        assert ends_well(stream)
        (written,) = stream.stream
        assert written[: 3 * count] == table
        added = [tuple(written[at : at + 3]) for at in range(3 * count, len(written), 3)]
        assert set(added) <= {(0, 0, 1)}
        assert stream.extra["Size"] == stream.extra["Index"][1] == count + len(added)
        longer += bool(added)
    assert longer


@pytest.mark.usefixtures("guarded")
def test_no_stream_of_a_whole_file_ends_in_a_line_end(tmp_path: Path) -> None:
    """Streams of objects and of references are made while the file is written."""
    for number in range(300):
        pdf = pydyf.PDF()
        pdf.info["Title"] = pydyf.String("x" * number)
        with (tmp_path / "a.pdf").open("wb") as target:
            pdf.write(target, version="1.7", compress=True)
        content = (tmp_path / "a.pdf").read_bytes()
        assert b"\r\nendstream" not in content
        assert b"\n\nendstream" not in content
        with pikepdf.open(tmp_path / "a.pdf") as opened:
            assert opened.docinfo["/Title"] == "x" * number
