"""A small made-up book with one of everything that the EPUB edition treats specially."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from lxml import etree

from chapbook.model.manuscript import Division, DivisionKind, Manuscript, Matter, Picture
from chapbook.model.markers import MarkerKind
from chapbook.model.metadata import (
    BookSeries,
    Contributor,
    Identifier,
    Licence,
    Metadata,
    RichText,
)
from chapbook.model.notes import Call, Note, NoteOrigin, Restart, Series, Statement
from chapbook.model.source import Place, SourceText
from chapbook.render.text.fragments import Fragments

SOURCE = Series("source")
GLOSS = Series("gloss", MarkerKind.LOWER_ALPHA, Restart.CHAPTER, "Glosses")
EDITOR = Series("editor", MarkerKind.SYMBOL, Restart.CHAPTER)
PLACE = Place("book.md", 1, 1)

_UUID = "urn:uuid:7b3e5fd6-d895-5a72-8b1a-1897d7282a9c"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="400" height="200">'
    b'<path d="M0 20L20 2L40 20" fill="none" stroke="black"/></svg>'
)


def call(number: int) -> str:
    """Write a call as it is in the fragments."""
    return f'<span class="chapbook-call" data-call="{number}"/>'


CHAPTERS = (
    "<section><h1 id='for-the-weavers'>For the weavers</h1><p>Who wove.</p></section>",
    "<section><h1 id='part-one'>Looms</h1></section>",
    f"""<section><h1 id="the-loom">The loom{call(0)} at work</h1>
<p>It stood by the window,{call(1)} as <em>looms</em>{call(2)} did.
See <a href="#the-cloth">below</a> and <a href="#shed">the shed</a>.{call(3)}</p>
<h2 id="warp">The warp{call(4)}</h2>
<p>Held under tension{call(1 + 4)} by the beam.</p>
<h3 id="ends">Ends</h3>
<table><caption>Counts{call(6)}</caption><thead><tr><th>Cloth</th><th>Ends</th></tr></thead>
<tbody><tr><th>Twill</th><td>40{call(7)}</td></tr></tbody></table>
<h2 id="weft">The weft</h2>
<figure id="fig-shed"><img src="pictures/shed.svg" alt="A shed"/><figcaption aria-hidden="true">A
shed{call(8)}</figcaption></figure>
</section>""",
    f"""<section><h1 id="the-cloth">The cloth &amp; its price</h1>
