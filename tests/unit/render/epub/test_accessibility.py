"""Each claim has its ground in the content, and goes when the ground goes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from chapbook.model.editions.output import Accessibility, Resource
from chapbook.model.metadata import AccessibilityStatement, Metadata, RichText
from chapbook.render.epub.accessibility import Inventory, accessibility, adapts, take_inventory
from chapbook.render.epub.edition import STYLESHEETS
from chapbook.resources import styles_folder

BOOK = Metadata(RichText("x"), "en", "urn:uuid:1", "2026-01-01T00:00:00Z", "x")
FULL = Inventory(
    pictures=1, formulas=1, tables=1, notes=1, headings=1, roles=1, ruby=1, pages=1, adaptable=True
)
FRAME = b"\x00\x21\xf9\x04\x04\x00\x00\x00\x00\x00\x2c"


def told(found: Inventory, metadata: Metadata = BOOK) -> Accessibility:
    return accessibility(found, metadata)


def picture(media_type: str, content: bytes) -> Resource:
    return Resource("p", "images/p", media_type, content)


def sheet(text: str) -> Resource:
    return Resource("s", "styles/s.css", "text/css", text.encode())


@pytest.mark.parametrize(
    ("ground", "feature"),
    [
        ("pictures", "alternativeText"),
        ("formulas", "MathML"),
        ("headings", "structuralNavigation"),
        ("roles", "ARIA"),
        ("ruby", "rubyAnnotations"),
        ("pages", "pageBreakMarkers"),
        ("pages", "pageNavigation"),
        ("adaptable", "displayTransformability"),
    ],
)
def test_a_feature_is_claimed_with_its_ground_and_only_then(ground: str, feature: str) -> None:
    nothing = False if ground == "adaptable" else 0
    assert feature in told(FULL).features
    assert feature not in told(replace(FULL, **{ground: nothing})).features
    assert feature not in told(Inventory()).features


def test_a_picture_without_words_takes_the_claims_back() -> None:
    tree = etree.fromstring('<p><img src="a.png" alt="a.png" class="without-words"/></p>')
    found = take_inventory([tree], [], [])
    access = told(found)
    assert (found.pictures, found.wordless) == (1, 1)
    assert access.sufficient == ("textual,visual",)
    assert "alternativeText" not in access.features
    assert "Pictures have" not in access.summary


def test_an_empty_inventory_claims_no_more_than_a_package_has() -> None:
    access = told(Inventory())
    assert access.features == ("readingOrder", "tableOfContents", "unlocked")
    assert (access.modes, access.sufficient) == (("textual",), ("textual",))
    assert access.hazards == ("none",)


def test_pictures_make_a_second_mode_but_text_stays_enough() -> None:
    access = told(Inventory(pictures=2))
    assert access.modes == ("textual", "visual")
    assert access.sufficient == ("textual", "textual,visual")


@pytest.mark.parametrize(
    ("ground", "words"),
    [
        ("notes", "Notes are linked"),
        ("pictures", "Pictures have alternative text"),
        ("formulas", "MathML"),
        ("tables", "Tables are"),
        ("pages", "page breaks"),
        ("moving", "Some pictures are animated"),
    ],
)
def test_the_summary_says_what_is_there_and_nothing_else(ground: str, words: str) -> None:
    assert words in told(replace(Inventory(), **{ground: 1})).summary
    assert words not in told(Inventory()).summary


@pytest.mark.parametrize(
    ("language", "marked", "begins"),
    [
        ("de-AT", "de", "Schriftgröße"),
        ("ja", "ja", "文字の"),
        ("ar-EG", "ar", "يمكن"),
        ("fi", "en", "The text can"),
    ],
)
def test_the_summary_is_in_the_language_of_the_book_or_marked(
    language: str, marked: str, begins: str
) -> None:
    access = told(FULL, replace(BOOK, language=language))
    assert access.summary_language == marked
    assert access.summary.startswith(begins)


def test_what_a_person_states_replaces_what_was_found() -> None:
    stated = AccessibilityStatement(summary="Lu et vérifié.", hazards=("noSoundHazard",))
    access = told(FULL, replace(BOOK, language="fr-CA", accessibility=stated))
    assert (access.summary, access.summary_language) == ("Lu et vérifié.", "fr-CA")
    assert access.hazards == ("noSoundHazard",)


@pytest.mark.parametrize(
    ("media_type", "content", "moving"),
    [
        ("image/gif", b"GIF89a" + FRAME, 0),
        ("image/gif", b"GIF89a" + FRAME + FRAME, 1),
        ("image/png", b"\x89PNG....IDAT", 0),
        ("image/png", b"\x89PNG....acTL....IDAT", 1),
        ("image/webp", b"RIFF....WEBPVP8XANIM", 1),
        ("image/svg+xml", b"<svg><g id='settle'/></svg>", 0),
        ("image/svg+xml", b"<svg><animateTransform/></svg>", 1),
        ("image/jpeg", b"acTL ANIM" + FRAME + FRAME, 0),
    ],
)
def test_pictures_that_move_leave_their_hazards_open(
    media_type: str, content: bytes, moving: int
) -> None:
    found = take_inventory([], [picture(media_type, content)], [])
    assert found.moving == moving
    expected = ("noSoundHazard", "unknownFlashingHazard", "unknownMotionSimulationHazard")
    assert told(found).hazards == (expected if moving else ("none",))


def test_the_inventory_counts_what_says_something() -> None:
    text = """<section role="doc-chapter"><h1>A</h1><p><img src="a" alt="Words"/><img src="b"
    alt=""/><ruby>x<rt>y</rt></ruby><span role="doc-pagebreak"/></p><math/><table/><aside
    role="doc-footnote"/><aside/></section>"""
    found = take_inventory([etree.fromstring(text)], [], [sheet("p {margin: 0}")])
    assert found == Inventory(
        pictures=1, formulas=1, tables=1, notes=1, headings=1, roles=3, ruby=1, pages=1,
        adaptable=True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("style", "free"),
    [
        ("p { font-size: 0.85em; line-height: 1.4; border-top: 1px solid }", True),
        ("a { color: inherit } /* color: red */", True),
        (".line-art { background-color: #fff }", True),
        ("col { width: auto !important }", True),
        ("p { font-size: 12px }", False),
        ("p { font: 10pt serif }", False),
        ("p { line-height: 14pt }", False),
        ("body { color: #000 }", False),
        ("body { background: white }", False),
        (".note { background-color: #eee }", False),
        ("p { text-align: justify !important }", False),
    ],
)
def test_a_style_sheet_that_takes_a_choice_from_the_reader_is_found(
    style: str, *, free: bool
) -> None:
    assert adapts(style) is free


@pytest.mark.parametrize("name", STYLESHEETS)
def test_our_style_sheets_leave_the_choice_to_the_reader(name: str) -> None:
    assert adapts((styles_folder() / name).read_text(encoding="utf-8"))
