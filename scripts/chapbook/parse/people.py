"""The persons of the front matter: authors first, then the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from chapbook.model.metadata import Contributor
from chapbook.parse.sorting import name_sort
from chapbook.parse.yaml_tree import Value

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


def as_list(value: Value | None) -> Sequence[Value]:
    """Give a value that may be one or many as many; nothing is no values."""
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def _contributor(item: Value, role: str) -> Contributor | None:
    given: Mapping[str, Value] = item if isinstance(item, dict) else {"name": item}
    name = str(given.get("name") or given.get("text") or "").strip()
    if not name:
        return None
    sort = given.get("sort") or given.get("file-as") or name_sort(name)
    roles = tuple(str(code) for code in as_list(given.get("role"))) or (role,)
    return Contributor(name, str(sort) if sort else None, roles)
