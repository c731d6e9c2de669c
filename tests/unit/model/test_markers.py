"""Each kind of marker writes its numbers, and every place that names the kinds knows it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapbook.collate.foreign.readers import markers as readers
from chapbook.model.markers import MARKER_NAMES, MarkerKind, expand_selectors
from chapbook.parse.front_matter.reading import schema
from chapbook.resources import style_sheet, styles_folder
from core import examples

NUMBERS = st.integers(1, 5000)
KEYS = Path(__file__).parents[3] / "scripts" / "chapbook" / "KEYS.md"


def decimal_value(text: str) -> int:
    return sum("0123456789".index(sign) * 10**power for power, sign in enumerate(reversed(text)))


def alphabetic_value(text: str) -> int:
    """Count a to z, then aa to az, ba to bz: letters are digits from 1 to 26."""
    value = 0
    for sign in text:
        value = value * 26 + "abcdefghijklmnopqrstuvwxyz".index(sign) + 1
    return value


ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def roman_value(text: str) -> int:
    """A smaller sign before a larger one is taken off."""
    values = [ROMAN[sign] for sign in text]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))


def symbol_value(text: str) -> int:
    """Six signs in turn; then each of them twice, and so on."""
    assert len(set(text)) == 1
    return (len(text) - 1) * 6 + ["*", "†", "‡", "§", "‖", "¶"].index(text[0]) + 1


@examples(150)
@given(NUMBERS)
def test_each_marker_says_its_number(number: int) -> None:
    assert decimal_value(MarkerKind.DECIMAL.write(number)) == number
    assert alphabetic_value(MarkerKind.LOWER_ALPHA.write(number)) == number
    assert alphabetic_value(MarkerKind.UPPER_ALPHA.write(number).lower()) == number
    assert roman_value(MarkerKind.LOWER_ROMAN.write(number)) == number
    assert symbol_value(MarkerKind.SYMBOL.write(number)) == number


@pytest.mark.parametrize(
    ("kind", "number", "text"),
    [
        (MarkerKind.DECIMAL, 968, "968"),
        (MarkerKind.LOWER_ALPHA, 26, "z"),
        (MarkerKind.LOWER_ALPHA, 27, "aa"),
        (MarkerKind.LOWER_ALPHA, 702, "zz"),
        (MarkerKind.LOWER_ALPHA, 703, "aaa"),
        (MarkerKind.UPPER_ALPHA, 28, "AB"),
        (MarkerKind.LOWER_ROMAN, 4, "iv"),
        (MarkerKind.LOWER_ROMAN, 1994, "mcmxciv"),
        (MarkerKind.LOWER_ROMAN, 3999, "mmmcmxcix"),
        (MarkerKind.SYMBOL, 6, "¶"),
        (MarkerKind.SYMBOL, 7, "**"),
        (MarkerKind.SYMBOL, 14, "†††"),
    ],
)
def test_markers_that_everybody_knows(kind: MarkerKind, number: int, text: str) -> None:
    assert kind.write(number) == text


@pytest.mark.parametrize("kind", MarkerKind)
def test_no_two_numbers_have_one_marker(kind: MarkerKind) -> None:
    assert len({kind.write(number) for number in range(1, 2001)}) == 2000


@pytest.mark.parametrize("kind", MarkerKind)
def test_the_collation_computes_the_same_marker_another_way(kind: MarkerKind) -> None:
    numbers = (*range(1, 60), 399, 702, 703, 1994, 3999)
    written = [kind.write(number) for number in numbers]
    assert written == [readers.marker(kind.value.name, number) for number in numbers]


# --- What follows from the table ----------------------------------------------------------------


def test_the_front_matter_accepts_every_kind() -> None:
    assert schema()["$defs"]["marker"]["enum"] == [kind.value.name for kind in MarkerKind]


def test_the_list_of_keys_names_every_kind() -> None:
    (row,) = re.findall(r"^\| `notes` \|.*$", KEYS.read_text(encoding="utf-8"), re.MULTILINE)
    assert [name for name in MARKER_NAMES if f"`{name}`" not in row] == []


@pytest.mark.parametrize(
    ("sheet", "expanded"),
    [
        (
            ".note-call.markers-italic sup {",
            ".note-call.marker-lower-alpha sup, .note-call.marker-lower-roman sup {",
        ),
        (
            "a{b:c}\n\n:is(.markers-italic).note-call sup, p {",
            "a{b:c}\n\n:is(.marker-lower-alpha, .marker-lower-roman).note-call sup, p {",
        ),
        (".markers-high::before{}", ".marker-symbol::before{}"),
        ("/* .marker */ .note-marker, p { --marker-width: 1em }",) * 2,
    ],
)
def test_a_selector_of_a_group_names_its_kinds(sheet: str, expanded: str) -> None:
    assert expand_selectors(sheet) == expanded


def test_a_group_without_kinds_is_refused() -> None:
    with pytest.raises(ValueError, match="“wide”"):
        expand_selectors("p, .markers-wide { color: red }")


def test_style_sheets_name_groups_and_never_a_kind() -> None:
    sheets = sorted(path.name for path in styles_folder().glob("*.css"))
    named = re.compile(rf"\.marker-({'|'.join(MARKER_NAMES)})\b")
    raw = {name: (styles_folder() / name).read_text(encoding="utf-8") for name in sheets}
    assert [name for name, text in raw.items() if named.search(text)] == []
    used = {name for name, text in raw.items() if ".markers-" in text}
    assert used == {"epub.css", "notes.css", "print.css", "screen.css"}
    assert [name for name in used if ".markers-" in style_sheet(name)] == []
