"""Damages to the EPUB: its text, its notes, its package document, its list of pages."""

from __future__ import annotations

import re
from pathlib import Path

from mutations import (
    Damage,
    doubled,
    epub,
    epub_changed,
    exchanged,
    inserted,
    repacked,
    replaced,
    without,
)

_KEY = 'data-key="([^"]*)"'
_ITEM = '<itemref idref="item-text-{}-xhtml"/>'
_NOTE = r'<aside id="note-quoted".*?</aside>'


def _later_break(text: str) -> str:
    """Take the first page break of a document out, and put it where it is not true."""
    (label,) = re.findall(r'<div id="page-(\d+)"', text)[:1]
    there = (
        f'<span id="page-{label}" epub:type="pagebreak" role="doc-pagebreak" aria-label="{label}"/>'
    )
    rest = without(rf'<div id="page-{label}"[^>]*></div>')(text)
    return replaced(rest, "The second hanging", f"{there}The second hanging")


def _broken_utf8(folder: Path) -> None:
    (path,) = folder.glob("*.epub")
    repacked(
        path, {"gate.xhtml": lambda content: content.replace(b"hung twice", b"hung \xff\xfe", 1)}
    )


EPUB = (
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
        "text",
        "#note-brass",
        "Also called",
    ),
    Damage(
        "epub: a note is dropped",
        epub_changed("gate.xhtml", without(_NOTE)),
        "links to notes and back",
        "#call-quoted",
    ),
    Damage(
        "epub: a restated note says something else",
        epub("shed.xhtml", "when the post had settled", "when the post had moved"),
        "text",
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
        epub_changed(
            "gate.xhtml", without(r"<li[^>]*>(?:<p[^>]*>)?one with a square bow\..*?</li>")
        ),
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
        "epub: the edition is lost",
        epub_changed("content.opf", without('<meta property="schema:bookEdition">[^<]*</meta>')),
        "fields",
        "edition",
        "Second edition",
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
        _broken_utf8,
        "readable",
        "",
        "not well-formed",
    ),
    *(
        Damage(
            f"epub: one more paragraph {where}",
            epub_changed(member, inserted(pattern, "<p>One more paragraph.</p>")),
            "text",
            member,
            "One more paragraph.",
        )
        for where, member, pattern in (
            ("on the title page", "titlepage.xhtml", '<section id="title-page"[^>]*>'),
            ("on the copyright page", "copyright-page.xhtml", '<section id="copyright[^>]*>'),
            ("in the contents", "contents.xhtml", '<nav id="contents"[^>]*>'),
            ("before the text", "gate.xhtml", "<body[^>]*>"),
            ("in the middle", "gate.xhtml", "It weighs the least.</p>"),
            ("in a note", "gate.xhtml", '<aside id="note-bow"[^>]*>'),
            ("at the end", "shed.xhtml", "(?=</body>)"),
            ("in the colophon", "afterword.xhtml", "(?=</section>)"),
        )
    ),
    Damage(
        "epub: two keys are exchanged",
        epub_changed("gate.xhtml", exchanged(f"{_KEY}>The gate is", f"{_KEY}>It weighs")),
        "text",
        "gate.xhtml",
        "It weighs the least",
    ),
    Damage(
        "epub: a note body stands under the key of another",
        epub_changed(
            "gate.xhtml", exchanged(f'id="note-bow".*?{_KEY}', f'id="note-brass".*?{_KEY}')
        ),
        "notes",
        "#note-b",
    ),
    Damage(
        "epub: a paragraph is there twice",
        epub_changed("gate.xhtml", doubled("<p [^>]*>It weighs the least.</p>")),
        "text",
        "gate.xhtml",
        "It weighs the least",
    ),
    Damage(
        "epub: two files are exchanged in the spine",
        epub_changed("content.opf", exchanged(_ITEM.format("gate"), _ITEM.format("shed"))),
        "text",
        "",
        "order of the text",
    ),
    Damage(
        "epub: a file is left out of the spine",
        epub_changed("content.opf", without(_ITEM.format("shed"))),
        "text",
        "",
        "order of the text",
    ),
    Damage(
        "epub: a paragraph is hidden",
        epub_changed("gate.xhtml", lambda t: re.sub("<p ([^>]*>It weighs)", r'<p hidden="" \1', t)),
        "text",
        "",
        "It weighs the least",
    ),
    Damage(
        "epub: the language of a paragraph changes",
        epub_changed("gate.xhtml", lambda t: re.sub("<p ([^>]*>It weighs)", r'<p lang="de" \1', t)),
        "structure",
        "gate.xhtml",
        "de",
    ),
    Damage(
        "epub: the title on the title page changes",
        epub("titlepage.xhtml", "<em>Walled", "<em>Open"),
        "text",
        "titlepage.xhtml",
        "Open Garden",
    ),
    Damage(
        "epub: an entry of the page list leads nowhere",
        epub("contents.xhtml", "gate.xhtml#page-3", "gate.xhtml#page-99"),
        "soundness",
        "contents.xhtml",
        "#page-99",
    ),
    Damage(
        "epub: an entry of the page list leads to another page",
        epub("contents.xhtml", "gate.xhtml#page-3", "gate.xhtml#page-4"),
        "soundness",
        "contents.xhtml",
        "#page-4",
    ),
    Damage(
        "epub: a link has other words",
        epub_changed("gate.xhtml", lambda t: t.replace(">the shed</a>", ">a shed</a>")),
        "links",
        "gate.xhtml",
        "ashed",
    ),
)
