from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from base64 import b64encode
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import tinyhtml5
from lxml import etree

from chapbook.errors import EditionFailed
from chapbook.model.editions.output import PageBreak
from chapbook.model.manuscript import Division, DivisionKind, Manuscript, Matter
from chapbook.model.metadata import Metadata, RichText
from chapbook.model.source import SourceText
from chapbook.render.html.edition import render_html
from chapbook.render.text.fragments import Fragments
from unit.render import epub_sample as sample

Tree = Any


@pytest.fixture
def book(tmp_path: Path) -> Manuscript:
    return sample.manuscript(tmp_path)


@pytest.fixture
def page(book: Manuscript) -> Tree:
    return parse(book, sample.fragments())


def parse(book: Manuscript, trees: Fragments) -> Tree:
    return tinyhtml5.parse(render_html(book, trees).document, namespace_html_elements=False)


def said(element: Tree) -> str:
    return " ".join("".join(element.itertext()).split())


def with_role(page: Tree, role: str) -> list[Tree]:
    return [element for element in page.iter() if element.get("role") == role]


def by_id(page: Tree, identifier: str) -> Tree:
    (found,) = (element for element in page.iter() if element.get("id") == identifier)
    return found


def metas(page: Tree) -> list[tuple[str, str]]:
    return [(m.get("name"), m.get("content")) for m in page.iter("meta") if m.get("name")]


def small(text: str, *, title: str = "") -> tuple[Manuscript, Fragments]:
    """Make a book of one division, without notes and with the least of metadata."""
    division = Division("text", DivisionKind.CHAPTER, Matter.BODY, None, title, None, (), None)
    book = Manuscript(
        source=SourceText(Path("book.md"), "book.md", "", "0" * 64),
        metadata=Metadata(RichText("Small"), "en", "urn:x:small", "2026-01-01T00:00:00Z", "small"),
        divisions=(division,),
        series=(),
        notes=(),
        statements=(),
        calls=(),
        pictures=(),
    )
    return book, Fragments((etree.fromstring(text),), (), etree.fromstring("<i>Small</i>"), None)


def test_the_document_says_its_language_direction_and_encoding(book: Manuscript) -> None:
    document = render_html(book, sample.fragments()).document.decode()
    assert document.splitlines()[:4] == [
        "<!DOCTYPE html>",
        '<html lang="en-GB" dir="ltr">',
        "<head>",
        '<meta charset="utf-8">',
    ]
    assert "\r" not in document


def test_the_title_of_the_book_is_the_only_first_heading(page: Tree) -> None:
    (heading,) = page.iter("h1")
    assert said(heading) == "On Weaving & Cloth"
    assert [said(part) for part in heading.iter("em")] == ["Weaving"]


def test_headings_go_down_one_level(page: Tree) -> None:
    (main,) = page.iter("main")
    found = [(h.tag, h.get("id"), said(h)) for h in main.iter() if h.tag in ("h2", "h3", "h4")]
    assert found == [
        ("h2", None, "For the weavers"),
        ("h2", None, "Looms"),
        ("h2", None, "The looma at work"),
        ("h3", "warp", "The warpc"),
        ("h4", "ends", "Ends"),
        ("h3", "weft", "The weft"),
        ("h2", None, "The cloth & its price"),
        ("h2", None, "References"),
    ]


def test_a_heading_below_the_last_of_html_keeps_its_level_for_listeners() -> None:
    page = parse(*small("<section><h1>One</h1><h6>Six</h6><h5>Five</h5></section>", title="One"))
    assert [(h.get("aria-level"), said(h)) for h in page.iter("h6")] == [
        ("7", "Six"),
        (None, "Five"),
    ]


def test_sections_are_named_and_hold_the_id_of_their_heading(page: Tree) -> None:
    (main,) = page.iter("main")
    assert [(s.get("id"), s.get("role"), s.get("aria-label")) for s in main] == [
        ("for-the-weavers", "doc-dedication", "For the weavers"),
        ("part-one", "doc-part", "Looms"),
        ("the-loom", "doc-chapter", "The loom at work"),
        ("the-cloth", "doc-chapter", "The cloth & its price"),
        ("references", "doc-bibliography", "References"),
    ]
    assert [s.get("class") for s in main] == [
        "chapter frontmatter role-dedication",
        "part bodymatter",
        "chapter bodymatter",
        "chapter bodymatter",
        "chapter backmatter role-bibliography",
    ]


