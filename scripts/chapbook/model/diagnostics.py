"""What can be said about a manuscript: codes, severities and places. Words are in `report`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

from chapbook.model.source import Place


class Severity(Enum):
    """Policy: an error stops the build after the stage that found it, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Code(Enum):
    """Every diagnostic there is. A code is forever; its words and severity may change."""

    # read: the file itself
    MISSING_FILE = "CB001"
    NOT_A_FILE = "CB002"
    NOT_UTF8 = "CB003"
    CONTROL_CHARACTER = "CB004"
    EMPTY_FILE = "CB005"
    OVER_LIMIT = "CB006"
    DIRECTION_MARK = "CB007"
    # parse: the front matter
    FRONT_MATTER_SYNTAX = "CB101"
    UNKNOWN_KEY = "CB102"
    BAD_VALUE = "CB103"
    DUPLICATE_KEY = "CB104"
    OVER_RESTART = "CB105"
    LATER_METADATA_BLOCK = "CB106"
    DATE_NOT_ISO = "CB107"
    PANDOC_ONLY_KEY = "CB108"
    # parse and resolve: the notes
    UNDEFINED_CALL = "CB201"
    UNUSED_DEFINITION = "CB202"
    DUPLICATE_DEFINITION = "CB203"
    CASE_DIFFERS = "CB204"
    CALL_INSIDE_NOTE = "CB205"
    GLUED_DEFINITION = "CB206"
    UNDECLARED_SERIES = "CB207"
    SWALLOWED_DEFINITION = "CB208"
    UNCLEAR_NOTE = "CB209"
    CALL_IN_ALT = "CB210"
    LONG_NOTE = "CB211"
    SPACED_LABEL = "CB212"
    # resolve: citations
    UNKNOWN_CITATION = "CB301"
    BIBLIOGRAPHY_FAULT = "CB302"
    UNKNOWN_STYLE = "CB303"
    # resolve: links and pictures
    DANGLING_LINK = "CB401"
    MISSING_PICTURE = "CB402"
    MISSING_ALT = "CB403"
    PICTURE_OUTSIDE = "CB404"
    PICTURE_KIND = "CB405"
    DUPLICATE_IDENTIFIER = "CB406"
    UNSAFE_LINK = "CB407"
    RELATIVE_LINK = "CB408"
    UNSAFE_PICTURE = "CB409"
    FILE_REFUSED = "CB410"
    BROKEN_PICTURE = "CB411"
    NO_PRESS_PROFILE = "CB412"
    FRAMES_LEFT_OUT = "CB413"
    PICTURE_SIZE = "CB416"
    # impose: sheets
    TOO_THICK_TO_FOLD = "CB414"
    ANNOTATIONS_LEFT_OUT = "CB415"
    # parse and render: what could not be carried over
    RAW_HTML_DROPPED = "CB501"
    RAW_FORMAT_DROPPED = "CB502"
    MATH_NOT_UNDERSTOOD = "CB503"
    EMPTY_HEADING = "CB504"
    MISSING_GLYPH = "CB505"
    STYLE_SHEET_FAULT = "CB506"
    STYLE_IGNORED = "CB507"
    COVER_WITHOUT_WORDS = "CB508"
    TABLE_TOO_WIDE = "CB535"
    # what a strict build refuses
    STRICT_REFUSED = "CB601"


WARNINGS = frozenset(
    {
        Code.DIRECTION_MARK,
        Code.UNKNOWN_KEY,
        Code.LATER_METADATA_BLOCK,
        Code.DATE_NOT_ISO,
        Code.PANDOC_ONLY_KEY,
        Code.UNUSED_DEFINITION,
        Code.LONG_NOTE,
        Code.RELATIVE_LINK,
        Code.RAW_HTML_DROPPED,
        Code.RAW_FORMAT_DROPPED,
        Code.MATH_NOT_UNDERSTOOD,
        Code.STYLE_IGNORED,
        Code.EMPTY_HEADING,
        Code.COVER_WITHOUT_WORDS,
        Code.FRAMES_LEFT_OUT,
        Code.PICTURE_SIZE,
        Code.TOO_THICK_TO_FOLD,
        Code.ANNOTATIONS_LEFT_OUT,
        Code.TABLE_TOO_WIDE,
    }
)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding about the manuscript. `facts` fill the words that `report` keeps by code."""

    code: Code
    place: Place
    facts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def severity(self) -> Severity:
        """Look the severity up: it is policy, not a property of the finding."""
        return Severity.WARNING if self.code in WARNINGS else Severity.ERROR


def diagnostic(code: Code, place: Place, **facts: str) -> Diagnostic:
    """Make a diagnostic with its facts as keywords."""
    return Diagnostic(code, place, MappingProxyType(dict(facts)))


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort by place, then code, and drop repetitions."""
    unique = {(d.code, d.place, tuple(sorted(d.facts.items()))): d for d in diagnostics}
    return tuple(
        sorted(
            unique.values(),
            key=lambda d: (d.place.path, d.place.line or 0, d.place.column or 0, d.code.value),
        )
    )


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Say whether any of them stops the build."""
    return any(d.severity is Severity.ERROR for d in diagnostics)
