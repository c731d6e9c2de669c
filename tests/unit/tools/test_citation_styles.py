"""Citation styles by name: those of the package, dependent ones by their parent."""

from __future__ import annotations

import pytest
from lxml import etree

from chapbook.tools import citation_styles
from chapbook.tools.citation_styles import style_names, style_path

CSL = "{http://purl.org/net/xbiblio/csl}"


def test_there_are_thousands_in_order() -> None:
    names = style_names()
    assert len(names) > 2500
    assert list(names) == sorted(set(names))
    assert {"chicago-notes-bibliography", "mhra-notes", "oscola", "apa"} <= set(names)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("chicago-notes-bibliography", "note"), ("mhra-notes", "note"), ("apa", "in-text")],
)
def test_a_style_is_a_csl_file_of_its_class(name: str, kind: str) -> None:
    path = style_path(name)
    assert path is not None
    style = etree.parse(path).getroot()
    assert (style.tag, style.get("class")) == (f"{CSL}style", kind)


@pytest.mark.parametrize("name", ["journal-of-medieval-history", "nature-physics"])
def test_a_dependent_style_leads_to_its_parent(name: str) -> None:
    path = style_path(name)
    assert path is not None
    assert path.stem != name
    links = etree.parse(path).getroot().iter(f"{CSL}citation")
    assert len(list(links)) == 1


@pytest.mark.parametrize(
    ("name", "successor"),
    [
        ("chicago-note-bibliography", "chicago-shortened-notes-bibliography"),
        ("chicago-fullnote-bibliography", "chicago-notes-bibliography"),
        ("turabian-fullnote-bibliography-8th-edition", "chicago-notes-bibliography-16th-edition"),
        ("APA", "apa"),
        ("http://www.zotero.org/styles/chicago-note-bibliography",
         "chicago-shortened-notes-bibliography"),
        ("https://www.zotero.org/styles/ieee", "ieee"),
        ("https://raw.githubusercontent.com/citation-style-language/styles/master/apa.csl", "apa"),
    ],
)  # fmt: skip
def test_a_renamed_style_leads_to_its_successor(name: str, successor: str) -> None:
    path = style_path(name)
    assert path is not None
    assert path.stem == successor


def test_every_old_name_leads_to_a_style() -> None:
    assert [old for old in citation_styles._renamed() if style_path(old) is None] == []


@pytest.mark.parametrize("parent", ["apa", "chicago-note-bibliography"])
def test_a_style_of_ones_own_may_depend_on_one_of_the_package(parent: str) -> None:
    own = (
        f'<style xmlns="http://purl.org/net/xbiblio/csl"><info><link rel="independent-parent" '
        f'href="http://www.zotero.org/styles/{parent}"/></info></style>'
    )
    found = style_path(parent)
    assert found is not None
    assert citation_styles.standing_alone(own.encode()) == found.read_bytes()


@pytest.mark.parametrize("name", ["https://example.org/styles/apa", "https://example.org/apa.csl"])
def test_a_style_elsewhere_is_not_fetched(name: str) -> None:
    assert style_path(name) is None


@pytest.mark.parametrize("name", ["", "no-such-style", "../apa", "/etc/passwd", "apa\0", "."])
def test_what_is_no_style_is_none(name: str) -> None:
    assert style_path(name) is None
