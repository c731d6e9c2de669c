"""What a page draws, operator by operator, of small pages made by hand."""

from __future__ import annotations

import pikepdf
import pytest

from chapbook.collate.readers.pdf.canvas import Canvas
from chapbook.collate.readers.pdf.content import read_page
from chapbook.collate.readers.pdf.fonts import Fonts
from chapbook.collate.readers.pdf.runs import Run, stated_text

_MAP = b"1 beginbfchar <0041> <0041> endbfchar 1 beginbfrange <0042> <0044> <0062> endbfrange"


def page(
    content: bytes, forms: dict[str, bytes] | None = None, entries: dict[str, object] | None = None
) -> Canvas:
    """Read a page of 200 by 200 points with one composite font, F; all forms have the entries."""
    pdf = pikepdf.new()
    inner = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.CIDFontType2, DW=1000, W=[0x41, [500, 250]]
    )
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0,
        DescendantFonts=[pdf.make_indirect(inner)], ToUnicode=pdf.make_stream(_MAP),
    )  # fmt: skip
    resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary(F=pdf.make_indirect(font)),
        ExtGState=pikepdf.Dictionary(
            G=pikepdf.Dictionary(ca=0),
            H=pikepdf.Dictionary(ca=0.02),
            I=pikepdf.Dictionary(ca=1),
            J=pikepdf.Dictionary(ca=0.5),
        ),
        XObject=pikepdf.Dictionary(),
    )
    for name, body in (forms or {}).items():
        form = pdf.make_stream(body, Subtype=pikepdf.Name.Form, BBox=[0, 0, 100, 100])
        form.Resources = resources
        for key, value in (entries or {}).items():
            form[key] = value
        resources.XObject[f"/{name}"] = form
    pdf.add_blank_page(page_size=(200, 200))
    pdf.pages[0].Contents = pdf.make_stream(content)
    pdf.pages[0].Resources = resources
    return read_page(pdf.pages[0], Fonts())


def only(content: bytes) -> Run:
    (run,) = page(content).runs
    return run


def test_text_is_what_the_font_says_of_its_codes() -> None:
    run = only(b"BT /F 10 Tf 20 30 Td <00410042> Tj ET")
    assert run.text == "Ab"
    assert (run.box.left, run.box.bottom, run.box.right) == (20, 30, 27.5)


def test_kerning_moves_and_spaces_at_the_end_have_no_ink() -> None:
    run = only(b"BT /F 10 Tf 1 0 0 1 5 5 Tm [<0041>100<0041>] TJ ET")
    assert run.box.right == pytest.approx(5 + 5 - 1 + 5)


def test_marks_say_whose_words_they_are() -> None:
    run = only(b"/Span <</MCID 3/Key (abcdef)>> BDC BT /F 9 Tf <0041> Tj ET EMC")
    assert (run.mark, run.key, run.artifact) == (3, "abcdef", False)


def test_artifacts_are_no_content() -> None:
    assert only(b"/Artifact BMC BT /F 9 Tf <0041> Tj ET EMC").artifact


def test_a_stated_text_replaces_all_pieces_of_its_span() -> None:
    content = b"/Span <</ActualText (x)>> BDC BT /F 9 Tf <0041> Tj <0042> Tj ET EMC "
    assert stated_text(page(content * 2).runs) == "xx"


def test_the_outer_stated_text_counts() -> None:
    inner = b"/Span <</ActualText (y)>> BDC BT /F 9 Tf <0041> Tj ET EMC"
    assert stated_text(page(b"/Span <</ActualText (x)>> BDC " + inner + b" EMC").runs) == "x"


