from __future__ import annotations

import tomllib

import pytest
from fontTools import unicodedata as unicodes

from building import ROOT
from chapbook.errors import ProgramMissing
from chapbook.tools.fonts import faces
from chapbook.tools.fonts.choosing import (
    extra_for,
    foreign_letters,
    select_fonts,
)
from chapbook.tools.fonts.faces import BUNDLED, EXTRAS, TEXT_FACES, Face
from chapbook.tools.fonts.selection import FontSelection
from chapbook.tools.fonts.tables import characters


def test_latin_text_needs_the_text_face_only() -> None:
    fonts = select_fonts("Plain “text” – with † and § and é", code=False)
    assert fonts.faces == TEXT_FACES
    assert fonts.missing == ""


def test_code_brings_the_monospaced_face() -> None:
    assert select_fonts("x", code=True).families == ("Source Serif Pro", "JetBrains Mono")


@pytest.mark.parametrize(
    ("text", "family"),
    [("Ἀθῆναι", "Noto Serif"), ("‖", "Noto Serif"), ("❦", "Noto Sans Symbols 2")],
)
def test_what_the_text_face_lacks_comes_from_another(text: str, family: str) -> None:
    fonts = select_fonts(text, code=False)
    assert family in fonts.families
    assert fonts.missing == ""


def test_letters_that_only_the_upright_has_come_from_another_face() -> None:
    assert foreign_letters("Москва, † and ↑") == frozenset("Москва")
    assert "Noto Serif" in select_fonts("Москва", code=False).families


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("r\u0325gveda", {"r\u0325"}),
        ("ɛ\u0303 and ɛ", {"ɛ\u0303", "ɛ"}),
        ("t\u0361ʃ", {"t\u0361", "ʃ"}),
        ("e\u0301 é", set()),
        ("жя\u0301", {"ж", "я\u0301"}),
    ],
)
def test_a_letter_and_its_mark_come_from_another_face_together(text: str, units: set[str]) -> None:
    assert foreign_letters(text) == units
    assert select_fonts(text, code=False).parted == ()


def test_letters_that_no_face_has_whole_are_named_in_order() -> None:
    assert select_fonts("Ж\u20dd ב\u0325 r\u0325", code=False).parted == ("ב\u0325",)
    own = frozenset("ב\u0325")
    assert select_fonts("ב\u0325", code=False, own_faces=[own]).parted == ()


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("🤔", "Noto Emoji"),
        ("❤\ufe0f\u200d🔥", "Noto Emoji"),
        ("🜁", "Noto Sans Symbols"),
        ("საქართველო", "Noto Sans Georgian"),
        ("Հայաստան", "Noto Sans Armenian"),
        ("ኢትዮጵያ", "Noto Sans Ethiopic"),
        ("தமிழ்", "Noto Sans Tamil"),
    ],
)
@pytest.mark.usefixtures("without_extras")
def test_signs_and_scripts_that_are_always_there(text: str, family: str) -> None:
    fonts = select_fonts(text, code=False)
    assert fonts.missing == ""
    assert fonts.parted == ()
    assert family in fonts.families


def test_a_book_in_a_script_that_is_always_there_asks_its_face_first() -> None:
    assert select_fonts("Ատեն 12", code=False, language="hy").order[0] == "Noto Sans Armenian"


def test_every_face_that_is_always_there_has_letters_of_its_script() -> None:
    for script in BUNDLED:
        known = characters(script.faces[0])
        assert any(unicodes.script(char) in script.scripts for char in known)
        assert unicodes.script_name(min(script.scripts)).lower() in {script.name, "oriya"}


def test_families_that_a_sheet_asks_for_are_there_whatever_the_text() -> None:
    fonts = select_fonts("a", code=False, beside=["inter", "JetBrains Mono"])
    assert {"Inter", "JetBrains Mono"} < set(fonts.families)


