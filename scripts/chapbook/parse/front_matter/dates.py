"""Dates of the front matter: ISO 8601, and days that the calendar has."""

from __future__ import annotations

import calendar
import re

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")
_CLOCK = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z\Z")


def is_date(value: str) -> bool:
    """Check whether a text is a year, a month or a day (`2026`, `2026-11`, `2026-11-23`)."""
    match = _DATE.match(value)
    if match is None:
        return False
    year, month, day = (int(part or 1) for part in match.groups())
    return year >= 1 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def is_instant(value: str) -> bool:
    """Check whether a text is a day, or an instant in UTC to the second (`…T10:00:00Z`)."""
    day, at, clock = value.partition("T")
    return is_date(day) and len(day) == 10 and (not at or _CLOCK.match(clock) is not None)
