"""Citation styles by name: those of the package, dependent ones by their parent."""

from __future__ import annotations

import pytest
from lxml import etree

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


@pytest.mark.parametrize("name", ["", "no-such-style", "../apa", "/etc/passwd", "apa\0", "."])
def test_what_is_no_style_is_none(name: str) -> None:
    assert style_path(name) is None
