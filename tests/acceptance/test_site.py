"""The download page and what goes with it: all it says is true of the files beside it."""

from __future__ import annotations

import base64
import json
import re
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
from PIL import Image, ImageChops

from building import CHAPBOOK, EVERYTHING, Book, build
from chapbook.collate.foreign.readers.front_matter import expected_fields
from inspectors.page_list import read_page_list
from inspectors.site import ATOM, DCTERMS, Atom, Page, digest, sums

OPEN = "http://opds-spec.org/acquisition/open-access"
ADDRESSED = """---
title: A Book & <Others>
subtitle: 'Or "Not"'
author: {name: Ada Fern, sort: "Fern, Ada"}
translator: Bo Lind
lang: en
date: 2026-04-05
publisher: A Press
isbn: 978-0-306-40615-7
description: "</script><b>A book</b> & more."
url: https://example.org/books/fern
series: {title: Made-up, position: 3}
subjects: [{text: Maritime history, scheme: thema, code: NHTM}, Harbours]
licence: {name: CC BY 4.0, url: https://creativecommons.org/licenses/by/4.0/}
---

# One

Text.[^1]

[^1]: A note.
"""


@pytest.fixture
def page(book: Book) -> Page:
    """The download page of a book with all editions."""
    return Page(book.files.html.with_name("index.html"))


@pytest.fixture(scope="session")
def addressed(tmp_path_factory: pytest.TempPathFactory) -> Page:
    """The page of a book whose front matter says where it will be, and uses signs of markup."""
    folder = tmp_path_factory.mktemp("addressed")
    (folder / "fern.md").write_text(ADDRESSED, encoding="utf-8")
    build(folder / "fern.md", folder / "out", formats=EVERYTHING)
    return Page(folder / "out" / "index.html")


def visible(page: Page) -> list[Path]:
    """Return the files beside the page, but for the lock of the build and the report of collation.

    The report describes all the others and is made after them.
    """
    return [p for p in page.path.parent.iterdir() if not p.name.startswith((".", "collation."))]


def test_the_folder_holds_what_the_page_lists_and_nothing_else(page: Page) -> None:
    there = {path.name for path in visible(page)}
    slug = next(name for name in there if name.endswith(".epub"))[: -len(".epub")]
    made = {f"{slug}{end}" for end in (".html", ".epub", ".pdf", "-cover.png")}
    sheets = {f"{slug}-pamphlet-{paper}.pdf" for paper in ("a4", "letter")}
    # The page is for readers: what a press is given is in the folder, and not on the page.
    endings = ("-print.pdf", "-cover.pdf", "-preflight.txt", "-preflight.json")
    press = {f"{slug}{ending}" for ending in endings}
    assert there == made | sheets | press | {"index.html", "opds.xml", "opds.json", "SHA256SUMS"}
    report = {"collation.html", "collation.json"}
    linked = {path.name for path in page.files}
    assert linked == (there | report) - press - {"index.html", f"{slug}-cover.png"}


def test_checksums_are_those_of_all_other_files(page: Page) -> None:
    told = sums(page.path.with_name("SHA256SUMS"))
    there = {path.name: digest(path) for path in visible(page)}
    del there["SHA256SUMS"]
    assert told == there
    assert list(told) == sorted(told)


def test_size_pages_and_digest_are_those_of_each_file(page: Page) -> None:
    shown = page.named("files")
    items = [element for element in shown.walk() if element.tag == "li"]
    assert len(items) == 5
    for item in items:
        (link,) = (element for element in item.walk() if element.tag == "a")
        file = page.path.parent / link.get("href")
        text = item.text()
        assert digest(file) in text
        assert f"{round(file.stat().st_size / 1000)} kB" in text
        if file.suffix == ".pdf":
            with pikepdf.open(file) as pdf:
                count = len(pdf.pages)
            sheets = "pamphlet" in file.name
            words = f"{count // 2} sheets of paper" if sheets else f"{count} pages"
            assert words in text or words.replace("sheets", "sheet") in text


