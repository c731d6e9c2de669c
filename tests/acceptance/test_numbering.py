"""Markers are right, gapless and the same in all formats, by an arithmetic of our own."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from building import Book
from chapbook.collate.foreign.readers.markers import marker
from inspectors.manuscript import ExpectedCall
from inspectors.model import InspectedCall, InspectedEdition

FORMATS = ("html", "epub", "pdf")


def in_order(edition: InspectedEdition) -> tuple[InspectedCall, ...]:
    """Return the calls in reading order."""
    return tuple(sorted(edition.calls, key=lambda call: call.place.rank))


def shown(call: ExpectedCall | InspectedCall, *, with_series: bool) -> tuple[str, str]:
    """Return what is compared: the marker, and the series where the format tells it."""
    return (call.series if with_series else "", call.marker)


@pytest.mark.parametrize("kind", FORMATS)
def test_calls_show_the_markers_that_the_manuscript_asks_for(book: Book, kind: str) -> None:
    edition: InspectedEdition = getattr(book, kind)
    declared = any(series.name for series in book.manuscript.series) and kind != "pdf"
    expected = [shown(call, with_series=declared) for call in book.manuscript.calls]
    assert [shown(call, with_series=declared) for call in in_order(edition)] == expected


@pytest.mark.parametrize("kind", FORMATS)
def test_ids_come_from_the_labels(book: Book, kind: str) -> None:
    edition: InspectedEdition = getattr(book, kind)
    wrong = [
        f"[^{expected.label}]: {found.identifier}"
        for expected, found in zip(book.manuscript.calls, in_order(edition), strict=True)
        if expected.key is not None
        and re.fullmatch(r"[A-Za-z0-9-]+", expected.key)
        and not re.fullmatch(rf"call-{re.escape(expected.key)}(-\d+)?", found.identifier)
    ]
    assert wrong == []


@pytest.mark.parametrize("kind", FORMATS)
def test_every_note_is_there_once(book: Book, kind: str) -> None:
    edition: InspectedEdition = getattr(book, kind)
    expected = {call.statement for call in book.manuscript.calls}
    assert len(edition.notes) == len(expected)


@pytest.mark.parametrize("kind", FORMATS)
def test_each_series_is_gapless(book: Book, kind: str) -> None:
    """Within each scope the distinct markers are the first ones of their kind, none left out."""
    edition: InspectedEdition = getattr(book, kind)
    scopes: dict[tuple[str, int], list[str]] = defaultdict(list)
    for expected, found in zip(book.manuscript.calls, in_order(edition), strict=True):
        restart = {s.name: s.restart for s in book.manuscript.series}[expected.series]
        # A part has several divisions: they are joined by the oracle's statements instead.
        if restart != "part":
            scope = expected.division if restart == "chapter" else 0
            scopes[expected.series, scope].append(found.marker)
    for (series, _), markers in scopes.items():
        kind_of = {s.name: s.marker for s in book.manuscript.series}[series]
        distinct = list(dict.fromkeys(markers))
        assert distinct == [marker(kind_of, n) for n in range(1, len(distinct) + 1)]
    assert scopes or not book.manuscript.calls


def test_a_call_has_one_marker_in_all_formats(book: Book) -> None:
    html, epub, pdf = ({c.identifier: c.marker for c in e.calls} for e in book.editions)
    assert html == epub
    assert html == pdf


def test_a_note_has_one_marker_in_all_formats(book: Book) -> None:
    html, epub, pdf = ({n.name: n.marker for n in e.notes} for e in book.editions)
    assert html == epub
    assert html == pdf
