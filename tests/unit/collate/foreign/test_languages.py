"""Changes of language: what is said of notes does not depend on where an edition has put them."""

from __future__ import annotations

from lxml import etree

from chapbook.collate.foreign.assembling import Origin, assemble
from chapbook.collate.readers.markup import Document, Library, from_etree


def changes(body: str) -> list[str | None]:
    """Changes of language in a page in German."""
    page = f"<html lang='de'><head><title>T</title></head><body>{body}</body></html>"
    library = Library((Document("page.html", from_etree(etree.fromstring(page))),), frozenset())
    copy = assemble(Origin("HTML", "page.html", "html"), library, "de", ())
    return [one.words for one in copy.languages or ()]


_CALL = "<p>Words<a id='c' href='#n' role='doc-noteref'>1</a></p>"
_NOTE = "<aside id='n' role='doc-footnote'{}><p>{}</p></aside>"
_ENGLISH = "<span lang='en'>A note.</span>"
_IN_GERMAN = " lang='de'"


def test_a_note_is_compared_with_the_language_of_the_book() -> None:
    inside = f"<div lang='en'>{_CALL}{_NOTE.format(_IN_GERMAN, _ENGLISH)}</div>"
    at_the_end = f"<div lang='en'>{_CALL}</div>{_NOTE.format('', _ENGLISH)}"
    assert changes(inside) == changes(at_the_end) == ["en: Words", "en: A note."]


def test_a_note_that_takes_the_language_around_it_is_reported() -> None:
    inside = f"<div lang='en'>{_CALL}{_NOTE.format('', 'Deutsch.')}</div>"
    assert changes(inside) == ["en: Words", "en: Deutsch."]
