"""The pages that templates make: title page, copyright page, contents, colophon; the metadata."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from chapbook.model.manuscript import Division, DivisionKind, Manuscript, Matter
from chapbook.model.metadata import Metadata, Trim
from chapbook.render.author_lines import author_lines
from chapbook.render.pdf.content import drawn, heading_markup
from chapbook.render.pdf.running_heads import head_words, running_head
from chapbook.render.pdf.xmp import properties
from chapbook.render.roles import credit_lines
from chapbook.render.templating import fill, markup
from chapbook.render.text.fragments import Fragments
from chapbook.render.words import Words

# Letters of titles that are set large, and of those that still are set larger than the text.
_BRIEF, _LONG = 70, 150
# Divisions that are before the contents (Chicago Manual of Style, 1.4).
BEFORE_CONTENTS = frozenset({"dedication", "epigraph"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: where it leads, its words with their italics, what it is."""

    href: str
    title: Markup
    kind: str


@dataclass(frozen=True)
class PageMaker:
    """Fills the templates with what they all need."""

    manuscript: Manuscript
    fragments: Fragments
    words: Words

    @property
    def metadata(self) -> Metadata:
        """The front matter."""
        return self.manuscript.metadata

    def title_page(self) -> Markup:
        """Make the title page; title and subtitle keep their italics."""
        subtitle = self.fragments.subtitle
        return self._fill(
            "titlepage",
            title=markup(drawn(self.fragments.title)),
            length=_length(self.metadata.title.plain),
            subtitle=None if subtitle is None else markup(drawn(subtitle)),
            authors=author_lines(self.metadata, self.fragments, lambda line: markup(drawn(line))),
            credits=credit_lines(self.metadata.others, self.metadata.language),
            year=_year(self.metadata),
        )

    def half_title(self) -> Markup:
        """Make the half title: the title alone, on its own recto."""
        return self._fill("half-title", title=markup(drawn(self.fragments.title)))

    def copyright_page(self) -> Markup:
        """Make the verso of the title page, empty where nothing is said."""
        people = credit_lines(self.metadata.others, self.metadata.language)
        return self._fill("copyright-page", credits=people, year=_year(self.metadata))

    def contents(self) -> Markup:
        """Make the contents page, nothing where it would list one thing."""
        entries = tuple(self._entries())
        if len(entries) < 2:
            return Markup()
        return self._fill("contents", entries=entries)

    def _entries(self) -> Iterator[Entry]:
        divisions = zip(self.manuscript.divisions, self.fragments.divisions, strict=True)
        for division, tree in divisions:
            heading = tree.find("h1")
            if heading is None or not division.listed or division.role in BEFORE_CONTENTS:
                continue
            title = markup(heading_markup(heading))
            yield Entry(f"#{division.identifier}", title, _kind(division))

    def colophon(self, families: Sequence[str], programs: Mapping[str, str]) -> Markup:
        """Make the colophon: faces, programs with versions, size of the page.

        A colophon of the manuscript's own comes right before it and gives it its heading.
        """
        own = any(division.role == "colophon" for division in self.manuscript.divisions)
        return self._fill(
            "colophon",
            families=families,
            programs=programs,
            own=own,
            made_with=self.words.made_with.format(tool="Chapbook"),
            size=_size(self.metadata.print.trim),
        )

    def metadata_packet(self, producer: str, creator: str) -> str:
        """Make the XMP packet (ISO 16684-1) from the front matter."""
        return fill(
            "pdf/metadata.xmp",
            metadata=self.metadata,
            properties=tuple(properties(self.metadata)),
            producer=producer,
            creator=creator,
            created=_created(self.metadata),
        )

    def book_head(self) -> str:
        """Return the title of the book for the heads of its pages."""
        if next(self.fragments.title.iter("math"), None) is None:
            return self.metadata.title.plain
        return head_words(self.fragments.title)

    def document(self, pages: Mapping[str, Markup], creator: str) -> str:
        """Put all pages together into one XHTML document."""
        head = running_head(self.book_head(), self.metadata.print)
        created = _created(self.metadata)
        return str(self._fill("document", pages=pages, creator=creator, created=created, head=head))

    def _fill(self, template: str, **values: object) -> Markup:
        page = fill(f"pdf/{template}.xhtml", metadata=self.metadata, words=self.words, **values)
        return Markup(page)  # noqa: S704 -- a filled template, escaped by Jinja2


def _size(trim: Trim) -> str:
    """Name the size of the page, with its sides where the name does not say them."""
    sides = f"{trim.width:g} × {trim.height:g} {trim.unit}"
    return trim.name if sides == trim.name else f"{trim.name} · {sides}"


def _kind(division: Division) -> str:
    if division.kind is DivisionKind.PART:
        return "part"
    return "in-part" if division.part is not None and division.matter is Matter.BODY else "chapter"


def _length(title: str) -> str:
    """Classify a title by its length: its size must keep it on one page, in any style and trim."""
    return "brief" if len(title) <= _BRIEF else "long" if len(title) <= _LONG else "longest"


def _year(metadata: Metadata) -> str | None:
    return (metadata.date or "")[:4] or metadata.date_shown


def _created(metadata: Metadata) -> str:
    """Return the date of the book as W3C date, else the instant of its last change."""
    return metadata.date or metadata.modified