def test_the_head_says_all_that_the_front_matter_says(page: Tree) -> None:
    facts = [fact for fact in metas(page) if fact[0] not in ("viewport", "color-scheme")]
    assert facts[0][0] == "generator"
    assert facts[1:] == [
        ("author", "Ada Weaver"),
        ("author", "Ben Loom"),
        ("description", "How cloth is made & sold."),
        ("keywords", "Weaving, Crafts"),
        ("dcterms.title", "On Weaving & Cloth"),
        ("dcterms.alternative", "A manual"),
        ("dcterms.creator", "Ada Weaver"),
        ("dcterms.creator", "Ben Loom"),
        ("dcterms.contributor", "Cy Editor"),
        ("dcterms.language", "en-GB"),
        ("dcterms.publisher", "The Shed Press"),
        ("dcterms.date", "2026-01-02"),
        ("dcterms.modified", "2026-01-02T03:04:05Z"),
        ("dcterms.identifier", "urn:isbn:9780306406157"),
        ("dcterms.identifier", "doi:10.5555/12345678"),
        ("dcterms.identifier", "W 7"),
        ("dcterms.rights", "© 2026 Ada Weaver"),
        ("dcterms.license", "https://creativecommons.org/licenses/by-sa/4.0/"),
        ("dcterms.description", "How cloth is made & sold."),
        ("dcterms.subject", "Weaving"),
        ("dcterms.subject", "Crafts"),
        ("dcterms.isPartOf", "Manuals"),
        ("dcterms.hasVersion", "Second edition"),
        ("dcterms.source", "The notebook of 1910"),
        ("citation_title", "On Weaving & Cloth: A manual"),
        ("citation_author", "Weaver, Ada"),
        ("citation_author", "Loom, Ben"),
        ("citation_editor", "Editor, Cy"),
        ("citation_publication_date", "2026/01/02"),
        ("citation_publisher", "The Shed Press"),
        ("citation_language", "en-GB"),
        ("citation_isbn", "9780306406157"),
        ("citation_doi", "10.5555/12345678"),
        ("citation_keywords", "Weaving"),
        ("citation_keywords", "Crafts"),
        ("citation_series_title", "Manuals"),
        ("twitter:card", "summary"),
    ]
    assert [
        (m.get("property"), m.get("content")) for m in page.iter("meta") if m.get("property")
    ] == [
        ("og:type", "book"),
        ("og:title", "On Weaving & Cloth"),
        ("og:description", "How cloth is made & sold."),
        ("og:locale", "en_GB"),
        ("og:site_name", "The Shed Press"),
        ("book:author", "Ada Weaver"),
        ("book:author", "Ben Loom"),
        ("book:isbn", "9780306406157"),
        ("book:release_date", "2026-01-02"),
        ("book:tag", "Weaving"),
        ("book:tag", "Crafts"),
    ]


def test_what_the_front_matter_does_not_state_is_not_stated() -> None:
    page = parse(*small("<section><p>Text.</p></section>"))
    named = {name for name, _ in metas(page)} - {"viewport", "color-scheme", "generator"}
    core = {"dcterms.title", "dcterms.language", "dcterms.identifier", "dcterms.modified"}
    assert named == core | {"citation_title", "citation_language", "twitter:card"}
    graph = {m.get("property") for m in page.iter("meta") if m.get("property")}
    assert graph == {"og:type", "og:title", "og:locale"}
    assert not list(page.iter("link"))


def test_structured_data_cannot_leave_its_element() -> None:
    book, trees = small("<section><p>Text.</p></section>")
    named = replace(book.metadata, description="</script><script>alert(1)</script><!--")
    page = parse(replace(book, metadata=named), trees)
    (script,) = (one for one in page.iter("script") if one.get("type"))
    assert json.loads(script.text)["description"] == named.description
    assert script.get("type") == "application/ld+json"
    assert len(list(page.iter("script"))) == 3


