"""An entry of the contents leads to its heading, or to a file without one that has its name."""

from __future__ import annotations

import pytest
from lxml import etree

from chapbook.collate.foreign.assembling import Origin, assemble
from chapbook.collate.readers.markup import Document, Library, from_etree

_HEADED = "<h1 id='one'>Another</h1>"


def messages(
    title: str, body: str, href: str = "text.xhtml", entry: str = "Only a heading"
) -> list[str]:
    """What is wrong with contents of one entry."""
    page = (
        f"<html><head><title>{title}</title></head><body>{body}<p id='p'>Words.</p></body></html>"
    )
    link = f"<li><a href='{href}'>{entry}</a></li>"
    contents = f"<html><body><nav><ol>{link}</ol></nav></body></html>"
    trees = {"contents.xhtml": contents, "text.xhtml": page}
    documents = tuple(
        Document(name, from_etree(etree.fromstring(text))) for name, text in trees.items()
    )
    library = Library(documents, frozenset(trees))
    navs = [element for element in documents[0].root.walk() if element.tag == "nav"]
    copy = assemble(Origin("EPUB", "book.epub", "epub"), library, "en", navs)
    return [fault.message for fault in copy.faults]


def test_a_file_without_a_heading_is_named_by_its_title() -> None:
    assert messages("Only a heading", "") == []


def test_letters_that_could_be_a_page_number_belong_to_the_name() -> None:
    assert messages("Misc", "", entry="Misc") == []


@pytest.mark.parametrize(
    ("title", "body", "href"),
    [
        ("Another book", "", "text.xhtml"),
        ("Only a heading", _HEADED, "text.xhtml"),
        ("Only a heading", "", "text.xhtml#p"),
    ],
)
def test_any_other_entry_must_lead_to_its_words(title: str, body: str, href: str) -> None:
    (message,) = messages(title, body, href)
    assert message.startswith("a contents entry leads to")
