from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import jsonschema
import pytest

from chapbook.model.editions.output import Verdict
from chapbook.model.editions.press import Check, FileFacts, Part, Preflight
from chapbook.press.houses import GENERIC, HOUSES, INGRAM, KDP
from chapbook.press.preflight import preflight
from chapbook.report.preflight import WORDS, preflight_json, preflight_text
from schemas import preflight_schema
from unit.press.facts import a_file, a_page

LISTED = [
    (house, rule) for house, demands in HOUSES.items() for rule in demands.rules
]  # fmt: skip


def judged(facts: FileFacts, demands=KDP, part: Part = Part.INTERIOR, **more) -> Preflight:  # type: ignore[no-untyped-def]
    return preflight(facts, demands, part, name="a.pdf", **more)


def failed(facts: FileFacts, demands=KDP, part: Part = Part.INTERIOR, **more) -> set[Check]:  # type: ignore[no-untyped-def]
    found = judged(facts, demands, part, **more)
    return {one.rule.check for one in found.findings if one.verdict is not Verdict.PASS}


@pytest.mark.parametrize("demands", [KDP, INGRAM])
def test_a_file_as_it_should_be_passes(demands) -> None:  # type: ignore[no-untyped-def]
    found = judged(a_file(), demands)
    assert found.verdict is Verdict.PASS
    assert found.findings


def changed(**changes: object) -> Callable[[], FileFacts]:
    """Return a file whose third page differs."""

    def make() -> FileFacts:
        file = a_file()
        pages = list(file.pages)
        pages[2] = replace(pages[2], **changes)  # type: ignore[arg-type]
        return replace(file, pages=tuple(pages))

    return make


@pytest.mark.parametrize(
    ("check", "facts"),
    [
        (Check.BOXES, changed(media=(0, 0, 100, 100), crop=(0, 0, 100, 100))),
        (Check.FONTS, lambda: a_file(fonts={"Arial": False})),
        (Check.UNLOCKED, lambda: a_file(locked=True)),
        (Check.NO_SCREEN_PARTS, lambda: a_file(screen_parts=("/Outlines",))),
        (Check.NO_SCREEN_PARTS, changed(annotations=2)),
        (Check.EVEN_PAGES, lambda: a_file(count=41)),
        (Check.BLACK_TEXT, changed(text=frozenset({("DeviceGray", (0.2,))}))),
        (Check.BLACK_TEXT, changed(text=frozenset({("DeviceRGB", (0.0, 0.0, 0.0))}))),
        (Check.MARKS, changed(marked=True)),
        (Check.NO_METADATA, lambda: a_file(has_metadata=True)),
        (Check.NO_TRANSPARENCY, changed(transparent=True)),
        (Check.FILE_SIZE, lambda: a_file(size=650_000_001)),
        (Check.SMALLEST_TYPE, changed(smallest=6.9)),
        (Check.FEWEST_PAGES, lambda: a_file(count=22)),
        (Check.MOST_PAGES, lambda: a_file(count=830)),
        (Check.OUTER_MARGIN, changed(margins=(20.0, 20.0, 6.0, 20.0))),
        (Check.OUTER_MARGIN, changed(margins=(20.0, 6.0, 20.0, 20.0))),
        (Check.GUTTER, changed(margins=(9.0, 20.0, 20.0, 20.0))),
        (Check.MOST_BLANKS, lambda: a_file(*(a_page(margins=None) for _ in range(40)))),
    ],
)
def test_each_rule_finds_what_breaks_it(check: Check, facts: Callable[[], FileFacts]) -> None:
    assert check in failed(facts())


def test_a_page_of_another_size_is_found() -> None:
    odd = a_page(trim=(0, 0, 140, 210))
    assert Check.ONE_SIZE in failed(a_file(*(a_page() for _ in range(39)), odd))


def test_a_picture_too_coarse_is_named_by_its_page() -> None:
    coarse = a_file(images=(replace(a_file().images[0], dpi=150.0, page=7),))
    (found,) = (f for f in judged(coarse).findings if f.rule.check is Check.RESOLUTION)
    assert (found.verdict, found.pages, found.found) == (Verdict.FAIL, (7,), "150 dpi")


def test_a_last_page_with_words_is_found() -> None:
    assert Check.BLANK_LAST_PAGE in failed(a_file(*(a_page() for _ in range(40))), INGRAM)


def test_colours_of_screens_are_found() -> None:
    assert Check.COLOUR in failed(changed(colours=frozenset({"ICC RGB"}))(), INGRAM)


@pytest.mark.parametrize(
    ("pages", "inches"), [(150, 0.375), (152, 0.5), (302, 0.625), (502, 0.75), (702, 0.875)]
)
def test_the_gutter_grows_with_the_pages(pages: int, inches: float) -> None:
    narrow = a_page(margins=(inches * 25.4 - 0.5,) * 4)
    enough = a_page(margins=(inches * 25.4,) * 4)
    assert Check.GUTTER in failed(a_file(*[narrow] * pages))
    assert Check.GUTTER not in failed(a_file(*[enough] * pages))


