"""The words of the manuscript, of its text and its notes, are in every edition and are the same."""

from __future__ import annotations

import re

import pytest

from building import Book
from inspectors.compare import lost_blocks, lost_notes, words
from inspectors.manuscript import plain

FORMATS = ("html", "epub", "pdf")


def drawn_anywhere(book: Book) -> list[str]:
    """Return what else a page may draw: heads of tables on next pages, words in pictures."""
    return [*("".join(table.header_cells) for table in book.html.tables), *book.epub.drawings]


def test_html_and_epub_have_the_same_blocks(book: Book) -> None:
    html = [block.text for block in book.html.blocks]
    assert html == [block.text for block in book.epub.blocks]


def test_the_pdf_draws_every_block_in_order(book: Book) -> None:
    # A dedication is known by its place: its heading is for the contents of the other formats.
    silent = {h.plain for h in book.manuscript.headings if "dedication" in h.classes}
    blocks = [block for block in book.html.blocks if block.text not in silent]
    assert lost_blocks(blocks, book.pdf.stream, repeated=drawn_anywhere(book)) == []


@pytest.mark.parametrize("other", ["epub", "pdf"])
def test_notes_say_the_same_in_all_formats(book: Book, other: str) -> None:
    assert lost_notes(book.html.notes, getattr(book, other)) == []


def test_every_plain_paragraph_of_the_manuscript_is_in_the_text(book: Book) -> None:
    text = "".join("".join(words(block.text)) for block in book.html.blocks)
    missing = [
        paragraph
        for paragraph in book.manuscript.paragraphs
        if "".join(words(plain(paragraph))) not in text
    ]
    assert missing == []
    assert book.manuscript.paragraphs


def test_every_note_says_what_its_definition_says(book: Book) -> None:
    """Citations, code, mathematics and tables change on the way; other words do not."""
    bodies = {note.name: "".join(words(note.body)) for note in book.html.notes}
    wrong = []
    for label, definition in book.manuscript.definitions.items():
        name = "note-" + label.replace(":", "-")
        if name not in bodies or re.search(
            r"[@$`|<{\\]|^\s*[-*>]\s|^\s*\d+[.)]\s", definition, re.MULTILINE
        ):
            continue
        if "".join(words(plain(definition))) != bodies[name]:
            wrong.append(label)
    assert wrong == []


@pytest.mark.parametrize("kind", FORMATS)
def test_no_source_of_a_call_survives(book: Book, kind: str) -> None:
    everything: str = getattr(book, kind).everything
    assert [
        everything[m.start() - 30 : m.end() + 30] for m in re.finditer(r"\[\^", everything)
    ] == []
    assert len(everything) > 500


def test_pictures_have_one_alternative_text(book: Book) -> None:
    html = [picture.alternative for picture in book.html.pictures]
    assert html == [picture.alternative for picture in book.epub.pictures]
    assert None not in html


def test_tables_keep_captions_and_header_cells(book: Book) -> None:
    assert book.html.tables == book.epub.tables
    assert book.html.tables
