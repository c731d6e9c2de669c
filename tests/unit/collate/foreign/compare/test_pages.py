"""The pages of a PDF compared with the breaks that another edition marks for them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chapbook.collate.foreign.compare.pages import compare_pages
from chapbook.collate.foreign.copies import Copy, Heading, PageBreak, PageText, Passage
from chapbook.collate.foreign.readers.text import letters

TITLE = "Of the Fords, and of the old Mills along the River, with an Account of their Floods"
TEXT = "The mill of the valley stood by the ford, and the miller counted what came and went there."


def marked(*breaks: PageBreak) -> Copy:
    """A web page of one chapter."""
    return Copy(
        "HTML",
        "mills.html",
        "html",
        passages=(Passage("heading", TITLE, "line 1"), Passage("paragraph", TEXT, "line 2")),
        headings=(Heading(1, TITLE, "line 1"), Heading(1, "Of the Weirs", "line 3")),
        breaks=breaks,
        listed=tuple(one.label for one in breaks),
    )


def page(number: int, label: str, text: str) -> PageText:
    return PageText(number, label, letters(text), letters(text[-20:]))


def paged(*pages: PageText) -> Copy:
    return Copy("PDF pages", "mills.pdf", "pdf", pages=pages)


IMPRINT = page(1, "v", "Printed at the sign of the wheel, in the year 1790")
CHAPTER = page(3, "1", TITLE + TEXT)
BREAK = PageBreak("1", letters(TITLE + TEXT), "line 1", known=True)


@pytest.mark.parametrize("more", ["", "Of the Weirs . . . . . . . . . . 13"])
def test_a_page_of_contents_that_begins_with_a_long_title_needs_no_break(more: str) -> None:
    contents = page(2, "vi", f"{TITLE} . . . . . . . 1 {more}")
    assert compare_pages(marked(BREAK), paged(IMPRINT, contents, CHAPTER)).findings == ()


def test_a_page_of_text_that_begins_with_a_long_title_needs_one() -> None:
    second = page(4, "2", "And so it was for many years, until the flood of the year 1806.")
    other = PageBreak("2", second.start, "line 2", known=True)
    (found,) = compare_pages(marked(other), paged(IMPRINT, CHAPTER, second)).findings
    assert found.message == "no break is marked for page 1"


def test_a_page_of_text_that_begins_with_a_long_title_and_a_number_needs_one() -> None:
    chapter = page(3, "1", TITLE + "1790 was the year of the flood.")
    other = PageBreak("2", letters(TEXT), "line 2", known=True)
    (found,) = compare_pages(marked(other), paged(IMPRINT, chapter, page(4, "2", TEXT))).findings
    assert found.message == "no break is marked for page 1"


def test_a_page_that_shows_a_long_title_alone_needs_one() -> None:
    alone = page(3, "1", TITLE)
    other = PageBreak("2", letters(TEXT), "line 2", known=True)
    (found,) = compare_pages(marked(other), paged(IMPRINT, alone, page(4, "2", TEXT))).findings
    assert found.message == "no break is marked for page 1"


@pytest.mark.parametrize(
    ("listed", "messages"),
    [
        ("Inhalt Widmung Die Mühlen am Fluss", []),
        ("Inhalt Die Mühlen am Fluss", []),
        ("Inhalt Etwas anderes", ["the break of page v is not where its page begins"]),
    ],
)
def test_contents_on_paper_leave_out_what_is_before_them(listed: str, messages: list[str]) -> None:
    epub = replace(marked(PageBreak("v", letters(listed), "contents", known=False)), kind="epub")
    contents = page(1, "v", "Inhalt Die Mühlen am Fluss 1")
    found = compare_pages(epub, paged(contents)).findings
    assert [one.message for one in found] == messages


@pytest.mark.parametrize(
    ("start", "counted"), [("so it was", "1806.so it was"), ("1806. so it was", "")]
)
@pytest.mark.parametrize("said", ["", "1806. "])
def test_a_number_may_be_of_an_item_or_of_the_text(start: str, counted: str, said: str) -> None:
    text = " for many years, until the flood came in the end."
    mark = PageBreak("2", letters(f"{said}so it was{text}"), "line 3", known=True)
    second = replace(page(4, "2", start + text), counted=letters(counted + text) if counted else "")
    findings = compare_pages(marked(BREAK, mark), paged(CHAPTER, second)).findings
    assert findings == ()


@pytest.mark.parametrize(("pictured", "findings"), [(True, 0), (False, 1)])
def test_a_page_may_show_a_picture_alone(pictured: bool, findings: int) -> None:
    mark = PageBreak("2", letters(TEXT), "line 3", known=True)
    plate = PageText(4, "2", "", "", pictured=pictured)
    comparison = compare_pages(marked(BREAK, mark), paged(CHAPTER, plate))
    assert len(comparison.findings) == findings


@pytest.mark.parametrize(("known", "findings"), [(False, 0), (True, 1)])
def test_what_a_template_fills_may_go_on_over_a_page(known: bool, findings: int) -> None:
    said = letters("Colophon. Made with Chapbook.")
    marks = [PageBreak(label, said, "line 9", known=known) for label in ("2", "3")]
    pages = page(4, "2", "Colophon. Made with Chapbook."), page(5, "3", "pandoc 3.9, A6")
    comparison = compare_pages(marked(BREAK, *marks), paged(CHAPTER, *pages))
    assert len(comparison.findings) == findings