def test_the_page_says_what_the_front_matter_says(book: Book, page: Page) -> None:
    front = expected_fields(book.manuscript.front)
    text = page.root.text()
    names = ("title", "subtitle", "author", "publisher", "description", "rights", "licence")
    for name in names:
        for value in front.get(name, ()):
            assert value in text, name
    assert front["date"][0] in text
    assert {e.get("href") for e in page.all("a") if e.get("rel") == "license"} == set(
        front.get("licence-url", ())
    )


def test_the_cover_is_that_of_the_epub_everywhere(book: Book, page: Page) -> None:
    with ZipFile(book.files.epub) as container:
        (name,) = (n for n in container.namelist() if "/cover/cover." in n)
        cover = container.read(name)
    slug = book.files.epub.stem
    assert page.path.with_name(f"{slug}-cover.png").read_bytes() == cover
    picture = next(e for e in page.all("img"))
    _, _, encoded = picture.get("src").partition("base64,")
    shown = Image.open(BytesIO(base64.b64decode(encoded))).convert("RGB")
    whole = Image.open(BytesIO(cover)).convert("RGB")
    assert (picture.get("width"), picture.get("height")) == tuple(map(str, whole.size))
    small = whole.resize((80, 128)), shown.resize((80, 128))
    difference = ImageChops.difference(*small).convert("L").histogram()
    assert sum(difference[40:]) < 80 * 128 / 100
    for words in (*book.epub.metadata["title"], *book.epub.metadata.get("author", ())):
        assert words in picture.get("alt")


def test_the_icon_is_the_cover_in_a_square(page: Page) -> None:
    for one in (page, Page(next(p for p in page.files if p.suffix == ".html"))):
        (icon,) = one.links("icon")
        picture = Image.open(BytesIO(base64.b64decode(icon.partition("base64,")[2])))
        assert picture.size == (64, 64)
        assert picture.convert("RGBA").getpixel((0, 0))[3] == 0
        assert picture.convert("RGBA").getpixel((32, 32))[3] == 255


def test_the_page_asks_for_nothing(page: Page) -> None:
    """It may only be led away from by the reader; every other address is in the page itself."""
    assert [e.get("src") for e in page.all("img") if not e.get("src").startswith("data:")] == []
    assert [e.attributes for e in page.all("script") if not e.get("type")] == [{}]
    assert page.all("iframe", "object", "embed", "form", "input") == []
    styles = "".join(str(child) for e in page.all("style") for child in e.children)
    assert set(re.findall(r"url\(\W?(\w+:)", styles)) == {"data:"}
    assert "@import" not in styles
    (policy,) = (e.get("content") for e in page.all("meta") if e.get("http-equiv"))
    assert policy.startswith("default-src 'none'; ")
    assert "http" not in policy


def test_links_are_relative_and_identifiers_unique(page: Page) -> None:
    """So the folder can be put anywhere, and be read from a disk."""
    hrefs = [e.get("href") for e in page.all("a")]
    assert [href for href in hrefs if href.startswith(("/", "file:"))] == []
    assert [path for path in page.files if not path.is_file()] == []
    names = [e.get("id") for e in page.root.walk() if e.get("id")]
    assert len(names) == len(set(names))
    assert {href[1:] for href in hrefs if href.startswith("#")} <= set(names)


def test_checks_that_did_not_run_are_reported_as_such(page: Page) -> None:
    rows = [
        [cell.text() for cell in element.walk() if cell.tag in ("th", "td")]
        for element in page.named("accessibility").walk()
        if element.tag == "tr"
    ]
    verdicts = {row[0]: row[2] for row in rows[1:]}
    assert len(verdicts) == 6
    for checker in ("EPUBCheck", "Ace by DAISY", "veraPDF"):
        assert verdicts.pop(checker) == "skipped: not part of this build"
    assert set(verdicts.values()) == {"passed"}
    assert "certifies" not in page.named("accessibility").text()


def test_the_page_explains_how_to_cite_and_how_to_print(book: Book, page: Page) -> None:
    cited = page.named("cite").text()
    title = expected_fields(book.manuscript.front)["title"][0]
    assert title.lower() in cited.lower()
    assert str(book.manuscript.front["date"])[:4] in cited
    assert len([e for e in page.named("print-and-fold").walk() if e.tag == "svg"]) > 3
    devices = [e.text() for e in page.named("devices").walk() if e.tag == "dt"]
    assert {"Kindle", "Kobo", "iPhone and iPad"} <= set(devices)


