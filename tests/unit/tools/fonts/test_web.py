from __future__ import annotations

from base64 import b64decode
from io import BytesIO
from typing import Any

from fontTools.ttLib import TTFont

from chapbook.tools.fonts.web import WebFont, web_fonts

TEXT = "Plain words, 1234567890† é"


def opened(font: WebFont) -> Any:
    return TTFont(BytesIO(font.content), lazy=False)


def tags(font: Any, table: str) -> set[str]:
    return {record.FeatureTag for record in font[table].table.FeatureList.FeatureRecord}


def test_the_faces_are_regular_italic_and_semibold() -> None:
    assert [(font.style, font.weight) for font in web_fonts(TEXT, bold=True)] == [
        ("normal", "400"),
        ("italic", "400"),
        ("normal", "600 900"),
    ]


def test_a_text_without_bold_words_needs_no_semibold() -> None:
    assert web_fonts(TEXT, bold=False) == web_fonts(TEXT, bold=True)[:2]


def test_a_subset_has_the_characters_of_the_text_and_no_others() -> None:
    for font in web_fonts(TEXT, bold=True):
        assert {chr(code) for code in opened(font).getBestCmap()} == set(TEXT)
        assert len(font.content) < 20_000


def test_small_capitals_figures_and_superiors_are_kept() -> None:
    regular, italic, semibold = map(opened, web_fonts("Small caps 0123456789 fi", bold=True))
    for font in (regular, semibold):
        assert {"smcp", "c2sc", "onum", "lnum", "pnum", "tnum", "sups", "liga"} <= tags(
            font, "GSUB"
        )
    assert {"onum", "sups"} <= tags(italic, "GSUB")
    assert "kern" in tags(regular, "GPOS")


def test_a_small_capital_is_really_drawn() -> None:
    regular = opened(web_fonts("a", bold=True)[0])
    assert "A.sc" in regular.getGlyphOrder()
    assert regular["CFF "].cff.topDictIndex[0].CharStrings["A.sc"].calcBounds(None) is not None


def test_a_character_that_the_face_lacks_is_left_to_the_reader() -> None:
    regular = opened(web_fonts("a漢", bold=True)[0])
    assert set(regular.getBestCmap()) == {ord("a")}


def test_the_reserved_name_is_gone_and_the_notices_are_kept() -> None:
    for font in map(opened, web_fonts(TEXT, bold=True)):
        names = {record.nameID: record.toUnicode() for record in font["name"].names}
        assert all("Source" not in names[number] for number in (1, 3, 4, 6))
        assert names[1].startswith("Chapbook Serif")
        assert "Adobe" in names[0]
        assert "SIL Open Font License" in names[13]
        assert all(name.startswith("ChapbookSerif") for name in font["CFF "].cff.fontNames)


def test_order_and_repetition_of_characters_change_no_byte() -> None:
    first = [font.content for font in web_fonts("abcabc†", bold=True)]
    again = [font.content for font in web_fonts("†cba", bold=True)]
    assert first == again


def test_the_address_holds_a_web_font() -> None:
    (font, *_) = web_fonts(TEXT, bold=True)
    kind, _, content = font.address.partition(";base64,")
    assert kind == "data:font/woff2"
    assert b64decode(content) == font.content
    assert font.content[:4] == b"wOF2"
