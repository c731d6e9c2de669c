"""What the head of a web page says of the book, to search engines, reference managers, networks.

- DCMI Metadata Terms (https://www.dublincore.org/specifications/dublin-core/dcq-html/).
- Highwire Press tags, which Google Scholar and Zotero read
  (https://scholar.google.com/intl/en/scholar/inclusion.html#indexing).
- Open Graph (https://ogp.me) and the cards of Twitter, for links that are shared.
- HTML 4.2.5.1 for the plain names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from chapbook.model.editions.fields import FIELDS, in_order
from chapbook.model.metadata import Metadata
from chapbook.model.stated import stated
from chapbook.render.html.scripts import InlineScript
from chapbook.render.web.address import (
    DOWNLOAD_PAGE,
    OPDS_1,
    OPDS_1_TYPE,
    OPDS_2,
    OPDS_2_TYPE,
    address,
    canonical,
)
from chapbook.render.web.editions import Edition
from chapbook.render.web.json_ld import book_data

# Dublin Core begins with these; the other fields follow in the order of the table.
_ORDER = (
    "title", "subtitle", "author", "contributor", "language", "publisher", "date", "modified",
    "identifier", "rights", "licence", "description", "abstract", "subject", "series",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """A `meta` element: the name of the thing said, what is said, the attribute that names it."""

    name: str
    content: str
    attribute: str = "name"


@dataclass(frozen=True, slots=True)
class Link:
    """A `link` element to another file of the build."""

    relation: str
    href: str
    media_type: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class WebCover:
    """The cover for web pages: its file, words, size in pixels; `icon` is a `data:` address."""

    name: str
    alt: str
    width: int
    height: int
    icon: str


@dataclass(frozen=True, slots=True)
class Head:
    """What both web pages say in their heads; `data` is JSON-LD."""

    facts: tuple[Fact, ...]
    links: tuple[Link, ...]
    canonical: str | None
    icon: str | None
    data: Markup

    @property
    def data_source(self) -> str:
        """The data as a policy of scripts names it."""
        return InlineScript(self.data).source


def head(
    metadata: Metadata,
    page: str,
    cover: WebCover | None,
    editions: Sequence[Edition],
) -> Head:
    """Make the head of the page named, beside which the editions stand.

    The download page describes all editions in its data, any other page itself.
    """
    own = [one for one in editions if page in (one.name, DOWNLOAD_PAGE)]
    return Head(
        facts=tuple(facts(metadata, page, cover, editions)),
        links=tuple(_links(page, editions)),
        canonical=canonical(metadata, page),
        icon=cover.icon if cover else None,
        data=book_data(metadata, page, cover.name if cover else None, own),
    )


def facts(
    metadata: Metadata,
    page: str = DOWNLOAD_PAGE,
    cover: WebCover | None = None,
    editions: Sequence[Edition] = (),
) -> tuple[Fact, ...]:
    """Return all that the front matter says, in a fixed order; nothing that it does not say."""
    named = (*_plain(metadata), *_dublin_core(metadata), *_highwire(metadata, page, editions))
    told = [Fact(name, content) for name, content in named if content]
    graph = [Fact(n, c, "property") for n, c in _open_graph(metadata, page, cover) if c]
    return (*told, *graph, *(Fact(name, content) for name, content in _card(cover)))


def _plain(metadata: Metadata) -> Iterator[tuple[str, str | None]]:
    yield from (("author", person.name) for person in metadata.authors)
    yield "description", metadata.description
    yield "keywords", ", ".join(metadata.subjects)


def _dublin_core(metadata: Metadata) -> Iterator[tuple[str, str | None]]:
    for row in in_order(FIELDS, _ORDER):
        values = stated(metadata, row.name)
        if row.name == "licence":  # by address, where it has one
            values = stated(metadata, "licence-url") or values
        yield from ((f"dcterms.{row.html}", value) for value in values if row.html)


def _highwire(
    metadata: Metadata, page: str, editions: Sequence[Edition]
) -> Iterator[tuple[str, str | None]]:
    title = metadata.title.plain
    yield "citation_title", f"{title}: {metadata.subtitle.plain}" if metadata.subtitle else title
    for person in metadata.contributors:
        for role, name in (("aut", "author"), ("edt", "editor"), ("trl", "translator")):
            if role in person.roles:
                yield f"citation_{name}", person.sort or person.name
                if role == "aut":
                    yield from (("citation_author_institution", n) for n in person.affiliations)
                    yield "citation_author_orcid", person.orcid_url
                    yield "citation_author_email", person.email
    yield "citation_publication_date", (metadata.date or "").replace("-", "/")
    yield "citation_publisher", metadata.publisher
    yield "citation_language", metadata.language
    for identifier in metadata.identifiers:
        if identifier.scheme in ("isbn", "doi", "issn"):
            yield f"citation_{identifier.scheme}", identifier.value
    yield from (("citation_keywords", subject) for subject in metadata.subjects)
    if metadata.book_series is not None:
        yield "citation_series_title", metadata.book_series.title
    # Addresses must be absolute here: those who read them keep them.
    if metadata.url is not None:
        yield "citation_public_url", canonical(metadata, page)
        for edition in editions:
            if edition.format.citation:
                yield f"citation_{edition.format.citation}", address(metadata, edition.name)


def _open_graph(
    metadata: Metadata, page: str, cover: WebCover | None
) -> Iterator[tuple[str, str | None]]:
    yield "og:type", "book"
    yield "og:title", metadata.title.plain
    yield (
        "og:description",
        metadata.description or (metadata.subtitle.plain if metadata.subtitle else None),
    )
    yield "og:locale", metadata.language.replace("-", "_")
    yield "og:site_name", metadata.publisher
    yield "og:url", canonical(metadata, page)
    if cover is not None:
        yield "og:image", address(metadata, cover.name)
        yield "og:image:width", str(cover.width)
        yield "og:image:height", str(cover.height)
        yield "og:image:alt", cover.alt
    yield from (("book:author", person.name) for person in metadata.authors)
    for identifier in metadata.identifiers:
        if identifier.scheme == "isbn":
            yield "book:isbn", identifier.value
    yield "book:release_date", metadata.date
    yield from (("book:tag", subject) for subject in metadata.subjects)


def _card(cover: WebCover | None) -> Iterator[tuple[str, str]]:
    """What a card shows it takes from the Open Graph; a book's cover is tall, so it stays small."""
    yield "twitter:card", "summary"
    if cover is not None:
        yield "twitter:image:alt", cover.alt


def _links(page: str, editions: Sequence[Edition]) -> Iterator[Link]:
    for edition in editions:
        if edition.name != page and not edition.for_paper:
            yield Link("alternate", edition.name, edition.media_type)
    if page == DOWNLOAD_PAGE:
        yield Link("alternate", OPDS_2, OPDS_2_TYPE, "OPDS 2")
        yield Link("alternate", OPDS_1, OPDS_1_TYPE, "OPDS 1.2")
