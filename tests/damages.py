# ruff: noqa: PLC0415, PLW0108  # a damage a line, with the words that it changes
"""Every damage that the collation must name, on the book with every construct (`thorough.md`)."""

from __future__ import annotations

import re

import pikepdf

from mutations import (
    Damage,
    drawn,
    epub,
    epub_changed,
    html,
    link_to,
    moved,
    note,
    of_kind,
    pdf,
    replaced,
    structure,
    sums_changed,
    swapped_sides,
    unhooked,
    without,
    without_text,
    xmp,
)

_NOTE = r'<aside id="note-quoted".*?</aside>'
# What is drawn by one operator of a line of prose has more signs than this, glyph by glyph.
_PROSE = 900
_SHED = '<a href="#shed">the shed</a>'


def _retarget(name: str, other: str, rank: int = 0):
    def change(opened: pikepdf.Pdf) -> None:
        link_to(opened, name, rank).Dest = pikepdf.String(other)

    return change


def _without_info(opened: pikepdf.Pdf) -> None:
    opened.docinfo["/Title"] = "Another Title"


def _set(kind: str, key: str, value: object, rank: int = 0):
    return structure(lambda _, found: of_kind(found, kind, rank).__setitem__(key, value))


def _outline(opened: pikepdf.Pdf) -> None:
    with opened.open_outline() as outline:
        outline.root[2].title = "The outer grounds"


def _later_break(text: str) -> str:
    """Take the first page break of a document out, and put it where it is not true."""
    (label,) = re.findall(r'<div id="page-(\d+)"', text)[:1]
    there = (
        f'<span id="page-{label}" epub:type="pagebreak" role="doc-pagebreak" aria-label="{label}"/>'
    )
    rest = without(rf'<div id="page-{label}"[^>]*></div>')(text)
    return replaced(rest, "The second hanging", f"{there}The second hanging")