def test_title_and_imprint_show_people_and_rights(page: Tree) -> None:
    (header,) = page.iter("header")
    assert [said(line) for line in header] == [
        "Ada Weaver, Ben Loom",
        "On Weaving & Cloth",
        "A manual",
        "Edited by Cy Editor",
        "The Shed Press, Leeds, 2 January 2026",
    ]
    (footer,) = page.iter("footer")
    shown = said(footer)
    for words in ("© 2026 Ada Weaver", "ISBN 9780306406157", "Second edition", "Manuals, 2"):
        assert shown.count(words) == 1
    (link,) = (link for link in footer.iter("a") if link.get("rel"))
    assert (link.get("rel"), said(link)) == ("license", "CC BY-SA 4.0")


def test_nothing_is_requested_from_another_host(book: Manuscript) -> None:
    document = render_html(book, sample.fragments()).document.decode()
    page = tinyhtml5.parse(document, namespace_html_elements=False)
    assert {e.tag for e in page.iter()}.isdisjoint({"iframe", "object", "embed"})
    assert [e.get("type") for e in page.iter("script")] == ["application/ld+json", None, None]
    sources = [e.get(name) for e in page.iter() for name in ("src", "srcset", "poster", "data")]
    assert all(source.startswith("data:") for source in sources if source)
    assert {link.get("rel") for link in page.iter("link")} == {"license"}
    styles = "".join(said(style) for style in page.iter("style"))
    assert "@import" not in styles
    assert set(re.findall(r"url\(\W?(\w+:)", styles)) == {"data:"}
    (policy,) = (m.get("content") for m in page.iter("meta") if m.get("http-equiv"))
    assert policy.startswith("default-src 'none'; ")
    assert "http" not in policy


def test_only_our_own_scripts_may_run(book: Manuscript) -> None:
    document = render_html(book, sample.fragments()).document.decode()
    page = tinyhtml5.parse(document, namespace_html_elements=False)
    data, *scripts = page.iter("script")
    assert [script.attrib for script in scripts] == [{}, {}]
    scripts.append(data)
    digests = [b64encode(sha256(script.text.encode()).digest()).decode() for script in scripts]
    (policy,) = (m.get("content") for m in page.iter("meta") if m.get("http-equiv"))
    (allowed,) = (rule for rule in policy.split("; ") if rule.startswith("script-src"))
    assert allowed.split()[1:] == [f"'sha256-{digest}'" for digest in digests]


def test_how_to_cite_names_the_book_its_licence_and_the_links_that_stay(book: Manuscript) -> None:
    page = parse(book, sample.fragments())
    (section,) = (e for e in page.iter("section") if e.get("class") == "how-to-cite")
    heading, reference, licence, links, signs = section
    assert said(heading) == "How to cite this"
    assert said(reference) == (
        "Weaver, Ada, and Ben Loom. On Weaving & Cloth: A Manual. Second edition. Edited by Cy"
        " Editor. Manuals 2. The Shed Press, 2026. https://doi.org/10.5555/12345678."
    )
    assert said(licence) == "CC BY-SA 4.0"
    assert "¶" in said(links)
    assert said(signs) == "Show the sign beside every paragraph"
    assert [e.get("type") for e in signs.iter("input")] == ["checkbox"]


def test_page_numbers_of_the_pdf_stand_where_its_pages_begin(book: Manuscript) -> None:
    breaks = (
        PageBreak("1", "titlepage", None),
        PageBreak("3", None, 1, 0),
        PageBreak("4", None, 2, 40),
    )
    page = tinyhtml5.parse(
        render_html(book, sample.fragments(), breaks=breaks).document, namespace_html_elements=False
    )
    found = with_role(page, "doc-pagebreak")
    assert [(e.get("id"), e.get("data-page"), e.get("title")) for e in found] == [
        ("page-3", "3", "Page 3"),
        ("page-4", "4", "Page 4"),
    ]
    assert all(not said(e) for e in found)
    assert {key for e in found for key in e.attrib} == {"id", "role", "class", "data-page", "title"}
    (link,) = (a for a in page.iter("a") if a.get("href") == "#page-3")
    assert said(link) == "#page-3"


