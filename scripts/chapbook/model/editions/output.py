"""What the later stages make: renditions before packaging, artifacts after, verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from chapbook.model.source import Place


@dataclass(frozen=True, slots=True)
class FileWords:
    """How the download page calls a file, and what it is for."""

    name: str
    use: str


@dataclass(frozen=True, slots=True)
class Format:
    """What the stages may ask of a format, so that none of them asks which one it is.

    `chapbook.formats` has the records of all formats. `name` is that of `--format` and of reports.
    `ending` and `media_type` are those of its one file; both are empty where it writes several.

    `by_default`: a build makes it if no format is named. `offered`: the download page offers its
    files, which are `for_paper` or for the screen, and one for each paper if they are `by_paper`.
    `in_catalogues`: so do the OPDS catalogues. `citation` is the Highwire tag that gives its
    address. `validators` are the outside checkers of its file, `proves` the checks of the download
    page that making it has passed. `words` are for the download page, by language, if its files of
    words (`render/languages`) have none for the format.
    """

    name: str
    ending: str = ""
    media_type: str = ""
    by_default: bool = True
    offered: bool = True
    for_paper: bool = False
    by_paper: bool = False
    in_catalogues: bool = False
    citation: str = ""
    validators: tuple[str, ...] = ()
    proves: tuple[str, ...] = ()
    words: Mapping[str, FileWords] = field(default_factory=dict, compare=False)


class Profile(Enum):
    """Whom an EPUB is written for: every reading system, or one that wants what others do not."""

    UNIVERSAL = "universal"
    KOBO = "kobo"
    KINDLE = "kindle"


class Verdict(Enum):
    """The outcome of a check. NOT RUN is never counted as PASS."""

    PASS = "PASS"
    FAIL = "FAIL"
    NOT_RUN = "NOT RUN"

    @property
    def shown(self) -> str:
        """The verdict as people read it: a check that did not run is not a failure."""
        return "skipped" if self is Verdict.NOT_RUN else self.value


@dataclass(frozen=True, slots=True)
class HtmlRendition:
    """The reading edition: one finished document."""

    document: bytes


@dataclass(frozen=True, slots=True)
class Resource:
    """A file inside the EPUB container. `properties` are manifest properties (EPUB 3.3, D.1)."""

    identifier: str
    name: str
    media_type: str
    content: bytes
    properties: tuple[str, ...] = ()
    in_spine: bool = False


@dataclass(frozen=True, slots=True)
class Accessibility:
    """What is true of an edition's content, in the words of schema.org (EPUB Accessibility 1.1, 2).

    `sufficient` holds sets of modes, each written as one comma-separated list. `summary` is prose
    in the language `summary_language`.
    """

    modes: tuple[str, ...]
    sufficient: tuple[str, ...]
    features: tuple[str, ...]
    hazards: tuple[str, ...]
    summary: str
    summary_language: str


@dataclass(frozen=True, slots=True)
class EpubRendition:
    """All files of the EPUB but the package document, in manifest and reading order.

    `page_source` identifies the edition whose pages the page list gives, None without a list.
    """

    resources: tuple[Resource, ...]
    accessibility: Accessibility
    page_source: str | None = None


@dataclass(frozen=True, slots=True)
class PdfResource:
    """A file that the page layout may open: the URL that names it in the document, and what it is.

    Pictures and faces, nothing else. `source` is the content, or the path of a face; `folder` is
    the folder that a path must lie in.
    """

    url: str
    source: bytes | Path
    media_type: str
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class PdfNote:
    """A note as the audit names it: the id in the document, a name for people, its definition.

    Notes of one `series` are at the feet of the pages in the order in which they are given.
    """

    identifier: str
    name: str
    place: Place
    series: str = ""


@dataclass(frozen=True, slots=True)
class PdfRendition:
    """What the page layout needs: an XHTML document, style sheets (name and text), files, metadata.

    `xmp` is a metadata packet (ISO 16684-1). `notes` are all that must be in the PDF.
    `unnumbered` pages at the beginning (a cover and its back) come before the page numbered 1.
    `gutters` say how far pages are moved from the spine, by the number of pages: up to so many
    pages, so many points.
    """

    document: str
    styles: tuple[tuple[str, str], ...]
    resources: tuple[PdfResource, ...]
    xmp: str
    notes: tuple[PdfNote, ...]
    unnumbered: int = 0
    gutters: tuple[tuple[int, float], ...] = ((0, 0.0),)


@dataclass(frozen=True, slots=True)
class CoverPicture:
    """The cover as a picture, with the words that are on it."""

    content: bytes
    media_type: str
    alt: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Where a page of the PDF begins: `folio` is its number, printed or not.

    `page` names a page that a template makes (the identifier of its section); otherwise the page
    begins in division `division`, with `letters` of its text (`model.letters.measure`) before it.
    On the contents pages, `division` is the one whose entry comes first.
    """

    folio: str
    page: str | None
    division: int | None
    letters: int = 0


@dataclass(frozen=True, slots=True)
class FinishedFile:
    """A finished file: its digest (hexadecimal), its size in bytes."""

    path: Path
    sha256: str
    size: int

    @classmethod
    def of(cls, path: Path, content: bytes) -> FinishedFile:
        """Describe the file at `path`, which has this content."""
        return FinishedFile(path, sha256(content).hexdigest(), len(content))

    def in_format(self, form: Format) -> Artifact:
        """Return the file as one of an edition in this format."""
        return Artifact(self.path, self.sha256, self.size, form)


@dataclass(frozen=True, slots=True)
class Artifact(FinishedFile):
    """A finished file of an edition, and its format."""

    format: Format

    @property
    def media_type(self) -> str:
        """The media type (RFC 6838): that of the format, else from the file extension."""
        by_name = MEDIA_TYPES.get(self.path.suffix, "application/octet-stream")
        return self.format.media_type or by_name


MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".epub": "application/epub+zip",
        ".html": "text/html",
        ".jpg": "image/jpeg",
        ".json": "application/json",
        ".pdf": "application/pdf",
        ".png": "image/png",
        ".xml": "application/xml",
    }
)


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """What a finished PDF says of itself: pages, structure tags, the standards that it claims."""

    pages: int
    tagged: bool
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """The result of a validator on a file: `detail` is what it found, or why it did not run."""

    checker: str
    file: str
    verdict: Verdict
    detail: str = ""
