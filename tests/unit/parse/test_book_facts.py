"""What the front matter says for the package metadata: sort forms, codes, certification."""

from __future__ import annotations

from pathlib import Path

import pytest

from chapbook.model.metadata import AccessibilityStatement, Metadata, SubjectCode
from chapbook.parse import parse
from chapbook.parse.front_matter.sorting import name_sort, title_sort
from chapbook.read import read


def metadata(folder: Path, *lines: str) -> tuple[Metadata | None, list[str]]:
    """Parse a manuscript with this front matter; give the problems as `key: problem`, too."""
    path = folder / "book.md"
    path.write_text("\n".join(("---", *lines, "---", "", "# One", "", "Text.", "")), "utf-8")
    source, _ = read(path, "book.md")
    assert source is not None
    parsed, findings = parse(source, None)
    problems = [f"{f.facts.get('key')}: {f.facts.get('problem', f.code.value)}" for f in findings]
    return (parsed.metadata if parsed else None), problems


@pytest.mark.parametrize(
    ("title", "language", "expected"),
    [
        ("The Walled Garden", "en-GB", "Walled Garden, The"),
        ("An Inventory", "en", "Inventory, An"),
        ("A to Z", "en", None),
        ("Then and Now", "en", None),
        ("The", "en", None),
        ("The Hague", "nl", None),
        ("Das war ich", "de", None),
    ],
)
def test_only_english_articles_are_put_behind(
    title: str, language: str, expected: str | None
) -> None:
    assert title_sort(title, language) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Plato", "Plato"),
        ("夏目漱石", "夏目漱石"),
        ("김 소월", "김 소월"),
        ("Kim Il Sung", None),
        ("Ludwig van Beethoven", None),
        ("News Agency", None),
        ("夏目 Soseki", None),
        ("42", None),
    ],
)
def test_no_sort_form_of_a_name_is_guessed(name: str, expected: str | None) -> None:
    assert name_sort(name) == expected


def test_a_given_sort_form_wins(tmp_path: Path) -> None:
    found, problems = metadata(
        tmp_path, "title: The Loom", "title-sort: Loom", "author: {name: Plato, sort: Platon}"
    )
    assert found is not None
    assert (found.title_sort, found.contributors[0].sort) == ("Loom", "Platon")
    assert problems == []


def test_subjects_may_have_codes(tmp_path: Path) -> None:
    found, problems = metadata(
        tmp_path,
        "title: x",
        "subjects:",
        "  - Looms",
        "  - {text: Weaving, scheme: thema, code: wfbs}",
        "  - {text: Weaving, scheme: bisac, code: CRA040000}",
    )
    assert found is not None
    assert found.subjects == ("Looms", "Weaving")
    assert found.subject_codes == (
        SubjectCode("Weaving", "Thema", "WFBS"),
        SubjectCode("Weaving", "BISAC", "CRA040000"),
    )
    assert problems == []


@pytest.mark.parametrize(
    ("scheme", "code", "names"),
    [("bisac", "HIS23000", "BISAC"), ("thema", "9HF", "Thema"), ("thema", "ZZ", "Thema")],
)
def test_a_code_of_the_wrong_form_is_an_error(
    tmp_path: Path, scheme: str, code: str, names: str
) -> None:
    subject = f"  - {{text: Weaving, scheme: {scheme}, code: {code}}}"
    _, problems = metadata(tmp_path, "title: x", "subjects:", subject)
    assert len(problems) == 1
    assert f"subjects: has {code}, which is not a {names} code" in problems[0]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("subjects: [{text: Weaving, scheme: lcsh, code: x}]", "bisac, thema"),
        ("subjects: [{text: Weaving}]", "must be a text, or a mapping with text, scheme and code"),
        ("accessibility: {certifier-report: 'https://example.org'}", "certified-by"),
        ("accessibility: {certified-by: Ann, certifier-report: here}", "a web address"),
        ("accessibility: {hazards: loud}", "must be"),
        ("epub: {embed-fonts: maybe}", "true, false, yes, no"),
    ],
)
def test_wrong_values_are_named(tmp_path: Path, line: str, problem: str) -> None:
    _, problems = metadata(tmp_path, "title: x", line)
    assert len(problems) == 1
    assert problem in problems[0]


def test_what_a_person_certifies(tmp_path: Path) -> None:
    found, problems = metadata(
        tmp_path,
        "title: x",
        "accessibility:",
        "  certified-by: Ann Tester",
        "  certifier-credential: Tester since 2020",
        "  certifier-report: https://example.org/report",
        "  summary: Read by ear and by finger.",
        "  hazards: [noFlashingHazard, noSoundHazard]",
        "epub: {embed-fonts: true}",
    )
    assert found is not None
    assert found.accessibility == AccessibilityStatement(
        "Ann Tester",
        "Tester since 2020",
        "https://example.org/report",
        "Read by ear and by finger.",
        ("noFlashingHazard", "noSoundHazard"),
    )
    assert found.embed_fonts
    assert problems == []


def test_what_is_on_the_back_cover(tmp_path: Path) -> None:
    book, problems = metadata(
        tmp_path,
        "blurb: |",
        "  The first words",
        "  of *Alice*.",
        "",
        "  The second.",
        "price: £3.00",
        "url: https://books.example.org/alice/",
    )
    assert book is not None
    assert problems == []
    assert [paragraph.plain for paragraph in book.blurb] == [
        "The first words of Alice.",
        "The second.",
    ]
    assert (book.price, book.url) == ("£3.00", "https://books.example.org/alice/")


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("url: books.example.org", "url"),
        ("url: ftp://example.org/", "url"),
        ("url: https://example.org/a b", "url"),
        (f"price: {'9' * 41}", "price"),
        ("blurb: See^[a note].", "blurb"),
    ],
)
def test_what_cannot_be_there_is_refused(tmp_path: Path, line: str, key: str) -> None:
    _, problems = metadata(tmp_path, line)
    assert [problem.partition(":")[0] for problem in problems] == [key]
