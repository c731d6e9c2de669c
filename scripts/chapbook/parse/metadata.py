"""From front matter to `Metadata`: every value normalised once, for all formats."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.languages import primary
from chapbook.model.metadata import (
    TRIMS,
    BookSeries,
    CitationSettings,
    Identifier,
    Licence,
    Metadata,
    PrintSettings,
    RichText,
)
from chapbook.model.notes import MarkerKind, Restart, Series
from chapbook.model.seeking import Suggester
from chapbook.model.source import BIDI_OVERRIDES, FORBIDDEN, SourceText
from chapbook.parse.dates import is_date, is_instant
from chapbook.parse.front_matter import FrontMatter
from chapbook.parse.identifiers import (
    RESERVED_SLUGS,
    scheme_of,
    slug_of,
    stable_identifier,
    valid_isbn,
)
from chapbook.parse.people import as_list, contributors
from chapbook.parse.press import press_settings
from chapbook.parse.sorting import title_sort
from chapbook.parse.statements import accessibility_statement, fonts_wanted
from chapbook.parse.subjects import read_subjects
from chapbook.parse.titles import plain_title, read_title
from chapbook.parse.yaml_tree import Value
from chapbook.policy import policy

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
_RTL = frozenset({"ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb"})
_Kind = TypeVar("_Kind", MarkerKind, Restart)
_EARLIEST = "1980-01-01T00:00:00Z"


class MetadataReader:
    """Reads one front matter; findings gather in `diagnostics`."""

    def __init__(self, source: SourceText, front: FrontMatter) -> None:
        """Take the source for places, and the front matter."""
        self.source, self.front = source, front
        self.diagnostics: list[Diagnostic] = []

    def metadata(self, fallback_title: RichText | None, epoch: str | None) -> Metadata:
        """Give the metadata.

        `fallback_title` stands in where no title is declared, then the file's name; `epoch` is
        the ISO instant of SOURCE_DATE_EPOCH, if set.
        """
        given = self.rich("title")
        title = given or fallback_title or plain_title(_name_in_words(self.source.path.stem))
        people = tuple(contributors(self.front.data))
        identifiers = tuple(self.identifiers())
        language = (self.text("lang") or self.text("language") or "en").replace("_", "-")
        subjects = read_subjects(self.front.data, self.bad_value)
        date, shown = self.date()
        return Metadata(
            title=title,
            subtitle=self.rich("subtitle"),
            title_given=given is not None,
            cover=self.text("cover") or self.text("cover-image"),
            cover_alt=self.text("cover-alt"),
            title_sort=self.text("title-sort") or title_sort(title.plain, language),
            language=language,
            direction=self.text("dir") or ("rtl" if primary(language) in _RTL else "ltr"),
            uid=stable_identifier(identifiers, title.plain, people),
            modified=self.modified(date, epoch),
            slug=self.slug(title),
            contributors=people,
            identifiers=identifiers,
            publisher=self.text("publisher"),
            place=self.text("place"),
            date=date,
            date_shown=shown,
            rights=self.text("rights"),
            licence=self.licence(),
            description=self.text("description") or self.text("abstract"),
            blurb=tuple(self.blurb()),
            price=self.text("price"),
            url=self.text("url"),
            subjects=subjects.texts,
            subject_codes=subjects.codes,
            book_series=self.book_series(),
            edition=self.text("edition"),
            source=self.text("source"),
            note_series=self.note_series(),
            citations=self.citations(),
            print=self.print_settings(),
            press=press_settings(self.front.data),
            accessibility=accessibility_statement(self.front.data),
            embed_fonts=fonts_wanted(self.front.data),
        )

    def slug(self, title: RichText) -> str:
        """Give the name of the files, declared or made of the title."""
        declared = self.text("slug")
        if declared in RESERVED_SLUGS:
            self.bad_value("slug", "is the name of a page that Chapbook makes")
        return declared or slug_of(title.plain)

    def text(self, key: str) -> str | None:
        """Give a text value with its white space folded, None if absent or empty."""
        value = self.front.data.get(key)
        folded = " ".join(value.split()) if isinstance(value, str) else ""
        return folded or None

    def rich(self, key: str) -> RichText | None:
        """Read a value that is a line of Markdown. It can hold no note; links lose their target."""
        text = self.text(key)
        return None if text is None else self.line(text, key)

    def line(self, text: str, key: str) -> RichText:
        """Read a line of Markdown that belongs to a key."""
        title = read_title(text)
        if title is None:
            problem = "cannot hold a note: call it in the text"
            self.fault(Code.BAD_VALUE, key, problem=problem)
        return title or plain_title(text)

    def blurb(self) -> Iterator[RichText]:
        """Give the paragraphs of the blurb; an empty line parts them."""
        value = self.front.data.get("blurb")
        for paragraph in re.split(r"\n\s*\n", value) if isinstance(value, str) else ():
            if paragraph.strip():
                yield self.line(" ".join(paragraph.split()), "blurb")

    def identifiers(self) -> Iterator[Identifier]:
        """Give the declared identifiers, ISBN first if it has a key of its own."""
        isbn = self.text("isbn")
        if isbn:
            yield self.checked_isbn(isbn, "isbn")
        for item in as_list(self.front.data.get("identifier")):
            if isinstance(item, str) and item.strip():
                scheme, value = scheme_of(item.strip())
            elif isinstance(item, dict):
                value = str(item.get("text") or item.get("value") or "").strip()
                scheme = re.sub(r"-1[03]$", "", str(item.get("scheme") or "").lower())
                scheme = scheme or scheme_of(value)[0]
            else:
                continue
            if value and scheme == "isbn":
                yield self.checked_isbn(value, "identifier")
            elif value and scheme == "uuid":
                yield self.checked_uuid(value)
            elif value:
                yield Identifier(scheme, value)

    def checked_isbn(self, value: str, key: str) -> Identifier:
        """Check an ISBN's check digit (ISO 2108)."""
        digits = re.sub(r"^(?:urn:)?isbn:?|[\s-]", "", value, flags=re.IGNORECASE).upper()
        if not valid_isbn(digits):
            self.fault(Code.BAD_VALUE, key, problem="is not an ISBN: the check digit is wrong")
        return Identifier("isbn", digits)

    def checked_uuid(self, value: str) -> Identifier:
        """Check the form of a UUID (RFC 9562, section 4)."""
        plain = value.lower().removeprefix("urn:uuid:")
        if not _UUID.match(plain):
            self.fault(Code.BAD_VALUE, "identifier", problem="is not a UUID")
        return Identifier("uuid", plain)

    def date(self) -> tuple[str | None, str | None]:
        """Give the date of publication in ISO 8601, if it is that, and as written."""
        shown = self.text("date")
        if shown is None:
            return None, None
        if is_date(shown):
            return shown, shown
        self.fault(Code.DATE_NOT_ISO, "date", date=shown)
        return None, shown

    def modified(self, date: str | None, epoch: str | None) -> str:
        """Give the instant of the last change: declared, SOURCE_DATE_EPOCH, date, or 1980."""
        declared = self.text("modified")
        if declared and not is_instant(declared):
            if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", declared):  # else the schema has said it
                self.fault(Code.BAD_VALUE, "modified", problem="is not a day of the calendar")
        elif declared:
            return declared if "T" in declared else f"{declared}T00:00:00Z"
        if epoch:
            return epoch
        if date:
            return f"{(date + '-01-01')[:10]}T00:00:00Z"
        return _EARLIEST

    def licence(self) -> Licence | None:
        """Give the licence."""
        value = self.front.data.get("licence")
        if isinstance(value, str) and value.strip():
            return Licence(value.strip())
        if isinstance(value, dict) and value.get("name"):
            return Licence(str(value["name"]), str(value["url"]) if value.get("url") else None)
        return None

    def book_series(self) -> BookSeries | None:
        """Give the series of books."""
        value = self.front.data.get("series")
        if isinstance(value, str) and value.strip():
            return BookSeries(value.strip())
        if isinstance(value, dict) and value.get("title"):
            position = value.get("position")
            return BookSeries(str(value["title"]), str(position) if position else None)
        return None

    def note_series(self) -> tuple[Series, ...]:
        """Give the declared note series; a restart by page is refused."""
        declared = self.front.data.get("notes")
        if not isinstance(declared, dict):
            return ()
        found = []
        for name, settings in declared.items():
            chosen: Mapping[str, Value] = settings if isinstance(settings, dict) else {}
            if chosen.get("restart") == "page":
                self.fault(Code.OVER_RESTART, "notes", name, "restart", series=name)
            found.append(
                Series(
                    name,
                    _member(MarkerKind, chosen.get("marker"), MarkerKind.DECIMAL),
                    _member(Restart, chosen.get("restart"), Restart.NEVER),
                    str(chosen["title"]) if chosen.get("title") else None,
                    str(chosen["label"]) if chosen.get("label") else None,
                )
            )
        return tuple(found)

    def citations(self) -> CitationSettings:
        """Give the citation settings; the series of bare citations must be declared."""
        data = self.front.data
        series = self.text("citation-series")
        declared = data.get("notes")
        names = list(declared) if isinstance(declared, dict) else []
        if series and series not in names:
            self.fault(
                Code.UNDECLARED_SERIES,
                "citation-series",
                label=series,
                prefix=series,
                suggestion=Suggester(names, cutoff=0.5).near(series),
                series=", ".join(names),
            )
        references = [item for item in as_list(data.get("references")) if isinstance(item, dict)]
        return CitationSettings(
            style=self.text("csl") or CitationSettings().style,
            bibliography=tuple(
                item for item in as_list(data.get("bibliography")) if isinstance(item, str)
            ),
            references=tuple(references),
            series=series if series in names else None,
            heading=self.text("reference-section-title"),
            nocite=self.text("nocite"),
        )

    def print_settings(self) -> PrintSettings:
        """Give how pages are set; sizes are in points."""
        value = self.front.data.get("print")
        given = {key: str(item) for key, item in value.items()} if isinstance(value, dict) else {}
        if given.get("css") and policy().strict:
            self.fault(
                Code.STRICT_REFUSED, "print", "css", what="style sheets and fonts of authors"
            )
        chosen = PrintSettings(
            style=given.get("style") or PrintSettings().style,
            size=_points(given.get("size")),
            leading=_points(given.get("leading")),
            css=given.get("css") or None,
        )
        if chosen.size and chosen.leading and chosen.leading < chosen.size:
            self.fault(Code.BAD_VALUE, "print", "leading", problem="is less than the size of type")
        name = given.get("trim")
        if not name:
            return chosen
        key = re.sub(r"[ \u00a0]|in$", "", name.lower().replace("×", "x"))
        if key in TRIMS:
            return replace(chosen, trim=TRIMS[key])
        known = ", ".join(TRIMS)
        self.fault(Code.BAD_VALUE, "print", "trim", problem=f"must be one of {known}")
        return chosen

    def bad_value(self, key: str, problem: str) -> None:
        """Note that the value of a key is wrong."""
        self.fault(Code.BAD_VALUE, key, problem=problem)

    def fault(self, code: Code, *path: str, **facts: str) -> None:
        """Note a finding at a key."""
        places = self.front.tree.places
        where = path
        while where and where not in places:
            where = where[:-1]
        place = self.source.place(places.get(where, 0))
        facts.setdefault("key", ".".join(path))
        self.diagnostics.append(diagnostic(code, place, **facts))


def _points(length: str | None) -> float | None:
    """Give a length such as `11pt` in points, None where the schema has refused it."""
    match = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?) ?pt", length or "")
    return float(match[1]) if match else None


def _name_in_words(stem: str) -> str:
    """Make a title of a file's name, which may hold anything but a slash."""
    kept = FORBIDDEN.sub(" ", BIDI_OVERRIDES.sub("", stem))
    return " ".join(kept.split()) or "Untitled"


def _member(kind: type[_Kind], value: Value | None, default: _Kind) -> _Kind:
    return next((member for member in kind if member.value == value), default)