def test_structured_data_describes_the_book_and_each_file(book: Book, page: Page) -> None:
    front, data = expected_fields(book.manuscript.front), page.data
    assert (data["@context"], data["@type"]) == ("https://schema.org", "Book")
    assert data["@id"] == book.epub.metadata["unique-identifier"][0]
    assert data["name"] == front["title"][0]
    assert data["inLanguage"] == front["language"][0]
    assert [one["name"] for one in data.get("author", ())] == list(front.get("author", ()))
    assert [one["name"] for one in data.get("about", ())] == list(front.get("subject", ()))
    assert data.get("license") == next(iter(front.get("licence-url", ())), None)
    files = {one["encoding"]["contentUrl"]: one for one in data["workExample"]}
    assert len(files) == 5
    for name, one in files.items():
        file = page.path.parent / name
        assert one["encoding"]["sha256"] == digest(file)
        assert one["encoding"]["contentSize"] == f"{file.stat().st_size} B"
    epub = files[book.files.epub.name]
    claims = read_page_list(book.files.epub).properties
    assert epub["accessibilitySummary"] in claims["schema:accessibilitySummary"]
    assert set(epub["accessibilityFeature"]) == set(claims["schema:accessibilityFeature"])
    assert "accessibilityFeature" not in files[book.files.pdf.name]


def test_the_reading_edition_describes_itself(book: Book) -> None:
    page = Page(book.files.html)
    (own,) = page.data["workExample"]
    assert own["encoding"]["contentUrl"] == book.files.html.name
    assert page.links("alternate") == [book.files.epub.name, book.files.pdf.name]
    assert page.meta("og:image") == [f"{book.files.epub.stem}-cover.png"]


def test_an_address_makes_all_that_others_keep_absolute(addressed: Page) -> None:
    base = "https://example.org/books/fern/"
    slug = next(p.stem for p in addressed.files if p.suffix == ".epub")
    assert addressed.links("canonical") == [base]
    assert addressed.meta("og:url") == [base]
    assert addressed.meta("og:image") == [f"{base}{slug}-cover.png"]
    assert addressed.meta("citation_pdf_url") == [f"{base}{slug}.pdf"]
    assert addressed.meta("citation_fulltext_html_url") == [f"{base}{slug}.html"]
    assert addressed.data["image"] == f"{base}{slug}-cover.png"
    reading = Page(addressed.path.with_name(f"{slug}.html"))
    assert reading.links("canonical") == [f"{base}{slug}.html"]
    feed = Atom(addressed.path.with_name("opds.xml"))
    assert [e.get("href") for e in feed.links(feed.feed, "self")] == [f"{base}opds.xml"]
    assert {e.get("href") for e in feed.links(feed.entry, OPEN)} == {
        f"{base}{slug}.epub",
        f"{base}{slug}.pdf",
    }
    # What a visitor follows stays relative: the page works from a disk too.
    hrefs = [e.get("href") for e in addressed.all("a")]
    assert f"{slug}.epub" in hrefs


def test_signs_of_markup_in_the_front_matter_are_words(addressed: Page) -> None:
    assert addressed.meta("description") == ["</script><b>A book</b> & more."]
    assert addressed.data["description"] == "</script><b>A book</b> & more."
    assert addressed.all("b") == []
    feed = Atom(addressed.path.with_name("opds.xml"))
    assert feed.entry.findtext(f"{ATOM}summary") == "</script><b>A book</b> & more."


def test_people_numbers_and_codes_are_where_machines_look_for_them(addressed: Page) -> None:
    assert addressed.meta("citation_author") == ["Fern, Ada"]
    assert addressed.meta("citation_translator") == ["Bo Lind"]
    assert addressed.meta("citation_isbn") == ["9780306406157"]
    assert addressed.meta("citation_publication_date") == ["2026/04/05"]
    assert addressed.meta("og:type") == ["book"]
    assert addressed.meta("twitter:card") == ["summary"]
    assert addressed.meta("dcterms.isPartOf") == ["Made-up"]
    data = addressed.data
    assert data["translator"] == [{"@type": "Person", "name": "Bo Lind"}]
    assert (data["isbn"], data["position"]) == ("9780306406157", "3")
    assert data["about"][0]["termCode"] == "NHTM"


