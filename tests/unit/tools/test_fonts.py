from __future__ import annotations

import pytest

from chapbook.errors import ProgramMissing
from chapbook.tools.fonts import TEXT_FACES, Face, foreign_letters, select_fonts


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


def test_characters_that_no_face_has_are_named_in_order() -> None:
    assert select_fonts("漢한a漢", code=False).missing == "漢한"


def test_controls_and_joiners_need_no_glyph() -> None:
    fonts = select_fonts("a\u2060\u00ad\u200b\n\tb", code=False)
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
