from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from chapbook.model.editions.output import PdfRendition
from chapbook.model.manuscript import Manuscript
from chapbook.model.metadata import TRIMS, PrintSettings
from chapbook.render.pdf.content import Setting, heading_markup, prepare
from chapbook.render.pdf.edition import compose_pdf, render_pdf
from chapbook.render.pdf.notes import _part_neighbours
from chapbook.render.text.fragments import Fragments
from unit.render import epub_sample as sample

X = "{http://www.w3.org/1999/xhtml}"
XMP = {"dc": "http://purl.org/dc/elements/1.1/", "xmp": "http://ns.adobe.com/xap/1.0/"}


def rendered(book: Manuscript, trees: Fragments) -> PdfRendition:
    pages, faults = compose_pdf(book, trees)
    assert faults == ()
    return render_pdf(pages)


@pytest.fixture
def book(tmp_path: Path) -> Manuscript:
    return sample.manuscript(tmp_path)


@pytest.fixture
def rendition(book: Manuscript) -> PdfRendition:
    return rendered(book, sample.fragments())


@pytest.fixture
def document(rendition: PdfRendition) -> etree._Element:
    return etree.fromstring(rendition.document)


def with_class(tree: etree._Element, name: str) -> list[etree._Element]:
    return [e for e in tree.iter() if name in (e.get("class") or "").split()]


def template(tree: etree._Element, name: str) -> etree._Element | None:
    """Return the section of a template; it has no identifier, since a heading may have any."""
    return next((e for e in tree.iter() if e.get("data-template") == name), None)


def ids(tree: etree._Element) -> Mapping[str, etree._Element]:
    found = [e for e in tree.iter() if e.get("id")]
    named = {e.attrib["id"]: e for e in found}
    assert len(named) == len(found)
    return named


def prepared(text: str) -> etree._Element:
    tree = etree.fromstring(text)
    prepare(tree, Setting({}, "en", 28.0))
    return tree


def test_every_statement_appears_once_inside_its_first_call(
    book: Manuscript, document: etree._Element
) -> None:
    named = ids(document)
    for statement in book.statements:
        note = named[statement.identifier]
        call = note.getparent()
        assert call is not None
        assert call.get("id") == book.calls[statement.calls[0]].identifier
        assert call.get("href") == f"#{statement.identifier}"
        assert note.get("data-marker") == statement.marker
    assert len(with_class(document, "note")) == len(book.statements)


def test_a_further_call_leads_to_the_note_and_points_to_its_page(
    book: Manuscript, document: etree._Element
) -> None:
    named = ids(document)
    further = [n for statement in book.statements for n in statement.calls[1:]]
    assert further
    for index in further:
        call = book.calls[index]
        link = named[call.identifier]
        note = book.statements[call.statement].identifier
        assert link.get("href") == f"#{note}"
        assert link.text is None
        (pointer,) = link
        assert pointer.get("data-points-to") == note
        assert pointer.get("data-marker") == call.marker
        assert "".join(pointer.itertext()) == f"{call.marker}See p.\u00a0."
        (page,) = with_class(pointer, "page-of-note")
        assert page.get("data-note") == f"#{note}"


def test_a_note_leads_back_to_each_of_its_calls_the_marker_first(
    book: Manuscript, document: etree._Element
) -> None:
    named = ids(document)
    for statement in book.statements:
        links = [
            link
            for link in named[statement.identifier].iter(f"{X}a")
            if link.get("class") in ("note-marker", "backlink")
        ]
        calls = [f"#{book.calls[index].identifier}" for index in statement.calls]
        assert [link.get("href") for link in links] == calls
        assert links[0].text == statement.marker


def test_the_marker_is_the_first_content_of_a_note(document: etree._Element) -> None:
    for note in with_class(document, "note"):
        first = note[0][0]
        assert first.tag == f"{X}p"
        assert not (first.text or "").strip()
        assert first[0].get("class") == "note-marker"


def test_a_note_that_begins_with_a_list_has_a_line_for_its_marker(
    document: etree._Element,
) -> None:
    body = ids(document)["note-gloss-list"][0]
    assert body[0].get("class") == "note-marker-line"
    assert body[1].tag == f"{X}ul"


