from __future__ import annotations

from base64 import b64decode
from io import BytesIO

from fontTools.ttLib import TTFont

from chapbook.tools.mathematics.face import FAMILY, mathematics_face


def face(text: str) -> TTFont:
    kind, _, content = mathematics_face(text).partition(",")
    assert kind == "data:font/woff2;base64"
    return TTFont(BytesIO(b64decode(content)))


def test_it_has_the_letters_in_italics_and_what_stretches() -> None:
    font = face("xh(Γ-")
    signs = set(font.getBestCmap())
    assert {ord(char) for char in "xhΓ(√−\u210e"} <= signs
    assert {0x1D465, 0x1D6E4} <= signs
    assert "MATH" in font
    brackets = font["MATH"].table.MathVariants.VertGlyphCoverage.glyphs
    assert font.getBestCmap()[ord("(")] in brackets
    assert ord("y") not in signs


def test_it_has_a_name_of_its_own_and_its_licence() -> None:
    names = face("x")["name"]
    assert names.getDebugName(1) == FAMILY
    assert "Open Font License" in names.getDebugName(13)


def test_the_same_signs_give_the_same_bytes() -> None:
    assert mathematics_face("ab") == mathematics_face("bab")