def test_the_gutter_is_on_the_other_side_in_a_book_from_right_to_left() -> None:
    one, other = a_page(margins=(8.0, 20.0, 20.0, 20.0)), a_page(margins=(20.0, 20.0, 8.0, 20.0))
    pages = [one, other] * 20
    assert Check.GUTTER in failed(a_file(*pages))
    assert Check.GUTTER not in failed(a_file(*pages), right_to_left=True)


def test_marks_and_bleed_are_demanded_where_a_printer_cuts_by_them() -> None:
    right = a_file(*(a_page(3.0, 9.0) for _ in range(40)))
    assert failed(right, GENERIC) == set()
    assert {Check.MARKS, Check.BLEED} <= failed(a_file(), GENERIC)
    short = a_file(*(a_page(2.9, 9.0) for _ in range(40)))
    assert Check.BLEED in failed(short, GENERIC)


def test_the_cover_must_have_the_size_of_the_book() -> None:
    page = a_page(3.0, 9.0)
    assert Check.COVER_SIZE not in failed(a_file(page), GENERIC, Part.COVER, wrap=(148.0, 210.0))
    assert Check.COVER_SIZE in failed(a_file(page), GENERIC, Part.COVER, wrap=(150.0, 210.0))
    unknown = judged(a_file(page), GENERIC, Part.COVER)
    assert unknown.verdict is Verdict.NOT_RUN


@pytest.mark.parametrize(
    "facts",
    [
        a_file(claims=None),
        a_file(version="1.7"),
        a_file(intent=None),
        changed(colours=frozenset({"DeviceRGB"}))(),
        replace(changed(colours=frozenset({"DeviceCMYK"}))(), intent="GRAY"),
    ],
)
def test_pdf_x_4_is_claimed_rightly_or_not_at_all(facts: FileFacts) -> None:
    assert Check.PDF_X4 in failed(facts, INGRAM, as_x4=True)
    assert Check.PDF_X4 not in failed(facts, INGRAM)
    assert Check.PDF_X4 not in failed(a_file(), INGRAM, as_x4=True)


def test_what_could_not_be_read_is_not_run() -> None:
    found = judged(a_file(faults=("page 3: PdfError",)))
    verdicts = {one.rule.check: one.verdict for one in found.findings}
    for check in (Check.FONTS, Check.BLACK_TEXT, Check.RESOLUTION, Check.NO_TRANSPARENCY):
        assert verdicts[check] is Verdict.NOT_RUN
    assert verdicts[Check.EVEN_PAGES] is Verdict.PASS
    assert found.verdict is Verdict.NOT_RUN


def test_every_rule_has_words_and_a_source() -> None:
    assert set(WORDS) == set(Check)
    for _, rule in LISTED:
        assert rule.source
        assert rule.limit is not None or "{" not in WORDS[rule.check]
    for demands in HOUSES.values():
        keys = [(rule.part, rule.check) for rule in demands.rules]
        assert len(set(keys)) == len(keys)


def test_the_report_says_the_same_in_words_and_as_data() -> None:
    found = judged(a_file(images=(), locked=True))
    data = json.loads(preflight_json((found,)))
    jsonschema.validate(data, preflight_schema())
    (one,) = data["preflights"]
    assert one["verdict"] == "FAIL"
    lines = preflight_text((found,)).splitlines()
    assert lines[0] == "FAIL  a.pdf (interior, for kdp)"
    assert len(lines) == len(one["rules"]) + 1
    for line, rule in zip(lines[1:], one["rules"], strict=True):
        assert line.split()[:1] == [rule["verdict"]]
        assert rule["found"] in line
        assert rule["source"] in line


@pytest.mark.parametrize(
    ("ink", "words"),
    [
        (("DeviceRGB", (0.0, 0.0, 0.0)), "text in DeviceRGB 0 0 0"),
        (("DeviceCMYK", (0.75, 0.68, 0.67, 0.9)), "text in DeviceCMYK 0.75 0.68 0.67 0.9"),
        (("Pattern", ()), "text in Pattern"),
    ],
)
def test_an_ink_is_named_in_words(ink: tuple[str, tuple[float, ...]], words: str) -> None:
    found = judged(changed(text=frozenset({ink}))())
    (black,) = [one for one in found.findings if one.rule.check is Check.BLACK_TEXT]
    assert black.found == words
    assert "('" not in preflight_text((found,))
    assert words in preflight_text((found,))


@pytest.mark.parametrize(
    ("numbers", "words"), [((2,), "(page 2)"), ((2, 3), "(pages 2–3)"), ((1, 4), "(pages 1, 4)")]
)
def test_pages_are_named_in_the_right_number(numbers: tuple[int, ...], words: str) -> None:
    pages = [a_page(marked=number in numbers) for number in range(1, 25)]
    assert words in preflight_text((judged(a_file(*pages)),))


def test_a_rule_that_was_not_looked_at_is_shown_as_skipped() -> None:
    found = judged(a_file(faults=("page 3: PdfError",)))
    assert "  skipped fonts: " in preflight_text((found,))
    assert "NOT RUN" not in preflight_text((found,))
    assert '"NOT RUN"' in preflight_json((found,))