def test_every_internal_link_lands(document: etree._Element) -> None:
    named = ids(document)
    links = [link.attrib["href"] for link in document.iter(f"{X}a") if link.get("href")]
    assert {link[1:] for link in links if link.startswith("#")} <= set(named)


def test_neighbouring_calls_are_parted() -> None:
    book_text = '<p>a<a class="note-call"/><a class="note-call"/> <a class="note-call"/></p>'
    tree = etree.fromstring(book_text)
    _part_neighbours(tree)
    assert [link.get("class") for link in tree] == [
        "note-call", "note-call adjacent", "note-call",
    ]  # fmt: skip


def test_headings_carry_their_words_without_calls(document: etree._Element) -> None:
    titles = {h.get("data-title") for h in document.iter(f"{X}h1", f"{X}h2", f"{X}h3")}
    assert {"The loom at work", "The warp", "The cloth & its price", "Contents"} <= titles


def test_the_contents_list_every_part_and_chapter_but_no_dedication(
    document: etree._Element,
) -> None:
    contents = template(document, "contents")
    assert contents is not None
    assert [
        (li.get("class"), li[0].get("href"), "".join(map(str, li.itertext())))
        for li in contents.iter(f"{X}li")
    ] == [
        ("entry-part", "#part-one", "Looms"),
        ("entry-in-part", "#the-loom", "The loom at work"),
        ("entry-in-part", "#the-cloth", "The cloth & its price"),
        ("entry-chapter", "#references", "References"),
    ]


def test_the_dedication_is_before_the_contents(document: etree._Element) -> None:
    body = document[1]
    order = [element.get("data-template") or element.get("id") for element in body]
    opening = ["cover", "half-title", "title-page", "copyright-page", "for-the-weavers", "contents"]
    assert order[: len(opening)] == opening
    assert order[-1] == "making"


def test_the_smallest_book_has_no_contents_page(tmp_path: Path) -> None:
    document = etree.fromstring(rendered(*sample.smallest(tmp_path)).document)
    assert template(document, "contents") is None


def test_the_front_matter_is_in_the_head(document: etree._Element) -> None:
    head = document[0]
    metas = [(meta.get("name"), meta.get("content")) for meta in head.iter(f"{X}meta")]
    assert head.findtext(f"{X}title") == "On Weaving & Cloth"
    assert ("author", "Ada Weaver") in metas
    assert ("author", "Ben Loom") in metas
    assert ("keywords", "Weaving, Crafts") in metas
    assert ("dcterms.modified", "2026-01-02T03:04:05Z") in metas
    assert document.get("lang") == "en-GB"


def test_the_metadata_packet_says_all_of_the_front_matter(rendition: PdfRendition) -> None:
    packet = etree.fromstring(rendition.xmp.partition("?>")[2].strip().encode())
    said = {
        name: [" ".join("".join(map(str, e.itertext())).split()) for e in found]
        for name in (
            "title", "creator", "contributor", "description", "subject", "publisher", "date",
            "rights", "language", "identifier", "source",
        )
        if (found := list(packet.iter(f"{{{XMP['dc']}}}{name}")))
    }  # fmt: skip
    assert said == {
        "title": ["On Weaving & Cloth"],
        "creator": ["Ada WeaverBen Loom"],
        "contributor": ["Cy Editor"],
        "description": ["How cloth is made & sold."],
        "subject": ["WeavingCrafts"],
        "publisher": ["The Shed Press"],
        "date": ["2026-01-02"],
        "rights": ["© 2026 Ada Weaver"],
        "language": ["en-GB"],
        "identifier": ["urn:isbn:9780306406157"],
        "source": ["The notebook of 1910"],
    }
    assert packet.findtext(f".//{{{XMP['xmp']}}}ModifyDate") == "2026-01-02T03:04:05Z"


def test_pictures_have_addresses_that_say_nothing_of_this_machine(
    rendition: PdfRendition, tmp_path: Path
) -> None:
    assert str(tmp_path) not in rendition.document
    listed = {resource.url for resource in rendition.resources}
    document = etree.fromstring(rendition.document)
    sources = {img.get("src", "") for img in document.iter(f"{X}img")}
    assert {source for source in sources if not source.startswith("data:")} <= listed


