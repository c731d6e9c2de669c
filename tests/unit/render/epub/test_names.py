from __future__ import annotations

import re

from chapbook.model.letters.names import Names
from chapbook.render.epub.names import division_names, picture_name, relative


def test_names_come_from_identifiers_and_do_not_shift() -> None:
    before = division_names(["the-loom", "résumé", "布", "con", "contents"])
    after = division_names(["new-chapter", "the-loom", "résumé", "布", "con", "contents"])
    assert after[1:] == before
    assert before[:2] == ("text/the-loom.xhtml", "text/resume.xhtml")


def test_names_are_plain_and_differ_in_more_than_case() -> None:
    names = division_names(["Loom", "loom", "loom!", "../../etc", "布", "機", "a" * 200, "aux", ""])
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert re.fullmatch(r"text/[a-z0-9-]{1,71}\.xhtml", name)
    assert "text/aux.xhtml" not in names


def test_generated_pages_keep_their_names() -> None:
    (name,) = division_names(["titlepage"])
    assert name != "text/titlepage.xhtml"


def test_pictures_of_the_same_name_get_names_of_their_own() -> None:
    taken = Names()
    names = [picture_name(n, "image/png", taken) for n in ("Map.PNG", "map.png", "map.png", "…")]
    assert names[0] == "images/map.png"
    assert len(set(names)) == 4


def test_names_do_not_grow_with_the_number_of_pictures_that_have_them() -> None:
    taken = Names()
    names = [picture_name("map.png", "image/png", taken) for _ in range(2_000)]
    assert len(set(names)) == 2_000
    assert max(map(len, names)) < 40


def test_links_are_relative_to_the_file_they_are_in() -> None:
    assert relative("images/a.png", "text/b.xhtml") == "../images/a.png"
    assert relative("text/a.xhtml", "text/b.xhtml", "x") == "a.xhtml#x"
    assert relative("text/b.xhtml", "text/b.xhtml", "x") == "#x"
