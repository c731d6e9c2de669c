"""Characters without a face, found before layout. Prose cases are in tests/diagnostics/CB505."""

from __future__ import annotations

from pathlib import Path

import pytest

from chapbook.formats import FORMATS, formats_of
from chapbook.options import BuildOptions
from chapbook.pipeline import build, check
from chapbook.report import lines_of
from chapbook.tools.fonts import faces

_HEAD = "---\ntitle: T\nauthor: A\n---\n\n# C\n\n"


@pytest.fixture
def without_extras(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faces, "_is_installed", lambda _package: False)


def options_for(text: str, folder: Path, formats: str = "pdf") -> BuildOptions:
    path = folder / "m.md"
    path.write_text(text, encoding="utf-8")
    return BuildOptions(path, "m.md", formats_of(formats), folder / "out")


def said_of(text: str, folder: Path, formats: str = "pdf") -> list[str]:
    return lines_of(check(options_for(text, folder, formats), lambda _: None).diagnostics)


@pytest.mark.usefixtures("without_extras")
def test_the_hint_names_the_extra(tmp_path: Path) -> None:
    said = said_of(_HEAD + "The word 한, and 한.[^n]\n\n[^n]: 한.\n", tmp_path)
    (problem, hint) = said
    assert problem == (
        "m.md:8:10: error CB505 no font has “한” (U+D55C HANGUL SYLLABLE HAN); also at 8:17, 10:7"
    )
    assert "scripts/fonts korean, or pip install 'chapbook[korean]'" in hint


@pytest.mark.usefixtures("without_extras")
@pytest.mark.parametrize(
    ("count", "ending"), [(5, "8:7, 8:9"), (6, "8:9 and one more place"), (7, "and 2 more places")]
)
def test_further_places_are_counted(count: int, ending: str, tmp_path: Path) -> None:
    assert said_of(_HEAD + "한 " * count + "\n", tmp_path)[0].endswith(ending)


@pytest.mark.usefixtures("without_extras")
def test_all_are_reported_at_once_and_many_of_one_extra_together(tmp_path: Path) -> None:
    said = said_of(_HEAD + "一丁七万丈三上下不与丐丑专且\n\nشمس\n", tmp_path)[::2]
    assert len(said) == 12 + 3
    assert "“一” (U+4E00 CJK UNIFIED IDEOGRAPH-4E00)" in said[0]
    assert said[11].endswith("; nor 2 more characters, the first at 8:13")
    assert "“ش” (U+0634 ARABIC LETTER SHEEN)" in said[12]


def test_a_combining_mark_is_shown_on_a_circle(tmp_path: Path) -> None:
    (line, _) = said_of(_HEAD + "a\u2cef\n", tmp_path)
    assert "“\u25cc\u2cef” (U+2CEF COPTIC COMBINING NI ABOVE)" in line


@pytest.mark.usefixtures("without_extras")
def test_what_needs_no_face_is_no_fault(tmp_path: Path) -> None:
    """Formulas are drawn by themselves, and a description of a picture is not drawn at all."""
    (tmp_path / "d.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><desc>漢</desc></svg>'
    )
    assert (
        said_of(
            _HEAD + "$\\alpha \\in \\mathbb{R}$ ![漢](d.svg){alt=漢}\n\n<!-- 漢 -->\n", tmp_path
        )
        == []
    )


@pytest.mark.usefixtures("without_extras")
def test_editions_that_use_the_reader_s_faces_are_built_without(tmp_path: Path) -> None:
    assert said_of(_HEAD + "漢\n", tmp_path, "html,epub") == []


@pytest.mark.usefixtures("without_extras")
def test_nothing_is_built_with_a_glyph_missing(tmp_path: Path) -> None:
    outcome = build(options_for(_HEAD + "漢\n", tmp_path, ",".join(FORMATS)), lambda _: None)
    assert [found.code.value for found in outcome.diagnostics] == ["CB505"]
    assert outcome.artifacts == ()
    assert not (tmp_path / "out").exists()
