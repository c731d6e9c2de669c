"""What can be reported about a manuscript: codes, severities and places. Words are in `report`."""

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
    TITLE_TYPE = "CB110"
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
    CALL_NOT_READ = "CB213"
    INLINE_NOTE_NOT_READ = "CB214"
    EMPTY_NOTE = "CB215"
    # resolve: citations
    UNKNOWN_CITATION = "CB301"
    BIBLIOGRAPHY_FAULT = "CB302"
    UNKNOWN_STYLE = "CB303"
    BROKEN_CITATION = "CB310"
    RAW_IN_REFERENCE = "CB311"
    DATE_NOT_PRINTED = "CB312"
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
    BAD_ADDRESS = "CB420"
    NO_ADDRESS = "CB421"
    EMPTY_LINK = "CB422"
    BAD_CITED_ADDRESS = "CB423"
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
    PARTED_LETTER = "CB509"
    FONT_NOT_FOUND = "CB510"
    # parse: what pandoc reads in a way its author may not expect
    EXAMPLE_LIST = "CB520"
    EMPTY_ITEM = "CB521"
    EXTRA_CELL = "CB522"
    PRINTED_AS_TEXT = "CB523"
    WORDS_AFTER_TAG = "CB524"
    # render: formulas and tables
    FORMULA_SHRUNK = "CB530"
    TAG_IN_TEXT = "CB531"
    ARRAY_LINES_DROPPED = "CB532"
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
        Code.TITLE_TYPE,
        Code.UNUSED_DEFINITION,
        Code.LONG_NOTE,
        Code.BROKEN_CITATION,
        Code.RAW_IN_REFERENCE,
        Code.DATE_NOT_PRINTED,
        Code.MISSING_ALT,
        Code.RELATIVE_LINK,
        Code.NO_ADDRESS,
        Code.EMPTY_LINK,
        Code.BAD_CITED_ADDRESS,
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
        Code.FORMULA_SHRUNK,
        Code.TAG_IN_TEXT,
        Code.ARRAY_LINES_DROPPED,
        Code.PARTED_LETTER,
        Code.FONT_NOT_FOUND,
        Code.EXAMPLE_LIST,
        Code.EMPTY_ITEM,
        Code.EXTRA_CELL,
        Code.PRINTED_AS_TEXT,
        Code.WORDS_AFTER_TAG,
        Code.TABLE_TOO_WIDE,
    }
)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding about the manuscript. `facts` fill the words that `report` keeps by code.

    `raised`: the user or the front matter makes a warning stop the build.
    """

    code: Code
    place: Place
    facts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    raised: bool = False

    @property
    def severity(self) -> Severity:
        """Look the severity up: it is policy, not a property of the finding."""
        lenient = self.code in WARNINGS and not self.raised
        return Severity.WARNING if lenient else Severity.ERROR


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
    """Check whether any of them stops the build."""
    return any(d.severity is Severity.ERROR for d in diagnostics)
