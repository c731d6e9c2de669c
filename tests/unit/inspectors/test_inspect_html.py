from __future__ import annotations

from pathlib import Path

from inspectors.html import inspect_html
from inspectors.model import InspectedEdition

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>A Book</title>
<meta name="DC.creator" content="Ada Fern"><meta name="dcterms.identifier" content="urn:x">
<link rel="license" href="https://example.org/by"></head><body>
<nav role="doc-toc"><ol><li><a href="#one">One</a>
<ol><li><a href="#gone">Two</a></li></ol></ol></nav>
<main><section><h2 id="one">One<a id="call-h" role="doc-noteref" href="#note-h">1</a></h2>
<p>Some <em>text</em>.<a id="call-a" class="series-gloss" role="doc-noteref" href="#note-a">a</a>
More.<a id="call-a-2" class="series-gloss" role="doc-noteref" href="#note-a">a</a>
Lost.<a id="call-b" role="doc-noteref" href="#note-b">2</a> <a href="#nowhere">see</a>
<a href="https://example.org/">out</a></p>
<table><caption>Keys</caption><tr><th>Key</th></tr></table>
<img src="data:," alt="A shed"><img src="data:,">
<aside id="note-h" role="doc-footnote"><p><span class="note-marker">1</span> On one.
<a role="doc-backlink" href="#call-h">back</a></p></aside>
<aside id="note-a" class="series-gloss" role="doc-footnote"><p><span class="note-marker">a</span>
A gloss. <a role="doc-backlink" href="#call-a">back</a>
<a role="doc-backlink" href="#call-z">back</a></p></aside>
<p id="one">Again.</p></section></main></body></html>"""


def edition(tmp_path: Path) -> InspectedEdition:
    path = tmp_path / "book.html"
    path.write_text(PAGE, encoding="utf-8")
    return inspect_html(path)


def test_calls_and_notes_are_read_with_markers_and_series(tmp_path: Path) -> None:
    found = edition(tmp_path)
    assert [(c.identifier, c.marker, c.series, c.note) for c in found.calls] == [
        ("call-h", "1", "", "note-h"),
        ("call-a", "a", "gloss", "note-a"),
        ("call-a-2", "a", "gloss", "note-a"),
        ("call-b", "2", "", None),
    ]
    assert [(n.name, n.marker, n.series, n.body) for n in found.notes] == [
        ("note-h", "1", "", "On one."),
        ("note-a", "a", "gloss", "A gloss."),
    ]


def test_what_leads_nowhere_is_reported(tmp_path: Path) -> None:
    found = edition(tmp_path)
    assert found.dangling == (
        "book.html: #gone",
        "book.html: #note-b",
        "book.html: #nowhere",
        "book.html: #call-z",
    )
    assert found.notes[1].returns == ("call-a",)
    assert found.notes[1].dangling == ("#call-z",)
    assert [entry.landed for entry in found.contents] == [True, False]
    assert found.duplicate_ids == ("book.html#one",)


def test_text_links_and_pictures_are_those_of_the_author(tmp_path: Path) -> None:
    found = edition(tmp_path)
    assert [(h.level, h.text) for h in found.headings] == [(1, "One")]
    assert [block.text for block in found.blocks] == [
        "One",
        "Some text. More. Lost. see out",
        "Keys",
        "Key",
        "Again.",
    ]
    assert [link.target for link in found.links] == ["#nowhere"]
    assert [link.target for link in found.external] == ["https://example.org/"]
    assert [(t.caption, t.header_cells) for t in found.tables] == [("Keys", ("Key",))]
    assert [picture.alternative for picture in found.pictures] == ["A shed", None]


def test_metadata_has_the_common_names(tmp_path: Path) -> None:
    found = edition(tmp_path)
    assert found.metadata["author"] == ("Ada Fern",)
    assert found.metadata["identifier"] == ("urn:x",)
    assert found.metadata["licence-url"] == ("https://example.org/by",)
    assert found.languages == {"book.html": "en-GB"}
