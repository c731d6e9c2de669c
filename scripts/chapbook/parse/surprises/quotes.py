"""Quotation marks and apostrophes where pandoc's reader goes astray.

pandoc takes the apostrophe in `[Bob](…)'s` for an opening mark, a mark before a nested quotation
for a closing one, and leaves out the space beside it (its issues 2228, 5385, 9211). Where the tree
shows that, the text is read again with neutral signs for straight marks, and the marks are set by
what comes before and after each. A block is replaced only if nothing else in it has changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from chapbook.model.ast import Node, transform
from chapbook.model.letters.wide import is_wide
from chapbook.parse.notes.scan import mask, scan
from chapbook.tools import pandoc

_SINGLE, _DOUBLE = "\ue000", "\ue001"  # for private use: no sign to pandoc, in no sound text
_NEUTRAL = {"'": _SINGLE, '"': _DOUBLE}
_STRAIGHT = str.maketrans({_SINGLE: "'", _DOUBLE: '"'})
_MARK = re.compile(r"(?<!\\)['\"]")
# Where a mark is part of the mark-up: attributes, tags, targets and their titles, formulas.
_MARKUP = re.compile(
    r"\{[^{}\n]{0,500}\}|<[A-Za-z/!?][^<>]{0,1000}>|\]\([^()\n]{0,1000}\)"
    r"|^[ \t>]*\[(?!\^)[^\]\n]{1,200}\]:[^\n]*(?:\n[ \t]+['\"(][^\n]*)?"
    r"|\$[^$\n]{1,1000}\$|\\[A-Za-z]+\{"
    r"|^[ \t>]*:{3,}[^\n]*",
    re.MULTILINE,
)
_NEUTRALS = re.compile(f"[{_SINGLE}{_DOUBLE}]")
_ALL_MARKS = re.compile("['\"‘’“”\ue000\ue001]")
_OPENERS = frozenset("([{<¿¡—–-/«„“‘\u2039\u201a")
_WORD = re.compile(r"\w")
_MARKED = frozenset({"Str", "Quoted"})
_OPENED_LATE = re.compile(r"(?:^|[\s(\[—–])[’”](?=\w)|”(?=\w)")
_GAPS = frozenset({"Space", "SoftBreak", "LineBreak"})
_TEXT = frozenset({"Str", "Emph", "Strong", "Link", "Span", "Cite", "Code", "Note", "Strikeout"})
_PLAIN = frozenset(
    {"Emph", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps", "Underline"}
)
_OBJECTS = frozenset({"Code", "Math", "Image"})
# Words that begin with an apostrophe: English, Dutch, German; and years.
_ELIDED = re.compile(
    r"(?:(?:tis|twas|twere|twill|twould|em|til|till|cause|bout|round|cuz|neath|nuff|cos"
    r"|ne|nen|nem|ner|n|s|t|k|m|r)\b(?![’']\w)|\d\ds?\b)",
    re.IGNORECASE,
)


def with_sound_quotes(tree: Node, text: str) -> Node:
    """Return pandoc's document of `text` with its quotation marks set right."""
    blocks: list[Node] = tree["blocks"]
    doubtful = [k for k, block in enumerate(blocks) if _is_doubtful(block)]
    if not doubtful or _SINGLE in text or _DOUBLE in text:
        return tree
    others: list[Node] = pandoc.read_markdown(_neutral(text))["blocks"]
    if len(others) != len(blocks):
        return tree
    result = list(blocks)
    for k in doubtful:
        other = _restored(others[k])
        if _bare(other) == _bare(blocks[k]):
            result[k] = _set(other)
    return {**tree, "blocks": result}


def _neutral(text: str) -> str:
    """Replace the marks of running text by neutral signs."""
    masked = scan(text).masked
    masked = mask(masked, tuple(match.span() for match in _MARKUP.finditer(masked)))
    pieces, done = list[str](), 0
    for match in _MARK.finditer(masked):
        pieces += [text[done : match.start()], _NEUTRAL[match.group()]]
        done = match.end()
    return "".join([*pieces, text[done:]])


def _is_doubtful(block: Node) -> bool:
    return any(_astray(inlines) for inlines in _inline_lists(block))


def _inline_lists(tree: Any) -> Iterator[list[Node]]:
    """Yield each list of inlines, those within inlines too."""
    waiting = [tree]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            item = item.get("c")
        if isinstance(item, (list, tuple)):
            if any(isinstance(part, dict) and part.get("t") in _MARKED for part in item):
                yield list(item)
            waiting.extend(part for part in item if isinstance(part, (dict, list, tuple)))


def _astray(inlines: list[Node]) -> bool:
    """Check whether a mark opens after a word, closes before one, or is alone before a word."""
    before: Node | None = None
    for node in inlines:
        if node["t"] == "Quoted" and before is not None and _ends_a_word(before):
            return True
        late = node["t"] == "Str" and _OPENED_LATE.search(node["c"])
        after = before is not None and before["t"] == "Quoted" and node["t"] == "Str"
        if late or (after and _WORD.match(node["c"])):
            return True
        before = None if _is_nothing(node) else node
    return False


def _is_nothing(node: Node) -> bool:
    """Check whether a node shows nothing: raw text, or the mark of a note's definition."""
    return node["t"] == "RawInline" or (node["t"] == "Span" and not node["c"][1])


def _ends_a_word(node: Node) -> bool:
    if node["t"] == "Str":
        return _WORD.match(node["c"][-1:]) is not None
    return node["t"] not in _GAPS


