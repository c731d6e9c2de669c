"""Links and identifiers: every internal link has a target, every identifier is unique."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from chapbook.model.ast import Inlines, Node, attr_of, walk
from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.letters.addresses import NoAddress, normalised
from chapbook.model.letters.seeking import Suggester
from chapbook.resolve.link_words import empty_links, words_for
from chapbook.resolve.places import Finder, as_written
from chapbook.tools.raw_html import sanitise

# A link with nothing between its brackets, or an empty attribute of raw HTML.
_NO_TARGET = r"""(?<=\])\(\s*(?:<\s*>)?\s*[)"']|\]:\s*<\s*>|href\s*=\s*(?:""|'')"""
_HOST = re.compile(r"(//|)(?:(?<=//)\w|www\.\w)")
_MAIL = re.compile(r"[^\s/?#@:]+@[^\s/?#@:]+\.[^\s/?#@:]+")
_MOST = 20  # places of one identifier
_RAW_ID = re.compile(r"""\s(?:id|name)\s*=\s*["']?([^\s"'>]+)""", re.IGNORECASE)


def identifiers_of(trees: Iterable[object]) -> Iterator[str]:
    """Return every identifier that the trees declare, in order, repetitions too."""
    for tree in trees:
        for node in walk(tree):
            attr = attr_of(node)
            if attr is not None and attr[0]:
                yield attr[0]
            elif node["t"] in ("RawInline", "RawBlock"):
                yield from _RAW_ID.findall(node["c"][1])


def link_faults(
    trees: Sequence[object], identifiers: Sequence[str], written: Set[str], finder: Finder
) -> Iterator[Diagnostic]:
    """Find dangling internal links, unsafe and relative ones, and identifiers given twice.

    `written` are the targets that the author wrote; others come from the bibliography.
    """
    known, suggester = set(identifiers), Suggester(identifiers)
    for tree in trees:
        for node in walk(tree):
            if node["t"] == "Link":
                target = node["c"][2][0]
                if target in written or not isinstance(normalised(target), NoAddress):
                    yield from _link_fault(target, known, suggester, finder)
                else:
                    yield _cited_fault(target, finder)
            elif node["t"] in ("RawInline", "RawBlock"):
                for target in sanitise.links(node["c"][1]):
                    yield from _link_fault(target, known, suggester, finder)
    for identifier, count in Counter(identifiers).items():
        if count > 1:
            first, *others = finder.every(_declaration(identifier), min(count, _MOST))
            facts = {"identifier": identifier, "first": str(first.line or "")}
            for place in others or [first]:
                yield diagnostic(Code.DUPLICATE_IDENTIFIER, place, **facts)


def wordless_links(
    trees: Sequence[object], words: Mapping[str, Inlines], known: Set[str], finder: Finder
) -> Iterator[Diagnostic]:
    """Find links without words whose target is `known` and has none either.

    `words` are those of the targets.
    """
    for tree in trees:
        for target in empty_links(tree):
            if target[1:] in known and not words_for(target, words):
                written = rf"(?:\[\s*\]\(\s*<?|href\s*=\s*[\"']?){re.escape(target)}"
                yield diagnostic(Code.EMPTY_LINK, finder.next(written), target=target)


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
            place = finder.next(rf"(?:{as_written(target)})(?![\w-])")
            suggestion = suggester.near(target[1:])
            yield diagnostic(Code.DANGLING_LINK, place, target=target, suggestion=suggestion)
        return
    if not target.strip():
        yield diagnostic(Code.NO_ADDRESS, finder.next(_NO_TARGET))
    elif sanitise.is_relative(target):
        place, suggestion = finder.target(target), _with_scheme(target)
        yield diagnostic(Code.RELATIVE_LINK, place, target=target, suggestion=suggestion)
    elif not sanitise.safe_link(target):
        yield diagnostic(Code.UNSAFE_LINK, finder.target(target), target=target)
    elif isinstance(found := normalised(target), NoAddress):
        place = finder.whole_target(target)
        yield diagnostic(Code.BAD_ADDRESS, place, target=target, problem=found.problem)


def _cited_fault(target: str, finder: Finder) -> Diagnostic:
    """Report an address of the bibliography, before which citeproc may have put a scheme."""
    found = normalised(target)
    problem = found.problem if isinstance(found, NoAddress) else ""
    place = finder.entry(re.escape(target.removeprefix("https://")))
    return diagnostic(Code.BAD_CITED_ADDRESS, place, target=target, problem=problem)


def targets_of(nodes: Iterable[Node]) -> frozenset[str]:
    """Return the targets of all links among the nodes."""
    return frozenset(node["c"][2][0] for node in nodes if node["t"] == "Link")


def _with_scheme(target: str) -> str:
    """Return the address probably meant by one without its scheme, empty if none is."""
    if _MAIL.fullmatch(target):
        return f"mailto:{target}"
    match = _HOST.match(target)
    return f"https://{target[match.end(1) :]}" if match else ""
