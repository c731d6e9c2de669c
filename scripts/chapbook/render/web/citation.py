"""How to cite the book itself: its front matter as a CSL item, set by citeproc."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree
from markupsafe import Markup

from chapbook.model.metadata import CitationSettings, Contributor, Metadata
from chapbook.render.html_tree import as_html, classes
from chapbook.render.web.address import DOWNLOAD_PAGE, canonical
from chapbook.tools import pandoc
from chapbook.tools.citation_styles import style_path

_KEY = "this-book"
# What is behind the comma where the name of a society is filed without its article.
_ARTICLES = frozenset(("The", "A", "An"))
_ROLES = {"aut": "author", "edt": "editor", "trl": "translator", "ill": "illustrator"}


def citation(metadata: Metadata) -> Markup | None:
    """Set the book as an entry of a bibliography, in the style that its own citations have.

    A style that is a file beside the manuscript, or that has no bibliography, is that of Chicago
    here. None if citeproc has nothing to say. Raises ProgramMissing or ProgramFailed.
    """
    style = style_path(metadata.citations.style) or style_path(CitationSettings().style)
    return None if style is None else _set(json.dumps(csl_item(metadata)), metadata.language, style)


@lru_cache(maxsize=4)
def _set(item: str, language: str, style: Path) -> Markup | None:
    """Set an item; kept, since both web pages of a build say the same."""
    meta = {
        "lang": {"t": "MetaString", "c": language},
        "nocite": {"t": "MetaInlines", "c": [_nocite()]},
    }
    data = [(".json", f"[{item}]".encode())]
    blocks = pandoc.cite(pandoc.document([], meta), data, style.read_bytes())["blocks"]
    html = pandoc.write_html(pandoc.document(blocks))
    entries = [
        element
        for element in etree.fromstring(f"<div>{html}</div>").iter("div")
        if "csl-entry" in classes(element)
    ]
    return _line(entries[0]) if entries else None


def csl_item(metadata: Metadata) -> dict[str, Any]:
    """Return the book as CSL data (CSL-JSON, https://citeproc-js.readthedocs.io/en/latest/csl-json)."""
    subtitle = f": {metadata.subtitle.plain}" if metadata.subtitle else ""
    numbers = {one.scheme: one.shown for one in metadata.identifiers}
    series = metadata.book_series
    told: dict[str, Any] = {
        "id": _KEY,
        "type": "book",
        "title": metadata.title.plain + subtitle,
        "publisher": metadata.publisher,
        "publisher-place": metadata.place,
        "issued": _date(metadata.date),
        "edition": metadata.edition,
        "language": metadata.language,
        "ISBN": numbers.get("isbn"),
        "DOI": numbers.get("doi"),
        "URL": canonical(metadata, DOWNLOAD_PAGE),
        "collection-title": series.title if series else None,
        "collection-number": series.position if series else None,
    }
    for role, name in _ROLES.items():
        told[name] = [_name(one) for one in metadata.contributors if role in one.roles]
    return {key: value for key, value in told.items() if value}


def _date(date: str | None) -> dict[str, Any] | None:
    return {"date-parts": [[int(part) for part in date.split("-")]]} if date else None


def _name(person: Contributor) -> dict[str, str]:
    """Return a person's name in two parts, that of a society in one, in its own order."""
    family, _, given = (person.sort or "").partition(", ")
    if not given or given in _ARTICLES:
        return {"literal": person.name}
    return {"family": family, "given": given}


def _nocite() -> dict[str, Any]:
    cited = {
        "citationId": _KEY,
        "citationPrefix": [],
        "citationSuffix": [],
        "citationMode": {"t": "NormalCitation"},
        "citationNoteNum": 0,
        "citationHash": 0,
    }
    return {"t": "Cite", "c": [[cited], []]}


def _line(entry: etree._Element) -> Markup:
    entry.tag = "span"
    for name in list(entry.attrib):
        del entry.attrib[name]
    etree.strip_tags(entry, "div", "p")
    entry.set("class", "citation")
    return as_html(entry)
