"""Damages to the PDF: what its pages draw, its structure, its links, its metadata."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf

from mutations import (
    Damage,
    Instruction,
    before_text,
    drawn,
    drawn_again,
    keyed,
    link_to,
    moved,
    note,
    of_kind,
    pdf,
    stated,
    structure,
    turned_round,
    unhooked,
    without_text,
    xmp,
)  # fmt: skip


def _retarget(name: str, other: str, rank: int = 0) -> Callable[[pikepdf.Pdf], None]:
    def change(opened: pikepdf.Pdf) -> None:
        link_to(opened, name, rank).Dest = pikepdf.String(other)

    return change


def _moved_link(opened: pikepdf.Pdf) -> None:
    link_to(opened, "shed", -1)["/Rect"] = pikepdf.Array([0, 0, 9, 9])


def _one_more_link(opened: pikepdf.Pdf) -> None:
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=[0, 0, 400, 600],
        A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://stranger.example/")),
    )
    page = opened.pages[13].obj
    page["/Annots"] = pikepdf.Array([*page.get("/Annots", []), opened.make_indirect(link)])


def _without_info(opened: pikepdf.Pdf) -> None:
    opened.docinfo["/Title"] = "Another Title"


def _set(kind: str, key: str, value: object) -> Callable[[pikepdf.Pdf], None]:
    return structure(lambda _, found: of_kind(found, kind).__setitem__(key, value))


def _outline(opened: pikepdf.Pdf) -> None:
    with opened.open_outline() as outline:
        outline.root[2].title = "The outer grounds"


def _paragraph(found: list[pikepdf.Dictionary]) -> pikepdf.Dictionary:
    return next(one for one in found if one.S == "/P" and "/ID" in one)


def _covered(opened: pikepdf.Pdf) -> None:
    page = opened.pages[15]
    white = b"\nq 1 1 1 rg 0 0 2000 2000 re f Q"
    page.contents_add(opened.make_stream(white))


def _outlined(opened: pikepdf.Pdf) -> None:
    white = b"\nq 1 1 1 rg 0 0 m 2000 0 l 2000 2000 l 0 2000 l h f Q"
    opened.pages[15].contents_add(opened.make_stream(white))


def _in_a_layer(instructions: list[Instruction]) -> list[Instruction]:
    layer = [pikepdf.Name.OC, pikepdf.Dictionary()]
    begin = pikepdf.ContentStreamInstruction(layer, pikepdf.Operator("BDC"))
    end = pikepdf.ContentStreamInstruction([], pikepdf.Operator("EMC"))
    return [instructions[0], begin, *instructions[1:-1], end, instructions[-1]]


def _exchanged_pages(opened: pikepdf.Pdf) -> None:
    one, two = opened.pages[13].obj, opened.pages[15].obj
    for key in ("/Contents", "/Resources"):
        one[key], two[key] = two[key], one[key]


def _turned(opened: pikepdf.Pdf) -> None:
    opened.pages[13].obj["/Rotate"] = 180


def _typed(opened: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.FreeText,
        Rect=[100, 100, 200, 120],
        Contents=pikepdf.String("Typed over the page"),
    )
    page = opened.pages[13].obj
    page["/Annots"] = pikepdf.Array([*page.get("/Annots", []), opened.make_indirect(note)])


def _exchanged_keys(_: pikepdf.Pdf, found: list[pikepdf.Dictionary]) -> None:
    one, two = [e for e in found if e.S == "/P" and "/ID" in e][2:4]
    one["/ID"], two["/ID"] = two["/ID"], one["/ID"]


def _moved_in_structure(_: pikepdf.Pdf, found: list[pikepdf.Dictionary]) -> None:
    above = next(
        e
        for e in found
        if isinstance(e.K, pikepdf.Array)
        and sum(isinstance(k, pikepdf.Dictionary) and k.get("/S") == "/P" for k in e.K) > 2
        and e.S == "/Sect"
    )
    above.K = pikepdf.Array(reversed(list(above.K)))


def _moved_destination(opened: pikepdf.Pdf) -> None:
    names = pikepdf.NameTree(opened.Root.Names.Dests)
    names["shed"] = pikepdf.Array([opened.pages[11].obj, *list(names["shed"])[1:]])


def _moved_bookmark(opened: pikepdf.Pdf) -> None:
    with opened.open_outline() as outline:
        mark = next(one for one in _all(outline.root) if one.title.startswith("The shed"))
        mark.destination = pikepdf.make_page_destination(opened, 11)


def _all(items: list[pikepdf.OutlineItem]) -> list[pikepdf.OutlineItem]:
    return [one for item in items for one in (item, *_all(item.children))]


def _relabelled(opened: pikepdf.Pdf) -> None:
    first = pikepdf.Dictionary(S=pikepdf.Name.D, St=5)
    opened.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array([0, first]))


PDF = (
    Damage(
        "pdf: a line is not drawn",
        drawn("The gate is of oak", without_text),
        "text",
        "#p-72a58307",
        "gate is of oak",
    ),
    Damage(
        "pdf: a note is not drawn",
        drawn("Also called the handle", without_text),
        "text",
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
        "covered by other text",
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
        "text",
        "",
        "The shed seen",
    ),
    Damage(
        "pdf: a header cell becomes a cell",
        pdf(_set("TH", "/S", pikepdf.Name.TD)),
        "structure",
        "page",
        "header cell",
    ),
    Damage(
        "pdf: a call leads to a different note",
        pdf(_retarget("note-spring", "note-bow")),
        "notes",
        "#call-spring",
        "#note-bow",
    ),
    Damage(
        "pdf: a call leads nowhere",
        pdf(_retarget("note-spring", "note-none")),
        "notes",
        "page",
        "#note-none",
    ),
    Damage(
        "pdf: a way back leads to another call",
        pdf(_retarget("call-spring", "call-bow")),
        "links to notes and back",
        "page",
        "does not lead back",
    ),
    Damage(
        "pdf: a link lands elsewhere",
        pdf(_retarget("shed", "gate", -1)),
        "links",
        "page",
        "The gate",
    ),
    Damage(
        "pdf: a link lies beside its words",
        pdf(_moved_link),
        "soundness",
        "page",
        "does not cover its words",
    ),
    Damage(
        "pdf: a link leads to no place",
        pdf(_retarget("shed", "nowhere", -1)),
        "soundness",
        "page",
        "#nowhere",
    ),
    Damage(
        "pdf: a page is a link that no words own",
        pdf(_one_more_link),
        "soundness",
        "page",
        "stranger.example",
    ),
    Damage(
        "pdf: an entry of the contents leads elsewhere",
        pdf(_retarget("shed", "gate")),
        "structure",
        "page",
        "gate",
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
    *(
        Damage(
            f"pdf: one more piece of text {where}",
            drawn_again("It weighs the least", page, 120),
            "text",
            "page",
            "It weighs the least",
        )
        for where, page in (
            ("on the cover", 0),
            ("on the title page", 4),
            ("in the contents", 8),
            ("in the middle", 13),
            ("at the end", -1),
        )
    ),
    Damage(
        "pdf: a word is drawn otherwise",
        drawn("It weighs the least", turned_round),
        "text",
        "page",
        "least",
    ),
    Damage(
        "pdf: another text is stated for a piece",
        drawn("It weighs the least", stated("It weighs the most.")),
        "text",
        "page",
        "most",
    ),
    Damage(
        "pdf: a word is drawn otherwise than stated",
        drawn("It weighs the least", lambda i: stated("It weighs the least.")(turned_round(i))),
        "text",
        "page",
    ),
    Damage(
        "pdf: another text is stated for a paragraph",
        pdf(
            structure(lambda _, f: _paragraph(f).__setitem__("/ActualText", pikepdf.String("No.")))
        ),
        "text",
        "page",
        "No.",
    ),
    Damage(
        "pdf: text is white",
        drawn("It weighs the least", before_text(([1, 1, 1], "rg"))),
        "notes on their pages",
        "page",
        "white",
    ),
    Damage(
        "pdf: text is drawn without colour",
        drawn("It weighs the least", before_text(([3], "Tr"))),
        "notes on their pages",
        "page",
        "without colour",
    ),
    Damage(
        "pdf: text stands off the page",
        drawn("It weighs the least", moved(900, 0)),
        "notes on their pages",
        "page",
        "off the page",
    ),
    Damage(
        "pdf: text is cut off",
        drawn("It weighs the least", before_text(([0, 0, 1, 1], "re"), ([], "W"), ([], "n"))),
        "notes on their pages",
        "page",
        "cut off",
    ),
    Damage(
        "pdf: text is covered",
        pdf(_covered),
        "notes on their pages",
        "page",
        "covered",
    ),
    Damage(
        "pdf: text is covered by an outline that is filled",
        pdf(_outlined),
        "notes on their pages",
        "page",
        "covered",
    ),
    Damage(
        "pdf: text is nearly white",
        drawn("It weighs the least", before_text(([0.97], "g"))),
        "notes on their pages",
        "page",
        "white",
    ),
    Damage(
        "pdf: text is only a clip",
        drawn("It weighs the least", before_text(([7], "Tr"))),
        "notes on their pages",
        "page",
        "without colour",
    ),
    Damage(
        "pdf: text is pressed to a line",
        drawn("It weighs the least", before_text(([1], "Tz"))),
        "notes on their pages",
        "page",
        "too small",
    ),
    Damage(
        "pdf: text is in a layer",
        drawn("It weighs the least", _in_a_layer),
        "notes on their pages",
        "page",
        "layer",
    ),
    Damage("pdf: two pages are exchanged", pdf(_exchanged_pages), "text", "page"),
    Damage("pdf: a page is left out", pdf(lambda p: p.pages.__delitem__(15)), "text"),
    Damage("pdf: a page is there twice", pdf(lambda p: p.pages.insert(15, p.pages[15])), "text"),
    Damage("pdf: a page is turned", pdf(_turned), "notes on their pages", "page", "180"),
    Damage("pdf: text is typed over a page", pdf(_typed), "notes on their pages", "page", "Typed"),
    Damage("pdf: two keys are exchanged", pdf(structure(_exchanged_keys)), "text", "page"),
    Damage(
        "pdf: a piece has the key of another block",
        drawn("It weighs the least", keyed("aaaaaa")),
        "text",
        "page",
        "It weighs the least",
    ),
    Damage(
        "pdf: a paragraph stands at another place of the structure",
        pdf(structure(_moved_in_structure)),
        "text",
        "",
        "order of the text",
    ),
    Damage(
        "pdf: a destination is on another page",
        pdf(_moved_destination),
        "soundness",
        "page",
        "#shed",
    ),
    Damage(
        "pdf: a bookmark leads to another page",
        pdf(_moved_bookmark),
        "soundness",
        "bookmark",
        "The shed",
    ),
    Damage("pdf: pages have other labels", pdf(_relabelled), "page list"),
)
