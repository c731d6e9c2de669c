"""Where the links of an edition land, and what its formulas say."""

from __future__ import annotations

import pytest

from chapbook.collate.readers.elements import tex_of
from chapbook.collate.readers.markup import Document, Library, parse_xml

CHAPTER = Document("text/one.xhtml", parse_xml(b"<html><p id='here'/></html>"))
CONTENTS = Document("nav.xhtml", parse_xml(b"<html/>"))
FILES = frozenset({"text/one.xhtml", "nav.xhtml", "images/a b.png"})


@pytest.mark.parametrize(
    ("target", "lands"),
    [
        ("#here", True),
        ("one.xhtml#here", True),
        ("../nav.xhtml", True),
        ("../images/a%20b.png", True),
        ("#there", False),
        ("one.xhtml#there", False),
        ("../nav.xhtml#here", False),
        ("two.xhtml", False),
        ("../images/b.png", False),
    ],
)
def test_a_link_lands_on_an_identifier_or_a_file(target: str, lands: bool) -> None:
    assert Library((CHAPTER, CONTENTS), FILES).lands(CHAPTER, target) is lands


@pytest.mark.parametrize(
    ("inner", "says"),
    [
        ("<mi>a</mi> <mo>+</mo>", "a +"),
        ("<semantics><mi>a</mi><annotation>b</annotation></semantics>", "b"),
        ("<mi>a</mi><annotation encoding='application/x-tex'>\\a</annotation>", "\\a"),
        ("", ""),
    ],
)
def test_a_formula_without_tex_says_its_own_signs(inner: str, says: str) -> None:
    assert tex_of(parse_xml(f"<math>{inner}</math>".encode())) == says
