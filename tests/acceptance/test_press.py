"""The files for a press: read as a printer reads them, and compared with the screen PDF."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import pikepdf
import pypdfium2
import pytest
from PIL import ImageChops

from building import CHAPBOOK, MANUSCRIPTS, ROOT, once
from inks import cmyk_profile
from schemas import preflight_schema

POINTS = 72 / 25.4
A5 = (148.0, 210.0)
PROFILE = cmyk_profile()


@dataclass(frozen=True)
class Pressed:
    """The result of a build for a printer."""

    folder: Path

    def file(self, ending: str) -> Path:
        (found,) = self.folder.glob(f"*{ending}")
        return found


def build(
    manuscript: Path, output: Path, *options: str, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [CHAPBOOK, "build", str(manuscript), "--output", str(output), *options],
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )


def with_print_settings(folder: Path, settings: str) -> Path:
    """Copy the thorough manuscript, with a key `print`."""
    shutil.copytree(MANUSCRIPTS["thorough"].parent, folder)
    (folder / "press.icc").write_bytes(PROFILE)
    manuscript = folder / MANUSCRIPTS["thorough"].name
    text = manuscript.read_text(encoding="utf-8")
    manuscript.write_text(text.replace("---\n", f"---\nprint: {settings}\n", 1), encoding="utf-8")
    return manuscript


def make(
    folder: Path, house: str, settings: str, environment: Mapping[str, str] | None = None
) -> Pressed:
    manuscript = with_print_settings(folder / "manuscript", settings)
    output = folder / "output"
    options = ("--format", "pdf,print", "--press", house, "--no-collate")
    done = build(manuscript, output, *options, environment=environment)
    assert done.returncode == 0, done.stderr
    return Pressed(output)


@pytest.fixture(scope="module")
def generic(shared_folder: Path) -> Pressed:
    """For any printer, with the profile of a press: PDF/X-4."""
    settings = "{icc: press.icc, caliper: 0.12}"
    return once(shared_folder, "press-generic", lambda folder: make(folder, "generic", settings))


@pytest.fixture(scope="module")
def kdp(shared_folder: Path) -> Pressed:
    """For KDP, without a profile."""
    return once(shared_folder, "press-kdp", lambda folder: make(folder, "kdp", "{ink: black}"))


@pytest.fixture(scope="module")
def ingram(shared_folder: Path) -> Pressed:
    """For Ingram."""
    settings = "{icc: press.icc}"
    return once(shared_folder, "press-ingram", lambda folder: make(folder, "ingram", settings))


def box(page: pikepdf.Page, name: str) -> list[float]:
    return [float(str(value)) / POINTS for value in page.obj[name]]


def words(path: Path) -> list[str]:
    """Return the words of each page, as PDFium reads them."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


def drawn(path: Path, page: int, dpi: int = 254) -> Any:
    """Draw a page: ten dots to the millimetre."""
    document = pypdfium2.PdfDocument(path)
    try:
        return document[page].render(scale=dpi / 72).to_pil().convert("RGB")
    finally:
        document.close()


def inked(picture: Any, left: float, top: float, right: float, bottom: float) -> bool:
    """Return whether anything is drawn in an area (millimetres from the upper left)."""
    area = picture.crop(tuple(round(10 * edge) for edge in (left, top, right, bottom)))
    return bool(area.convert("L").point(lambda value: 255 if value < 200 else 0).getbbox())


def catalogue(path: Path) -> set[str]:
    with pikepdf.open(path) as pdf:
        return {str(key) for key, _ in pdf.Root.items()}


def test_the_pages_are_those_of_the_screen_edition_without_its_cover(generic: Pressed) -> None:
    (screen,) = (path for path in generic.folder.glob("*.pdf") if "-" not in path.stem[-6:])
    shown, printed = words(screen)[2:], words(generic.file("-print.pdf"))
    assert printed[: len(shown)] == shown
    assert len(printed) - len(shown) == len(shown) % 2
    assert "".join(printed[len(shown) :]) == ""


