"""Authors: institutions, notes and ORCID iDs."""

from __future__ import annotations

import pytest

from chapbook.parse.front_matter.people import contributors, valid_orcid
from core import resolved, said


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"affiliation": "University of X"}, ("University of X",)),
        ({"affiliation": ["X", "Y"]}, ("X", "Y")),
        ({"affiliations": [{"name": "X", "department": "Lab", "city": "Town"}]}, ("Lab, X, Town",)),
        ({"affiliation": ""}, ()),
        ({"affiliation": "University of *X* -- King's"}, ("University of X – King’s",)),
        ({"affiliation": "R&D_Lab <Y>"}, ("R&D_Lab <Y>",)),
        ({"affiliation": "X^[Closed.]"}, ("X",)),
    ],
)
def test_institutions_are_one_line_each(given: dict[str, object], shown: tuple[str, ...]) -> None:
    (person,) = contributors({"author": [{"name": "Ann", **given}]})  # type: ignore[dict-item]
    assert person.affiliations == shown


@pytest.mark.parametrize(
    ("author", "name", "lines"),
    [
        ("Ann", "Ann", []),
        ("Ann O'Neil", "Ann O'Neil", []),
        ("Ann *Example*", "Ann Example", []),
        ("Ann^[University of *X*]", "Ann", ["University of X"]),
        ({"name": "Ann^[Retired.]", "affiliation": ["X^[Closed.]", "Y"]}, "Ann",
         ["X; Y", "Retired.", "Closed."]),
    ],
)  # fmt: skip
def test_notes_on_a_person_are_lines_below_the_name(
    author: object, name: str, lines: list[str]
) -> None:
    (person,) = contributors({"author": author})  # type: ignore[dict-item]
    assert (person.name, [line.plain for line in person.lines]) == (name, lines)


def test_a_note_of_the_text_cannot_be_called_from_an_author() -> None:
    text = "---\ntitle: T\nauthor: Ann[^n]\n---\n\n# C\n\nText.[^n]\n\n[^n]: Note.\n"
    assert said(resolved(text).diagnostics) == ["CB103 3:1"]


def test_a_note_on_someone_who_is_no_author_is_reported() -> None:
    text = "---\ntitle: T\nauthor: A\neditor: {name: 'Ed^[Dr]', affiliation: X}\n---\n\n# C\n"
    assert said(resolved(text).diagnostics) == ["CB103 4:1"]
    assert said(resolved(text.replace("^[Dr]", "")).diagnostics) == []


def test_a_link_of_an_institution_is_checked_as_in_the_text() -> None:
    text = "---\ntitle: T\nauthor: {name: A, affiliation: '[X](#nowhere)'}\n---\n\n# C\n"
    assert [one.split()[0] for one in said(resolved(text).diagnostics)] == ["CB401"]


@pytest.mark.parametrize(
    "given",
    ["0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097", "0000000218250097"],
)
def test_an_orcid_is_known_in_each_of_its_forms(given: str) -> None:
    (person,) = contributors({"author": [{"name": "Ann", "orcid": given}]})
    assert person.orcid == "0000-0002-1825-0097"
    assert person.orcid_url == "https://orcid.org/0000-0002-1825-0097"


@pytest.mark.parametrize("orcid", ["0000-0002-1825-0097", "0000-0002-1694-233X"])
def test_the_check_digit_of_an_orcid(orcid: str) -> None:
    assert valid_orcid(orcid)
    assert not valid_orcid(orcid[:-2] + "00")


@pytest.mark.parametrize("orcid", ["0000-0002-1825-0098", "12"])
def test_a_wrong_orcid_is_reported(orcid: str) -> None:
    text = f"---\ntitle: T\nauthor: [{{name: A, orcid: {orcid}}}]\n---\n\n# C\n"
    assert said(resolved(text).diagnostics)[0].startswith("CB103 3:")
