"""What each file says of the book: the same values under the names of its own vocabulary.

Compared are the fields that every vocabulary has (Dublin Core in OPF, XMP and HTML; schema.org in
JSON-LD; Atom in OPDS), and further ones where two files have them. The information dictionary of a
PDF must repeat its XMP (ISO 19005-1, 6.7.3), the plain `meta` elements of a page its Dublin Core.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from chapbook.collate.editions import Fields
from chapbook.collate.normal import spaced
from chapbook.model.editions.collation import Comparison, Finding, Reading, compared, not_run
from chapbook.model.editions.fields import FIELDS, Compared

MANUSCRIPT = "manuscript"
_FURTHER = tuple(row.name for row in FIELDS if row.compared is Compared.WHERE_GIVEN)
_EVERYWHERE = tuple(row.name for row in FIELDS if row.compared is Compared.ALWAYS)
# The fields to use where a vocabulary has no name for a field.
_STANDS_FOR = {
    "title": ("document-title", "info-title"),
    "author": ("plain-author", "info-author"),
    "description": ("plain-description", "info-subject", "abstract"),
    "date": ("plain-date",),
    "language": ("root-language",),
}
_REPEATED = (
    ("info-title", "title"),
    ("info-author", "author"),
    ("info-subject", "description"),
    ("plain-author", "author"),
    ("plain-description", "description"),
    ("document-title", "title"),
    ("root-language", "language"),
    ("info-modified", "modified"),
)


def compare_metadata(
    first: tuple[str, Fields],
    second: tuple[str, Fields],
    *,
    may_lack: Collection[str] = (),
    must: Collection[str] = (),
) -> Comparison:
    """Compare what two files state.

    `may_lack` are fields of which the second may say less, `must` those that it may not lack
    although other vocabularies do.
    """
    names = (first[0], second[0])
    if not first[1] or not second[1]:
        return not_run("metadata", names, f"{names[not second[1]]} has no metadata of the book")
    return compared("metadata", names, list(_apart(first, second, may_lack, must)))


def repeats(name: str, fields: Fields) -> Comparison:
    """Compare what a file states twice, under two names."""
    if not fields:
        return not_run("repeated metadata", (name,), "it has no metadata of the book")
    findings = []
    for again, field in _REPEATED:
        if fields.get(again) and fields.get(field) and not _repeats(again, fields, field):
            readings = (
                Reading(name, field, "", "; ".join(fields[field])),
                Reading(name, again, "", "; ".join(fields[again])),
            )
            findings.append(Finding(f"{again} does not repeat {field}", readings))
    return compared("repeated metadata", (name,), findings)


def _repeats(again: str, fields: Fields, field: str) -> bool:
    said = [_plain(value) for value in fields[again]]
    wanted = [_plain(value) for value in fields[field]]
    if again == "document-title":
        return wanted[0] in said[0]
    return all(one in wanted or one == _plain(", ".join(fields[field])) for one in said) and (
        len(said) == len(wanted) or len(said) == 1
    )


def _apart(
    first: tuple[str, Fields],
    second: tuple[str, Fields],
    may_lack: Collection[str],
    must: Collection[str],
) -> Iterator[Finding]:
    for field in (*_EVERYWHERE, *_FURTHER):
        one, two = _values(first[1], field), _values(second[1], field)
        if field in _FURTHER and field not in must and not (one and two):
            continue
        here, there = {_canonical(field, v) for v in one}, {_canonical(field, v) for v in two}
        if field == "contributor":  # some vocabularies name an author again for a further role
            authors = {_plain(name) for name in _values(first[1], "author")}
            here, there = here - authors, there - authors
        # An author need not declare all that a file must state, such as an identifier.
        if field == "title" and there == {_with_subtitle(first[1])}:
            continue  # a catalogue has one line for both
        if field in may_lack and there <= here:
            continue
        if here == there or (first[0] == MANUSCRIPT and here <= there):
            continue
        readings = (
            Reading(first[0], field, "", "; ".join(one) or "(nothing)"),
            Reading(second[0], field, "", "; ".join(two) or "(nothing)"),
        )
        missing = second[0] if not two else first[0] if not one else ""
        message = f"{field} is missing from {missing}" if missing else f"{field} differs"
        yield Finding(message, readings)


def _values(fields: Fields, field: str) -> tuple[str, ...]:
    for name in (field, *_STANDS_FOR.get(field, ())):
        if fields.get(name):
            return tuple(fields[name])
    return ()


def _with_subtitle(fields: Fields) -> str:
    return _plain(": ".join((*_values(fields, "title")[:1], *fields.get("subtitle", ())[:1])))


def _canonical(field: str, value: str) -> str:
    text = _plain(value)
    if field == "identifier":
        text = text.removeprefix("urn:").removeprefix("isbn:").removeprefix("uuid:")
        text = text.removeprefix("https://doi.org/").removeprefix("doi:")
        return text.replace("-", "")
    if field == "language":
        return text.replace("_", "-")
    if field == "date":
        return text.partition("t")[0]
    return text


def _plain(value: str) -> str:
    return spaced(value).casefold()
