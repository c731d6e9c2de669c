"""The requirements of printers, as data: one rule, one limit, one source.

Printers change their pages without notice. A rule that has changed is changed here, in one line.
Limits given in inches are written as they are given.
"""

from __future__ import annotations

from chapbook.model.editions.press import Check, Demands, House, Part, Rule

_INCH = 25.4
_MEGABYTES = 1_000_000

_ISO = "ISO 15930-7:2010 (PDF/X-4)"
_TRADE = "common practice of book printers"
_KDP_FILE = "KDP, Paperback Submission Guidelines, kdp.amazon.com/help/topic/G201857950"
_KDP_PAGE = "KDP, Set Trim Size, Bleed, and Margins, kdp.amazon.com/help/topic/GVBQ3CMEQW3W2VL6"
_KDP_COVER = "KDP, Create a Paperback Cover, kdp.amazon.com/help/topic/G201953020"
_INGRAM = "IngramSpark, File Requirements for Print Books"
_INGRAM_SETUP = "IngramSpark, Manufacturing and File Setup Tips"

_INSIDE, _OUTSIDE = Part.INTERIOR, Part.COVER


def _both(check: Check, source: str, limit: float | None = None) -> tuple[Rule, Rule]:
    return Rule(check, _INSIDE, source, limit), Rule(check, _OUTSIDE, source, limit)


_X4 = _both(Check.PDF_X4, _ISO)
# What every press requires.
_EVERYWHERE = (
    *_both(Check.BOXES, f"{_ISO}, 6.13"),
    *_both(Check.FONTS, f"{_ISO}, 6.3"),
    *_both(Check.UNLOCKED, f"{_ISO}, 6.16"),
    *_both(Check.NO_SCREEN_PARTS, f"{_ISO}, 6.17"),
    Rule(Check.ONE_SIZE, _INSIDE, _TRADE),
    Rule(Check.EVEN_PAGES, _INSIDE, _TRADE),
    Rule(Check.BLACK_TEXT, _INSIDE, _TRADE),
    Rule(Check.COVER_SIZE, _OUTSIDE, _TRADE),
)

GENERIC = Demands(
    House.GENERIC,
    bleed=3.0,
    slug=9.0,
    cover_bleed=3.0,
    cover_slug=9.0,
    thickness=0.1,
    board=0.3,
    spine_pages=1,
    rules=(
        *_EVERYWHERE,
        *_X4,
        *_both(Check.BLEED, _TRADE, 3.0),
        *_both(Check.MARKS, _TRADE, 1),
        *_both(Check.RESOLUTION, _TRADE, 300),
        Rule(Check.OUTER_MARGIN, _INSIDE, _TRADE, 5.0),
        Rule(Check.SMALLEST_TYPE, _INSIDE, _TRADE, 5.0),
    ),
)

KDP = Demands(
    House.KDP,
    cover_bleed=0.125 * _INCH,
    metadata=False,
    # Black ink on white paper: 0.002252 in a page (_KDP_COVER).
    thickness=2 * 0.002252 * _INCH,
    gap=0.0625 * _INCH,
    spine_pages=79,
    rules=(
        *_EVERYWHERE,
        Rule(Check.BLEED, _INSIDE, _KDP_PAGE, 0),
        Rule(Check.BLEED, _OUTSIDE, _KDP_COVER, 0.125 * _INCH),
        *_both(Check.MARKS, _KDP_FILE, 0),
        *_both(Check.NO_METADATA, _KDP_FILE),
        *_both(Check.NO_TRANSPARENCY, _KDP_FILE),
        *_both(Check.RESOLUTION, _KDP_FILE, 300),
        *_both(Check.FILE_SIZE, _KDP_FILE, 650 * _MEGABYTES),
        Rule(Check.SMALLEST_TYPE, _INSIDE, _KDP_FILE, 7.0),
        Rule(Check.MOST_BLANKS, _INSIDE, _KDP_FILE, 2),
        Rule(Check.FEWEST_PAGES, _INSIDE, _KDP_PAGE, 24),
        Rule(Check.MOST_PAGES, _INSIDE, _KDP_PAGE, 828),
        Rule(Check.OUTER_MARGIN, _INSIDE, _KDP_PAGE, 0.25 * _INCH),
        Rule(
            Check.GUTTER,
            _INSIDE,
            _KDP_PAGE,
            by_pages=(
                (150, 0.375 * _INCH),
                (300, 0.5 * _INCH),
                (500, 0.625 * _INCH),
                (700, 0.75 * _INCH),
                (828, 0.875 * _INCH),
            ),
        ),
    ),
)

INGRAM = Demands(
    House.INGRAM,
    cover_bleed=0.125 * _INCH,
    blank_last=True,
    thickness=0.1,
    gap=0.0625 * _INCH,
    spine_pages=48,
    rules=(
        *_EVERYWHERE,
        *_X4,
        Rule(Check.BLEED, _INSIDE, _INGRAM, 0),
        Rule(Check.BLEED, _OUTSIDE, _INGRAM, 0.125 * _INCH),
        *_both(Check.MARKS, _INGRAM, 0),
        *_both(Check.COLOUR, _INGRAM_SETUP),
        *_both(Check.NO_TRANSPARENCY, _INGRAM),
        *_both(Check.RESOLUTION, _INGRAM, 300),
        Rule(Check.BLANK_LAST_PAGE, _INSIDE, _INGRAM),
        Rule(Check.FEWEST_PAGES, _INSIDE, _INGRAM, 18),
        Rule(Check.OUTER_MARGIN, _INSIDE, _INGRAM, 0.5 * _INCH),
        Rule(Check.GUTTER, _INSIDE, _INGRAM, by_pages=((1200, 0.5 * _INCH),)),
    ),
)

HOUSES = {demands.house: demands for demands in (GENERIC, KDP, INGRAM)}
