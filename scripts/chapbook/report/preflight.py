"""The report of a preflight: as text for people, as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from chapbook.model.editions.page_ranges import page_ranges
from chapbook.model.editions.press import Check, Finding, Preflight

WORDS: dict[Check, str] = {
    Check.BLACK_TEXT: "text in pure black",
    Check.BLANK_LAST_PAGE: "a blank last page",
    Check.BLEED: "bleed of {limit:.2f} mm at each edge",
    Check.BOXES: "trim, bleed, crop and media boxes, each inside the next",
    Check.COLOUR: "grey or CMYK only",
    Check.COVER_SIZE: "front, spine and back on one page",
    Check.EVEN_PAGES: "an even number of pages",
    Check.FEWEST_PAGES: "at least {limit:.0f} pages",
    Check.FILE_SIZE: "at most {megabytes:.0f} MB",
    Check.FONTS: "all fonts embedded",
    Check.GUTTER: "inner margin wide enough for the number of pages",
    Check.MARKS: "crop marks: {marks}",
    Check.MOST_BLANKS: "at most {limit:.0f} blank pages in a row",
    Check.MOST_PAGES: "at most {limit:.0f} pages",
    Check.NO_METADATA: "no metadata",
    Check.NO_SCREEN_PARTS: "no links, outline, tags or scripts",
    Check.NO_TRANSPARENCY: "no transparency",
    Check.ONE_SIZE: "all pages the same size",
    Check.OUTER_MARGIN: "at least {limit:.2f} mm of white space at the trimmed edges",
    Check.PDF_X4: "PDF/X-4",
    Check.RESOLUTION: "pictures of at least {limit:.0f} dpi",
    Check.SMALLEST_TYPE: "type of at least {limit:.1f} pt",
    Check.UNLOCKED: "not locked",
}

PRESS_HINT = (
    "fix what failed (colours need `print: {icc: …}`, the ICC profile of the press), "
    "or choose another printer with --press"
)


def preflight_text(preflights: Iterable[Preflight]) -> str:
    """Return the report, a line for each rule: verdict, rule, what was found, pages, source."""
    return "".join(f"{line}\n" for one in preflights for line in _lines(one))


def _lines(one: Preflight) -> Iterator[str]:
    yield f"{one.verdict.shown}  {one.name} ({one.part.value}, for {one.house.value})"
    for finding in one.findings:
        word = "page" if len(finding.pages) == 1 else "pages"
        where = f" ({word} {_ranges(finding.pages)})" if finding.pages else ""
        head = f"  {finding.verdict.shown:8}{finding.rule.check.value}: {_words(finding)}"
        yield f"{head}; found: {finding.found}{where} [{finding.rule.source}]"


def preflight_json(preflights: Iterable[Preflight]) -> str:
    """Return the report as JSON (schemas/preflight.json)."""
    report = {"preflights": [_object(one) for one in preflights]}
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _object(one: Preflight) -> dict[str, Any]:
    return {
        "file": one.name,
        "part": one.part.value,
        "house": one.house.value,
        "verdict": one.verdict.value,
        "rules": [
            {
                "rule": finding.rule.check.value,
                "verdict": finding.verdict.value,
                "asks": _words(finding),
                "limit": finding.rule.limit,
                "found": finding.found,
                "pages": list(finding.pages),
                "source": finding.rule.source,
            }
            for finding in one.findings
        ],
    }


def _words(finding: Finding) -> str:
    limit = finding.rule.limit or 0.0
    marks = "yes, outside the bleed" if limit else "none"
    return WORDS[finding.rule.check].format(limit=limit, megabytes=limit / 1_000_000, marks=marks)


def _ranges(pages: Sequence[int]) -> str:
    """Write 1, 2, 3, 7 as 1–3, 7, and no more than a dozen."""
    parts = page_ranges(pages)
    return ", ".join(parts[:12]) + (" …" if len(parts) > 12 else "")
