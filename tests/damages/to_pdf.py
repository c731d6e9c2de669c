"""Damages to the PDF: what its pages draw, its structure, its links, its metadata."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf

from mutations import (
    Damage,
    drawn,
    link_to,
    moved,
    note,
    of_kind,
    pdf,
    structure,
    unhooked,
    without_text,
    xmp,
)  # fmt: skip


def _retarget(name: str, other: str, rank: int = 0) -> Callable[[pikepdf.Pdf], None]:
    def change(opened: pikepdf.Pdf) -> None:
        link_to(opened, name, rank).Dest = pikepdf.String(other)

    return change


def _without_info(opened: pikepdf.Pdf) -> None:
    opened.docinfo["/Title"] = "Another Title"


def _set(kind: str, key: str, value: object) -> Callable[[pikepdf.Pdf], None]:
    return structure(lambda _, found: of_kind(found, kind).__setitem__(key, value))


def _outline(opened: pikepdf.Pdf) -> None:
    with opened.open_outline() as outline:
        outline.root[2].title = "The outer grounds"


PDF = (
    Damage(
        "pdf: a line is not drawn",
        drawn("The gate is of oak", without_text),
        "text",
        "#p-72a58307",
        "The gate is of oak",
    ),
    Damage(
        "pdf: a note is not drawn",
        drawn("Also called the handle", without_text),
        "notes",
        "#note-bow",
        "Also called the handle",
    ),
    Damage(
        "pdf: a note stands off the page",
        drawn("Which no key weighs", moved(0, 200)),
        "notes on their pages",
        "page",
        "off the page",
    ),
    Damage(
        "pdf: a note lies over the text",
        drawn("Round bows were cast", moved(0, 11)),
        "notes on their pages",
        "page",
        "cover each other",
    ),
    Damage(
        "pdf: a paragraph is no part of the structure",
        pdf(structure(lambda _, f: unhooked(next(e for e in f if e.S == "/H2")))),
        "text",
        "",
        "The keys",
    ),
    Damage(
        "pdf: a note is no part of the structure",
        pdf(structure(lambda _, f: unhooked(note(f, "note-bow")))),
        "notes",
        "#note-bow",
    ),
    Damage(
        "pdf: a heading has another level",
        pdf(_set("H3", "/S", pikepdf.Name.H2)),
        "structure",
        "page",
        "level 2",
    ),
    Damage(
        "pdf: an alternative is lost",
        pdf(structure(lambda _, f: of_kind(f, "Figure").__delitem__("/Alt"))),
        "structure",
        "",
        "The shed seen",
    ),
    Damage(
        "pdf: a header cell becomes a cell",
        pdf(_set("TH", "/S", pikepdf.Name.TD)),
        "structure",
        "page",
        "2 of them headers",
    ),
    Damage(
        "pdf: a call leads to another note",
        pdf(_retarget("note-spring", "note-bow")),
        "notes",
        "#note-spring",
    ),
    Damage(
        "pdf: a call leads nowhere",
        pdf(_retarget("note-spring", "note-none")),
        "ways to notes and back",
        "page",
    ),
    Damage(
        "pdf: a way back leads to another call",
        pdf(_retarget("call-spring", "call-bow")),
        "ways to notes and back",
        "page",
        "another note",
    ),
    Damage(
        "pdf: a link lands elsewhere",
        pdf(_retarget("shed", "gate", -1)),
        "links",
        "page",
        "The gate and its keys",
    ),
    Damage(
        "pdf: an entry of the contents leads elsewhere",
        pdf(_retarget("shed", "gate")),
        "soundness",
        "page 9",
        "The gate and its keys",
    ),
    Damage(
        "pdf: a bookmark has another title",
        pdf(_outline),
        "structure",
        "bookmark",
        "The outer grounds",
    ),
    Damage(
        "pdf: the title of the information dictionary",
        pdf(_without_info),
        "repeated metadata",
        "info-title",
        "Another Title",
    ),
    Damage(
        "pdf: the rights in XMP",
        pdf(xmp("Copyright 2024", "Copyright 2025")),
        "metadata",
        "rights",
        "2025",
    ),
)
