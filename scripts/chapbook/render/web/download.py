"""The download page: what the book is, its files, how to get each one onto its device or paper.

One self-contained file that asks nothing of any host and is whole without its only script, which
keeps the lines still while the faces are read. It names the other files of its folder relatively,
so it works from a disk and below any path.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from chapbook import __version__
from chapbook.model.editions.output import Accessibility, Check
from chapbook.model.metadata import Metadata
from chapbook.render.author_lines import author_lines
from chapbook.render.html.head import WebCover, head
from chapbook.render.html.scripts import inline_script
from chapbook.render.html_tree import as_html
from chapbook.render.roles import credit_lines
from chapbook.render.templating import fill
from chapbook.render.text.fragments import Fragments
from chapbook.render.web.address import CHECKSUMS, DOWNLOAD_PAGE, OPDS_1, OPDS_2
from chapbook.render.web.citation import citation
from chapbook.render.web.download_words import download_words
from chapbook.render.web.editions import Edition
from chapbook.render.web.style import web_style

STYLESHEETS = ("base.css", "web.css", "download.css", "folding.css")
_KILO, _MEGA = 1000, 1_000_000


@dataclass(frozen=True, slots=True)
class Shown:
    """A file as the page shows it."""

    edition: Edition
    title: str
    use: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Downloads:
    """All that the page shows beside the front matter.

    `picture` is the cover as a `data:` address, `folding` the finished section on print and fold;
    `collated` says that a report on how the editions compare will lie beside the page.
    """

    editions: tuple[Edition, ...]
    checks: tuple[Check, ...]
    accessibility: Accessibility | None
    cover: WebCover | None
    picture: str
    folding: Markup
    collated: bool


def render_download_page(metadata: Metadata, fragments: Fragments, found: Downloads) -> bytes:
    """Make the page. Raises ProgramMissing or ProgramFailed where pandoc or a face is missing."""
    words = download_words(metadata.language)
    editions = _in_order(found.editions)
    body = fill(
        "download/body.html",
        metadata=metadata,
        words=words,
        title=as_html(fragments.title),
        subtitle=None if fragments.subtitle is None else as_html(fragments.subtitle),
        authors=author_lines(metadata, fragments, as_html),
        credits=credit_lines(metadata.others, metadata.language),
        found=found,
        files=[_shown(one, words) for one in editions],
        first=_first(editions),
        citation=citation(metadata),
        checks=[_checked(one, words) for one in found.checks],
        about=tuple(_about(metadata, words)),
        tool=f"Chapbook {__version__}",
        checksums=CHECKSUMS,
        feeds=(("OPDS 2", OPDS_2), ("OPDS 1.2", OPDS_1)),
    )
    page = fill(
        "download/page.html",
        metadata=metadata,
        words=words,
        title=metadata.title,
        head=head(metadata, DOWNLOAD_PAGE, found.cover, editions),
        generator=f"Chapbook {__version__}",
        style=web_style(body, STYLESHEETS, bold=True),
        body=Markup(body),  # noqa: S704 -- made by the template of the body
        scripts=(inline_script("faces"),),
    )
    return page.encode()


def size_shown(size: int, words: Mapping[str, Any]) -> str:
    """Write a size in bytes for people: `98 kB`, `1.2 MB` (decimal prefixes, ISO 80000-13)."""
    if size < _MEGA:
        return _count(words, "kilobytes", max(1, round(size / _KILO)))
    return _count(words, "megabytes", f"{size / _MEGA:.1f}".replace(".", words["decimal_sign"]))


def _count(words: Mapping[str, Any], name: str, count: int | str) -> str:
    form: str = words["facts"][name]
    return form.format(count=count)


def _first(editions: Sequence[Edition]) -> dict[str, Edition]:
    """Return the first file of each format, by the name of the format."""
    return {one.format.name: one for one in reversed(editions)}


def _in_order(editions: Sequence[Edition]) -> list[Edition]:
    """Return the files by format, in the order of the formats, and then by name."""
    formats = list(dict.fromkeys(one.format for one in editions))
    return sorted(editions, key=lambda one: (formats.index(one.format), one.name))


def _shown(edition: Edition, words: Mapping[str, Any]) -> Shown:
    name, use = _name_and_use(edition, words)
    facts = []
    if edition.pages:
        facts.append(_pages(edition, words))
    if edition.size:
        facts.append(size_shown(edition.size, words))
    return Shown(edition, name, use, tuple(facts))


def _name_and_use(edition: Edition, words: Mapping[str, Any]) -> tuple[str, str]:
    """Return what a file is called and what it is for, in the language of the words."""
    own = edition.format.words.get(words["language"])
    if own is not None:
        return own.name, own.use
    named: Mapping[str, Any] = words["files"]
    entry = named.get(_kind(edition), named["other"])
    return entry["name"].format(file=edition.name), entry["use"]


def _pages(edition: Edition, words: Mapping[str, Any]) -> str:
    """Count the pages of a file, or the sheets of paper that it is printed on."""
    if edition.sheets:
        return _count(words, "sheet" if edition.sheets == 1 else "sheets", edition.sheets)
    return _count(words, "page" if edition.pages == 1 else "pages", edition.pages or 0)


def _kind(edition: Edition) -> str:
    """Return the name of the entry in the words: the format, and the paper if that matters."""
    if edition.format.by_paper:
        stem = edition.name.rpartition(".")[0]
        return f"{edition.format.name}-{stem.rpartition('-')[2]}"
    return edition.format.name


def _checked(check: Check, words: Mapping[str, Any]) -> Check:
    """Return a check in the words of the language, where these have some for it."""
    own: Mapping[str, str] = words["checks"]
    name, detail = (own.get(text, text) for text in (check.checker, check.detail))
    return Check(name, check.file, check.verdict, detail)


def _about(metadata: Metadata, words: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    named: Mapping[str, str] = words["about"]
    series = metadata.book_series
    told = (
        ("edition", metadata.edition),
        ("published", metadata.date_shown),
        ("changed", metadata.changed and metadata.changed[:10]),
        ("publisher", ", ".join(filter(None, (metadata.publisher, metadata.place)))),
        ("series", ", ".join(filter(None, (series.title, series.position))) if series else None),
    )
    yield from ((named[key], value) for key, value in told if value)
    for identifier in metadata.identifiers:
        yield identifier.scheme.upper(), identifier.shown