<p>Cloth{call(9)} of worth <math display="inline"><semantics><mi>w</mi><annotation
encoding="application/x-tex">w</annotation></semantics></math>, and glosses.{call(10)}</p>
<blockquote><p>Measure twice.{call(11)}</p></blockquote>
<div class="line-block">The shuttle flies,<br/>the treadle sighs.</div>
<dl><dt>pick</dt><dd><p>one passage of the weft</p></dd></dl>
<pre><code>over, under</code></pre>
<p><img src="pictures/pixel one.png"/></p>
</section>""",
    "<section><h1 id='references'>References</h1><p>Nothing was cited.</p></section>",
)

BODIES = (
    "<div><p>A frame for weaving.</p></div>",
    "<div><p>Said the <a href='#shed'>shedmaster</a>.</p><p id='shed'>Twice.</p></div>",
    "<div><ul><li>One</li><li>Two, see <a href='#warp'>the warp</a></li></ul></div>",
    "<div><p>Doubtful.</p></div>",
    "<div><p>Threads along the length.</p><blockquote><p>So the manual.</p></blockquote></div>",
)

# Of each call: its note, the marker it shows, its division.
_CALLS = (
    ("gloss-loom", "a", 2),
    ("visit", "1", 2),
    ("gloss-list", "b", 2),
    ("editor-doubt", "*", 2),
    ("gloss-warp", "c", 2),
    ("visit", "1", 2),
    ("visit", "1", 2),
    ("gloss-warp", "c", 2),
    ("editor-doubt", "*", 2),
    ("visit", "1", 3),
    ("gloss-loom", "a", 3),
    ("visit", "1", 3),
)
_NOTES = (
    ("gloss-loom", GLOSS),
    ("visit", SOURCE),
    ("gloss-list", GLOSS),
    ("editor-doubt", EDITOR),
    ("gloss-warp", GLOSS),
)
_STATEMENTS = (
    ("note-gloss-loom", 0, 1, "a", (0,)),
    ("note-visit", 1, 1, "1", (1, 5, 6, 9, 11)),
    ("note-gloss-list", 2, 2, "b", (2,)),
    ("note-editor-doubt", 3, 1, "*", (3, 8)),
    ("note-gloss-warp", 4, 3, "c", (4, 7)),
    ("note-gloss-loom--the-cloth", 0, 1, "a", (10,)),
)

METADATA = Metadata(
    title=RichText("On Weaving & Cloth"),
    language="en-GB",
    uid="urn:isbn:9780306406157",
    modified="2026-01-02T03:04:05Z",
    slug="on-weaving",
    subtitle=RichText("A manual"),
    contributors=(
        Contributor("Ada Weaver", "Weaver, Ada"),
        Contributor("Ben Loom", "Loom, Ben"),
        Contributor("Cy Editor", "Editor, Cy", ("edt", "ann")),
    ),
    publisher="The Shed Press",
    place="Leeds",
    date="2026-01-02",
    date_shown="2 January 2026",
    identifiers=(
        Identifier("isbn", "9780306406157"),
        Identifier("doi", "10.5555/12345678"),
        Identifier("shelfmark", "W 7"),
    ),
    rights="© 2026 Ada Weaver",
    licence=Licence("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    description="How cloth is made & sold.",
    subjects=("Weaving", "Crafts"),
    book_series=BookSeries("Manuals", "2"),
    edition="Second edition",
    source="The notebook of 1910",
    note_series=(SOURCE, GLOSS, EDITOR),
)


def fragments() -> Fragments:
    """Parse the trees."""
    return Fragments(
        divisions=tuple(etree.fromstring(text) for text in CHAPTERS),
        notes=tuple(etree.fromstring(text) for text in BODIES),
        title=etree.fromstring("<span>On <em>Weaving</em> &amp; Cloth</span>"),
        subtitle=etree.fromstring("<span>A manual</span>"),
        of_authors=((),) * len(METADATA.authors),
    )


def manuscript(folder: Path) -> Manuscript:
    """Make the book; its file lies in `folder`."""
    return Manuscript(
        source=SourceText(folder / "book.md", "book.md", "", "0" * 64),
        metadata=METADATA,
        divisions=_divisions(),
        series=(SOURCE, GLOSS, EDITOR),
        notes=tuple(Note(key, key, NoteOrigin.KEYED, series, (), PLACE) for key, series in _NOTES),
        statements=_statements(),
        calls=_calls(),
        pictures=_pictures(),
    )


def smallest(folder: Path) -> tuple[Manuscript, Fragments]:
    """Make the smallest book: one untitled chapter of one word, the least front matter."""
    book = manuscript(folder)
    metadata = Metadata(RichText("Plain"), "en", _UUID, "2026-01-01T00:00:00Z", "plain")
    division = replace(_divisions()[4], title="", role=None, part=None)
    trees = Fragments(
        divisions=(etree.fromstring("<section><p>x</p></section>"),),
        notes=(),
        title=etree.fromstring("<span>Plain</span>"),
        subtitle=None,
    )
    small = replace(book, metadata=metadata, divisions=(division,), pictures=())
    return replace(small, notes=(), statements=(), calls=()), trees


def _divisions() -> tuple[Division, ...]:
    def division(
        identifier: str, title: str, matter: Matter, role: str | None, part: int | None = None
    ) -> Division:
        return Division(identifier, DivisionKind.CHAPTER, matter, role, title, None, (), part)

    return (
        division("for-the-weavers", "For the weavers", Matter.FRONT, "dedication"),
        replace(division("part-one", "Looms", Matter.BODY, None), kind=DivisionKind.PART),
        division("the-loom", "The loom at work", Matter.BODY, None, 1),
        division("the-cloth", "The cloth & its price", Matter.BODY, None, 1),
        division("references", "References", Matter.BACK, "bibliography"),
    )


def _statements() -> tuple[Statement, ...]:
    series = [series for _, series in _NOTES]
    return tuple(
        Statement(index, identifier, note, series[note], number, marker, calls)
        for index, (identifier, note, number, marker, calls) in enumerate(_STATEMENTS)
    )


def _calls() -> tuple[Call, ...]:
    calls: list[Call] = []
    seen: dict[str, int] = {}
    for index, (key, marker, division) in enumerate(_CALLS):
        seen[key] = seen.get(key, 0) + 1
        identifier = f"call-{key}" if seen[key] == 1 else f"call-{key}-{seen[key]}"
        statement = next(i for i, row in enumerate(_STATEMENTS) if index in row[4])
        calls.append(Call(index, identifier, marker, statement, division, PLACE))
    return tuple(calls)


def _pictures() -> tuple[Picture, ...]:
    return (
        Picture("pictures/shed.svg", "pictures/shed.svg", "image/svg+xml", DRAWING),
        Picture("pictures/pixel one.png", "pictures/pixel one.png", "image/png", PIXEL),
    )