def _restored(block: Node) -> Node:
    """Restore the straight marks of everything but running text."""
    if block["t"] == "Str" or "c" not in block:
        return block
    return {**block, "c": _restored_part(block["c"])}


def _restored_part(part: Any) -> Any:
    if isinstance(part, str):
        return part.translate(_STRAIGHT)
    if isinstance(part, list):
        return [_restored_part(item) for item in part]
    if isinstance(part, dict) and "t" in part:
        return _restored(part)
    if isinstance(part, dict):
        return {key: _restored_part(value) for key, value in part.items()}
    return part


def _bare(tree: Any) -> Any:
    """Return a tree without marks and spaces: what two readings of a text must have in common."""

    def change(node: Node) -> Node | list[Node] | None:
        if node["t"] == "Quoted":
            return list(node["c"][1])
        if node["t"] == "Str":
            bare = _ALL_MARKS.sub("", node["c"])
            return [{"t": "Str", "c": char} for char in bare if not char.isspace()]
        return None if node["t"] in _GAPS else node

    return transform([tree], change)


def _set(block: Node) -> Node:
    """Set the marks of each run of inlines of a block."""
    done: dict[int, str] = {}
    for inlines in _runs(block):
        done |= _Marks(inlines).decided()

    def change(part: Any) -> Any:
        if isinstance(part, dict):
            if id(part) in done:
                return {**part, "c": done[id(part)]}
            return {key: change(value) for key, value in part.items()}
        return [change(item) for item in part] if isinstance(part, list) else part

    changed: Node = change(block)
    return changed


def _runs(tree: Any) -> Iterator[list[Node]]:
    """Yield each run of inlines that is not part of another; notes and citations have their own."""
    waiting: list[tuple[Any, bool]] = [(tree, False)]
    while waiting:
        item, inside = waiting.pop()
        if isinstance(item, dict):
            kind = item.get("t")
            if kind in ("Note", "Cite"):
                inside = False
            if kind == "Cite":
                waiting.extend((value, False) for c in item["c"][0] for value in c.values())
                waiting.append((item["c"][1], True))
            else:
                waiting.append((item.get("c"), inside))
        elif isinstance(item, list):
            is_run = any(isinstance(p, dict) and p.get("t") in _TEXT for p in item)
            if is_run and not inside:
                yield item
            waiting.extend((part, inside or is_run) for part in item)


class _Marks:
    """The marks of one run of inlines, decided by what comes before and after each."""

    def __init__(self, inlines: list[Node]) -> None:
        self._text: list[str] = []
        self._owner: list[tuple[int, int] | None] = []
        self.words: dict[int, str] = {}
        self._gather(inlines)

    def _gather(self, inlines: Any) -> None:
        for node in inlines:
            kind = node["t"] if isinstance(node, dict) and "t" in node else None
            if kind == "Str":
                self.words[id(node)] = node["c"]
                self._text += node["c"]
                self._owner += [(id(node), k) for k in range(len(node["c"]))]
            elif kind in _GAPS or kind in _OBJECTS:
                self._text.append(" " if kind in _GAPS else "x")
                self._owner.append(None)
            elif kind is not None and kind not in ("Note", "RawInline"):
                content = node["c"]
                inner = content if kind in _PLAIN else content[1] if len(content) > 1 else []
                self._gather(inner if isinstance(inner, list) else [])

    def decided(self) -> dict[int, str]:
        """Return the words with a sign chosen for each neutral one."""
        text = "".join(self._text)
        signs: dict[int, str] = {}
        opened: list[int] = []
        doubles = 0
        for match in _NEUTRALS.finditer(text):
            at = match.start()
            after = text[at + 1 : at + 2] or " "
            double = match.group() == _DOUBLE
            opens = self._may_open(text, at, signs, within=doubles > 0 if double else bool(opened))
            if double:
                signs[at] = "“" if opens else "”"
                doubles = max(0, doubles + (1 if opens else -1))
            elif opens and not _is_elided(text, at):
                signs[at] = "‘"
                opened.append(at)
            else:
                signs[at] = "’"
                if opened and not _WORD.match(after):
                    opened.pop()
        signs |= dict.fromkeys(opened, "’")  # never closed: an apostrophe
        for at, sign in signs.items():
            owner = self._owner[at]
            if owner is not None:
                key, k = owner
                word = self.words[key]
                self.words[key] = word[:k] + sign + word[k + 1 :]
        return self.words

    @staticmethod
    def _may_open(text: str, at: int, signs: dict[int, str], *, within: bool) -> bool:
        """Check whether a mark comes before a word, and after a gap, a bracket or another mark.

        In scripts without spaces, such as Chinese, it opens unless one is open (`within`).
        """
        before, after = text[at - 1 : at] if at else " ", text[at + 1 : at + 2] or " "
        if after.isspace():
            return False
        if is_wide(before) and not within:
            return True
        elision = signs.get(at - 1) == "’" and _WORD.match(after) is not None  # l'"ami"
        return before.isspace() or before in _OPENERS or signs.get(at - 1, "”") in "“‘" or elision


def _is_elided(text: str, at: int) -> bool:
    """Check whether a word begins with an apostrophe: 'tis, '60s, 's avonds."""
    found = _ELIDED.match(text, at + 1)
    if found is None:
        return False
    quoted = text[found.end() : found.end() + 1] == _SINGLE
    return not quoted or found.group().lower() == "n"
