"""Printing a book elsewhere: what a printer requires, what a file is found to be, the preflight.

Lengths are millimetres, sizes of type points (1/72 inch).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from chapbook.model.editions.output import Verdict


class House(Enum):
    """Whom a press PDF is made for."""

    GENERIC = "generic"
    KDP = "kdp"
    INGRAM = "ingram"


class Part(Enum):
    """The two files of a printed book."""

    INTERIOR = "interior"
    COVER = "cover"


class Check(Enum):
    """What a rule asks of a file; the limit of the rule says how much."""

    BLACK_TEXT = "black-text"
    BLANK_LAST_PAGE = "blank-last-page"
    BLEED = "bleed"
    BOXES = "boxes"
    COLOUR = "colour"
    COVER_SIZE = "cover-size"
    EVEN_PAGES = "even-pages"
    FILE_SIZE = "file-size"
    FONTS = "fonts"
    GUTTER = "gutter"
    MARKS = "marks"
    MOST_BLANKS = "blanks-in-a-row"
    MOST_PAGES = "most-pages"
    NO_METADATA = "no-metadata"
    NO_SCREEN_PARTS = "no-screen-parts"
    NO_TRANSPARENCY = "no-transparency"
    ONE_SIZE = "one-size"
    OUTER_MARGIN = "outer-margin"
    PDF_X4 = "pdf-x-4"
    RESOLUTION = "resolution"
    SMALLEST_TYPE = "smallest-type"
    UNLOCKED = "unlocked"
    FEWEST_PAGES = "fewest-pages"


@dataclass(frozen=True, slots=True)
class Rule:
    """One demand: what is checked, its limit, in which file, and who says so.

    `limit` is a number, or for the gutter the least margin by the most pages it holds for.
    """

    check: Check
    part: Part
    source: str
    limit: float | None = None
    by_pages: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Demands:
    """How files are made for a printer; `rules` is what they are then checked against.

    `bleed` is that of the interior, `slug` what is left around it for crop marks (0 for none).
    `thickness` is that of a leaf where the manuscript gives none, `board` what the cover adds to
    the spine. `barcode` is the size of the white field on the back, `gap` the least distance of
    words on the spine from its folds, `spine_pages` the fewest pages for words on it.
    """

    house: House
    rules: tuple[Rule, ...]
    bleed: float = 0.0
    slug: float = 0.0
    cover_bleed: float = 3.0
    cover_slug: float = 0.0
    blank_last: bool = False
    metadata: bool = True
    thickness: float = 0.1
    board: float = 0.0
    barcode: tuple[float, float] = (50.8, 30.48)
    gap: float = 1.6
    spine_pages: int = 0


@dataclass(frozen=True, slots=True)
class Wrap:
    """The cover of a bound book, unfolded: back, spine and front beside one another.

    `width` and `height` are those of a page, `room` is what words on the spine may take of its
    width (0: none may be there). The front is at the right, except in a book from right to left.
    """

    width: float
    height: float
    spine: float
    bleed: float
    room: float
    barcode: tuple[float, float]
    right_to_left: bool = False


@dataclass(frozen=True, slots=True)
class ImageFact:
    """A picture on a page and how many dots of it fall on an inch of paper."""

    page: int
    dpi: float


@dataclass(frozen=True, slots=True)
class PageFact:
    """A page as it is in the file: boxes (left, bottom, right, top) and the paper around the ink.

    `margins` are left, bottom, right, top inside the trim, None for a page without ink; `marked`
    says whether there is ink outside the bleed box. `colours` are the colour spaces that something
    is painted in, `text` those of words with the components painted in.
    """

    media: tuple[float, float, float, float]
    crop: tuple[float, float, float, float]
    bleed: tuple[float, float, float, float]
    trim: tuple[float, float, float, float]
    margins: tuple[float, float, float, float] | None
    marked: bool
    colours: frozenset[str]
    text: frozenset[tuple[str, tuple[float, ...]]]
    smallest: float | None
    transparent: bool
    annotations: int


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a finished PDF is found to be. `screen_parts` are keys of its catalogue."""

    size: int
    version: str
    locked: bool
    pages: tuple[PageFact, ...]
    images: tuple[ImageFact, ...]
    fonts: Mapping[str, bool]
    screen_parts: tuple[str, ...]
    has_metadata: bool
    intent: str | None
    claims: str | None
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """How a rule came out: what was found, the pages concerned (from 1)."""

    rule: Rule
    verdict: Verdict
    found: str
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Preflight:
    """All findings on one file. It passes when no rule failed and none went unchecked."""

    house: House
    part: Part
    name: str
    findings: tuple[Finding, ...] = field(default=())

    @property
    def verdict(self) -> Verdict:
        """The worst that was found."""
        verdicts = {finding.verdict for finding in self.findings}
        if Verdict.FAIL in verdicts:
            return Verdict.FAIL
        return Verdict.PASS if verdicts == {Verdict.PASS} else Verdict.NOT_RUN
