"""press: the screen PDF becomes what a printer takes, an interior and a cover that wraps around it.

The pages of the interior are those of the screen PDF, so that page numbers, notes and all that was
proved of them hold on paper too; only the cover, links and colours go. A file that breaks a rule
of the printer it is made for is not given out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from chapbook.model.editions.output import FinishedFile, Verdict
from chapbook.model.editions.press import Demands, House, Part, Preflight, Wrap
from chapbook.model.metadata import Metadata
from chapbook.press.houses import HOUSES
from chapbook.press.preflight import preflight
from chapbook.tools.press.document import PressPlan, make_for_press
from chapbook.tools.press.facts import read_facts
from chapbook.tools.press.ink import Inks


@dataclass(frozen=True, slots=True)
class PressOrder:
    """What is to be printed: for whom, of which book, with which ICC profile."""

    house: House
    metadata: Metadata
    profile: bytes | None = None

    @property
    def demands(self) -> Demands:
        """The requirements of the printer."""
        return HOUSES[self.house]

    def identity(self, part: Part) -> str | None:
        """Return the identifier of a file that is to be PDF/X-4: the same for the same edition."""
        if self.profile is None or not self.demands.metadata:
            return None
        name = f"{self.metadata.uid}#{part.value}@{self.metadata.modified}"
        return str(uuid5(NAMESPACE_URL, name))


def press_interior(
    source: Path, target: Path, order: PressOrder, *, unnumbered: int
) -> tuple[FinishedFile, Wrap, Preflight]:
    """Make the interior of the screen PDF `source`, whose first `unnumbered` pages are its cover.

    Gives the file, the cover that its pages need, and what the preflight found. Raises
    ProgramFailed for what cannot be printed.
    """
    demands, press = order.demands, order.metadata.press
    identity = order.identity(Part.INTERIOR)
    plan = PressPlan(
        inks=Inks(order.profile, coloured=press.coloured),
        dropped=unnumbered,
        bleed=demands.bleed,
        slug=demands.slug,
        even=True,
        blank_last=demands.blank_last,
        metadata=demands.metadata,
        identity=identity,
    )
    pages = make_for_press(source, target, plan)
    facts = read_facts(target)
    found = preflight(
        facts,
        demands,
        Part.INTERIOR,
        name=target.name,
        right_to_left=order.metadata.direction == "rtl",
        as_x4=identity is not None,
    )
    left, bottom, right, top = facts.pages[0].trim
    return _artifact(target), wrap_of(order, pages, (right - left, top - bottom)), found


def wrap_of(order: PressOrder, pages: int, trim: tuple[float, float]) -> Wrap:
    """Return the measures of the cover for a book of so many pages of this size (millimetres)."""
    demands = order.demands
    thickness = order.metadata.press.caliper or demands.thickness
    spine = round(pages / 2 * thickness + demands.board, 2)
    room = spine - 2 * demands.gap if pages >= demands.spine_pages else 0.0
    return Wrap(
        width=round(trim[0], 3),
        height=round(trim[1], 3),
        spine=spine,
        bleed=demands.cover_bleed,
        room=max(0.0, round(room, 2)),
        barcode=demands.barcode,
        right_to_left=order.metadata.direction == "rtl",
    )


def press_cover(
    source: Path, target: Path, order: PressOrder, wrap: Wrap
) -> tuple[FinishedFile, Preflight]:
    """Make the cover from a page that was laid out with its bleed; see `press_interior`."""
    demands, identity = order.demands, order.identity(Part.COVER)
    plan = PressPlan(
        inks=Inks(order.profile, coloured=True),
        included=wrap.bleed,
        bleed=wrap.bleed,
        slug=demands.cover_slug,
        metadata=demands.metadata,
        identity=identity,
    )
    make_for_press(source, target, plan)
    found = preflight(
        read_facts(target),
        demands,
        Part.COVER,
        name=target.name,
        wrap=(2 * wrap.width + wrap.spine, wrap.height),
        as_x4=identity is not None,
    )
    return _artifact(target), found


def look_at(path: Path, house: House, part: Part, *, right_to_left: bool) -> Preflight:
    """Check any finished PDF against the rules of a printer. Raises UsageError if it is not one."""
    facts = read_facts(path)
    return preflight(
        facts,
        HOUSES[house],
        part,
        name=path.name,
        right_to_left=right_to_left,
        as_x4=facts.claims is not None or facts.intent is not None,
    )


def broken(preflights: Iterable[Preflight]) -> tuple[Preflight, ...]:
    """Return what of the reports is not PASS; nothing if every rule is kept."""
    return tuple(
        replace(one, findings=tuple(f for f in one.findings if f.verdict is not Verdict.PASS))
        for one in preflights
        if one.verdict is not Verdict.PASS
    )


def put_down(place: Path, reports: Mapping[str, str]) -> tuple[FinishedFile, ...]:
    """Write reports, each to the path `place` and its own ending."""
    made = []
    for ending, text in reports.items():
        path = place.with_name(place.name + ending)
        path.write_text(text, encoding="utf-8")
        made.append(_artifact(path))
    return tuple(made)


def _artifact(path: Path) -> FinishedFile:
    return FinishedFile.of(path, path.read_bytes())
