"""tinycss2: a style sheet as tokens, to find what is not CSS and the files that it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import tinycss2  # type: ignore[import-untyped]

_RULES_WITHIN = frozenset({"media", "supports", "layer", "container"})
# What the parser says of the end of a block that came too early for a nested rule.
_NO_DECLARATION = "this is not a declaration: a colon is missing, or it is outside a rule"
_SIZES = frozenset({"dimension", "percentage", "number", "function"})
# CSS Fonts 4, 2.1.3, and the values that any property takes (CSS Cascade 5, 7).
_GENERIC = frozenset(
    "serif sans-serif monospace cursive fantasy system-ui ui-serif ui-sans-serif ui-monospace"
    " ui-rounded math emoji fangsong inherit initial unset revert revert-layer".split()
)
_NAMES = frozenset({"ident", "string"})
_ADDRESS_FUNCTIONS = frozenset({"url", "src"})


@dataclass(frozen=True, slots=True)
class SheetMark:
    """Something in a style sheet: `text` is an address or says what is wrong; counted from 1."""

    text: str
    line: int
    column: int


@dataclass(frozen=True)
class StyleSheet:
    """A style sheet as tokens (CSS Syntax 3)."""

    nodes: tuple[Any, ...]

    def faults(self) -> Iterator[SheetMark]:
        """Yield what is not CSS, and the sheets that are imported."""
        yield from _faults(self.nodes)

    def addresses(self) -> Iterator[SheetMark]:
        """Yield what `url()` names, without the quotation marks."""
        yield from _addresses(self.nodes)

    def face_addresses(self) -> frozenset[str]:
        """Return the addresses of files that are to be fonts."""
        return frozenset(mark.text for one in self._sources() for mark in _addresses(one.value))

    def local_faces(self) -> Iterator[SheetMark]:
        """Yield the fonts named with `local()` by the faces that name no file."""
        for source in self._sources():
            if not any(_addresses(source.value)):
                for token in source.value:
                    if token.type == "function" and token.lower_name == "local":
                        words = [one.value for one in token.arguments if one.type in _NAMES]
                        yield SheetMark(" ".join(words), token.source_line, token.source_column)

    def families(self) -> Iterator[SheetMark]:
        """Yield the families that `font-family` and `font` ask for, without generic ones."""
        for name, declaration in _declarations(self.nodes):
            if name != "@font-face" and _asks_for_families(declaration.lower_name):
                for family, token in _family_names(declaration):
                    if family.casefold() not in _GENERIC:
                        yield SheetMark(family, token.source_line, token.source_column)

    def declared_families(self) -> frozenset[str]:
        """Return the families of its `@font-face` rules."""
        return frozenset(
            family
            for name, declaration in _declarations(self.nodes)
            if name == "@font-face" and declaration.lower_name == "font-family"
            for family, _ in _family_names(declaration)
        )

    def _sources(self) -> Iterator[Any]:
        for name, declaration in _declarations(self.nodes):
            if name == "@font-face" and declaration.lower_name == "src":
                yield declaration

    def with_addresses(self, instead: Mapping[str, str]) -> str:
        """Write the sheet with other addresses; those that are not in `instead` stay."""
        for token in _tokens(self.nodes):
            if token.type == "url" and token.value in instead:
                token.representation = f'url("{instead[token.value]}")'
            elif token.type == "function" and token.lower_name in _ADDRESS_FUNCTIONS:
                for inner in token.arguments:
                    if inner.type == "string" and inner.value in instead:
                        inner.representation = f'"{instead[inner.value]}"'
        written: str = tinycss2.serialize(self.nodes)
        return written


def read_sheet(text: str) -> StyleSheet:
    """Read a style sheet; CSS can always be read, and says by tokens what was no CSS."""
    return StyleSheet(tuple(tinycss2.parse_stylesheet(text)))


def _addresses(nodes: Iterable[Any]) -> Iterator[SheetMark]:
    for token in _tokens(nodes):
        if token.type == "url":
            yield SheetMark(token.value, token.source_line, token.source_column)
        elif token.type == "function" and token.lower_name in _ADDRESS_FUNCTIONS:
            for inner in token.arguments:
                if inner.type == "string":
                    yield SheetMark(inner.value, token.source_line, token.source_column)


def _faults(nodes: Iterable[Any]) -> Iterator[SheetMark]:
    for node in nodes:
        if node.type == "error":
            words = _NO_DECLARATION if node.message.startswith("EOF") else node.message
            yield SheetMark(words, node.source_line, node.source_column)
        elif node.type == "at-rule" and node.lower_at_keyword == "import":
            words = "@import is not allowed: put the rules of that sheet here"
            yield SheetMark(words, node.source_line, node.source_column)
        elif node.type in ("qualified-rule", "at-rule") and node.content is not None:
            yield from _faults((*node.prelude, *_within(node)))


def _declarations(nodes: Iterable[Any], within: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each declaration with the at-rule that it is directly in."""
    for node in nodes:
        if node.type == "declaration":
            yield within, node
        elif node.type in ("qualified-rule", "at-rule") and node.content is not None:
            name = f"@{node.lower_at_keyword}" if node.type == "at-rule" else ""
            yield from _declarations(_within(node), name)


def _family_names(declaration: Any) -> Iterator[tuple[str, Any]]:
    """Yield each family of a list with its first token; what is computed (`var()`) is left out."""
    after_size = declaration.lower_name != "font"
    for part in _parts(declaration.value):
        names = part
        if declaration.lower_name == "font":
            sizes = [number for number, token in enumerate(part) if token.type in _SIZES]
            names = part[sizes[-1] + 1 :] if sizes else part
            after_size = after_size or bool(sizes)
        if after_size and names and all(token.type in _NAMES for token in names):
            yield " ".join(token.value for token in names), names[0]


def _parts(tokens: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield the tokens between commas and slashes, without white space."""
    part: list[Any] = []
    for token in tokens:
        if token.type == "literal" and token.value in (",", "/"):
            yield part
            part = []
        elif token.type not in ("whitespace", "comment"):
            part.append(token)
    yield part


def _asks_for_families(name: str) -> bool:
    """Return whether a property is a list of families; `--body-faces` is (styles/README.md)."""
    return name in ("font-family", "font") or (name.startswith("--") and name.endswith("-faces"))


def _within(rule: Any) -> Iterable[Any]:
    nested: Iterable[Any]
    if rule.type == "at-rule" and rule.lower_at_keyword in _RULES_WITHIN:
        nested = tinycss2.parse_rule_list(rule.content)
    else:
        nested = tinycss2.parse_blocks_contents(rule.content)
    return nested


def _tokens(nodes: Iterable[Any]) -> Iterator[Any]:
    waiting = list(nodes)[::-1]
    while waiting:
        node = waiting.pop()
        yield node
        for name in ("prelude", "content", "arguments"):
            waiting.extend((getattr(node, name, None) or ())[::-1])
