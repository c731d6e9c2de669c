"""What the front matter says of the book, under the names that the inspectors use.

Values stay as the author wrote them; how a format writes one (an ISBN as a URN) is for the test.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from chapbook.collate.editions import Fields, collected
from chapbook.collate.foreign.readers.markdown import plain
from chapbook.collate.normal import spaced
from chapbook.model.editions.fields import PLAIN

_PERSONS = (
    ("author", "aut"),
    ("creator", "aut"),
    ("editor", "edt"),
    ("translator", "trl"),
    ("contributors", "aut"),
    ("contributor", "ctb"),
)
_TEXTS = {**{row.key: row.name for row in PLAIN}, "title-sort": "title-sort"}
_ISO_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def expected_fields(front: Mapping[str, Any]) -> Fields:
    """Return the fields that the front matter declares, and no others."""
    return collected((*_facts(front), *_people(front)))


def _facts(front: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in ("title", "subtitle"):
        yield name, _unmarked(str(front.get(name, "")))
    for key, name in _TEXTS.items():
        yield name, str(front.get(key, ""))
    yield "language", str(front.get("lang") or front.get("language") or "")
    yield "description", str(front.get("description") or front.get("abstract") or "")
    if _ISO_DATE.fullmatch(str(front.get("date", ""))):
        yield "date", str(front["date"])
    yield from (("subject", value) for value in _subjects(front))
    yield from (("subject-code", value) for value in _subject_codes(front))
    yield from (("identifier", value) for value in _identifiers(front))
    series = front.get("series")
    if isinstance(series, Mapping):
        yield "series", str(series["title"])
        yield "position", str(series.get("position", ""))
    elif series:
        yield "series", str(series)
    licence = front.get("licence")
    if isinstance(licence, Mapping):
        yield "licence", str(licence["name"])
        yield "licence-url", str(licence.get("url", ""))
    elif licence:
        yield "licence", str(licence)


def _unmarked(markdown: str) -> str:
    """Take the signs of emphasis out of a title; set dashes and apostrophes as type."""
    text = re.sub(r"[*_`]", "", plain(markdown)).replace("---", "—").replace("--", "–")
    return re.sub(r"(?<=\w)'", "’", text)


def _subjects(front: Mapping[str, Any]) -> Iterator[str]:
    for key in ("subjects", "subject", "keywords"):
        value = front.get(key, [])
        items = re.split(r"[,;]\s*", value) if isinstance(value, str) else value
        yield from (item["text"] if isinstance(item, Mapping) else item for item in items)


def _subject_codes(front: Mapping[str, Any]) -> Iterator[str]:
    for key in ("subjects", "subject", "keywords"):
        for item in _listed(front.get(key)):
            if isinstance(item, Mapping):
                yield f"{item['text']}: {item['scheme']} {item['code']}"


def _identifiers(front: Mapping[str, Any]) -> Iterator[str]:
    yield str(front.get("isbn", ""))
    for item in _listed(front.get("identifier")):
        yield str(item.get("text") or item.get("value")) if isinstance(item, Mapping) else str(item)


def _people(front: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, usual in _PERSONS:
        for person in _listed(front.get(key)):
            given = person if isinstance(person, Mapping) else {"name": person}
            name = spaced(str(given.get("name") or given.get("text")))
            roles = [str(role) for role in _listed(given.get("role"))] or [usual]
            yield ("author" if "aut" in roles else "contributor"), name
            yield from (("role", f"{name}: {role}") for role in roles)
            form = given.get("sort") or given.get("file-as")
            yield "sort", f"{name}: {form}" if form else ""


def _listed(value: Any) -> list[Any]:
    if value in (None, ""):
        return []
    return list(value) if isinstance(value, list) else [value]
