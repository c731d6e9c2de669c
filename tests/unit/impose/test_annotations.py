"""What annotations draw in print is on the sheets; what cannot be drawn is refused by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner
from pikepdf import Array, Dictionary, Name, String

from chapbook.cli.imposing import impose_command
from chapbook.errors import UsageError
from chapbook.impose import impose
from chapbook.model.editions.imposition import ImpositionOptions, ImpositionSummary
from unit.impose.sample_pdf import A5, Sample, write_sample

PRINT, HIDDEN, NO_VIEW = 4, 2, 32
BOX = (100, 200, 200, 260)
RED = (255, 0, 0)


def appearance(pdf: pikepdf.Pdf, content: bytes = b"1 0 0 rg 0 0 100 60 re f", **more: Any) -> Any:
    stream = pdf.make_stream(content)
    for key, value in {"Subtype": Name.Form, "BBox": Array([0, 0, 100, 60]), **more}.items():
        stream[f"/{key}"] = value
    return stream


def annotation(kind: str, flags: int = PRINT, **more: Any) -> Dictionary:
    return Dictionary(
        Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array(list(BOX)), F=flags, **more
    )


Make = Callable[[pikepdf.Pdf], Dictionary]


def drawn(kind: str, flags: int = PRINT, **more: Any) -> Make:
    return lambda pdf: annotation(kind, flags, AP=Dictionary(N=appearance(pdf)), **more)


def ticked(state: str) -> Make:
    def make(pdf: pikepdf.Pdf) -> Dictionary:
        states = Dictionary(Yes=appearance(pdf), Off=appearance(pdf, b""))
        return annotation(
            "Widget", FT=Name.Btn, T=String("tick"), V=Name(f"/{state}"),
            AS=Name(f"/{state}"), AP=Dictionary(N=states),
        )  # fmt: skip

    return make


def turned(pdf: pikepdf.Pdf) -> Dictionary:
    form = appearance(pdf, b"1 0 0 rg 0 0 60 100 re f", BBox=Array([0, 0, 60, 100]),
                      Matrix=Array([0, 1, -1, 0, 0, 0]))  # fmt: skip
    return annotation("Stamp", AP=Dictionary(N=form))


def on_hidden_layer(pdf: pikepdf.Pdf) -> Dictionary:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("layer")))
    pdf.Root.OCProperties = Dictionary(
        OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([layer]))
    )
    return annotation("Stamp", AP=Dictionary(N=appearance(pdf)), OC=layer)


def source_with(folder: Path, make: Make, *, turn: int = 0, changed: bool = False) -> Path:
    path = write_sample(folder / "source.pdf", Sample(4))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        page.obj.Annots.append(pdf.make_indirect(make(pdf)))
        if turn:
            page.obj.Rotate = turn
        if page.obj.Annots[-1].Subtype == Name.Widget:
            fonts = Dictionary(F1=page.obj.Resources.Font.F1)
            pdf.Root.AcroForm = Dictionary(
                Fields=Array([page.obj.Annots[-1]]),
                NeedAppearances=changed,
                DA=String("/F1 12 Tf 0 g"),
                DR=Dictionary(Font=fonts),
            )
        pdf.save(path)
    return path


def imposed(source: Path) -> tuple[Path, ImpositionSummary]:
    target = source.with_name("sheets.pdf")
    _, summary = impose(source, target, ImpositionOptions(thickness=0.0))
    return target, summary


def colour_at(path: Path, x: float, y: float) -> tuple[int, ...]:
    """Return the colour at a place of the first page of a file, in points."""
    with pypdfium2.PdfDocument(path) as document:
        page = document[0]
        picture = page.render(scale=1, draw_annots=False).to_pil().convert("RGB")
        return tuple(picture.getpixel((round(x), round(page.get_height() - y))))


# Page 1 of four is the right half of the first sheet.
LEFT = 841.89 - A5[0]
MIDDLE = (LEFT + 150, 230)


@pytest.mark.parametrize(
    ("make", "shown"),
    [
        (drawn("FreeText"), True),
        (drawn("Stamp"), True),
        (drawn("Highlight"), True),
        (drawn("Ink", PRINT | NO_VIEW), True),
        (drawn("Text"), True),
        (drawn("Square", PRINT | 1), True),
        (drawn("Widget", FT=Name.Tx, V=String("x")), True),
        (drawn("Widget", FT=Name.Sig), True),
        (turned, True),
        (ticked("Yes"), True),
        (ticked("Off"), False),
        (drawn("Link"), False),
        (drawn("Popup"), False),
        (drawn("Stamp", PRINT | HIDDEN), False),
        (drawn("Stamp", 0), False),
        (on_hidden_layer, False),
    ],
    ids="free stamp highlight ink comment flagged field signature turned on off link popup hidden "
    "unprinted layer".split(),
)
def test_printable_annotations_are_drawn_where_they_are(
    tmp_path: Path, make: Make, *, shown: bool
) -> None:
    sheets, _ = imposed(source_with(tmp_path, make))
    assert (colour_at(sheets, *MIDDLE) == RED) is shown
    assert colour_at(sheets, LEFT + 50, 230) == (255, 255, 255)
    with pikepdf.open(sheets) as pdf:
        assert all("/Annots" not in page for page in pdf.pages)
        assert "/AcroForm" not in pdf.Root


def test_an_annotation_turns_with_its_page(tmp_path: Path) -> None:
    source = source_with(tmp_path, drawn("Stamp"), turn=180)
    sheets, _ = imposed(source)
    width, height = A5
    place = (LEFT + width - 150, height - 230)
    assert colour_at(sheets, *place) == RED


def test_pages_without_printable_annotations_stay_as_they_are_stored(tmp_path: Path) -> None:
    source = source_with(tmp_path, drawn("Stamp"))
    with pikepdf.open(source) as pdf:
        before = {page.Contents.read_raw_bytes() for page in list(pdf.pages)[1:]}
    sheets, _ = imposed(source)
    with pikepdf.open(sheets) as pdf:
        forms = [form for page in pdf.pages for form in page.Resources.XObject.values()]
        assert before <= {form.read_raw_bytes() for form in forms}


def test_what_is_seen_and_not_printed_is_reported(tmp_path: Path) -> None:
    _, summary = imposed(source_with(tmp_path, drawn("Highlight", 0)))
    assert summary.left_out == (1,)
    _, summary = imposed(source_with(tmp_path, lambda _: annotation("Text", 0)))
    assert summary.left_out == ()
    done = CliRunner().invoke(impose_command, [str(source_with(tmp_path, drawn("Highlight", 0)))])
    assert "warning CB415 annotations on page 1" in done.output


def field(**more: Any) -> Make:
    return lambda _: annotation("Widget", T=String("name"), **more)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda _: annotation("FreeText"), "page 1 has text typed onto the page"),
        (lambda _: annotation("Highlight"), "page 1 has a highlight"),
        (lambda _: annotation("Caret"), r"page 1 has an annotation \(Caret\)"),
        (field(FT=Name.Tx, V=String("words")), "page 1 has a form field, 'name'"),
        (field(FT=Name.Btn, V=Name.Yes), "a form field, 'name'"),
        (field(FT=Name.Btn, Ff=1 << 16, MK=Dictionary(CA=String("OK"))), "a form field, 'name'"),
    ],
)
def test_what_does_not_say_how_it_looks_is_refused_by_name(
    tmp_path: Path, make: Make, words: str
) -> None:
    with pytest.raises(UsageError, match=words) as refused:
        imposed(source_with(tmp_path, make))
    assert "print it to a new PDF" in refused.value.next_step


@pytest.mark.parametrize("make", [field(FT=Name.Tx), field(FT=Name.Tx, V=String("")),
                                  field(FT=Name.Btn, V=Name.Off), field(FT=Name.Sig)])  # fmt: skip
def test_fields_that_show_nothing_are_no_hindrance(tmp_path: Path, make: Make) -> None:
    imposed(source_with(tmp_path, make))


def test_values_that_were_not_drawn_yet_are_drawn(tmp_path: Path) -> None:
    value = field(FT=Name.Tx, V=String("Ann Example"), DA=String("/F1 12 Tf 0 g"))
    sheets, _ = imposed(source_with(tmp_path, value, changed=True))
    with pypdfium2.PdfDocument(sheets) as document:
        assert "Ann Example" in document[0].get_textpage().get_text_range()


@pytest.mark.parametrize(
    "more", [{"V": String("Ωμέγα")}, {"V": String("one\ntwo")}, {"V": String("x"), "Ff": 1 << 12}]
)
def test_values_that_cannot_be_drawn_are_refused(tmp_path: Path, more: dict[str, Any]) -> None:
    value = field(FT=Name.Tx, DA=String("/F1 12 Tf 0 g"), **more)
    with pytest.raises(UsageError, match="'name' on page 1 has text that is not drawn yet"):
        imposed(source_with(tmp_path, value, changed=True))


def test_a_form_for_one_viewer_only_is_refused(tmp_path: Path) -> None:
    source = write_sample(tmp_path / "source.pdf", Sample(4))
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        pdf.Root.NeedsRendering = True
        pdf.save(source)
    with pytest.raises(UsageError, match="dynamic XFA"):
        imposed(source)