@pytest.mark.parametrize(
    ("state", "how"),
    [
        (b"1 1 1 rg", "drawn in white on white"),
        (b"3 Tr", "drawn without colour"),
        (b"/G gs", "drawn without colour"),
        (b"/H gs", "drawn without colour"),
        (b"7 Tr", "drawn without colour"),
        (b"0.97 g", "drawn in white on white"),
        (b"0 0 0 0 k", "drawn in white on white"),
        (b"0 0 0 1 k", ""),
        (b"0 Tz", "too small to be read"),
        (b"0.01 0 0 0.01 0 0 cm", "too small to be read"),
        (b"0 0 5 5 re W n", "cut off"),
        (b"50 50 2 9 re W n", "cut off"),
        (b"50 50 4 9 re W n", ""),
        (b"/OC <<>> BDC", "in a layer that can be switched off"),
        (b"/OC <<>> BDC /Artifact BMC", "in a layer that can be switched off"),
    ],
)
def test_text_that_nobody_sees_is_hidden(state: bytes, how: str) -> None:
    assert only(state + b" BT /F 9 Tf 50 50 Td <0041> Tj ET").hidden == how


def test_white_text_on_something_is_seen() -> None:
    content = b"0 g 0 0 200 200 re f 1 g BT /F 9 Tf 50 50 Td <0041> Tj ET"
    assert not only(content).hidden


def test_what_is_painted_later_covers() -> None:
    content = b"BT /F 9 Tf 50 50 Td <0041> Tj ET 0 0 200 200 re f"
    assert only(content).hidden == "covered"
    assert not only(b"0 0 200 200 re f " + content[: content.index(b"ET") + 2]).hidden


WHOLLY, BY_HALF, NOT = ("covered", False), ("covered", True), ("", False)
_LETTER = b"BT /F 9 Tf 50 50 Td <0041> Tj ET"


@pytest.mark.parametrize(
    ("area", "covered"),
    [
        (b"0 0 m 200 0 l 200 200 l 0 200 l h f", WHOLLY),
        (b"0 0 m 9 9 l 0 0 m 200 0 l 200 200 l 0 200 l h f", WHOLLY),
        (b"0 0 m 200 0 l 0 200 l h f", NOT),  # what a slanting line leaves is not measured
        (b"0 0 m 200 0 200 200 0 200 c h f", NOT),
        (b"0 0 53 200 re f", BY_HALF),
        (b"0 0 51 200 re f 51 0 1.5 200 re f", BY_HALF),
        (b"0 0 51 200 re f 51 0 52.5 200 re f", WHOLLY),
        (b"0 0 51 200 re f 0 0 51 200 re f 0 0 51 200 re f", NOT),
        (b"0 51 200 1 re f", NOT),
        (b"/G gs 0 0 200 200 re f", NOT),
        (b"0 0 200 200 re f*", WHOLLY),
        (b"0 0 200 200 re 0 0 m 40 0 l 40 200 l 0 200 l h f*", WHOLLY),
        (b"0 0 200 200 re 40 40 99 99 re f*", NOT),  # a frame around it
        (b"0 0 200 200 re 40 40 99 99 re 45 45 50 50 re f*", WHOLLY),
        (b"0 0 200 200 re 40 40 99 99 re f", WHOLLY),
    ],
)
def test_what_is_painted_over_is_covered(area: bytes, covered: tuple[str, bool]) -> None:
    run = only(_LETTER + b" " + area)
    assert (run.hidden, run.suspected) == covered


@pytest.mark.parametrize(
    "drawing",
    [
        b"50 50 2 9 re W n %s",
        b"50 50 3 9 re W n %s",
        b"1 g %s",
        b"3 Tr %s",
        b"%s 0 0 200 200 re f",
    ],
)
def test_what_the_author_of_a_picture_hides_in_it_is_no_finding(drawing: bytes) -> None:
    drawn = page(b"/Figure <</MCID 1/Key (#abcdef)>> BDC " + drawing % _LETTER + b" EMC")
    assert not drawn.runs[-1].hidden


def test_a_picture_that_is_painted_over_is_covered() -> None:
    picture = b"/Figure <</MCID 1/Key (#abcdef)>> BDC " + _LETTER + b" EMC 0 0 200 200 re f"
    assert page(picture).runs[-1].hidden == "covered"


