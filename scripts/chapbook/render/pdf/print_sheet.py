"""The author's own style sheet among those of a PDF: its files under addresses of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.editions.output import PdfResource
from chapbook.model.manuscript import Picture, PrintSheet
from chapbook.model.source import Place
from chapbook.tools.fonts.tables import characters_in, media_type_of
from chapbook.tools.stylesheets import read_sheet

_URL = "chapbook://own/"
_IGNORED = re.compile(
    r"Ignored `(?P<declaration>.*)` at (?P<line>\d+):(?P<column>\d+), (?P<reason>.*)", re.DOTALL
)


def own_sheet(sheet: PrintSheet) -> str:
    """Write the sheet with addresses that the page layout may open."""
    return read_sheet(sheet.text).with_addresses(_addresses(sheet))


def own_resources(sheet: PrintSheet | None) -> Iterator[PdfResource]:
    """List the faces and pictures that the sheet names."""
    if sheet is not None:
        addresses = _addresses(sheet)
        for file in sheet.files:
            yield PdfResource(addresses[file.target], file.content, file.media_type)


def own_characters(sheet: PrintSheet | None) -> tuple[frozenset[str], ...]:
    """Return the characters that each of the author's own faces has."""
    files = () if sheet is None else sheet.files
    return tuple(characters_in(file.content) for file in files if _is_face(file))


def own_families(sheet: PrintSheet | None) -> frozenset[str]:
    """Return the font families that the author's sheet names."""
    return (
        frozenset(mark.text for mark in read_sheet(sheet.text).families()) if sheet else frozenset()
    )


def ignored_declarations(sheet: PrintSheet | None, warnings: Sequence[str]) -> Iterator[Diagnostic]:
    """Find what the page layout did not know in the author's sheet; ours have no such thing."""
    for warning in warnings if sheet is not None else ():
        match = _IGNORED.match(warning)
        if match and sheet is not None:
            place = Place(sheet.name, int(match["line"]), int(match["column"]))
            problem = f"“{match['declaration'].strip()}”, {match['reason'].rstrip('.')}"
            yield diagnostic(Code.STYLE_IGNORED, place, problem=problem)


def _is_face(file: Picture) -> bool:
    return media_type_of(file.content) is not None


def _addresses(sheet: PrintSheet) -> Mapping[str, str]:
    return {file.target: f"{_URL}{number}" for number, file in enumerate(sheet.files, start=1)}
