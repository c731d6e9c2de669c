"""The author's own style sheet for the printed page, and the faces and pictures that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.manuscript import Picture, PrintSheet
from chapbook.model.source import Place
from chapbook.resolve.pictures import PictureCheck
from chapbook.tools import guard
from chapbook.tools.fonts import choosing, tables
from chapbook.tools.stylesheets import SheetMark, StyleSheet, read_sheet

_KEY = r"\bcss[ \t]*:"


def read_print_sheet(
    name: str | None, check: PictureCheck
) -> tuple[PrintSheet | None, tuple[Diagnostic, ...]]:
    """Read the sheet that `print: {css: …}` names, through the guard of all files.

    `check` looks at pictures and gives the places of keys. None where there is no sheet, or where
    something is wrong with it.
    """
    if name is None:
        return None, ()
    place = check.finder.key(_KEY)
    file = guard.read_file(check.folder, name)
    if isinstance(file, guard.Refused):
        return None, (diagnostic(Code.FILE_REFUSED, place, target=name, problem=file.words),)
    try:
        text = file.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problem = f"is not UTF-8: byte offset {error.start}"
        return None, (diagnostic(Code.FILE_REFUSED, place, target=name, problem=problem),)
    return _checked(name, text, check)


def _checked(
    name: str, text: str, check: PictureCheck
) -> tuple[PrintSheet | None, tuple[Diagnostic, ...]]:
    sheet = read_sheet(text)
    findings = [_fault(name, mark, mark.text) for mark in sheet.faults()]
    findings.extend(_unknown_fonts(name, sheet))
    files: dict[str, Picture] = {}
    faces = sheet.face_addresses()
    for mark in _files(sheet):
        found = _file(name, mark, check, face=mark.text in faces)
        if isinstance(found, Diagnostic):
            findings.append(found)
        elif found is not None:
            files[mark.text] = found
    return PrintSheet(name, text, tuple(files.values())), tuple(findings)


def _unknown_fonts(name: str, sheet: StyleSheet) -> Iterator[Diagnostic]:
    """Report each family that is neither declared in the sheet nor there, at its first place."""
    known = {family.casefold() for family in sheet.declared_families()}
    asked = [*sheet.families(), *sheet.local_faces()]
    for mark in sorted(asked, key=lambda one: (one.line, one.column)):
        extra = choosing.extra_of_family(mark.text)
        if mark.text.casefold() not in known and extra is not None:
            place = Place(name, mark.line, mark.column)
            families = ", ".join(choosing.FAMILIES)
            facts = {"family": mark.text, "families": families, "suggestion": extra}
            yield diagnostic(Code.FONT_NOT_FOUND, place, **facts)
        known.add(mark.text.casefold())


def _files(sheet: StyleSheet) -> Iterator[SheetMark]:
    """Yield the addresses of files, each once; `data:` and places in this document are none."""
    seen = set()
    for mark in sheet.addresses():
        if mark.text not in seen and not re.match(r"data:|#", mark.text, re.IGNORECASE):
            seen.add(mark.text)
            yield mark


def _file(
    name: str, mark: SheetMark, check: PictureCheck, *, face: bool
) -> Picture | Diagnostic | None:
    """Read a file that is to be a `face`, or may be a picture: its faults gather in `check`."""
    file = guard.read_file(check.folder, mark.text)
    if isinstance(file, guard.Refused):
        return _fault(name, mark, f"{mark.text} {file.words}")
    media_type = tables.media_type_of(file.content)
    if media_type is None and face:
        return _fault(name, mark, f"{mark.text} is not a font")
    if media_type is None:
        return check.picture(mark.text, Place(name, mark.line, mark.column))
    problem = tables.fault_of(file.content)
    if problem:
        return _fault(name, mark, f"{mark.text} {problem}")
    return Picture(mark.text, file.name, media_type, file.content)


def _fault(name: str, mark: SheetMark, problem: str) -> Diagnostic:
    place = Place(name, mark.line, mark.column)
    return diagnostic(Code.STYLE_SHEET_FAULT, place, problem=problem)
