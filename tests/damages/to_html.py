"""Damages to the reading edition."""

from __future__ import annotations

import re

from mutations import Damage, doubled, exchanged, html, html_changed, inserted, replaced, without

_SHED = '<a href="#shed">the shed</a>'

_KEY = 'data-key="([^"]*)"'

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
        "links to notes and back",
        "#call-quoted",
    ),
    Damage(
        "html: a word of a paragraph changes",
        html("hung twice", "hung thrice"),
        "text",
        "#p-72a58307",
        "thrice",
    ),
    Damage(
        "html: a paragraph is lost",
        html_changed(without(r'<p [^>]*id="p-7a646781".*?</p>')),
        "text",
        "",
        "It weighs the least",
    ),
    Damage("html: a digit in a table cell", html("210 g", "211 g"), "text", "#key-table", "211"),
    Damage(
        "html: a caption changes",
        html_changed(lambda t: re.sub(r"(<caption[^>]*>)What each", r"\1What every", t, count=1)),
        "text",
        "#key-table",
        "every",
    ),
    Damage(
        "html: the words of a note change",
        html("A slip of lead", "A slip of tin"),
        "text",
        "#note-gloss-tag",
        "tin",
    ),
    Damage(
        "html: a number in a note changes",
        html("this list, entry 7.", "this list, entry 8."),
        "text",
        "#note-gloss-herb-07",
    ),
    Damage(
        "html: a call has a different marker",
        html(
            'aria-label="Source 5" style="--anchor:--call-keys"><sup>5</sup>',
            'aria-label="Source 5" style="--anchor:--call-keys"><sup>6</sup>',
        ),
        "notes",
        "#call-keys",
        "5",
    ),
    Damage(
        "html: a note has a different marker",
        html(
            '<span class="note-marker">5</span> Numbered',
            '<span class="note-marker">15</span> Numbered',
        ),
        "notes",
        "#note-keys",
        "15",
    ),
    Damage(
        "html: a call leads to a different note",
        html('href="#note-spring"', 'href="#note-mean"'),
        "links to notes and back",
        "#note-spring",
    ),
    Damage(
        "html: a way back leads to another call",
        html('class="backlink" href="#call-spring"', 'class="backlink" href="#call-mean"'),
        "links to notes and back",
        "#note-spring",
    ),
    Damage(
        "html: a way back is lost",
        html('<a class="backlink" href="#call-gate-hung-2"', '<a class="none" href="#shed"'),
        "links to notes and back",
        "#note-gate-hung",
        "gate-hung-2",
    ),
    Damage(
        "html: a heading has another level",
        html('<h3 id="grows"', '<h4 id="grows"'),
        "structure",
        "#grows",
        "level 3",
    ),
    Damage(
        "html: an alternative is lost",
        html('alt="The shed seen from the south."', 'alt=""'),
        "text",
        "",
        "The shed seen",
    ),
    Damage(
        "html: a header cell becomes a cell",
        html_changed(
            lambda t: re.sub(
                r'<th([^>]*data-key="[^"]*")[^>]*>Weight</th>', r"<td\1>Weight</td>", t
            )
        ),
        "structure",
        "#key-table",
        "header cell: Weight",
    ),
    Damage(
        "html: a formula changes",
        html("w = 210 + 95 + 40", "w = 210 + 95 + 41", 9),
        "text",
        "#p-7017eada",
        "41",
    ),
    Damage(
        "html: a link lands elsewhere",
        html(_SHED, '<a href="#gate">the shed</a>'),
        "links",
        "#p-b0941ae7",
        "The gate",
    ),
    Damage(
        "html: a link leads nowhere",
        html(_SHED, '<a href="#sheds">the shed</a>'),
        "soundness",
        "",
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
        "html: the source is lost",
        html('<meta name="dcterms.source" content="The ledger of the walled garden">', ""),
        "fields",
        "source",
        "The ledger of the walled garden",
    ),
    Damage(
        "html: an id is there twice", html('<h3 id="grows"', '<h3 id="keys"'), "soundness", "keys"
    ),
    Damage(
        "html: an entry of the contents is lost",
        html('<a href="#grows"><span>What grows</span></a>', ""),
        "structure",
        "",
        "What grows",
    ),
    Damage(
        "html: the contents are lost",
        html_changed(without(r'(?s)<nav class="contents".*?</nav>')),
        "structure",
        "",
        "contents entry does not lead to a heading",
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
    *(
        Damage(
            f"html: one more paragraph {where}",
            html_changed(inserted(pattern, "<p>One more paragraph.</p>")),
            "text",
            "",
            "One more paragraph.",
        )
        for where, pattern in (
            ("on the title page", '<header class="title-page">'),
            ("in the contents", '<nav class="contents"[^>]*>'),
            ("before the text", '<main id="main-text">'),
            ("in the middle", "It weighs the least.</p>"),
            ("in a note", '<aside id="note-bow"[^>]*>'),
            ("at the end", r"(?=</main>)"),
            ("in the imprint", r"(?=</footer>)"),
        )
    ),
    Damage(
        "html: two keys are exchanged",
        html_changed(
            exchanged(f"{_KEY}[^<]*<a[^>]*></a>The gate", f"{_KEY}[^<]*<a[^>]*></a>It weighs")
        ),
        "text",
        "",
        "It weighs the least",
    ),
    Damage(
        "html: a note body stands under the key of another",
        html_changed(exchanged(f'id="note-bow".*?{_KEY}', f'id="note-brass".*?{_KEY}')),
        "notes",
        "#note-b",
    ),
    Damage(
        "html: a paragraph is there twice",
        html_changed(doubled('<p [^>]*id="p-7a646781".*?</p>')),
        "text",
        "",
        "It weighs the least",
    ),
    Damage(
        "html: two paragraphs are exchanged",
        html_changed(exchanged('<p [^>]*id="p-7a646781".*?</p>', '<p [^>]*id="p-7017eada".*?</p>')),
        "text",
        "",
        "order of the text",
    ),
    Damage(
        "html: a paragraph is hidden",
        html('id="p-7a646781"', 'style="display: none" id="p-7a646781"'),
        "text",
        "",
        "It weighs the least",
    ),
    Damage(
        "html: a space is lost",
        html("hung twice", "hungtwice"),
        "text",
        "#p-72a58307",
        "hungtwice",
    ),
    Damage(
        "html: the words of a template change",
        html("Made with Chapbook.", "Made with care."),
        "text",
        "",
        "Made with care",
    ),
    Damage(
        "html: an item stands in another list",
        html_changed(
            lambda t: re.sub(r"(<li[^>]*>[^<]*?one with a square bow)", r"<li></li>\1", t)
        ),
        "structure",
        "",
        "list",
    ),
)
