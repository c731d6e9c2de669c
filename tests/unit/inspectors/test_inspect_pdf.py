from __future__ import annotations

import pytest

from inspectors.model import InspectedEdition
from inspectors.pdf import inspect_pdf

STYLE = """
@page { size: 300pt 300pt; margin: 50pt 40pt; @bottom-center { content: counter(page) }
  @top-center { content: string(head) " " counter(page) } }
@page { @footnote { border-top: 0.5pt solid; padding-top: 4pt } }
h1 { string-set: head attr(data-title); bookmark-label: attr(data-title); font-size: 16pt }
.chapter { break-before: page }
.note { float: footnote }
.note::footnote-marker { content: none }
.note::footnote-call { content: none }
a { text-decoration: none }
body { font-size: 10pt }
"""
NOTE = (
    '<a id="call-k" href="#note-k">1</a><span class="note" id="note-k"><a href="#call-k">1</a> The'
    ' body of the note. <a href="#call-k-2">up</a></span>'
)
PAGE = f"""<html lang="en"><head><title>A Book</title><meta name="author" content="Ada Fern">
<meta name="dcterms.created" content="2020-01-02"><style>{STYLE}</style></head><body>
<ol><li><a href="#one">One</a></li><li><a href="#two">Two</a></li></ol>
<div class="chapter" id="one"><h1 data-title="One">One</h1><p>Some words{NOTE} and
<a href="#two">a link that is so long that it must be broken over two lines of the page, or more
than two</a>. Out: <a href="https://example.org/">there</a>.</p></div>
<div class="chapter" id="two"><h1 data-title="Two">Two</h1><p>Again<a id="call-k-2"
href="#note-k">1</a> and <a href="#gone">gone</a>.</p></div></body></html>"""


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> InspectedEdition:
    weasyprint = pytest.importorskip("weasyprint")
    path = tmp_path_factory.mktemp("pdf") / "book.pdf"
    weasyprint.HTML(string=PAGE).write_pdf(path, pdf_variant="pdf/ua-1")
    return inspect_pdf(path)


def test_calls_lead_to_the_note_and_show_its_marker(edition: InspectedEdition) -> None:
    assert [(c.identifier, c.marker, c.note, c.place.document) for c in edition.calls] == [
        ("call-k", "1", "note-k", "page 2"),
        ("call-k-2", "1", "note-k", "page 3"),
    ]


def test_the_note_has_its_marker_body_and_ways_back(edition: InspectedEdition) -> None:
    (note,) = edition.notes
    assert (note.name, note.marker, note.place.document) == ("note-k", "1", "page 2")
    assert note.body.split() == "The body of the note.".split()
    assert note.returns == ("call-k", "call-k-2")


def test_links_of_the_author_are_distinguished_from_all_others(edition: InspectedEdition) -> None:
    (link,) = edition.links
    assert (link.target, link.landed) == ("#two", True)
    assert link.text.startswith("a link that is so long")
    assert [link.target for link in edition.external] == ["https://example.org/"]


def test_text_and_headings_are_without_marks_and_running_lines(edition: InspectedEdition) -> None:
    assert [(h.level, h.text) for h in edition.headings] == [(1, "One"), (1, "Two")]
    assert edition.stream.startswith("onesomewordsandalinkthatis")
    assert edition.stream.endswith("twoagainandgone.")
    assert [(page.head, page.foot) for page in edition.pages[1:]] == [
        ("One2", "2"),
        ("Two3", "3"),
    ]


def test_metadata_language_and_boxes(edition: InspectedEdition) -> None:
    assert edition.metadata["info-author"] == ("Ada Fern",)
    assert edition.metadata["title"] == ("A Book",)
    assert edition.languages == {"catalogue": "en"}
    assert {page.box for page in edition.pages} == {(0.0, 0.0, 300.0, 300.0)}
    assert [page.outside for page in edition.pages] == ["", "", ""]
    assert [page.blank for page in edition.pages] == [False, False, False]