def test_without_a_pdf_no_page_is_spoken_of(page: Tree) -> None:
    assert with_role(page, "doc-pagebreak") == []
    assert "PDF" not in said(next(page.iter("footer")))


def test_identifiers_are_unique_and_all_links_land(page: Tree) -> None:
    identifiers = Counter(e.get("id") for e in page.iter() if e.get("id"))
    assert [name for name, times in identifiers.items() if times > 1] == []
    targets = [a.get("href") for a in page.iter("a") if a.get("href").startswith("#")]
    assert len(targets) > 30
    assert [target for target in targets if target[1:] not in identifiers] == []


def test_every_note_returns_to_each_of_its_calls(page: Tree) -> None:
    calls = [(a.get("id"), a.get("href")[1:], said(a)) for a in with_role(page, "doc-noteref")]
    notes = {
        aside.get("id"): [a.get("href")[1:] for a in with_role(aside, "doc-backlink")]
        for aside in with_role(page, "doc-footnote")
    }
    assert len(calls) == 12
    assert len(notes) == 6
    for identifier, note, _ in calls:
        assert identifier in notes[note]
    assert sum(map(len, notes.values())) == len(calls)
    assert [marker for _, _, marker in calls] == list("a1b*c11c*1a1")


def test_notes_of_restarting_series_are_named_by_their_chapter(page: Tree) -> None:
    names = [aside.get("aria-label") for aside in with_role(page, "doc-footnote")]
    assert names == [
        "The loom at work, Gloss a",
        "Source 1",
        "The loom at work, Gloss b",
        "The loom at work, Editor *",
        "The loom at work, Gloss c",
        "The cloth & its price, Gloss a",
    ]


def test_backlinks_of_a_note_have_names_of_their_own(page: Tree) -> None:
    links = with_role(by_id(page, "note-visit"), "doc-backlink")
    names = [link.get("aria-label") for link in links]
    assert len(set(names)) == len(names) == 5


def test_a_margin_note_knows_its_call_and_the_note_above(page: Tree) -> None:
    styles = {aside.get("id"): aside.get("style") for aside in with_role(page, "doc-footnote")}
    loom, visit = "note-gloss-loom", "note-visit"
    assert styles[loom] == f"--anchor:--{loom};--beside:--call-gloss-loom"
    assert styles[visit] == f"--anchor:--{visit};--beside:--call-visit;--below:--{loom}"
    assert by_id(page, "call-visit").get("style") == "--anchor:--call-visit"
    assert by_id(page, "call-visit-2").get("style") is None


def test_the_contents_nest_as_the_book_does_and_name_no_notes(page: Tree) -> None:
    (nav,) = with_role(page, "doc-toc")

    def lines(listing: Tree, depth: int) -> list[tuple[int, str, str]]:
        found = []
        for item in listing:
            link = item[0]
            found.append((depth, link.get("href"), said(link)))
            for inner in item[1:]:
                found += lines(inner, depth + 1)
        return found

    assert lines(nav[1], 1) == [
        (1, "#for-the-weavers", "For the weavers"),
        (1, "#part-one", "Looms"),
        (2, "#the-loom", "The loom at work"),
        (3, "#warp", "The warp"),
        (4, "#ends", "Ends"),
        (3, "#weft", "The weft"),
        (2, "#the-cloth", "The cloth & its price"),
        (1, "#references", "References"),
    ]


def test_a_book_without_headings_has_no_contents_and_one_without_notes_no_margin() -> None:
    page = parse(*small("<section><p>Text.</p></section>"))
    assert not list(page.iter("nav"))
    (body,) = page.iter("body")
    assert body.get("class") is None
    assert said(by_id(page, "text")) == "Text."


