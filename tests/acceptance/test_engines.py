"""Real reading engines open the EPUB, show what it says, and lead from every call to its note.

foliate-js (the engine of Foliate and others) opens notes in a pop-up; epub.js, inside many readers
on the web, has none and goes to the note. Both are compared with the file read without them.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from building import MANUSCRIPTS, SHELF_BOOKS, Book, Shelf, at_hand
from readers import PlainEpub, open_in

LONG = {"hume", "suetonius"}
# Books whose PDF is made too: their EPUB has a page list.
WHOLE = {*MANUSCRIPTS, *LONG}
BOOKS = [
    pytest.param(name, marks=[pytest.mark.slow] if name in LONG else [])
    for name in sorted(SHELF_BOOKS)
]

pytestmark = pytest.mark.validator


@pytest.fixture
def epub(
    request: pytest.FixtureRequest, shelf: Shelf, built: Callable[[str, Path], Book]
) -> PlainEpub:
    """A book by its name."""
    name = request.param
    if name not in WHOLE:
        return PlainEpub(shelf(name))
    return PlainEpub(built(name, at_hand(name)).files.epub)


def listed(entries: list[dict[str, Any]]) -> list[tuple[int, str, str]]:
    return [(e["level"], e["label"], e["href"]) for e in entries]


def names(value: Any) -> list[str]:
    """Return the names of contributors, which foliate-js writes as briefly as it can."""
    found = value if isinstance(value, list) else [value]
    return [one["name"] if isinstance(one, dict) else one for one in found if one is not None]


def shades(picture: Path) -> tuple[int, int]:
    """Return the commonest shade of a picture, and the one farthest from it that text is set in."""
    counts = Image.open(picture).convert("L").histogram()
    ground = max(range(256), key=lambda shade: counts[shade])
    drawn = [shade for shade in range(256) if counts[shade] > 100]
    return ground, max(drawn, key=lambda shade: abs(shade - ground))


@pytest.mark.parametrize("epub", BOOKS, indirect=True)
def test_foliate_opens_every_note_where_it_is_called(epub: PlainEpub, tmp_path: Path) -> None:
    told = open_in("foliate", epub.path, tmp_path)
    assert told["complaints"] == []
    assert told["lostPictures"] == []
    foliate_knows_the_book(told, epub)
    foliate_leads_through_the_book(told, epub)
    foliate_opens_the_notes(told, epub)

    page, letters = shades(tmp_path / "note-light.png")
    assert page > 200
    assert letters < 60
    page, letters = shades(tmp_path / "note-dark.png")
    assert page < 60
    assert letters > 200


def foliate_knows_the_book(told: dict[str, Any], epub: PlainEpub) -> None:
    metadata = told["metadata"]
    assert metadata["title"] == epub.core("title")[0]
    assert metadata["identifier"] == epub.core("identifier")[0]
    assert names(metadata["language"]) == epub.core("language")
    assert names(metadata.get("author")) == epub.authors()
    assert told["direction"] == epub.direction
    assert told["cover"] == (epub.cover and {"type": epub.cover[1], "size": epub.cover[2]})


def foliate_leads_through_the_book(told: dict[str, Any], epub: PlainEpub) -> None:
    assert told["sections"] == epub.spine
    assert listed(told["contents"]) == epub.navigation("toc")
    assert listed(told["pages"]) == epub.navigation("page-list")
    assert [(e["type"], e["label"], e["href"]) for e in told["landmarks"]] == epub.landmarks()
    assert told["unresolved"] == []
    starts = [place for kind, _, place in epub.landmarks() if kind == "bodymatter"]
    assert [told["start"]] == [place.partition("#")[0] for place in starts]


def foliate_opens_the_notes(told: dict[str, Any], epub: PlainEpub) -> None:
    opened = {
        section: {c["call"]: (c.get("note"), c.get("text"), tuple(c["returns"])) for c in calls}
        for section, calls in told["notes"].items()
    }
    assert opened == epub.notes()
    calls = [call for calls in told["notes"].values() for call in calls]
    assert calls
    assert [call for call in calls if call["call"] not in call["returns"]] == []
    assert {(call["type"], call["hidden"]) for call in calls} == {("footnote", True)}
    assert [call for call in calls if call["height"] <= 0] == []
    assert told["cameBack"]
    assert set(told["cameBack"].values()) == {True}


@pytest.mark.parametrize("epub", BOOKS, indirect=True)
def test_epubjs_goes_from_every_call_to_its_note_and_back(epub: PlainEpub) -> None:
    told = open_in("epubjs", epub.path)
    assert told["complaints"] == []
    epubjs_knows_the_book(told, epub)
    epubjs_leads_through_the_book(told, epub)
    epubjs_goes_to_the_notes(told, epub)


def epubjs_knows_the_book(told: dict[str, Any], epub: PlainEpub) -> None:
    metadata = told["metadata"]
    assert metadata["title"] == epub.core("title")[0]
    assert metadata["identifier"] == epub.core("identifier")[0]
    assert metadata["language"] == epub.core("language")[0]
    assert metadata["creator"] == next(iter(epub.core("creator")), "")  # it keeps one name
    assert metadata["direction"] == (epub.direction or "")
    assert told["cover"] == (epub.cover and f"/{epub.cover[0]}")


def epubjs_leads_through_the_book(told: dict[str, Any], epub: PlainEpub) -> None:
    """Compare the navigation; epub.js names places from the folder of the package document."""
    folder = posixpath.dirname(epub.package_name)
    assert [f"{folder}/{section}" for section in told["sections"]] == epub.spine
    contents = [(e["level"], e["label"], f"{folder}/{e['href']}") for e in told["contents"]]
    assert contents == epub.navigation("toc")
    landmarks = [(e["type"], e["label"], f"{folder}/{e['href']}") for e in told["landmarks"]]
    assert landmarks == epub.landmarks()
    assert told["unresolved"] == []


def epubjs_goes_to_the_notes(told: dict[str, Any], epub: PlainEpub) -> None:
    folder = posixpath.dirname(epub.package_name)
    followed = {
        f"{folder}/{section}": {call["call"]: (call["note"], call["returns"]) for call in calls}
        for section, calls in told["notes"].items()
    }
    assert followed == {
        section: {call: (note, list(back)) for call, (note, _, back) in calls.items()}
        for section, calls in epub.notes().items()
    }
    calls = [call for calls in told["notes"].values() for call in calls]
    assert calls
    assert [call for call in calls if call["call"] not in call["returns"]] == []