@pytest.mark.parametrize(
    ("house", "bleed", "slug"), [("generic", 3.0, 9.0), ("kdp", 0.0, 0.0), ("ingram", 0.0, 0.0)]
)
def test_boxes_are_exact(
    request: pytest.FixtureRequest, house: str, bleed: float, slug: float
) -> None:
    pressed: Pressed = request.getfixturevalue(house)
    with pikepdf.open(pressed.file("-print.pdf")) as pdf:
        for page in pdf.pages:
            edge = bleed + slug
            width, height = A5[0] + 2 * edge, A5[1] + 2 * edge
            whole = pytest.approx([0, 0, width, height], abs=0.001)
            assert box(page, "/MediaBox") == box(page, "/CropBox") == whole
            inner = [slug, slug, width - slug, height - slug]
            assert box(page, "/BleedBox") == pytest.approx(inner, abs=0.001)
            inner = [edge, edge, width - edge, height - edge]
            assert box(page, "/TrimBox") == pytest.approx(inner, abs=0.001)
            assert "/ArtBox" not in page.obj
        assert len(pdf.pages) % 2 == 0


def test_crop_marks_point_at_the_trim_and_stay_off_the_bleed(generic: Pressed) -> None:
    picture = drawn(generic.file("-print.pdf"), 8)
    edge, width, height = 12, 148 + 24, 210 + 24
    for x in (edge, edge + 148):
        for top, bottom in ((1, 8.5), (height - 8.5, height - 1)):
            assert inked(picture, x - 0.2, top, x + 0.2, bottom)
            assert not inked(picture, x + 0.6, top, x + 3, bottom)
    for y in (edge, edge + 210):
        for left, right in ((1, 8.5), (width - 8.5, width - 1)):
            assert inked(picture, left, y - 0.2, right, y + 0.2)
    # The bleed and a millimetre around it are clear on all four sides.
    ring = ((8.2, 8.2, width - 8.2, 11.8), (8.2, height - 11.8, width - 8.2, height - 8.2))
    ring += ((8.2, 8.2, 11.8, height - 8.2), (width - 11.8, 8.2, width - 8.2, height - 8.2))
    assert not any(inked(picture, *area) for area in ring)


def test_nothing_of_screens_is_left(generic: Pressed, kdp: Pressed, ingram: Pressed) -> None:
    for pressed in (generic, kdp, ingram):
        for ending in ("-print.pdf", "-cover.pdf"):
            keys = catalogue(pressed.file(ending))
            assert keys <= {"/Type", "/Pages", "/Lang", "/Metadata", "/OutputIntents"}
            with pikepdf.open(pressed.file(ending)) as pdf:
                assert not [page for page in pdf.pages if "/Annots" in page.obj]


def test_pages_are_black_alone(generic: Pressed, kdp: Pressed) -> None:
    for pressed in (generic, kdp):
        with pikepdf.open(pressed.file("-print.pdf")) as pdf:
            used = {
                str(instruction.operator)
                for page in pdf.pages
                for instruction in pikepdf.parse_content_stream(page)
            }
        assert "g" in used
        assert not used & {"rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN"}
        for number in (2, 10):
            red, green, blue = drawn(pressed.file("-print.pdf"), number, 100).split()
            assert ImageChops.difference(red, green).getbbox() is None
            assert ImageChops.difference(green, blue).getbbox() is None


def test_every_word_is_pure_black(generic: Pressed) -> None:
    with pikepdf.open(generic.file("-print.pdf")) as pdf:
        for page in pdf.pages:
            colour, kept = "0", list[str]()
            for instruction in pikepdf.parse_content_stream(page):
                name = str(instruction.operator)
                operands: Any = instruction.operands
                if name == "g":
                    colour = str(operands[0])
                elif name == "q":
                    kept.append(colour)
                elif name == "Q":
                    colour = kept.pop()
                elif name in ("Tj", "TJ"):
                    assert colour == "0", page.index


