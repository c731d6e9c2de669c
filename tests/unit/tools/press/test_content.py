from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pytest

from chapbook.errors import ProgramFailed, UsageError
from chapbook.tools.press.document import PressPlan, make_for_press
from chapbook.tools.press.facts import read_facts
from chapbook.tools.press.ink import Inks, profile_problem
from inks import cmyk_profile

PROFILE = cmyk_profile()


def written(path: Path, content: bytes, **resources: Any) -> Path:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 300))
    page.obj.Resources = pikepdf.Dictionary(**{name: make(pdf) for name, make in resources.items()})
    page.obj.Contents = pdf.make_stream(content)
    pdf.save(path)
    return path


def pressed(source: Path, inks: Inks, **plan: Any) -> pikepdf.Pdf:
    target = source.with_name("pressed.pdf")
    make_for_press(source, target, PressPlan(inks, **plan))
    return pikepdf.open(target)


def operators(pdf: pikepdf.Pdf) -> list[str]:
    return pdf.pages[0].Contents.read_bytes().decode().split("\n")


def face(_: pikepdf.Pdf) -> Any:
    return pikepdf.Dictionary(
        F=pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
    )


def test_words_are_black_and_areas_grey(tmp_path: Path) -> None:
    content = b"0.11 0.25 0.45 rg 0 0 9 9 re f BT /F 9 Tf (a) Tj ET 1 1 1 rg BT /F 9 Tf (b) Tj ET"
    with pressed(written(tmp_path / "a.pdf", content, Font=face), Inks()) as pdf:
        lines = operators(pdf)
    assert [line for line in lines if line.endswith(" g")] == ["0.2347 g", "0 g", "1 g"]
    assert not [line for line in lines if line.endswith(("rg", "RG"))]
    assert lines.index("0 g") < lines.index("(a) Tj") < lines.index("1 g") < lines.index("(b) Tj")


def test_colours_come_back_with_the_state_that_had_them(tmp_path: Path) -> None:
    content = b"1 0 0 rg q 1 1 1 rg 0 0 1 1 re f Q 0 0 2 2 re f"
    with pressed(written(tmp_path / "a.pdf", content), Inks()) as pdf:
        lines = operators(pdf)
    assert [line for line in lines if line.endswith(" g")] == ["1 g", "0.2126 g"]


def test_no_colour_is_set_within_a_path(tmp_path: Path) -> None:
    content = b"0 0 m 9 9 l 1 0 0 rg 0 0 m 9 0 l 9 9 l f"
    with pressed(written(tmp_path / "a.pdf", content), Inks(PROFILE, coloured=True)) as pdf:
        lines = operators(pdf)
    assert lines.index("0 0 m") > next(i for i, line in enumerate(lines) if line.endswith(" k"))


def test_with_a_profile_colours_are_mixed_and_greys_are_black_ink(tmp_path: Path) -> None:
    content = b"1 0 0 rg 0 0 9 9 re f 0.5 0.5 0.5 rg 0 0 9 9 re f"
    with pressed(written(tmp_path / "a.pdf", content), Inks(PROFILE, coloured=True)) as pdf:
        first, second = (line for line in operators(pdf) if line.endswith(" k"))
    cyan, magenta, yellow, black = (float(part) for part in first.split()[:4])
    assert cyan < 0.1
    assert min(magenta, yellow) > 0.6
    assert black < 0.2
    assert second == "0 0 0 0.5 k"


def test_structure_and_links_are_gone(tmp_path: Path) -> None:
    content = b"/P <</MCID 0/Key (abcdef)>> BDC BT /F 9 Tf (a) Tj ET EMC /P /M DP"
    with pressed(written(tmp_path / "a.pdf", content, Font=face), Inks()) as pdf:
        found = " ".join(operators(pdf))
        assert "MCID" not in found
        assert "DP" not in found
        assert "abcdef" in found  # the key of its block stays with the words


