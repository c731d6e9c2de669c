"""Settings that the front matter makes: series of notes, citations, how pages are set."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from chapbook.model.diagnostics import Code
from chapbook.model.letters.seeking import Suggester
from chapbook.model.markers import marker_kind
from chapbook.model.metadata import TRIMS, CitationSettings, PrintSettings
from chapbook.model.notes import Restart, Series
from chapbook.parse.front_matter.people import as_list
from chapbook.parse.front_matter.values import Values
from chapbook.parse.front_matter.yaml_tree import Value
from chapbook.policy import limits, over_limit, policy


def note_series(values: Values) -> tuple[Series, ...]:
    """Return the declared note series; a restart by page is refused."""
    declared = values.front.data.get("notes")
    if not isinstance(declared, dict):
        return ()
    if len(declared) > limits().note_series:
        place = values.place("notes", list(declared)[limits().note_series])
        what = f"there are {len(declared):,} note series"
        values.diagnostics.append(over_limit(place, "note_series", what, "declare fewer"))
        return ()
    found = []
    for name, settings in declared.items():
        chosen: Mapping[str, Value] = settings if isinstance(settings, dict) else {}
        if chosen.get("restart") == "page":
            values.fault(Code.OVER_RESTART, "notes", name, "restart", series=name)
        found.append(
            Series(
                name,
                marker_kind(chosen.get("marker")),
                _restart(chosen.get("restart")),
                str(chosen["title"]) if chosen.get("title") else None,
                str(chosen["label"]) if chosen.get("label") else None,
            )
        )
    return tuple(found)


def citation_settings(values: Values) -> CitationSettings:
    """Return the citation settings; the series of bare citations must be declared."""
    data = values.front.data
    series = values.text("citation-series")
    declared = data.get("notes")
    names = list(declared) if isinstance(declared, dict) else []
    if series and series not in names:
        values.fault(
            Code.UNDECLARED_SERIES,
            "citation-series",
            label=series,
            prefix=series,
            suggestion=Suggester(names, cutoff=0.5).near(series),
            series=", ".join(names),
        )
    references = [item for item in as_list(data.get("references")) if isinstance(item, dict)]
    return CitationSettings(
        style=values.text("csl") or CitationSettings().style,
        bibliography=tuple(
            item for item in as_list(data.get("bibliography")) if isinstance(item, str)
        ),
        references=tuple(references),
        series=series if series in names else None,
        heading=values.text("reference-section-title"),
        nocite=values.text("nocite"),
    )


def print_settings(values: Values) -> PrintSettings:
    """Return how pages are set; sizes are in points."""
    value = values.front.data.get("print")
    given = {key: str(item) for key, item in value.items()} if isinstance(value, dict) else {}
    if given.get("css") and policy().strict:
        values.fault(Code.STRICT_REFUSED, "print", "css", what="custom style sheets and fonts")
    chosen = PrintSettings(
        style=given.get("style") or PrintSettings().style,
        size=_points(given.get("size")),
        leading=_points(given.get("leading")),
        css=given.get("css") or None,
    )
    if chosen.size and chosen.leading and chosen.leading < chosen.size:
        values.fault(Code.BAD_VALUE, "print", "leading", problem="is smaller than the type size")
    name = given.get("trim")
    if not name:
        return chosen
    key = re.sub(r"[ \u00a0]|in$", "", name.lower().replace("×", "x"))
    if key in TRIMS:
        return replace(chosen, trim=TRIMS[key])
    known = ", ".join(TRIMS)
    values.fault(Code.BAD_VALUE, "print", "trim", problem=f"must be one of {known}")
    return chosen


def _points(length: str | None) -> float | None:
    """Return a length such as `11pt` in points, None where the schema has refused it."""
    match = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?) ?pt", length or "")
    return float(match[1]) if match else None


def _restart(value: Value | None) -> Restart:
    return next((one for one in Restart if one.value == value), Restart.NEVER)