DAMAGES = (
    # HTML
    Damage(
        "html: a note is dropped",
        html('<aside id="note-quoted"', '<aside hidden id="note-x"'),
        "ways to notes and back",
        "#call-quoted",
    ),
    Damage(
        "html: a word of a paragraph changes",
        html("hung twice", "hung thrice"),
        "text",
        "#gate",
        "thrice",
    ),
    Damage(
        "html: a paragraph is lost",
        html(
            '<p id="p-7a646781"><a class="permalink" href="#p-7a646781" aria-label="¶"></a>It'
            " weighs the least.</p>",
            "",
        ),
        "text",
        "",
        "It weighs the least",
    ),
    Damage("html: a digit in a table cell", html("210 g", "211 g"), "text", "#key-table", "211"),
    Damage(
        "html: a caption changes",
        html("<caption>What each", "<caption>What every"),
        "text",
        "#key-table",
        "every",
    ),
    Damage(
        "html: the words of a note change",
        html("A slip of lead", "A slip of tin"),
        "notes",
        "#note-gloss-tag",
        "tin",
    ),
    Damage(
        "html: a number in a note changes",
        html("this list, entry 7.", "this list, entry 8."),
        "notes",
        "#note-gloss-herb-07",
    ),
    Damage(
        "html: a call has another marker",
        html(
            'aria-label="Source 5" style="--anchor:--call-keys"><sup>5</sup>',
            'aria-label="Source 5" style="--anchor:--call-keys"><sup>6</sup>',
        ),
        "notes",
        "#call-keys",
        "5",
    ),
    Damage(
        "html: a note has another marker",
        html(
            '<span class="note-marker">5</span> Numbered',
            '<span class="note-marker">15</span> Numbered',
        ),
        "notes",
        "#note-keys",
        "15",
    ),
    Damage(
        "html: a call leads to another note",
        html('href="#note-spring"', 'href="#note-mean"'),
        "notes",
        "#note-spring",
    ),
    Damage(
        "html: a way back leads to another call",
        html('class="backlink" href="#call-spring"', 'class="backlink" href="#call-mean"'),
        "ways to notes and back",
        "#note-spring",
    ),
    Damage(
        "html: a way back is lost",
        html('<a class="backlink" href="#call-gate-hung-2"', '<a class="none" href="#shed"'),
        "ways to notes and back",
        "#note-gate-hung",
        "gate-hung-2",
    ),
    Damage(
        "html: a heading has another level",
        html('<h3 id="grows">', '<h4 id="grows">'),
        "structure",
        "#grows",
        "level 3",
    ),
    Damage(
        "html: an alternative is lost",
        html('alt="The shed seen from the south."', 'alt=""'),
        "structure",
        "",
        "The shed seen",
    ),
    Damage(
        "html: a header cell becomes a cell",
        html('<th style="text-align: right;" scope="col">Weight</th>', "<td>Weight</td>"),
        "structure",
        "#key-table",
        "2 of them headers",
    ),
    Damage(
        "html: a formula changes",
        html("w = 210 + 95 + 40", "w = 210 + 95 + 41", 9),
        "structure",
        "#weighing-them",
        "41",
    ),
    Damage(
        "html: a link lands elsewhere",
        html(_SHED, '<a href="#gate">the shed</a>'),
        "links",
        "#weighing-them",
        "The gate and its keys",
    ),
    Damage(
        "html: a link leads nowhere",
        html(_SHED, '<a href="#sheds">the shed</a>'),
        "soundness",
        "#p-b0941ae7",
        "#sheds",
    ),
    Damage(
        "html: an address changes",
        html("https://example.org/keys", "https://example.org/locks"),
        "links",
        "#p-b0941ae7",
        "locks",
    ),
    Damage(
        "html: the publisher changes",
        html(
            'dcterms.publisher" content="The Potting Shed Press"',
            'dcterms.publisher" content="The Shed Press"',
        ),
        "metadata",
        "publisher",
        "The Shed Press",
    ),
    Damage(
        "html: an id is there twice", html('<h3 id="grows">', '<h3 id="keys">'), "soundness", "keys"
    ),
    Damage(
        "html: an entry of the contents is lost",
        html('<a href="#grows"><span>What grows</span></a>', ""),
        "structure",
        "",
        "What grows",
    ),
    Damage(
        "html: a note series is exchanged",
        html('id="note-bow" class="note series-source', 'id="note-bow" class="note series-gloss'),
        "notes",
        "#note-bow",
        "gloss",
    ),
    # EPUB
    Damage(
        "epub: two notes exchange their words",
        epub_changed(
            "gate.xhtml",
            lambda t: (
                t.replace("Round bows were cast, not filed.", "\0")
                .replace("Also called the handle.", "Round bows were cast, not filed.")
                .replace("\0", "Also called the handle.")
            ),
        ),
        "notes",
        "#note-brass",
        "Also called",
    ),
    Damage(
        "epub: a note is dropped",
        epub_changed("gate.xhtml", without(_NOTE)),
        "ways to notes and back",
        "#call-quoted",
    ),
    Damage(
        "epub: a restated note says something else",
        epub("shed.xhtml", "when the post had settled", "when the post had moved"),
        "notes",
        "shed.xhtml#note-gate-hung",
    ),
    Damage(
        "epub: a call is lost",
        epub_changed(
            "gate.xhtml", without(r'<sup class="call[^>]*><a id="call-editor-price".*?</a></sup>')
        ),
        "notes",
        "",
        "editor-price",
    ),
    Damage(
        "epub: a list item is lost",
        epub_changed("gate.xhtml", without(r"<li>(?:<p>)?one with a square bow\..*?</li>")),
        "text",
        "",
        "one with a square bow",
    ),
    Damage(
        "epub: the title changes",
        epub(
            "content.opf",
            '<dc:title id="title">The Walled Garden',
            '<dc:title id="title">The Walled Gardens',
        ),
        "metadata",
        "title",
        "The Walled Gardens",
    ),
    Damage(
        "epub: a contributor is lost",
        epub_changed(
            "content.opf", without(r"<dc:contributor id=\"contributor-2\">[^<]*</dc:contributor>")
        ),
        "metadata",
        "contributor",
    ),
    Damage(
        "epub: the language changes",
        epub("content.opf", "<dc:language>en-GB", "<dc:language>en-US"),
        "metadata",
        "language",
        "en-US",
    ),
    Damage(
        "epub: a page break is moved",
        epub_changed("gate.xhtml", _later_break),
        "page list",
        "gate.xhtml",
    ),
    Damage(
        "epub: the list of pages lacks one",
        epub_changed("contents.xhtml", without(r'<li><a href="[^"]*#page-11">11</a>\s*</li>')),
        "page list",
        "",
        "11",
    ),
    Damage(
        "epub: a UTF-8 sequence is broken",
        lambda folder: _broken_utf8(folder),
        "readable",
        "",
        "not well-formed",
    ),
    # PDF
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
    # sheets and checksums
    Damage("pamphlet: two sides are exchanged", pdf(swapped_sides, "-a4.pdf"), "pamphlet", "side"),
    Damage(
        "pamphlet: a line on a sheet is lost",
        lambda folder: _sheet_text(folder),
        "pamphlet",
        "page",
        "words are not on the sheets",
    ),
    Damage("checksums: a digit changes", sums_changed, "checksums", "line 1"),
)


def _broken_utf8(folder) -> None:
    from mutations import repacked

    (path,) = folder.glob("*.epub")
    repacked(
        path, {"gate.xhtml": lambda content: content.replace(b"hung twice", b"hung \xff\xfe", 1)}
    )


def _sheet_text(folder) -> None:
    from mutations import the_pdf

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


def _of_the_text(found):
    """Yield the places where text is shown that is no running head, folio or the like."""
    artifact = False
    for rank, one in enumerate(found):
        operator = str(one.operator)
        if operator in ("BDC", "BMC"):
            artifact = str(one.operands[0]) == "/Artifact"
        elif operator in ("Tj", "TJ") and not artifact:
            yield rank
