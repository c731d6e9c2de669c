"""Page numbers of the PDF in the reading edition, so that both can be cited by them.

Where they stand is decided as for the EPUB. Pages that only templates fill, as the title page, have
no number here: the reading edition composes its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from chapbook.model.editions.output import PageBreak
from chapbook.render.epub.page_list import put_page_breaks
from chapbook.render.text.fragments import Fragments
from chapbook.render.text.notes import EPUB_TYPE
from chapbook.render.words import Words

_ROLE = "doc-pagebreak"


def with_page_breaks(fragments: Fragments, breaks: Sequence[PageBreak], words: Words) -> Fragments:
    """Copy the trees with an empty, named element where each page of the text begins.

    The styles show its `data-page`; what is selected and copied stays the text alone.
    """
    in_text = [page for page in breaks if page.page is None]
    marked, _ = put_page_breaks(fragments, in_text, {})
    for tree in marked.divisions if in_text else ():
        for element in tree.iter("div", "span"):
            if element.get("role") == _ROLE:
                _name(element, words)
    return marked


def first_page(trees: Sequence[etree._Element]) -> str | None:
    """Return the identifier of the first page break, as an example of all."""
    breaks = (e.get("id") for tree in trees for e in tree.iter() if e.get("role") == _ROLE)
    return next(breaks, None)


def _name(element: etree._Element, words: Words) -> None:
    """Name a break in words: a bare number says nothing to a listener in the middle of a text.

    By `title`, which the pointer shows too: `aria-label` is taken for a fault where a browser does
    not know the role.
    """
    folio = element.attrib.pop("aria-label")
    del element.attrib[EPUB_TYPE]
    etree.cleanup_namespaces(element)
    element.set("class", "page-break")
    element.set("data-page", folio)
    element.set("title", f"{words.page} {folio}")
