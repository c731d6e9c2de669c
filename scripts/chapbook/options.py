"""What a build was asked to do, validated once at the edge."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from chapbook.errors import UsageError
from chapbook.model.output import Format, Profile


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """One build: the manuscript (and how the author named it), the editions, the folder.

    `epoch` is the ISO 8601 instant of SOURCE_DATE_EPOCH, None where that is not set. `profile` says
    whom the EPUB is written for.
    """

    manuscript: Path
    shown_path: str
    formats: tuple[Format, ...]
    output: Path
    epoch: str | None = None
    profile: Profile = Profile.UNIVERSAL


def formats_of(names: str) -> tuple[Format, ...]:
    """Read a comma-separated list of formats; raises UsageError for an unknown one."""
    known = {form.value: form for form in Format}
    wanted = [name.strip().lower() for name in names.split(",") if name.strip()]
    for name in wanted:
        if name not in known:
            raise UsageError(f"there is no format “{name}”", f"choose from {', '.join(known)}")
    if not wanted:
        raise UsageError("no format was named", f"choose from {', '.join(known)}")
    return tuple(form for form in Format if form.value in wanted)


def epoch_of(environment: Mapping[str, str] = os.environ) -> str | None:
    """Read SOURCE_DATE_EPOCH (reproducible-builds.org/specs/source-date-epoch).

    Instants that a ZIP file cannot hold (before 1980, after 2107) are moved to the nearest that
    it can. Raises UsageError where the value is no number.
    """
    value = environment.get("SOURCE_DATE_EPOCH", "").strip()
    if not value:
        return None
    if not value.isascii() or not value.isdigit():
        raise UsageError(f"SOURCE_DATE_EPOCH is not a number: {value!r}", "unset it or mend it")
    # Python refuses to read thousands of digits; fourteen are beyond the end of time already.
    seconds = min(max(int(value.lstrip("0")[:14] or "0"), 315_532_800), 4_354_819_199)
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
