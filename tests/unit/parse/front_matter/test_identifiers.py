"""Identifiers, dates and titles: recognised by form, checked by check digit, stable."""

from __future__ import annotations

import re
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapbook.model.metadata import Contributor, Identifier
from chapbook.parse.front_matter.dates import is_date, is_instant
from chapbook.parse.front_matter.identifiers import (
    scheme_of,
    slug_of,
    stable_identifier,
    valid_isbn,
)
from chapbook.parse.front_matter.titles import read_title
from core import examples


def isbn13(digits: str) -> str:
    """Add the check digit: with it, the sum in weights 1 and 3 is a multiple of 10."""
    for check in "0123456789":
        number = digits + check
        if (sum(map(int, number[::2])) + 3 * sum(map(int, number[1::2]))) % 10 == 0:
            return number
    raise AssertionError


@examples(100)
@given(st.from_regex(r"97[89][0-9]{9}", fullmatch=True), st.integers(0, 12), st.integers(1, 9))
def test_a_changed_digit_is_always_noticed(digits: str, at: int, by: int) -> None:
    number = isbn13(digits)
    assert valid_isbn(number)
    wrong = number[:at] + str((int(number[at]) + by) % 10) + number[at + 1 :]
    assert not valid_isbn(wrong)


@pytest.mark.parametrize("isbn", ["080442957X", "0306406152", "9780306406157", "9783161484100"])
def test_isbns_that_are(isbn: str) -> None:
    assert valid_isbn(isbn)


@pytest.mark.parametrize(
    "isbn",
    ["0804429570", "9770306406157", "978030640615", "978-0306406157", "", "9\uff1780306406157"],
)
def test_isbns_that_are_none(isbn: str) -> None:
    assert not valid_isbn(isbn)


@pytest.mark.parametrize(
    ("value", "scheme", "kept"),
    [
        ("978-0-306-40615-7", "isbn", "978-0-306-40615-7"),
        ("ISBN: 0 8044 2957 x", "isbn", "0 8044 2957 x"),
        ("urn:isbn:9780306406157", "isbn", "9780306406157"),
        ("doi:10.1000/182", "doi", "10.1000/182"),
        ("10.1000/182", "doi", "10.1000/182"),
        ("6BA7B810-9DAD-11D1-80B4-00C04FD430C8", "uuid", "6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
        ("urn:nbn:de:101:1-2019", "uri", "urn:nbn:de:101:1-2019"),
        ("https://example.org/x", "uri", "https://example.org/x"),
        ("978-0-306-40615-8", "local", "978-0-306-40615-8"),
        ("shelf 12", "local", "shelf 12"),
    ],
)
def test_schemes(value: str, scheme: str, kept: str) -> None:
    assert scheme_of(value) == (scheme, kept)


PEOPLE = (Contributor("Jane Doe"), Contributor("An Editor", None, ("edt",)))


def test_the_identifier_of_a_book_is_stable() -> None:
    """Pinned: a change would make every reader's copy another book."""
    assert stable_identifier((), "A title", PEOPLE) == (
        "urn:uuid:"
        + str(uuid.uuid5(uuid.uuid5(uuid.NAMESPACE_DNS, "chapbook.invalid"), "A title\nJane Doe"))
    )
    assert stable_identifier((), "A title", PEOPLE) == stable_identifier((), "A title", PEOPLE[:1])
    assert stable_identifier((), "Another", PEOPLE) != stable_identifier((), "A title", PEOPLE)


def test_a_declared_identifier_decides() -> None:
    isbn, own = Identifier("isbn", "9780306406157"), Identifier("uuid", str(uuid.UUID(int=7)))
    assert stable_identifier((isbn, own), "A", ()) == f"urn:uuid:{uuid.UUID(int=7)}"
    assert stable_identifier((isbn,), "A", ()) == stable_identifier((isbn,), "B", PEOPLE)
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", stable_identifier((isbn,), "A", ()))


@examples(200)
@given(st.text(max_size=80))
def test_a_slug_is_a_name_for_any_file_system(title: str) -> None:
    assert re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?", slug_of(title))


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("The Visit", "the-visit"),
        ("Été — à la plage!", "ete-a-la-plage"),
        ("주체", "book"),
        ("../..", "book"),
    ],
)
def test_slugs(title: str, slug: str) -> None:
    assert slug_of(title) == slug


@examples(100)
@given(st.dates())
def test_every_day_of_the_calendar_is_a_date(day: object) -> None:
    assert is_date(str(day))
    assert is_instant(str(day))
    assert is_date(str(day)[:7])


@pytest.mark.parametrize(
    "value",
    ["0000", "2026-00", "2026-13", "2026-02-29", "1900-02-29", "2026-1", "26", "2026-11-31",
     "\uff12026",
     "2026-11-23T10", " 2026", "2026\n", "-2026"],
)  # fmt: skip
def test_what_the_calendar_lacks_is_no_date(value: str) -> None:
    assert not is_date(value)


@pytest.mark.parametrize(
    ("value", "is_one"),
    [("2024-02-29T23:59:59Z", True), ("2024-02-29T24:00:00Z", False), ("2024-02-29T10:00Z", False),
     ("2024-02", False), ("2024-02-29T", False), ("2024-02-29T10:00:00+01:00", False)],
)  # fmt: skip
def test_instants(value: str, *, is_one: bool) -> None:
    assert is_instant(value) is is_one


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("1984. A novel", "1984. A novel"),
        ("# no heading", "# no heading"),
        ("A *b* `c` $d$", "A b c d"),
        ("---", "---"),
        ("A [link](javascript:x) ![pic](x.png)", "A link pic"),
        ("\\*stars\\*", "*stars*"),
    ],
)
def test_titles(text: str, plain: str) -> None:
    title = read_title(text)
    assert title is not None
    assert title.plain == plain
    assert not {node["t"] for node in title.inlines} & {"Link", "Image", "Note"}


@pytest.mark.parametrize("text", ["A[^1]", "A^[note]", "A *b^[note]*"])
def test_a_title_holds_no_note(text: str) -> None:
    assert read_title(text) is None