def test_the_atom_catalogue_is_an_acquisition_feed(book: Book, page: Page) -> None:
    """RFC 4287, 4.1.1 and 4.1.2; OPDS 1.2, 2 and 5."""
    feed = Atom(page.path.with_name("opds.xml"))
    for parent in (feed.feed, feed.entry):
        for name in ("id", "title", "updated"):
            (found,) = parent.findall(f"{ATOM}{name}")
            assert found.text
    assert feed.feed.findtext(f"{ATOM}author/{ATOM}name")
    (start,) = feed.links(feed.feed, "start")
    assert start.get("type") == "application/atom+xml;profile=opds-catalog;kind=acquisition"
    assert feed.entry.findtext(f"{ATOM}id") == book.epub.metadata["unique-identifier"][0]
    assert feed.entry.findtext(f"{DCTERMS}language") == book.epub.metadata["language"][0]
    offered = {e.get("href"): e for e in feed.links(feed.entry, OPEN)}
    assert set(offered) == {book.files.epub.name, book.files.pdf.name}
    for name, link in offered.items():
        assert int(link.get("length")) == page.path.with_name(name).stat().st_size
    assert offered[book.files.epub.name].get("type") == "application/epub+zip"
    (cover,) = feed.links(feed.entry, "http://opds-spec.org/image")
    assert page.path.with_name(cover.get("href")).is_file()


def test_the_json_catalogue_has_the_publication(book: Book, page: Page) -> None:
    """OPDS 2.0, 1 and 2: a feed has metadata and a link to itself, a publication an acquisition."""
    feed = json.loads(page.path.with_name("opds.json").read_text(encoding="utf-8"))
    assert feed["metadata"]["title"]
    (own,) = (link for link in feed["links"] if link["rel"] == "self")
    assert own == {"rel": "self", "href": "opds.json", "type": "application/opds+json"}
    (publication,) = feed["publications"]
    metadata = publication["metadata"]
    assert metadata["identifier"] == book.epub.metadata["unique-identifier"][0]
    assert metadata["title"] == book.epub.metadata["title"][0]
    offered = {one["href"]: one["type"] for one in publication["links"] if one["rel"] == OPEN}
    assert offered == {
        book.files.epub.name: "application/epub+zip",
        book.files.pdf.name: "application/pdf",
    }
    (cover,) = publication["images"]
    with Image.open(page.path.with_name(cover["href"])) as picture:
        assert picture.size == (cover["width"], cover["height"])
        assert Image.MIME[picture.format or ""] == cover["type"]


@pytest.mark.parametrize("formats", ["html,site", "epub,site", "pdf,pamphlet,site"])
def test_the_page_offers_what_was_made(formats: str, tmp_path: Path) -> None:
    (tmp_path / "book.md").write_text("# One\n\nText.\n", encoding="utf-8")
    command = [CHAPBOOK, "build", tmp_path / "book.md", "--format", formats]
    subprocess.run([*command, "--output", tmp_path / "out"], check=True, capture_output=True)
    page = Page(tmp_path / "out" / "index.html")
    offered = {element.get("href") for element in page.named("files").walk() if element.tag == "a"}
    made = set(sums(page.path.with_name("SHA256SUMS")))
    assert offered == {name for name in made if name.startswith("one") and "cover" not in name}
    assert [path for path in page.files if not path.is_file()] == []
    compared = formats.count(",") > 1  # one edition is compared with nothing
    assert (page.path.with_name("collation.html") in page.files) is compared


def test_an_edition_alone_leaves_an_older_page_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "book.md").write_text("# One\n\nText.\n", encoding="utf-8")
    build(tmp_path / "book.md", tmp_path / "out")
    assert not (tmp_path / "out" / "index.html").exists()
