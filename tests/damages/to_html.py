"""Damages to the reading edition."""

from __future__ import annotations

import re

from mutations import Damage, html, html_changed, replaced, without

_SHED = '<a href="#shed">the shed</a>'

# The break of a page that begins with a paragraph.
_BREAK = r'<(?:div|span) id="page-11"[^>]*></(?:div|span)>'


def _earlier_break(text: str) -> str:
    """Put a page break where its page does not begin."""
    (mark,) = re.findall(_BREAK, text)
    there = mark.replace("div", "span")
    return replaced(without(_BREAK)(text), "hung twice", f"hung {there}twice")


HTML = (
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
    Damage("html: a page break is moved", html_changed(_earlier_break), "page list", "page 11"),
    Damage("html: a page break is lost", html_changed(without(_BREAK)), "page list", "", "page 11"),
    Damage(
        "html: a change of language is lost",
        html('<html lang="en-GB"', '<html lang="en-US"'),
        "repeated metadata",
        "root-language",
        "en-US",
    ),
)
