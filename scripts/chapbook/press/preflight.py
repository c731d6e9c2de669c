"""The preflight: a finished file is checked against the rules of a printer.

The facts come from the file alone (`tools.press.facts`). A rule whose facts could not be read is
NOT RUN, never passed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from chapbook.model.editions.output import Verdict
from chapbook.model.editions.press import (
    Check,
    Demands,
    FileFacts,
    Finding,
    PageFact,
    Part,
    Preflight,
    Rule,
)
from chapbook.press.boxes import EXACT, distances, near, nested, trim_size

# A reading in millimetres may be off by a dot of the picture that it was taken from.
_SLACK = 0.2
_PURE_BLACK = {("DeviceGray", (0.0,)), ("DeviceCMYK", (0.0, 0.0, 0.0, 1.0))}
_FOR_PRESSES = {"DeviceGray", "DeviceCMYK", "ICC grey", "ICC CMYK", "Separation", "DeviceN"}
_NEEDS_CONTENT = {
    Check.BLACK_TEXT, Check.COLOUR, Check.FONTS, Check.NO_TRANSPARENCY, Check.RESOLUTION,
    Check.SMALLEST_TYPE, Check.PDF_X4,
}  # fmt: skip


def preflight(  # noqa: PLR0913 -- a fact, and by name what it is compared with
    facts: FileFacts,
    demands: Demands,
    part: Part,
    *,
    name: str,
    wrap: tuple[float, float] | None = None,
    right_to_left: bool = False,
    as_x4: bool = False,
) -> Preflight:
    """Hold a file against the rules for its part of the book.

    `wrap` is the size that the cover is to have; without it that rule is NOT RUN. `as_x4`: the
    file is to be PDF/X-4.
    """
    known = _Known(facts, wrap, 1 if right_to_left else 0)
    rules = [rule for rule in demands.rules if rule.part is part]
    findings = tuple(
        known.finding(rule) for rule in rules if as_x4 or rule.check is not Check.PDF_X4
    )
    return Preflight(demands.house, part, name, findings)


class _Known:
    """The facts of a file, and a function for each check."""

    def __init__(
        self, facts: FileFacts, wrap: tuple[float, float] | None, first_inner: int
    ) -> None:
        """Take the facts. `first_inner` is the side of page 1 at the spine: 0 left, 1 right."""
        self._facts, self._wrap, self._first = facts, wrap, first_inner
        self._checks: dict[Check, Callable[[Rule], Finding]] = {
            Check.BLACK_TEXT: self._black_text,
            Check.BLANK_LAST_PAGE: self._blank_last,
            Check.BLEED: self._bleed,
            Check.BOXES: self._boxes,
            Check.COLOUR: self._colour,
            Check.COVER_SIZE: self._cover_size,
            Check.EVEN_PAGES: self._even,
            Check.FEWEST_PAGES: self._fewest,
            Check.FILE_SIZE: self._file_size,
            Check.FONTS: self._fonts,
            Check.GUTTER: self._gutter,
            Check.MARKS: self._marks,
            Check.MOST_BLANKS: self._blanks,
            Check.MOST_PAGES: self._most,
            Check.NO_METADATA: self._metadata,
            Check.NO_SCREEN_PARTS: self._screen_parts,
            Check.NO_TRANSPARENCY: self._transparency,
            Check.ONE_SIZE: self._one_size,
            Check.OUTER_MARGIN: self._outer_margin,
            Check.PDF_X4: self._pdf_x4,
            Check.RESOLUTION: self._resolution,
            Check.SMALLEST_TYPE: self._smallest,
            Check.UNLOCKED: self._unlocked,
        }

    def finding(self, rule: Rule) -> Finding:
        if self._facts.faults and rule.check in _NEEDS_CONTENT:
            return Finding(rule, Verdict.NOT_RUN, "; ".join(self._facts.faults[:3]))
        return self._checks[rule.check](rule)

    # --- Pages ---

    @property
    def _pages(self) -> Iterator[tuple[int, PageFact]]:
        yield from enumerate(self._facts.pages, start=1)

    @property
    def _count(self) -> int:
        return len(self._facts.pages)

    def _where(self, rule: Rule, wrong: Callable[[PageFact], bool], found: str) -> Finding:
        return _page_finding(rule, [number for number, page in self._pages if wrong(page)], found)

    def _boxes(self, rule: Rule) -> Finding:
        return self._where(rule, lambda page: not nested(page), "each box inside the one around it")

    def _one_size(self, rule: Rule) -> Finding:
        first = trim_size(self._facts.pages[0])
        found = f"{first[0]:.2f} × {first[1]:.2f} mm"
        return self._where(rule, lambda page: not near(trim_size(page), first, EXACT), found)

    def _bleed(self, rule: Rule) -> Finding:
        wanted = rule.limit or 0.0
        least = min(min(distances(page)) for _, page in self._pages)
        return self._where(
            rule,
            lambda page: any(abs(one - wanted) > EXACT for one in distances(page)),
            f"{least:.3f} mm",
        )

    def _marks(self, rule: Rule) -> Finding:
        wanted = bool(rule.limit)
        bad = [number for number, page in self._pages if page.marked is not wanted]
        marked = wanted is not bool(bad)
        return _page_finding(
            rule, bad, "marks outside the bleed" if marked else "nothing outside the bleed"
        )

    def _even(self, rule: Rule) -> Finding:
        return _file_finding(rule, self._count % 2 == 0, f"{self._count} pages")

    def _fewest(self, rule: Rule) -> Finding:
        return _file_finding(rule, self._count >= (rule.limit or 0), f"{self._count} pages")

    def _most(self, rule: Rule) -> Finding:
        return _file_finding(rule, self._count <= (rule.limit or 0), f"{self._count} pages")

    def _blank_last(self, rule: Rule) -> Finding:
        blank = self._facts.pages[-1].margins is None
        return _file_finding(rule, blank, "blank" if blank else "not blank", [self._count])

    def _blanks(self, rule: Rule) -> Finding:
        runs, run = [0], 0
        for _, page in self._pages:
            run = run + 1 if page.margins is None else 0
            runs.append(run)
        return _file_finding(rule, max(runs) <= (rule.limit or 0), f"{max(runs)} in a row")

    def _gutter(self, rule: Rule) -> Finding:
        """The inner margin of each page that has ink."""
        wanted = next((least for most, least in rule.by_pages if self._count <= most), None)
        if wanted is None:
            return _file_finding(rule, fine=False, found=f"{self._count} pages, too many")
        inner = {n: p.margins[self._inner(n)] for n, p in self._pages if p.margins}
        bad = [number for number, margin in inner.items() if margin < wanted - _SLACK]
        return _page_finding(
            rule, bad, f"{min(inner.values(), default=0):.1f} mm, required {wanted:.1f} mm"
        )

    def _inner(self, number: int) -> int:
        """Return which of a page's margins is at the spine: the left (0) or the right (2)."""
        return 0 if (number % 2 == 1) == (self._first == 0) else 2

    def _outer_margin(self, rule: Rule) -> Finding:
        """The margins at the three edges that are cut."""
        outer = {
            n: min(p.margins[2 - self._inner(n)], p.margins[1], p.margins[3])
            for n, p in self._pages
            if p.margins
        }
        bad = [number for number, least in outer.items() if least < (rule.limit or 0) - _SLACK]
        return _page_finding(rule, bad, f"{min(outer.values(), default=0):.1f} mm")

    def _cover_size(self, rule: Rule) -> Finding:
        if self._wrap is None:
            return Finding(rule, Verdict.NOT_RUN, "the size of the cover is unknown")
        size = trim_size(self._facts.pages[0])
        found = f"{size[0]:.2f} × {size[1]:.2f} mm"
        return _file_finding(rule, self._count == 1 and near(size, self._wrap, EXACT * 5), found)

    # --- Content ---

    def _black_text(self, rule: Rule) -> Finding:
        others = sorted({one for _, p in self._pages for one in p.text if one not in _PURE_BLACK})
        found = f"text in {_ink(*others[0])}" if others else "all text in pure black"
        return self._where(rule, lambda page: bool(page.text - _PURE_BLACK), found)

    def _colour(self, rule: Rule) -> Finding:
        used = sorted({one for _, page in self._pages for one in page.colours})
        return self._where(
            rule, lambda page: bool(page.colours - _FOR_PRESSES), ", ".join(used) or "no ink"
        )

    def _transparency(self, rule: Rule) -> Finding:
        bad = [number for number, page in self._pages if page.transparent]
        return _page_finding(rule, bad, "transparent objects" if bad else "none")

    def _resolution(self, rule: Rule) -> Finding:
        bad = sorted({one.page for one in self._facts.images if one.dpi < (rule.limit or 0) - 0.5})
        least = min((one.dpi for one in self._facts.images), default=None)
        return _page_finding(rule, bad, "no pictures" if least is None else f"{least:.0f} dpi")

    def _smallest(self, rule: Rule) -> Finding:
        sizes = [page.smallest for _, page in self._pages if page.smallest is not None]
        return self._where(
            rule,
            lambda page: page.smallest is not None and page.smallest < (rule.limit or 0) - EXACT,
            f"{min(sizes):.1f} pt" if sizes else "no text",
        )

    # --- The file ---

    def _fonts(self, rule: Rule) -> Finding:
        missing = sorted(name for name, embedded in self._facts.fonts.items() if not embedded)
        found = f"{len(self._facts.fonts)} fonts, all embedded"
        return _file_finding(
            rule, not missing, f"not embedded: {', '.join(missing)}" if missing else found
        )

    def _unlocked(self, rule: Rule) -> Finding:
        return _file_finding(
            rule, not self._facts.locked, "locked" if self._facts.locked else "not locked"
        )

    def _screen_parts(self, rule: Rule) -> Finding:
        parts = [key.lstrip("/") for key in self._facts.screen_parts]
        links = [number for number, page in self._pages if page.annotations]
        if links:
            parts.append("annotations")
        return _file_finding(
            rule, not parts, ", ".join(parts) or "no links, outline or tags", links
        )

    def _metadata(self, rule: Rule) -> Finding:
        there = self._facts.has_metadata
        return _file_finding(rule, not there, "metadata" if there else "none")

    def _file_size(self, rule: Rule) -> Finding:
        size = self._facts.size
        return _file_finding(rule, size <= (rule.limit or 0), f"{size / 1_000_000:.1f} MB")

    def _pdf_x4(self, rule: Rule) -> Finding:
        faults = list(self._x4_faults())
        return _file_finding(rule, not faults, "; ".join(faults) or "PDF/X-4")

    def _x4_faults(self) -> Iterator[str]:
        facts = self._facts
        if facts.claims != "PDF/X-4":
            yield "the metadata does not claim it, or lacks a date, an identifier or Trapped"
        if tuple(int(one) for one in facts.version.split(".")) > (1, 6):
            yield f"written as PDF {facts.version}, not 1.6"
        if facts.intent not in ("CMYK", "GRAY"):
            yield "no ICC profile of a press is embedded as output intent"
        foreign = {one for page in facts.pages for one in page.colours if "RGB" in one}
        if foreign:
            yield f"screen colours: {', '.join(sorted(foreign))}"
        if facts.intent == "GRAY" and any("CMYK" in one for p in facts.pages for one in p.colours):
            yield "CMYK colours, but the profile is for grey"


def _ink(space: str, parts: Sequence[float]) -> str:
    """Name an ink as people do: `DeviceRGB 0 0 0`, a colour space without parts by its name."""
    return " ".join([space, *(f"{part:.3g}" for part in parts)])


def _page_finding(rule: Rule, bad: Iterable[int], found: str) -> Finding:
    pages = tuple(bad)
    return Finding(rule, Verdict.FAIL if pages else Verdict.PASS, found, pages)


def _file_finding(rule: Rule, fine: bool, found: str, pages: Iterable[int] = ()) -> Finding:  # noqa: FBT001
    return Finding(
        rule, Verdict.PASS if fine else Verdict.FAIL, found, () if fine else tuple(pages)
    )