@pytest.mark.parametrize("mode", ["RGB", "L", "P"])
@pytest.mark.parametrize(("coloured", "space"), [(False, "/DeviceGray"), (True, "/DeviceCMYK")])
def test_pictures_are_turned_into_ink(
    tmp_path: Path, mode: str, coloured: bool, space: str
) -> None:
    colour = bytes((200, 30, 30))
    pixels, stored = {
        "RGB": (colour * 16, pikepdf.Name.DeviceRGB),
        "L": (b"\x50" * 16, pikepdf.Name.DeviceGray),
        "P": (bytes(16), pikepdf.Array([pikepdf.Name.Indexed, pikepdf.Name.DeviceRGB, 0, colour])),
    }[mode]

    def shown(pdf: pikepdf.Pdf) -> Any:
        stream = pdf.make_stream(pixels, Subtype=pikepdf.Name.Image, Width=4, Height=4)
        stream.BitsPerComponent, stream.ColorSpace = 8, stored
        return pikepdf.Dictionary(I=stream)

    source = written(tmp_path / "a.pdf", b"q 9 0 0 9 0 0 cm /I Do Q", XObject=shown)
    with pressed(source, Inks(PROFILE, coloured=coloured)) as pdf:
        image = pdf.pages[0].Resources.XObject.I
        assert image.ColorSpace == ("/DeviceGray" if mode == "L" else space)
        turned = pikepdf.PdfImage(image).as_pil_image()
    grey = turned.convert("L").getpixel((0, 0))
    assert isinstance(grey, int)
    assert 30 < grey < 110


def gradient(pdf: pikepdf.Pdf, kind: int = 2) -> Any:
    colours = {"C0": [1, 0, 0], "C1": [0, 0, 1], "N": 1} if kind == 2 else {}
    function = pikepdf.Dictionary(FunctionType=kind, Domain=[0, 1], **colours)
    return pikepdf.Dictionary(
        S=pdf.make_indirect(
            pikepdf.Dictionary(
                ShadingType=2,
                ColorSpace=pikepdf.Name.DeviceRGB,
                Coords=[0, 0, 9, 9],
                Function=function,
            )
        )
    )


def test_gradients_are_turned_at_their_ends(tmp_path: Path) -> None:
    source = written(tmp_path / "a.pdf", b"/S sh", Shading=gradient)
    with pressed(source, Inks()) as pdf:
        shading = pdf.pages[0].Resources.Shading.S
        assert shading.ColorSpace == "/DeviceGray"
        assert [len(shading.Function[end]) for end in ("/C0", "/C1")] == [1, 1]
    assert read_facts(tmp_path / "pressed.pdf").pages[0].colours == {"DeviceGray"}


@pytest.mark.parametrize(
    ("content", "resources"),
    [
        (b"/lab cs 50 1 1 scn 0 0 9 9 re f", {}),
        (b"0 0 0 1 k 0 0 9 9 re f", {}),
        (b"/S sh", {"Shading": lambda pdf: gradient(pdf, 4)}),
    ],
)
def test_a_colour_that_is_not_understood_is_refused(
    tmp_path: Path, content: bytes, resources: dict[str, Any]
) -> None:
    source = written(tmp_path / "a.pdf", content, **resources)
    with pytest.raises(ProgramFailed, match="cannot be printed"):
        pressed(source, Inks())


def test_what_no_page_shows_is_not_in_the_file(tmp_path: Path) -> None:
    def two(pdf: pikepdf.Pdf) -> Any:
        form = pdf.make_stream(b"0 0 9 9 re f", Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
        other = pdf.make_stream(b"0 0 1 1 re f", Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
        return pikepdf.Dictionary(Shown=form, Hidden=other)

    with pressed(written(tmp_path / "a.pdf", b"/Shown Do", XObject=two), Inks()) as pdf:
        assert list(pdf.pages[0].Resources.XObject.keys()) == ["/Shown"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is not an ICC profile"),
        (b"\0" * 200, "is not an ICC profile"),
        (cmyk_profile(device=b"mntr"), "another kind of device (mntr)"),
    ],
)
def test_what_is_not_the_profile_of_a_press_is_refused(content: bytes, words: str) -> None:
    problem = profile_problem(content)
    assert problem is not None
    assert words in problem


def test_what_is_not_a_pdf_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"no")
    with pytest.raises(UsageError, match="cannot be read as a PDF"):
        read_facts(tmp_path / "a.pdf")


def test_the_facts_of_a_page_that_cannot_be_read_are_a_fault(tmp_path: Path) -> None:
    facts = read_facts(written(tmp_path / "a.pdf", b"/Nowhere Do"))
    assert [fault.partition(":")[0] for fault in facts.faults] == ["page 1"]


def test_the_facts_name_faces_that_are_not_in_the_file_and_the_size_of_words(
    tmp_path: Path,
) -> None:
    content = b"2 0 0 2 0 0 cm BT 1 0 0 -1 0 0 Tm /F 4 Tf (a) Tj ET"
    facts = read_facts(written(tmp_path / "a.pdf", content, Font=face))
    assert facts.fonts == {"Helvetica": False}
    assert facts.pages[0].smallest == 8.0
