"""From front matter to `Metadata`: every value normalised once, for all formats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from chapbook.model.diagnostics import Code
from chapbook.model.letters.languages import primary
from chapbook.model.metadata import (
    TABLE_TEXTS,
    BookSeries,
    Contributor,
    Identifier,
    Licence,
    Metadata,
    RichText,
)
from chapbook.model.source import BIDI_OVERRIDES, FORBIDDEN
from chapbook.parse.front_matter.dates import is_date, is_instant
from chapbook.parse.front_matter.identifiers import (
    RESERVED_SLUGS,
    scheme_of,
    slug_of,
    stable_identifier,
    valid_isbn,
    without_isbn,
)
from chapbook.parse.front_matter.people import as_list, contributors, key_of, valid_orcid
from chapbook.parse.front_matter.press import press_settings
from chapbook.parse.front_matter.settings import citation_settings, note_series, print_settings
from chapbook.parse.front_matter.sorting import title_sort
from chapbook.parse.front_matter.statements import accessibility_statement, fonts_wanted
from chapbook.parse.front_matter.subjects import read_subjects
from chapbook.parse.front_matter.titles import calls_note, plain_title
from chapbook.parse.front_matter.values import Values

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
_RTL = frozenset({"ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb"})
_EARLIEST = "1980-01-01T00:00:00Z"


class MetadataReader(Values):
    """Reads the metadata of one front matter."""

    def metadata(self, fallback_title: RichText | None, epoch: str | None) -> Metadata:
        """Return the metadata.

        `fallback_title` is used where no title is declared, then the file's name; `epoch` is
        the ISO instant of SOURCE_DATE_EPOCH, if set.
        """
        by_name = plain_title(_name_in_words(self.source.path.stem))
        title = self.rich("title") or fallback_title or by_name
        people = tuple(self.people())
        identifiers = tuple(self.identifiers())
        language = (self.text("lang") or self.text("language") or "en").replace("_", "-")
        date, shown = self.date()
        changed = self.changed() or epoch
        book = Metadata(
            title=title,
            subtitle=self.rich("subtitle"),
            title_sort=self.text("title-sort") or title_sort(title.plain, language),
            language=language,
            direction=self.text("dir") or ("rtl" if primary(language) in _RTL else "ltr"),
            uid=stable_identifier(identifiers, title.plain, people),
            modified=self.modified(date, changed),
            changed=changed,
            slug=self.slug(title),
            contributors=people,
            identifiers=identifiers,
            date=date,
            date_shown=shown,
        )
        return self._with_settings(self._published(book))

    def _published(self, book: Metadata) -> Metadata:
        """Add the facts of publication, and the blurb."""
        subjects = read_subjects(self.front.data, self.bad_value)
        return replace(
            book,
            publisher=self.text("publisher"),
            place=self.text("place"),
            rights=self.text("rights"),
            licence=self.licence(),
            description=self.words("description"),
            abstract_title=self.text("abstract-title"),
            blurb=tuple(self.blurb()),
            price=self.text("price"),
            url=self.text("url"),
            subjects=subjects.texts,
            subject_codes=subjects.codes,
            book_series=self.book_series(),
            edition=self.text("edition"),
            source=self.text("source"),
            texts={row.name: text for row in TABLE_TEXTS if (text := self.text(row.key))},
        )

    def _with_settings(self, book: Metadata) -> Metadata:
        """Add the settings of the editions."""
        return replace(
            book,
            cover=self.text("cover") or self.text("cover-image"),
            cover_alt=self.text("cover-alt"),
            note_series=note_series(self),
            citations=citation_settings(self),
            print=print_settings(self),
            press=press_settings(self.front.data),
            accessibility=accessibility_statement(self.front.data),
            embed_fonts=fonts_wanted(self.front.data),
        )

    def slug(self, title: RichText) -> str:
        """Return the name of the files, declared or derived from the title."""
        declared = self.text("slug")
        if declared in RESERVED_SLUGS:
            self.bad_value("slug", "is the name of a page that Chapbook generates")
        return declared or slug_of(title.plain)

    def blurb(self) -> Iterator[RichText]:
        """Return the paragraphs of the blurb; an empty line parts them."""
        value = self.front.data.get("blurb")
        for paragraph in re.split(r"\n\s*\n", value) if isinstance(value, str) else ():
            if paragraph.strip():
                yield self.line(" ".join(paragraph.split()), "blurb")

    def people(self) -> Iterator[Contributor]:
        """Yield the contributors; check their ORCID iDs and the notes on them."""
        for person in contributors(self.front.data):
            if any(map(calls_note, (person.name, *(line.plain for line in person.lines)))):
                problem = "cannot call a note: write the note there, ^[like this]"
                self.fault(Code.BAD_VALUE, "author", problem=problem)
            if "aut" not in person.roles and len(person.lines) > bool(person.affiliations):
                problem = f"cannot contain a note on {person.name}: only notes on authors are shown"
                self.bad_value(key_of(person, self.front.data), problem)
            if person.orcid and not valid_orcid(person.orcid):
                problem = f"has the ORCID iD {person.orcid}, whose check digit is wrong"
                self.fault(Code.BAD_VALUE, "author", problem=problem)
            yield person

    def identifiers(self) -> Iterator[Identifier]:
        """Return the declared identifiers, ISBN first if it has its own key."""
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
        written = without_isbn(value)
        digits = re.sub(r"[\s\u2010-\u2015-]", "", written).upper()
        if not valid_isbn(digits):
            self.fault(Code.BAD_VALUE, key, problem="is not an ISBN: the check digit is wrong")
        return Identifier("isbn", digits, written)

    def checked_uuid(self, value: str) -> Identifier:
        """Check the form of a UUID (RFC 9562, section 4)."""
        plain = value.lower().removeprefix("urn:uuid:")
        if not _UUID.match(plain):
            self.fault(Code.BAD_VALUE, "identifier", problem="is not a UUID")
        return Identifier("uuid", plain)

    def date(self) -> tuple[str | None, str | None]:
        """Return the date of publication in ISO 8601, if it is that, and as written."""
        shown = self.text("date")
        if shown is None:
            return None, None
        if is_date(shown):
            return shown, shown
        self.fault(Code.DATE_NOT_ISO, "date", date=shown)
        return None, shown

    def changed(self) -> str | None:
        """Return the instant of the last change that is declared."""
        declared = self.text("modified")
        if declared and not is_instant(declared):
            if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", declared):  # else the schema reports it
                self.fault(Code.BAD_VALUE, "modified", problem="is not a calendar date")
            return None
        return declared and (declared if "T" in declared else f"{declared}T00:00:00Z")

    def modified(self, date: str | None, changed: str | None) -> str:
        """Return the instant of the last change that metadata must have: of the date, or 1980."""
        if changed:
            return changed
        if date:
            return f"{(date + '-01-01')[:10]}T00:00:00Z"
        return _EARLIEST

    def licence(self) -> Licence | None:
        """Return the licence."""
        value = self.front.data.get("licence")
        if isinstance(value, str) and value.strip():
            return Licence(value.strip())
        if isinstance(value, dict) and value.get("name"):
            return Licence(str(value["name"]), str(value["url"]) if value.get("url") else None)
        return None

    def book_series(self) -> BookSeries | None:
        """Return the series of books."""
        value = self.front.data.get("series")
        if isinstance(value, str) and value.strip():
            return BookSeries(value.strip())
        if isinstance(value, dict) and value.get("title"):
            position = value.get("position")
            return BookSeries(str(value["title"]), str(position) if position else None)
        return None


def _name_in_words(stem: str) -> str:
    """Make a title of a file's name, which may hold anything but a slash."""
    kept = FORBIDDEN.sub(" ", BIDI_OVERRIDES.sub("", stem))
    return " ".join(kept.split()) or "Untitled"
