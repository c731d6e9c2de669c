"""Links: internal ones land on the same words in each copy, external ones are the same set."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

from chapbook.collate.foreign.compare.text import PRINT
from chapbook.collate.foreign.copies import Copy, Link
from chapbook.collate.foreign.differ import gaps
from chapbook.collate.foreign.leftwards import key_of
from chapbook.collate.foreign.readers.text import tokens
from chapbook.model.editions.collation import Comparison, Finding, Reading, compared, not_run

_LANDING = 30


def compare_links(first: Copy, second: Copy) -> Comparison:
    """Compare the links of two copies."""
    names = (first.name, second.name)
    for copy in (first, second):
        if copy.links is None:
            reason = copy.reasons.get("all", f"{copy.name} has no information on links")
            return not_run("links", names, reason)
    findings = list(_addresses(first, second))
    if "drawn" not in (first.kind, second.kind):
        findings += _landings(first, second)
    return compared("links", names, findings)


def addresses_of(copies: tuple[Copy, ...]) -> list[str]:
    """Return every external address once, in the order of the first copy that has it."""
    found = [
        link.landing
        for copy in copies
        for link in copy.links or ()
        if link.external and link.landing
    ]
    return list(dict.fromkeys(found))


def _addresses(first: Copy, second: Copy) -> Iterator[Finding]:
    known = _declared(first) | _declared(second)
    for one, two in ((first, second), (second, first)):
        others = {_same(link.landing) for link in two.links or () if link.external}
        for link in one.links or ():
            address = _same(link.landing)
            if link.external and address not in others and address not in known:
                reading = Reading(one.name, link.place, "", f"{link.text} → {link.landing}")
                yield Finding(f"the address {link.landing} is missing from {two.name}", (reading,))


def _declared(copy: Copy) -> set[str]:
    """Return the addresses of the metadata, which title pages may show."""
    return {_same(value) for values in (copy.metadata or {}).values() for value in values}


def _same(address: str | None) -> str:
    """Write an address in one way: small letters in scheme and host, no empty path (RFC 3986)."""
    parts = urlsplit(address or "")
    path = parts.path if parts.path != "/" else ""
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), path, *parts[3:]))


def _landings(first: Copy, second: Copy) -> Iterator[Finding]:
    fold = first.kind in PRINT or second.kind in PRINT
    here = [link for link in first.links or () if not link.external]
    there = [link for link in second.links or () if not link.external]
    one, two = [_key(link, fold) for link in here], [_key(link, fold) for link in there]
    for gap in gaps(one, two):
        lost, added = here[gap.a : gap.b], there[gap.c : gap.d]
        for rank in range(max(len(lost), len(added))):
            readings = []
            if rank < len(lost):
                readings.append(_reading(first, lost[rank]))
            if rank < len(added):
                readings.append(_reading(second, added[rank]))
            yield Finding(_what(len(lost) > rank, len(added) > rank, second.name), tuple(readings))


def _what(lost: bool, added: bool, name: str) -> str:  # noqa: FBT001
    if lost and added:
        return "a link leads elsewhere, or has different words"
    return f"a link is missing from {name}" if lost else f"a link appears only in {name}"


def _key(link: Link, fold: bool) -> str:  # noqa: FBT001
    if fold:
        return f"{key_of(link.text)} → {key_of(link.landing or '?')[:_LANDING]}"
    return "".join(tokens(link.text)) + " → " + "".join(tokens(link.landing or "?"))[:_LANDING]


def _reading(copy: Copy, link: Link) -> Reading:
    lands = "nowhere" if link.landing is None else f"“{link.landing}”"
    return Reading(copy.name, link.place, "", f"{link.text} → {lands}")