def test_a_formula_is_a_drawing_with_its_source_as_alternative(document: etree._Element) -> None:
    (formula,) = with_class(document, "formula")
    assert formula.get("alt") == "w"
    assert formula.get("src", "").startswith("data:image/svg+xml;base64,")


def test_the_same_manuscript_gives_the_same_rendition(book: Manuscript) -> None:
    trees = sample.fragments()
    assert rendered(book, trees) == rendered(book, trees)


def test_the_trim_becomes_the_page(book: Manuscript) -> None:
    metadata = replace(book.metadata, print=PrintSettings(TRIMS["6x9"]))
    made = rendered(replace(book, metadata=metadata), sample.fragments())
    assert "@page{size:6in 9in;" in dict(made.styles)["measures"]


def test_a_contents_line_keeps_italics_but_no_calls_links_or_ids() -> None:
    heading = etree.fromstring(
        f'<h1 id="x">The <em id="y">loom</em>{sample.call(0)} <a href="#z">here</a></h1>'
    )
    assert etree.tostring(heading_markup(heading)) == b"<span>The <em>loom</em> here</span>"


def test_links_into_files_are_taken_off() -> None:
    tree = prepared(
        '<p><a href="file:///etc/passwd">a</a><a href="javascript:x">b</a><a href="c.md">c</a>'
        '<a href="#d">d</a><a href="https://e.org">e</a><a href="mailto:f@e.org">f</a></p>'
    )
    assert [link.get("href") for link in tree] == [
        None, None, None, "#d", "https://e.org", "mailto:f@e.org",
    ]  # fmt: skip


def test_only_a_list_as_long_as_a_chapter_becomes_numbered_sections() -> None:
    items = "<li>" + "word " * 300 + "</li>"
    assert prepared(f"<section><ol>{items * 4}</ol></section>")[0].get("class") == (
        "numbered-sections"
    )
    assert prepared(f"<section><ol>{items}</ol></section>")[0].get("class") is None
    assert prepared(f"<blockquote><ol>{items * 4}</ol></blockquote>")[0].get("class") is None


def test_words_in_other_letters_are_set_in_one_face() -> None:
    tree = prepared("<p>From Новая Газета, <em>Москва</em> and Ἀθῆναι.</p>")
    spans = with_class(tree, "other-face")
    assert [span.text for span in spans] == ["Новая Газета", "Москва", "Ἀθῆναι"]
    assert "".join(map(str, tree.itertext())) == "From Новая Газета, Москва and Ἀθῆναι."


def test_checkboxes_become_signs() -> None:
    tree = prepared('<ul><li><input type="checkbox" checked=""/>a</li><li><input/>b</li></ul>')
    assert "".join(map(str, tree.itertext())) == "☑a☐b"


def test_a_call_that_pandoc_dropped_gets_no_way_back(book: Manuscript) -> None:
    trees: Fragments = sample.fragments()
    chapter = etree.fromstring(sample.CHAPTERS[3].replace(sample.call(11), ""))
    divisions = (*trees.divisions[:3], chapter, *trees.divisions[4:])
    document = etree.fromstring(rendered(book, replace(trees, divisions=divisions)).document)
    gone = book.calls[11].identifier
    assert gone not in ids(document)
    assert all(link.get("href") != f"#{gone}" for link in document.iter(f"{X}a"))


def test_verse_is_set_line_by_line() -> None:
    text = f"<blockquote><p>One <em>a</em>,{sample.call(0)} b<br/>\ntwo<br/>three</p></blockquote>"
    (verse,) = prepared(text)
    assert verse.get("class") == "stanza"
    assert ["".join(map(str, line.itertext())) for line in verse] == ["One a, b", "two", "three"]
    assert [line.get("class") for line in verse] == ["line"] * 3
    assert verse.find("br") is None


def test_verse_broken_inside_emphasis_keeps_its_breaks() -> None:
    (verse,) = prepared("<blockquote><p>a<br/><em>b<br/>c</em></p></blockquote>")
    assert len(list(verse.iter("br"))) == 2
