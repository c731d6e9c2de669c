from __future__ import annotations

import posixpath
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from chapbook.errors import EditionFailed
from chapbook.model.editions.output import EpubRendition, Profile
from chapbook.model.manuscript import Manuscript
from chapbook.render.epub.edition import render_epub
from chapbook.render.text.tidying import tidy
from unit.render import epub_sample as sample

OPS = "{http://www.idpf.org/2007/ops}"
X = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture
def book(tmp_path: Path) -> Manuscript:
    return sample.manuscript(tmp_path)


@pytest.fixture
def rendition(book: Manuscript) -> EpubRendition:
    return render_epub(book, sample.fragments())


def page(rendition: EpubRendition, name: str) -> etree._Element:
    (content,) = (r.content for r in rendition.resources if Path(r.name).name == f"{name}.xhtml")
    return etree.fromstring(content)


def pages(rendition: EpubRendition) -> dict[str, etree._Element]:
    xhtml = "application/xhtml+xml"
    found = (r for r in rendition.resources if r.media_type == xhtml)
    return {resource.name: etree.fromstring(resource.content) for resource in found}


def said(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def by_type(tree: etree._Element, epub_type: str) -> list[etree._Element]:
    return [element for element in tree.iter() if element.get(f"{OPS}type") == epub_type]


def notes_of(tree: etree._Element) -> list[tuple[str | None, str]]:
    return [(aside.get("id"), said(aside)) for aside in tree.iter(f"{X}aside")]


def test_reading_order_is_that_of_a_printed_book(rendition: EpubRendition) -> None:
    spine = [Path(r.name).stem for r in rendition.resources if r.in_spine]
    assert spine == [
        "titlepage",
        "copyright-page",
        "for-the-weavers",
        "contents",
        "part-one",
        "the-loom",
        "the-cloth",
        "references",
        "colophon",
    ]


def test_every_page_says_its_language_direction_and_title(rendition: EpubRendition) -> None:
    for tree in pages(rendition).values():
        assert (tree.get("lang"), tree.get("dir")) == ("en-GB", "ltr")
        assert tree.get("{http://www.w3.org/XML/1998/namespace}lang") == "en-GB"
    titles = {
        Path(name).stem: tree.findtext(f".//{X}title") for name, tree in pages(rendition).items()
    }
    assert titles["the-cloth"] == "The cloth & its price"
    assert titles["the-loom"] == "The loom at work"
    assert titles["titlepage"] == "On Weaving & Cloth"


def test_divisions_have_their_semantics(rendition: EpubRendition) -> None:
    found = {
        name: (section.get(f"{OPS}type"), section.get("role"), body.get(f"{OPS}type"))
        for name in ("for-the-weavers", "part-one", "the-loom", "references")
        for body in page(rendition, name).iter(f"{X}body")
        for section in body.iterchildren(f"{X}section")
    }
    assert found == {
        "for-the-weavers": ("dedication", "doc-dedication", "frontmatter"),
        "part-one": ("part", "doc-part", "bodymatter"),
        "the-loom": ("chapter", "doc-chapter", "bodymatter"),
        "references": ("bibliography", "doc-bibliography", "backmatter"),
    }


def test_notes_are_at_the_end_of_the_file_that_calls_them(rendition: EpubRendition) -> None:
    assert notes_of(page(rendition, "the-loom")) == [
        ("note-visit", "1 Said the shedmaster.Twice. ↩︎ ↩︎2 ↩︎3"),
        ("note-gloss-loom", "a A frame for weaving. ↩︎"),
        ("note-gloss-list", "b OneTwo, see the warp↩︎"),
        ("note-gloss-warp", "c Threads along the length.So the manual.↩︎ ↩︎2"),
        ("note-editor-doubt", "* Doubtful. ↩︎ ↩︎2"),
    ]
    assert notes_of(page(rendition, "references")) == []


def test_a_note_called_in_a_later_file_is_restated_there(rendition: EpubRendition) -> None:
    assert notes_of(page(rendition, "the-cloth")) == [
        ("note-visit", "1 Said the shedmaster.Twice. ↩︎ ↩︎2"),
        ("note-gloss-loom--the-cloth", "a A frame for weaving. ↩︎"),
    ]


def test_identifiers_inside_a_restated_note_stay_in_the_first_copy(
    rendition: EpubRendition,
) -> None:
    assert page(rendition, "the-loom").find(".//*[@id='shed']") is not None
    later = page(rendition, "the-cloth")
    assert later.find(".//*[@id='shed']") is None
    (note,) = (a for a in later.iter(f"{X}aside") if a.get("id") == "note-visit")
    assert note.find(f".//{X}p/{X}a").get("href") == "the-loom.xhtml#shed"


def test_notes_are_in_the_division_itself_in_groups_by_series(rendition: EpubRendition) -> None:
    tree = page(rendition, "the-loom")
    assert {a.getparent().get("role") for a in tree.iter(f"{X}aside")} == {"doc-chapter"}
    found = [
        (aside.get("aria-label"), (aside.get("class") or "").split()[3:])
        for aside in tree.iter(f"{X}aside")
    ]
    assert found == [
        ("Source 1", ["first-note"]),
        ("Gloss a", ["first-of-series"]),
        ("Gloss b", []),
        ("Gloss c", []),
        ("Editor *", ["first-of-series"]),
    ]


def test_a_call_is_a_raised_link_with_nothing_but_its_mark(rendition: EpubRendition) -> None:
    for link in by_type(page(rendition, "the-loom"), "noteref"):
        assert link.getparent().tag == f"{X}sup"
        assert len(link) == 0
        assert link.text


def test_the_kobo_profile_marks_calls_as_kobo_asks(book: Manuscript) -> None:
    rendition = render_epub(book, sample.fragments(), Profile.KOBO)
    tree = page(rendition, "the-loom")
    calls = [a for a in tree.iter(f"{X}a") if a.get("role") == "doc-noteref"]
    assert {a.get(f"{OPS}type") for a in calls} == {"footnote"}
    assert [said(a) for a in by_type(tree, "backlink")][:3] == ["←", "←2", "←3"]


def test_the_kindle_profile_puts_the_links_back_first(book: Manuscript) -> None:
    rendition = render_epub(book, sample.fragments(), Profile.KINDLE)
    notes = dict(notes_of(page(rendition, "the-loom")))
    assert notes["note-visit"] == "1 2 3 Said the shedmaster.Twice."
    assert notes["note-gloss-list"] == "b OneTwo, see the warp"
    (visit,) = (a for a in page(rendition, "the-loom").iter() if a.get("id") == "note-visit")
    links = [(a.get("href"), a.get(f"{OPS}type")) for a in visit.iter(f"{X}a")]
    assert links == [
        ("#call-visit", "backlink"),
        ("#call-visit-2", "backlink"),
        ("#call-visit-3", "backlink"),
        ("#shed", None),
    ]


def test_the_kindle_profile_lists_two_levels(book: Manuscript) -> None:
    rendition = render_epub(book, sample.fragments(), Profile.KINDLE)
    toc, *_ = by_type(page(rendition, "contents"), "toc")
    depths = {sum(1 for _ in a.iterancestors(f"{X}ol")) for a in toc.iter(f"{X}a")}
    assert depths == {1, 2}


def test_links_back_point_the_other_way_in_a_book_from_right_to_left(book: Manuscript) -> None:
    turned = replace(book, metadata=replace(book.metadata, direction="rtl"))
    rendition = render_epub(turned, sample.fragments())
    signs = {a.text for a in by_type(page(rendition, "the-loom"), "backlink")}
    assert signs == {"\u21aa\ufe0e"}


def test_calls_and_notes_are_linked_both_ways_within_their_file(rendition: EpubRendition) -> None:
    calls = 0
    for tree in pages(rendition).values():
        targets = {e.get("id"): e for e in tree.iter() if e.get("id")}
        for link in by_type(tree, "noteref"):
            calls += 1
            note = targets[link.get("href", "")[1:]]
            assert note.get(f"{OPS}type") == "footnote"
            back = [a.get("href") for a in by_type(note, "backlink")]
            assert back.count(f"#{link.get('id')}") == 1
            marker = said(note.find(f".//{X}span[@class='note-marker']"))
            assert marker == said(link)
    assert calls == 12


def test_no_two_links_of_a_note_sound_alike(rendition: EpubRendition) -> None:
    for tree in pages(rendition).values():
        labels = Counter(link.get("aria-label") for link in by_type(tree, "backlink"))
        assert all(count == 1 for count in labels.values())


def test_every_internal_link_lands(rendition: EpubRendition) -> None:
    trees = pages(rendition)
    ids = {name: {e.get("id") for e in tree.iter()} for name, tree in trees.items()}
    links = [
        (name, a.get("href", ""))
        for name, tree in trees.items()
        for a in tree.iter(f"{X}a")
        if "//" not in a.get("href", "")
    ]
    for name, href in links:
        file, _, fragment = href.partition("#")
        target = posixpath.normpath(f"{Path(name).parent}/{file}") if file else name
        assert not fragment or fragment in ids[target], (name, href)
    assert ("text/the-loom.xhtml", "the-cloth.xhtml#the-cloth") in links
    assert ("text/the-loom.xhtml", "#shed") in links


def test_identifiers_are_unique_in_a_file_and_plain_in_notes(rendition: EpubRendition) -> None:
    for tree in pages(rendition).values():
        ids = [e.get("id") for e in tree.iter() if e.get("id")]
        assert len(ids) == len(set(ids))
        for element in (*by_type(tree, "noteref"), *by_type(tree, "footnote")):
            assert re.fullmatch("[A-Za-z][A-Za-z0-9_-]*", element.get("id") or "")


def test_contents_nest_parts_chapters_and_sections_without_note_calls(
    rendition: EpubRendition,
) -> None:
    toc, *_ = by_type(page(rendition, "contents"), "toc")

    def outline(listing: etree._Element) -> list[object]:
        lines: list[object] = []
        for item in listing.iterchildren(f"{X}li"):
            lines.append((said(item.find(f"{X}a")), item.find(f"{X}a").get("href")))
            lines.extend(outline(child) for child in item.iterchildren(f"{X}ol"))
        return lines

    assert outline(toc.find(f"{X}ol")) == [
        ("For the weavers", "text/for-the-weavers.xhtml"),
        ("Looms", "text/part-one.xhtml"),
        [
            ("The loom at work", "text/the-loom.xhtml"),
            [
                ("The warp", "text/the-loom.xhtml#warp"),
                [("Ends", "text/the-loom.xhtml#ends")],
                ("The weft", "text/the-loom.xhtml#weft"),
            ],
            ("The cloth & its price", "text/the-cloth.xhtml"),
        ],
        ("References", "text/references.xhtml"),
    ]


def test_landmarks(rendition: EpubRendition) -> None:
    (nav,) = by_type(page(rendition, "contents"), "landmarks")
    assert nav.get("hidden") == "hidden"
    assert [(a.get(f"{OPS}type"), a.get("href")) for a in nav.iter(f"{X}a")] == [
        ("toc", "contents.xhtml"),
        ("titlepage", "text/titlepage.xhtml"),
        ("copyright-page", "text/copyright-page.xhtml"),
        ("colophon", "text/colophon.xhtml"),
        ("bodymatter", "text/part-one.xhtml"),
        ("bibliography", "text/references.xhtml"),
        ("footnotes", "text/the-loom.xhtml#note-visit"),
    ]


def test_pictures_are_copied_under_safe_names(rendition: EpubRendition) -> None:
    held = {r.name: r for r in rendition.resources}
    assert held["images/shed.svg"].media_type == "image/svg+xml"
    assert held["images/pixel-one.png"].content == sample.PIXEL
    (image,) = page(rendition, "the-cloth").iter(f"{X}img")
    assert (image.get("src"), image.get("alt")) == ("../images/pixel-one.png", "")


def test_line_art_is_named_for_the_style_sheet(rendition: EpubRendition) -> None:
    (drawing,) = page(rendition, "the-loom").iter(f"{X}img")
    assert drawing.get("class") == "line-art"


def test_a_drawing_that_looks_after_dark_pages_is_left_alone(book: Manuscript) -> None:
    adapting = sample.DRAWING.replace(b"<path", b"<!-- prefers-color-scheme --><path")
    pictures = (replace(book.pictures[0], content=adapting), *book.pictures[1:])
    (drawing,) = page(
        render_epub(replace(book, pictures=pictures), sample.fragments()), "the-loom"
    ).iter(f"{X}img")
    assert drawing.get("class") is None


@pytest.mark.parametrize(("direction", "expected"), [("rtl", "ltr"), ("ltr", None)])
def test_code_keeps_its_direction(book: Manuscript, direction: str, expected: str | None) -> None:
    turned = replace(book, metadata=replace(book.metadata, direction=direction))
    tree = page(render_epub(turned, sample.fragments()), "the-cloth")
    assert {e.get("dir") for e in tree.iter(f"{X}pre", f"{X}code")} == {expected}


def test_mathematics_has_tex_as_alternative_and_is_declared(rendition: EpubRendition) -> None:
    (formula,) = page(rendition, "the-cloth").iter("{http://www.w3.org/1998/Math/MathML}math")
    assert formula.get("alttext") == "w"
    assert said(formula) == "w"
    properties = {r.name: r.properties for r in rendition.resources if r.properties}
    assert properties == {
        "contents.xhtml": ("nav",),
        "text/the-cloth.xhtml": ("mathml",),
    }


def test_mathematics_of_the_title_page_is_declared(book: Manuscript) -> None:
    title = etree.fromstring("<span>On <math><mi>x</mi></math></span>")
    made = render_epub(book, replace(sample.fragments(), title=title))
    (page,) = [one for one in made.resources if one.name.endswith("titlepage.xhtml")]
    assert page.properties == ("mathml",)


def test_header_cells_say_what_they_head(rendition: EpubRendition) -> None:
    scopes = [th.get("scope") for th in page(rendition, "the-loom").iter(f"{X}th")]
    assert scopes == ["col", "col", "row"]


@pytest.mark.parametrize(("columns", "expected"), [(4, None), (5, "many-columns")])
def test_tables_of_many_columns_are_named_for_the_style_sheet(
    columns: int, expected: str | None
) -> None:
    tree = etree.fromstring(f"<div><table><tr>{'<td>x</td>' * columns}</tr></table></div>")
    tidy(tree, "ltr")
    assert tree[0].get("class") == expected


def test_elements_with_content_are_never_self_closed(rendition: EpubRendition) -> None:
    void = b"meta|link|br|img|col|hr|input|mi|mo|mrow|mspace"
    for resource in rendition.resources:
        if resource.name.endswith(".xhtml"):
            found = re.findall(rb"<(?!(?:%s)\b)(\w+)[^>]*/>" % void, resource.content)
            assert found == []


def test_title_page_keeps_italics_and_names_everyone(rendition: EpubRendition) -> None:
    tree = page(rendition, "titlepage")
    assert [said(em) for em in tree.iter(f"{X}em")] == ["Weaving"]
    lines = [said(p) for p in tree.iter(f"{X}h1", f"{X}p")]
    assert lines == [
        "Ada Weaver",
        "Ben Loom",
        "On Weaving & Cloth",
        "A manual",
        "Edited by Cy Editor",
        "The Shed PressLeeds, 2026",
    ]


def test_accessibility_claims_what_the_content_holds(rendition: EpubRendition) -> None:
    assert rendition.accessibility.modes == ("textual", "visual")
    assert rendition.accessibility.features == (
        "alternativeText",
        "ARIA",
        "displayTransformability",
        "MathML",
        "readingOrder",
        "structuralNavigation",
        "tableOfContents",
        "unlocked",
    )


def test_a_plain_book_claims_neither_pictures_nor_mathematics(tmp_path: Path) -> None:
    access = render_epub(*sample.smallest(tmp_path)).accessibility
    assert access.modes == ("textual",)
    assert not {"alternativeText", "MathML"} & set(access.features)
    assert "Pictures have" not in access.summary
    assert "Notes are" not in access.summary


def test_a_book_of_one_untitled_division_lists_itself(tmp_path: Path) -> None:
    rendition = render_epub(*sample.smallest(tmp_path))
    toc, *_ = by_type(page(rendition, "contents"), "toc")
    assert [said(a) for a in toc.iter(f"{X}a")] == ["Plain"]
    spine = [Path(r.name).stem for r in rendition.resources if r.in_spine]
    assert spine == ["titlepage", "references", "colophon"]
    (landmarks,) = by_type(page(rendition, "contents"), "landmarks")
    assert [a.get(f"{OPS}type") for a in landmarks.iter(f"{X}a")] == ["titlepage", "colophon"]


def test_a_link_to_nowhere_stops_the_edition(book: Manuscript) -> None:
    trees = sample.fragments()
    trees.divisions[4].append(etree.fromstring("<p><a href='#nowhere'>x</a></p>"))
    with pytest.raises(EditionFailed, match="#nowhere"):
        render_epub(book, trees)


def test_a_picture_that_was_not_resolved_stops_the_edition(book: Manuscript) -> None:
    with pytest.raises(EditionFailed, match=re.escape("pictures/shed.svg")):
        render_epub(replace(book, pictures=book.pictures[1:]), sample.fragments())


def test_a_colophon_of_the_author_takes_the_place_of_ours(book: Manuscript) -> None:
    last = replace(book.divisions[4], role="colophon")
    rendition = render_epub(
        replace(book, divisions=(*book.divisions[:4], last)), sample.fragments()
    )
    assert "text/colophon.xhtml" not in pages(rendition)
    assert len(by_type(page(rendition, "references"), "colophon")) == 1


def test_the_fragments_are_left_as_they_were(book: Manuscript) -> None:
    trees = sample.fragments()
    before = [etree.tostring(tree) for tree in (*trees.divisions, *trees.notes)]
    render_epub(book, trees)
    assert [etree.tostring(tree) for tree in (*trees.divisions, *trees.notes)] == before