def test_with_a_profile_it_is_pdf_x_4(generic: Pressed) -> None:
    for ending in ("-print.pdf", "-cover.pdf"):
        path = generic.file(ending)
        assert path.read_bytes()[:8] == b"%PDF-1.6"
        with pikepdf.open(path) as pdf:
            (intent,) = pdf.Root.OutputIntents
            assert intent.S == "/GTS_PDFX"
            assert intent.DestOutputProfile.read_bytes() == PROFILE
            assert intent.DestOutputProfile.N == 4
            assert str(intent.OutputConditionIdentifier) == "Test press"
            assert pdf.docinfo["/Trapped"] == "/False"
            assert pdf.docinfo["/ModDate"]
            assert pdf.docinfo["/Title"] == "The Walled Garden"
            assert len(pdf.trailer.ID) == 2
            packet = pdf.Root.Metadata.read_bytes().decode()
            metadata = pdf.open_metadata()
            assert metadata["pdfxid:GTS_PDFXVersion"] == "PDF/X-4"
            assert metadata["xmp:ModifyDate"] == "2024-06-07T08:09:10Z"
            assert metadata["pdf:Trapped"] == "False"
            for name in ("DocumentID", "VersionID", "RenditionClass"):
                assert metadata[f"xmpMM:{name}"]
            assert "pdfaid" not in packet
            assert "pdfuaid" not in packet


def test_without_a_profile_it_does_not_say_so(kdp: Pressed) -> None:
    for ending in ("-print.pdf", "-cover.pdf"):
        with pikepdf.open(kdp.file(ending)) as pdf:
            assert "/Metadata" not in pdf.Root
            assert "/OutputIntents" not in pdf.Root
            assert not pdf.trailer.get("/Info", {}).keys()


def pages_of(path: Path) -> int:
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


@pytest.mark.parametrize(
    ("house", "leaf", "board", "bleed"),
    [("generic", 0.12, 0.3, 3.0), ("kdp", 2 * 0.002252 * 25.4, 0.0, 3.175)],
)
def test_the_cover_wraps_around_the_pages(
    request: pytest.FixtureRequest, house: str, leaf: float, board: float, bleed: float
) -> None:
    pressed: Pressed = request.getfixturevalue(house)
    spine = pages_of(pressed.file("-print.pdf")) / 2 * leaf + board
    with pikepdf.open(pressed.file("-cover.pdf")) as pdf:
        (page,) = pdf.pages
        left, bottom, right, top = box(page, "/TrimBox")
        assert right - left == pytest.approx(2 * 148 + spine, abs=0.01)
        assert top - bottom == pytest.approx(210, abs=0.01)
        assert box(page, "/BleedBox") == pytest.approx(
            [left - bleed, bottom - bleed, right + bleed, top + bleed], abs=0.01
        )


def test_the_cover_is_inked_to_the_edge_of_the_bleed(generic: Pressed) -> None:
    picture = drawn(generic.file("-cover.pdf"), 0)
    width, height = picture.width / 10, picture.height / 10
    for corner in (
        (9.1, 9.1),
        (width - 9.6, 9.1),
        (9.1, height - 9.6),
        (width - 9.6, height - 9.6),
    ):
        assert inked(picture, corner[0], corner[1], corner[0] + 0.5, corner[1] + 0.5)


def test_the_cover_is_in_four_inks_and_nothing_shines_through(generic: Pressed) -> None:
    with pikepdf.open(generic.file("-cover.pdf")) as pdf:
        streams = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream)]
        used = set()
        for stream in (pdf.pages[0], *streams):
            if isinstance(stream, pikepdf.Stream) and stream.get("/Subtype") != "/Form":
                continue
            for instruction in pikepdf.parse_content_stream(stream):
                used.add(str(instruction.operator))
        opaque = {
            float(thing.ca)
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and "/ca" in thing
        }
        assert "k" in used
        assert not used & {"rg", "RG"}
        assert opaque <= {1.0}


