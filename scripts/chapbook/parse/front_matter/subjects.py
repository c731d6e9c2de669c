"""Subjects: words of the author's own, and codes of the book trade's lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from chapbook.model.metadata import SubjectCode
from chapbook.parse.front_matter.people import as_list
from chapbook.parse.front_matter.yaml_tree import Value

_KEYS = ("subjects", "subject", "keywords")
# BISAC: three letters for the section, six digits. Thema: categories begin with a letter A to Y,
# qualifiers with a figure 1 to 6 (BISG; EDItEUR, Thema 1.5, code structure).
_FORMS = {
    "bisac": re.compile(r"[A-Z]{3}[0-9]{6}"),
    "thema": re.compile(r"[A-Y][A-Z0-9]{0,7}|[1-6][A-Z][A-Z0-9-]{0,20}"),
}
_AUTHORITIES = {"bisac": "BISAC", "thema": "Thema"}
_EXAMPLES = {
    "bisac": "three capitals and six digits, such as HIS023000",
    "thema": "capitals and digits, such as NHF or 1FPK",
}


@dataclass(frozen=True, slots=True)
class Subjects:
    """The words, each once, in order; and for some of them a code."""

    texts: tuple[str, ...]
    codes: tuple[SubjectCode, ...]


def read_subjects(data: Mapping[str, Value], fault: Callable[[str, str], None]) -> Subjects:
    """Read all keys for subjects; `fault` takes the key and the problem of a code."""
    texts: dict[str, None] = {}
    codes: dict[SubjectCode, None] = {}
    for key, item in _items(data):
        if isinstance(item, str) and item.strip():
            texts[item.strip()] = None
        elif isinstance(item, dict) and (code := _code(item)) is not None:
            texts[code.text] = None
            codes[code] = None
            if not _FORMS[code.authority.lower()].fullmatch(code.term):
                example = _EXAMPLES[code.authority.lower()]
                fault(key, f"has {code.term}, which is not a {code.authority} code: {example}")
    return Subjects(tuple(texts), tuple(codes))


def _items(data: Mapping[str, Value]) -> Iterator[tuple[str, Value]]:
    for key in _KEYS:
        value = data.get(key)
        split = re.split(r"[,;]\s*", value) if isinstance(value, str) else as_list(value)
        yield from ((key, item) for item in split)


def _code(item: Mapping[str, Value]) -> SubjectCode | None:
    """Read a mapping; None where something is missing, which the schema has reported already."""
    text, scheme, code = (str(item.get(name) or "").strip() for name in ("text", "scheme", "code"))
    if not text or not code or scheme not in _AUTHORITIES:
        return None
    return SubjectCode(text, _AUTHORITIES[scheme], code.upper())