@pytest.fixture
def without_extras(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation as `scripts/build` makes it, without any extra."""
    monkeypatch.setattr(faces, "_is_installed", lambda _package: False)


def test_characters_that_no_face_has_are_named_in_order() -> None:
    assert select_fonts("ⲁa𐎀ⲁ", code=False).missing == "ⲁ𐎀"


@pytest.mark.usefixtures("without_extras")
def test_without_extras_other_scripts_are_missing() -> None:
    fonts = select_fonts("漢 한 ب", code=False)
    assert fonts.missing == "ب漢한"
    assert fonts.faces == TEXT_FACES


@pytest.mark.parametrize(
    ("text", "language", "family"),
    [
        ("한글", "en", "Noto Serif KR"),
        ("بستان", "en", "Amiri"),
        ("גן", "en", "Noto Serif Hebrew"),
        ("ひらがな", "en", "Noto Serif JP"),
        ("漢字", "en", "Noto Serif SC"),
        ("漢字", "ja", "Noto Serif JP"),
        ("漢字", "ko", "Noto Serif KR"),
        ("漢字", "zh-Hant-HK", "Noto Serif TC"),
        ("漢字かな", "en", "Noto Serif JP"),
        ("漢字 한글", "en", "Noto Serif KR"),
        ("हिन्दी", "en", "Noto Serif Devanagari"),
        ("ภาษาไทย", "en", "Noto Serif Thai"),
    ],
)
def test_each_script_comes_from_its_own_face(text: str, language: str, family: str) -> None:
    fonts = select_fonts(text, code=False, language=language)
    assert fonts.missing == ""
    assert {family, "Source Serif Pro"} == set(fonts.families)


def test_a_book_of_another_script_asks_its_own_face_first() -> None:
    assert select_fonts("بستان 12", code=False, language="ar").order[0] == "Amiri"
    assert select_fonts("庭「」", code=False, language="ja-JP").order[0] == "Noto Serif JP"
    assert select_fonts("뜰 garden", code=False, language="ko").order[0] == "Noto Serif KR"


def test_text_marked_as_of_another_language_asks_for_that_face() -> None:
    css = select_fonts("한 直 かな", code=False, marked=["ja"]).css
    assert '[lang|="ja"]:not(html),' in css
    assert '{font-family:"Noto Serif JP","Source Serif Pro","Noto Serif KR"' in css


def test_letters_of_the_book_s_own_script_are_not_foreign() -> None:
    assert foreign_letters("السُّور Москва ἀ", "ar") == frozenset("Москваἀ")
    assert foreign_letters("السور", "en") == frozenset("السور")


@pytest.mark.usefixtures("without_extras")
@pytest.mark.parametrize(
    ("char", "language", "text", "extra"),
    [
        ("漢", "ja", "", "japanese"),
        ("漢", "zh-TW", "", "chinese-traditional"),
        ("漢", "en", "한", "korean"),
        ("漢", "en", "", "chinese"),
        ("한", "ja", "", "korean"),
        ("、", "ko", "", "korean"),
        ("\uff0c", "zh", "", "chinese"),
        ("،", "en", "", "arabic"),
        ("\u064b", "en", "", "arabic"),
        ("ﬡ", "en", "", "hebrew"),
        ("ह", "en", "", "devanagari"),
        ("ไ", "en", "", "thai"),
        ("ⲁ", "en", "", ""),
    ],
)
def test_what_is_missing_names_the_extra(char: str, language: str, text: str, extra: str) -> None:
    assert extra_for(char, language, text) == extra


def test_no_extra_is_named_that_is_installed() -> None:
    assert extra_for("漢", "ja", "") == ""


def test_every_extra_is_declared_and_named_by_the_script_it_is_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert {extra.name for extra in EXTRAS} == set(project["optional-dependencies"])
    for extra in EXTRAS:
        wanted = project["optional-dependencies"][extra.name]
        packages = {face.package.replace("_", "-") for face in extra.faces}
        assert packages == {line.split("==")[0] for line in wanted}
        assert all(face.path.is_file() for face in extra.faces)


def test_controls_and_joiners_need_no_glyph() -> None:
    fonts = select_fonts("a\u2060\u00ad\u200b\n\tb\ufe0e\ufe0f\u034f\u3164\U000e0100", code=False)
    assert fonts.missing == ""
    assert fonts.faces == TEXT_FACES


def test_every_rule_names_a_file_that_is_there() -> None:
    fonts = select_fonts("Ἀ ❦ ∮", code=True)
    for face in fonts.faces:
        assert face.url in fonts.css
        assert fonts.resources[face.url].is_file()
    assert len(fonts.resources) == len(fonts.faces)


def test_a_missing_font_package_says_what_to_do() -> None:
    with pytest.raises(ProgramMissing, match="no_such_fonts") as raised:
        _ = Face("X", "no_such_fonts", "x.otf").path
    assert raised.value.next_step


def test_small_capitals_come_from_the_latin_face_in_books_of_other_scripts() -> None:
    rule = ".smallcaps,.small-caps{font-family:var(--latin-faces)}"
    assert rule not in select_fonts("a", code=False).css
    order = ("Noto Serif KR", "Source Serif Pro")
    assert rule in FontSelection(TEXT_FACES, "", order).css
