"""Links and identifiers: every internal link lands, every identifier stands once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from chapbook.model.ast import attr_of, walk
from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.seeking import Suggester
from chapbook.resolve.places import Finder
from chapbook.tools import sanitise

_RAW_ID = re.compile(r"""\s(?:id|name)\s*=\s*["']?([^\s"'>]+)""", re.IGNORECASE)


def identifiers_of(trees: Iterable[object]) -> Iterator[str]:
    """Give every identifier that the trees declare, in order, repetitions too."""
    for tree in trees:
        for node in walk(tree):
            attr = attr_of(node)
            if attr is not None and attr[0]:
                yield attr[0]
            elif node["t"] in ("RawInline", "RawBlock"):
                yield from _RAW_ID.findall(node["c"][1])


def link_faults(
    trees: Sequence[object], identifiers: Sequence[str], finder: Finder
) -> Iterator[Diagnostic]:
    """Find dangling internal links, unsafe and relative ones, and identifiers given twice."""
    known, suggester = set(identifiers), Suggester(identifiers)
    for tree in trees:
        for node in walk(tree):
            if node["t"] == "Link":
                yield from _link_fault(node["c"][2][0], known, suggester, finder)
            elif node["t"] in ("RawInline", "RawBlock"):
                for target in sanitise.links(node["c"][1]):
                    yield from _link_fault(target, known, suggester, finder)
    for identifier, count in Counter(identifiers).items():
        if count > 1:
            places = finder.every(_declaration(identifier), count)
            yield diagnostic(
                Code.DUPLICATE_IDENTIFIER,
                places[-1],
                identifier=identifier,
                first=str(places[0].line or ""),
            )


def _declaration(identifier: str) -> str:
    """Return a pattern of what gives an identifier: an attribute, a tag, or the words of a heading.

    A link to it (`(#identifier)`) is none.
    """
    name = re.escape(identifier)
    words = r"\W+".join(re.escape(word) for word in identifier.split("-"))
    return (
        rf"\{{[^{{}}\n]{{0,300}}?(#{name})(?=[\s}}])"
        rf"|(?i:\b(?:id|name)\s*=\s*[\"']?)({name})(?=[\s\"'}}>])"
        rf"|(?m:^)[ \t>]*(#{{1,6}})[ \t]+(?i:{words})\W*(?m:$)"
    )


def _link_fault(
    target: str, known: set[str], suggester: Suggester, finder: Finder
) -> Iterator[Diagnostic]:
    if target.startswith("#"):
        if target[1:] not in known:
            place = finder.next(re.escape(target) + r"(?![\w-])")
            suggestion = suggester.near(target[1:])
            yield diagnostic(Code.DANGLING_LINK, place, target=target, suggestion=suggestion)
        return
    if sanitise.is_relative(target) or not sanitise.safe_link(target):
        code = Code.RELATIVE_LINK if sanitise.is_relative(target) else Code.UNSAFE_LINK
        yield diagnostic(code, finder.target(target), target=target)