@pytest.mark.parametrize(
    ("clip", "cut"),
    [
        (b"0 0 200 200 re", NOT),
        (b"50 50 4 9 re", NOT),
        (b"50 50 3 9 re", ("cut off", True)),
        (b"50 50 2 9 re", ("cut off", False)),
        (b"50 40 9 11 re", ("cut off", False)),
        (b"0 0 5 5 re", ("cut off", False)),
    ],
)
def test_less_than_half_a_letter_outside_a_clip_is_suspected(
    clip: bytes, cut: tuple[str, bool]
) -> None:
    run = only(clip + b" W n " + _LETTER)
    assert (run.hidden, run.suspected) == cut


@pytest.mark.parametrize(
    ("entries", "covered"),
    [
        ({}, WHOLLY),
        ({"/SMask": pikepdf.Dictionary()}, NOT),
        ({"/Mask": pikepdf.Array([0, 9])}, NOT),
        ({"/ImageMask": True}, NOT),
    ],
)
def test_a_picture_covers_unless_it_has_a_mask(
    entries: dict[str, object], covered: tuple[str, bool]
) -> None:
    picture = {"/Subtype": pikepdf.Name.Image, **entries}
    drawing = b" q 200 0 0 200 0 0 cm /P Do Q "
    (run,) = page(_LETTER + drawing, {"P": b""}, picture).runs
    assert (run.hidden, run.suspected) == covered
    (run,) = page(drawing + b"1 g " + _LETTER, {"P": b""}, picture).runs
    assert not run.hidden


def test_what_is_cut_off_and_painted_over_is_certainly_hidden() -> None:
    run = only(b"q 50 50 3 9 re W n " + _LETTER + b" Q 0 0 200 200 re f")
    assert (run.hidden, run.suspected) == WHOLLY


@pytest.mark.parametrize(
    ("ground", "seen"),
    [
        (b"0 0 200 200 re f", True),
        (b"/J gs 0 0 200 200 re f /I gs", True),
        (b"/H gs 0 0 200 200 re f /I gs", False),
        (b"0 0 m 200 0 200 200 0 200 c h f", True),
        (b"/S sh", True),
        (b"q 0 0 9 9 re W n /S sh Q", False),
        (b"0 0 9 9 re f", False),
        (b"0 0 200 200 re 40 40 99 99 re b*", False),
        (b"0 0 200 200 re n", False),
    ],
)
def test_white_is_seen_where_something_is_painted_beneath(ground: bytes, seen: bool) -> None:
    how = "" if seen else "drawn in white on white"
    assert only(ground + b" 1 g " + _LETTER).hidden == how


@pytest.mark.parametrize(
    ("entries", "how"),
    [
        ({}, ""),
        ({"/OC": pikepdf.Dictionary()}, "in a layer that can be switched off"),
        ({"/Group": pikepdf.Dictionary(S=pikepdf.Name.Transparency)}, "drawn without colour"),
    ],
)
def test_text_of_a_form_is_hidden_with_its_form(entries: dict[str, object], how: str) -> None:
    (run,) = page(b"/H gs /X Do", {"X": b"/I gs " + _LETTER}, entries).runs
    assert run.hidden == how


def test_forms_are_read_with_their_places() -> None:
    reader = page(
        b"q 1 0 0 1 100 0 cm /X Do Q q -1 0 0 -1 100 100 cm /X Do Q",
        {"X": b"BT /F 9 Tf 10 10 Td <0041> Tj ET"},
    )
    first, second = reader.runs
    assert (first.form, first.box.left) == (0, 110)
    assert second.form == 1
    assert [form.upright for form in reader.forms] == [True, False]


def test_strings_and_dictionaries_are_read_as_written() -> None:
    run = only(rb"/Span <</Key (a\)b\101)/Of <</Deep [1 2]>>>> BDC BT /F 9 Tf <0041>Tj ET EMC")
    assert run.key == "a)bA"


def test_a_form_that_draws_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="nested too deeply"):
        page(b"/X Do", {"X": b"/X Do"})


def test_nothing_is_read_from_an_empty_page() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    assert read_page(pdf.pages[0], Fonts()).runs == []
