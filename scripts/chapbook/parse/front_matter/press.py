"""What the front matter says to a press: the keys `icc`, `caliper` and `ink` of `print`."""

from __future__ import annotations

from collections.abc import Mapping

from chapbook.model.metadata import PressSettings
from chapbook.parse.front_matter.yaml_tree import Value


def press_settings(data: Mapping[str, Value]) -> PressSettings:
    """Read the settings; the schema has seen to their form."""
    given = data.get("print")
    if not isinstance(given, dict):
        return PressSettings()
    icc, caliper = given.get("icc"), given.get("caliper")
    return PressSettings(
        icc=icc.strip() or None if isinstance(icc, str) else None,
        caliper=_millimetres(caliper),
        coloured=given.get("ink") == "colour",
    )


def _millimetres(value: object) -> float | None:
    try:
        return float(value) if isinstance(value, str) else None
    except ValueError:
        return None  # the schema reports it
