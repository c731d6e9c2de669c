"""YAML as data with places: strings, lists and mappings only, nothing guessed.

Values stay the strings that the author wrote (`lang: no` is not False, `12:30` is not a number);
anchors, aliases and tags are refused, since a manuscript has no use for them and they are how
a small file becomes a huge one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import yaml

from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.source import BIDI_OVERRIDES, FORBIDDEN, SEPARATORS, SourceText

Value = str | list["Value"] | dict[str, "Value"]
Path = tuple[str | int, ...]
_DEPTH = 12
TAB_STOP = 4  # pandoc replaces tabs by spaces in all its input, including the metadata


@dataclass
class YamlTree:
    """What a YAML block says. `places` maps the path of each key and value to an offset."""

    data: dict[str, Value] = field(default_factory=dict)
    places: dict[Path, int] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def load(source: SourceText, start: int, end: int) -> YamlTree:
    """Read the YAML between two offsets of a source.

    Faults of syntax, duplicate keys, anchors and tags are diagnostics in the result.
    """
    tree = YamlTree()
    text = source.text[start:end]
    offsets = _offsets(text, start)
    try:
        node = yaml.compose(text.expandtabs(TAB_STOP), Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = source.place(offsets[mark.index if mark else 0])
        problem = error.problem or "not YAML"
        tree.diagnostics.append(diagnostic(Code.FRONT_MATTER_SYNTAX, place, problem=problem))
        return tree
    except (yaml.YAMLError, RecursionError) as error:
        deep = isinstance(error, RecursionError)
        problem = "nested too deeply" if deep else str(error).split("\n", 1)[0]
        place = source.place(start)
        tree.diagnostics.append(diagnostic(Code.FRONT_MATTER_SYNTAX, place, problem=problem))
        return tree
    if node is None:
        return tree
    value = _Builder(source, offsets, tree).build(node, ())
    if isinstance(value, dict):
        tree.data = value
    else:
        problem = "the front matter is not a mapping of keys to values"
        place = source.place(start)
        tree.diagnostics.append(diagnostic(Code.FRONT_MATTER_SYNTAX, place, problem=problem))
    return tree


def _offsets(text: str, start: int) -> Sequence[int]:
    """Return the offset in the source of each character of the text with expanded tabs."""
    if "\t" not in text:
        return range(start, start + len(text) + 1)
    offsets: list[int] = []
    column = 0
    for index, character in enumerate(text, start):
        width = TAB_STOP - column % TAB_STOP if character == "\t" else 1
        offsets += [index] * width
        column = 0 if character == "\n" else column + width
    return [*offsets, start + len(text)]


class _Loader(yaml.SafeLoader):
    """Refuses anchors, aliases and tags while the tree is composed."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]  # PyYAML has partial stubs
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            problem = "anchors and aliases are not allowed in the front matter"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)
        if getattr(event, "tag", None):
            problem = "tags are not allowed in the front matter"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)
        return super().compose_node(parent, index)


class _Builder:
    """Turns YAML nodes into data and records the place of each."""

    def __init__(self, source: SourceText, offsets: Sequence[int], tree: YamlTree) -> None:
        self.source, self.offsets, self.tree = source, offsets, tree

    def offset(self, node: yaml.Node) -> int:
        return self.offsets[node.start_mark.index]

    def build(self, node: yaml.Node, path: Path) -> Value:
        self.tree.places.setdefault(path, self.offset(node))
        if len(path) > _DEPTH:
            self.fault(node, Code.FRONT_MATTER_SYNTAX, problem="nested too deeply")
            return ""
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*path, index)) for index, item in enumerate(node.value)]
        return self.scalar(node)

    def scalar(self, node: yaml.Node) -> str:
        value = str(node.value).translate(SEPARATORS)
        for character in FORBIDDEN.findall(value):
            self.fault(node, Code.CONTROL_CHARACTER, character=f"U+{ord(character):04X}")
        for character in dict.fromkeys(BIDI_OVERRIDES.findall(value)):
            shown = {"character": f"U+{ord(character):04X}", "effect": " and is removed"}
            self.fault(node, Code.DIRECTION_MARK, **shown)
        value = BIDI_OVERRIDES.sub("", FORBIDDEN.sub("", value))
        plain = isinstance(node, yaml.ScalarNode) and node.style is None
        return "" if plain and value in ("null", "~") else value

    def mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Value]:
        result: dict[str, Value] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in result:
                first = self.source.place(self.tree.places[(*path, key)])
                self.fault(key_node, Code.DUPLICATE_KEY, key=key, first=str(first.line))
                continue
            self.tree.places[(*path, key)] = self.offset(key_node)
            result[key] = self.build(value_node, (*path, key))
        return result

    def fault(self, node: yaml.Node, code: Code, **facts: str) -> None:
        place = self.source.place(self.offset(node))
        self.tree.diagnostics.append(diagnostic(code, place, **facts))
