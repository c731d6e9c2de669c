"""The persons of the front matter: authors first, then the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from chapbook.model.metadata import Contributor, RichText
from chapbook.parse.front_matter.sorting import name_sort
from chapbook.parse.front_matter.titles import read_noted
from chapbook.parse.front_matter.yaml_tree import Value

# Signs that a name has only if it is Markdown.
_MARKUP = re.compile(r"[*^`\[]")
# Keys in their order, and the MARC relator of those who have no role of their own.
_KEYS = (
    ("author", "aut"),
    ("creator", "aut"),
    ("editor", "edt"),
    ("translator", "trl"),
    ("contributors", "aut"),
    ("contributor", "ctb"),
)


def contributors(data: Mapping[str, Value]) -> Iterator[Contributor]:
    """Yield each person once, in order."""
    seen: set[Contributor] = set()
    for key, role in _KEYS:
        for item in as_list(data.get(key)):
            person = _contributor(item, role)
            if person is not None and person not in seen:
                seen.add(person)
                yield person


def key_of(person: Contributor, data: Mapping[str, Value]) -> str:
    """Return the key under which a person is probably declared, by role."""
    likely = (key for key, role in _KEYS if role in person.roles and key in data)
    return next(likely, "contributors")


def as_list(value: Value | None) -> Sequence[Value]:
    """Return one or many values as a sequence; an absent value is an empty one."""
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def _contributor(item: Value, role: str) -> Contributor | None:
    given: Mapping[str, Value] = item if isinstance(item, dict) else {"name": item}
    name, remarks = _name(str(given.get("name") or given.get("text") or "").strip())
    if not name:
        return None
    read = [read_noted(one) for one in _affiliations(given)]
    institutions = tuple(line for line, _ in read)
    notes = (*remarks, *(note for _, more in read for note in more))
    sort = given.get("sort") or given.get("file-as") or name_sort(name)
    roles = tuple(str(code) for code in as_list(given.get("role"))) or (role,)
    return Contributor(
        name,
        str(sort) if sort else None,
        roles,
        affiliations=tuple(line.plain for line in institutions),
        orcid=_orcid(str(given.get("orcid") or "")),
        email=str(given.get("email") or "").strip() or None,
        lines=(*_joined(institutions), *notes),
    )


def _name(text: str) -> tuple[str, tuple[RichText, ...]]:
    """Return a name in plain words, and the notes on it."""
    if not _MARKUP.search(text):
        return text, ()
    line, notes = read_noted(text)
    return line.plain, notes


def _joined(lines: Sequence[RichText]) -> Iterator[RichText]:
    """Join several lines by semicolons into one; yield nothing if there are none."""
    if lines:
        first, *others = (list(line.inlines) for line in lines)
        for inlines in others:
            first += [{"t": "Str", "c": ";"}, {"t": "Space"}, *inlines]
        yield RichText("; ".join(line.plain for line in lines), tuple(first))


def _affiliations(given: Mapping[str, Value]) -> Iterator[str]:
    """Yield institutions, each as one line: department, name, place."""
    for item in (*as_list(given.get("affiliation")), *as_list(given.get("affiliations"))):
        if isinstance(item, dict):
            parts = (item.get(key) for key in ("department", "name", "city", "region", "country"))
            line = ", ".join(str(part).strip() for part in parts if part)
        else:
            line = " ".join(str(item).split())
        if line:
            yield line


def _orcid(value: str) -> str | None:
    """Return an ORCID iD in its groups of four, None where there is none."""
    digits = re.sub(r"[^0-9X]", "", value.rpartition("/")[2].upper())
    return "-".join(re.findall("....", digits)) if len(digits) == 16 else None


def valid_orcid(orcid: str) -> bool:
    """Check the check digit of an ORCID iD (ISO 7064, MOD 11-2)."""
    total = 0
    for digit in orcid.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11] == orcid[-1]