def test_the_front_is_at_the_right(generic: Pressed) -> None:
    with pikepdf.open(generic.file("-cover.pdf")) as pdf:
        middle = sum(float(str(edge)) for edge in pdf.pages[0].mediabox) / 2
    document = pypdfium2.PdfDocument(generic.file("-cover.pdf"))
    try:
        text = document[0].get_textpage()
        found = text.search("Ada Fern")
        place = found.get_next()
        assert place is not None
        assert text.get_charbox(place[0])[0] > middle / 2
    finally:
        document.close()


@pytest.mark.parametrize("house", ["generic", "kdp", "ingram"])
def test_the_report_lists_every_rule_as_kept(request: pytest.FixtureRequest, house: str) -> None:
    pressed: Pressed = request.getfixturevalue(house)
    data = json.loads(pressed.file("-preflight.json").read_text(encoding="utf-8"))
    jsonschema.validate(data, preflight_schema())
    assert [one["part"] for one in data["preflights"]] == ["interior", "cover"]
    text = pressed.file("-preflight.txt").read_text(encoding="utf-8")
    for one in data["preflights"]:
        assert (one["house"], one["verdict"]) == (house, "PASS")
        assert {rule["verdict"] for rule in one["rules"]} == {"PASS"}
        for rule in one["rules"]:
            assert f"{rule['rule']}: " in text
    x4 = [rule for one in data["preflights"] for rule in one["rules"] if rule["rule"] == "pdf-x-4"]
    assert len(x4) == (0 if house == "kdp" else 2)


def test_ingram_gets_a_blank_last_page(ingram: Pressed) -> None:
    assert words(ingram.file("-print.pdf"))[-1] == ""
    assert pages_of(ingram.file("-print.pdf")) % 2 == 0


def test_what_breaks_a_rule_is_not_given_out(tmp_path: Path) -> None:
    manuscript = tmp_path / "short.md"
    manuscript.write_text(
        "---\ntitle: Short\nlang: en\ndate: 2026\n---\n\nWords.\n", encoding="utf-8"
    )
    output = tmp_path / "output"
    output.mkdir()
    (output / "short-print.pdf").write_bytes(b"older")
    done = build(manuscript, output, "--format", "print", "--press", "kdp")
    assert done.returncode == 6
    assert "\n  FAIL    fewest-pages: at least 24 pages; found: " in done.stderr
    assert "not what kdp asks for" in done.stderr
    assert [path.name for path in output.iterdir()] == ["short-print.pdf"]
    assert (output / "short-print.pdf").read_bytes() == b"older"


def test_the_command_checks_any_pdf(generic: Pressed) -> None:
    def judge(*options: str) -> subprocess.CompletedProcess[str]:
        command = [CHAPBOOK, "preflight", str(generic.file("-print.pdf")), *options]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    assert judge().returncode == 0
    failed = judge("--press", "kdp", "--json")
    assert failed.returncode == 6
    data = json.loads(failed.stdout)
    jsonschema.validate(data, preflight_schema())
    bad = {rule["rule"] for rule in data["preflights"][0]["rules"] if rule["verdict"] == "FAIL"}
    assert bad == {"bleed", "marks", "no-metadata"}
    # How large a cover must be, the file alone does not say.
    assert judge("--part", "cover").returncode == 7


def test_another_run_gives_the_same_bytes(generic: Pressed, tmp_path: Path) -> None:
    elsewhere = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "4711"}
    settings = "{icc: press.icc, caliper: 0.12}"
    again = make(tmp_path / "else where", "generic", settings, elsewhere)
    for ending in ("-print.pdf", "-cover.pdf", "-preflight.txt", "-preflight.json"):
        assert generic.file(ending).read_bytes() == again.file(ending).read_bytes(), ending