def test_our_own_identifiers_give_way_to_those_of_the_author() -> None:
    text = "<h1 id='text'>T</h1><p id='main-text'>A</p><p id='contents-list'>B</p>"
    page = parse(*small(f"<section>{text}</section>", title="T"))
    assert said(by_id(page, "main-text")) == "A"
    (main,) = page.iter("main")
    assert main.get("id") == "main-text-"
    (skip,) = (a for a in page.iter("a") if a.get("class") == "skip-link")
    assert skip.get("href") == "#main-text-"


def test_pictures_are_in_the_document(page: Tree) -> None:
    drawing, pixel = page.iter("img")
    assert drawing.get("src").startswith("data:image/svg+xml;base64,")
    assert (drawing.get("alt"), drawing.get("class")) == ("A shed", "line-art")
    assert pixel.get("src").startswith("data:image/png;base64,iVBOR")


def test_a_drawing_that_minds_the_dark_itself_gets_no_card(book: Manuscript) -> None:
    style = b"<style>@media (prefers-color-scheme: dark) { path { stroke: white } }</style></svg>"
    pictures = tuple(replace(p, content=p.content.replace(b"</svg>", style)) for p in book.pictures)
    drawing, _ = parse(replace(book, pictures=pictures), sample.fragments()).iter("img")
    assert drawing.get("class") is None


def test_tables_scroll_in_a_frame_that_the_keyboard_reaches(page: Tree) -> None:
    (frame,) = (e for e in page.iter("div") if e.get("class") == "table-frame")
    assert [child.tag for child in frame] == ["table"]
    assert (frame.get("tabindex"), frame.get("role")) == ("0", "group")
    assert frame.get("aria-label") == "Counts"


def test_mathematics_stays_mathematics_and_says_its_source(page: Tree) -> None:
    (formula,) = (e for e in page.iter() if str(e.tag).endswith("math"))
    assert formula.get("alttext") == "w"
    assert said(formula) == "w"


@pytest.mark.parametrize(("markup", "faces"), [("<em>x</em>", 2), ("<strong>x</strong>", 3)])
def test_the_semibold_is_there_when_it_is_used(markup: str, faces: int) -> None:
    document = render_html(*small(f"<section><p>{markup}</p></section>")).document
    assert document.count(b"@font-face") == faces


def test_late_void_elements_have_no_end_tag() -> None:
    text = "<section><p>a<wbr/>b<br/>c</p></section>"
    document = render_html(*small(text)).document.decode()
    assert "a<wbr>b<br>c</p>" in document


def test_a_second_main_element_becomes_a_plain_one() -> None:
    page = parse(*small("<section><main><p>Raw.</p></main></section>"))
    (main,) = page.iter("main")
    assert said(main) == "Raw."


def test_a_link_that_leads_nowhere_stops_the_edition() -> None:
    book, trees = small("<section><p><a href='#nowhere'>x</a></p></section>")
    with pytest.raises(EditionFailed, match="nowhere"):
        render_html(book, trees)


def test_a_picture_that_is_not_there_stops_the_edition() -> None:
    book, trees = small("<section><p><img src='lost.png' alt='Lost'/></p></section>")
    with pytest.raises(EditionFailed, match=r"lost\.png"):
        render_html(book, trees)


_DIGEST = """
import sys
from hashlib import sha256
from pathlib import Path
from chapbook.render.html.edition import render_html
from unit.render import epub_sample
document = render_html(epub_sample.manuscript(Path(sys.argv[1])), epub_sample.fragments()).document
print(sha256(document).hexdigest())
"""


def test_the_same_book_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    tests = Path(__file__).parents[3]
    digests = set()
    for seed, zone in (("1", "UTC"), ("271828", "Pacific/Kiritimati")):
        folder = tmp_path / zone / "book"
        folder.mkdir(parents=True)
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(tests)}
        command = [sys.executable, "-c", _DIGEST, str(folder)]
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=True
        )
        digests.add(done.stdout)
    assert len(digests) == 1
    assert re.fullmatch("[0-9a-f]{64}\n", digests.pop())
