"""What a build was asked to do, validated once at the edge."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from chapbook.errors import UsageError
from chapbook.model.editions.imposition import PamphletOptions
from chapbook.model.editions.output import Format, Profile
from chapbook.model.editions.press import House
from chapbook.policy import Policy

_POINTS_PER_MM = 72 / 25.4
# Cubic centimetres a gram: what uncoated office paper takes up. 80 g/m² come to 0.1 mm.
_BULK = 1.25


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """One build: the manuscript (and how the author named it), the editions, the folder.

    `epoch` is the ISO 8601 instant of SOURCE_DATE_EPOCH, None where that is not set. `profile` says
    whom the EPUB is written for; `pamphlet` how that is printed and bound; `policy` what may be
    used; `validate`, that outside checkers are run on the finished files; `house` who prints the
    book.
    """

    manuscript: Path
    shown_path: str
    formats: tuple[Format, ...]
    output: Path
    epoch: str | None = None
    profile: Profile = Profile.UNIVERSAL
    pamphlet: PamphletOptions = field(default_factory=PamphletOptions)
    policy: Policy = field(default_factory=Policy)
    validate: bool = False
    house: House = House.GENERIC
    collate: bool = True


@dataclass(frozen=True, slots=True)
class CollateOptions:
    """One collation: files or folders, the manuscript if it takes part, where the report goes."""

    paths: tuple[Path, ...]
    manuscript: Path | None = None
    output: Path | None = None
    online: bool = False


def points_of(millimetres: float) -> float:
    """Turn millimetres into points; raises UsageError for what is not a length."""
    if not 0 <= millimetres <= 1000:  # NaN is in no range
        raise UsageError(f"invalid length {millimetres} mm", "use 0 or more")
    return millimetres * _POINTS_PER_MM


def thickness_of(millimetres: float | None, grammage: float | None) -> float:
    """Return the thickness of a leaf in points: as measured, or from the weight of the paper.

    From g/m² (ISO 536) it is what uncoated office paper has (ISO 534). Coated paper is thinner,
    bulky book paper up to half as thick again. Without either it is that of 80 g/m². Raises
    UsageError where both are given, or what is not a paper.
    """
    if millimetres is not None and grammage is not None:
        hint = "omit --paper-weight if you have measured the thickness"
        raise UsageError("--thickness and --paper-weight cannot be used together", hint)
    thick = (80 if grammage is None else grammage) * _BULK / 1000
    if millimetres is not None:
        thick = millimetres
    if not 0 <= thick <= 2:
        raise UsageError(
            f"invalid paper thickness {thick:.4g} mm",
            "office paper is 0.1 mm thick and weighs 80 g/m²",
        )
    return thick * _POINTS_PER_MM


def papers_of(names: str) -> tuple[str, ...]:
    """Read a comma-separated list of papers, each named once; raises UsageError if it is empty."""
    papers = tuple(dict.fromkeys(name.strip().lower() for name in names.split(",") if name.strip()))
    if not papers:
        raise UsageError("no paper given", "name one, such as a4")
    return papers


def epoch_of(environment: Mapping[str, str] = os.environ) -> str | None:
    """Read SOURCE_DATE_EPOCH (reproducible-builds.org/specs/source-date-epoch).

    Instants that a ZIP file cannot hold (before 1980, after 2107) are moved to the nearest that
    it can. Raises UsageError where the value is not a number.
    """
    value = environment.get("SOURCE_DATE_EPOCH", "").strip()
    if not value:
        return None
    if not value.isascii() or not value.isdigit():
        raise UsageError(
            f"SOURCE_DATE_EPOCH is not a number: {value!r}",
            "unset it, or set it to a number of seconds",
        )
    # Python refuses to read thousands of digits; fourteen are beyond the end of time already.
    seconds = min(max(int(value.lstrip("0")[:14] or "0"), 315_532_800), 4_354_819_199)
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
