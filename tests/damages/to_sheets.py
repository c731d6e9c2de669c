"""Damages to the pamphlet, the catalogues and the list of checksums."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from mutations import Damage, beside, pdf, sums_changed, swapped_sides, the_pdf

# What is drawn by one operator of a line of prose has more signs than this, glyph by glyph.
_PROSE = 900


def _without_a_line(folder: Path) -> None:
    path = the_pdf(folder, "-a4.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as opened:
        for page in opened.pages[7:]:  # behind the front matter
            for _, form in sorted(page.Resources.XObject.items()):
                found = list(pikepdf.parse_content_stream(form))
                longest = max(_of_the_text(found), key=lambda rank: len(str(found[rank].operands)))
                if len(str(found[longest].operands)) < _PROSE:
                    continue  # no page of running text
                del found[longest]
                form.write(pikepdf.unparse_content_stream(found))
                opened.save(path)
                return
        raise AssertionError("no line of prose")


def _of_the_text(found: list[Any]) -> Iterator[int]:
    """Yield the places where text is shown that is no running head, folio or the like."""
    artifact = False
    for rank, one in enumerate(found):
        operator = str(one.operator)
        if operator in ("BDC", "BMC"):
            artifact = str(one.operands[0]) == "/Artifact"
        elif operator in ("Tj", "TJ") and not artifact:
            yield rank


def _painted(opened: pikepdf.Pdf) -> None:
    opened.pages[4].contents_add(opened.make_stream(b"\nq 1 1 1 rg 0 0 2000 2000 re f Q"))


def _turned(opened: pikepdf.Pdf) -> None:
    page = opened.pages[4]
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    turn = f"q -1 0 0 -1 {right - left} {top - bottom} cm\n".encode()
    page.contents_add(opened.make_stream(turn), prepend=True)
    page.contents_add(opened.make_stream(b"\nQ"))


def _without_sheet(opened: pikepdf.Pdf) -> None:
    del opened.pages[4:6]


def _page_twice(opened: pikepdf.Pdf) -> None:
    forms = opened.pages[5].obj.Resources.XObject
    one, two = sorted(forms.keys())[:2]
    forms[one] = forms[two]


SHEETS = (
    Damage("pamphlet: two sides are exchanged", pdf(swapped_sides, "-a4.pdf"), "pamphlet", "side"),
    Damage(
        "pamphlet: a line on a sheet is lost",
        _without_a_line,
        "pamphlet",
        "page",
        "the drawn words differ",
    ),
    Damage(
        "pamphlet: text is painted over",
        pdf(_painted, "-a4.pdf"),
        "pamphlet",
        "",
        "covered",
    ),
    Damage(
        "pamphlet: a side is turned", pdf(_turned, "-a4.pdf"), "pamphlet", "side", "upside down"
    ),
    Damage("pamphlet: a sheet is left out", pdf(_without_sheet, "-a4.pdf"), "pamphlet"),
    Damage("pamphlet: a page is there twice", pdf(_page_twice, "-a4.pdf"), "pamphlet"),
    Damage("checksums: a digit changes", sums_changed, "checksums", "line 1"),
    Damage(
        "download page: the title in JSON-LD changes",
        beside("index.html", '"name": "The Walled Garden"', '"name": "The Walled Gardens"'),
        "metadata",
        "title",
        "The Walled Gardens",
    ),
    Damage(
        "OPDS: the publisher changes",
        beside("opds.xml", "The Potting Shed Press", "The Shed Press"),
        "metadata",
        "publisher",
        "The Shed Press",
    ),
    Damage(
        "OPDS 2: the language changes",
        beside("opds.json", '"language": "en-GB"', '"language": "de"'),
        "metadata",
        "language",
        "de",
    ),
)
