"""Find lines of the source that look like mark-up, but are lines of text in the tree."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from chapbook.model.ast import Node, walk
from chapbook.parse.notes.labels import LABEL

_FAR = 200  # lines that are looked back over
_LINE_ENDS = frozenset({"SoftBreak", "LineBreak"})
_PADDING: list[Node] = [{"t": "Space"}] * 3
# What a block may follow at once: a fence, a heading, the label of a note.
_BEFORE_BLOCK = re.compile(rf"[ \t>]*(?::{{3}}|#{{1,6}}[ \t]|\[\^{LABEL}\]:[ \t]*$)")
_VERSE = re.compile(r"[ \t>]*(?:(?:[-+*:~]|\(?\w{1,4}[.)])[ \t][ \t>]*)?\|")
_ODD_BLOCK = re.compile(r":{3,}[ \t]*(?P<name>\{[\w-]+\})[ \t]*")
_DASHES = re.compile(r"-{2,}")
_BULLETS = ("-", "+", "*")
_NUMBER = re.compile(r"(?P<open>\(?)(?P<number>\d{1,3})(?P<close>[.)])")
_LIST = re.compile(rf"[ \t>]*+(?:\[\^{LABEL}\]:[ \t>]*+)?(?:[-+*]|\(?\d{{1,3}}[.)])[ \t]")
# A line before which a new block may begin.
_NOTHING_BEFORE = re.compile(r"(?:\A|\n)[ \t>]*\n[ \t>]*\Z|\A[ \t>]*\Z")
_FENCE = re.compile(
    rf"^[ \t>]*+(?:\[\^{LABEL}\]:[ \t>]*+)?(?P<text>:{{2,}})[ \t]*(?P<name>\S*)", re.MULTILINE
)


class PrintedLines:
    """The lines of running text in a tree, counted by their first two words.

    A block with an odd class counts as the line of the source that was meant otherwise.
    """

    def __init__(self, tree: list[Node]) -> None:
        """Count the lines of a tree."""
        self._lines = Counter(_lines(tree))
        self._odd = Counter(_odd_classes(tree))

    def those(self, matches: Iterable[re.Match[str]]) -> list[re.Match[str]]:
        """Return the matches whose group `text` is a line of the tree, as many as the tree has.

        Of equal lines, those that seem to be mark-up are left out first: they begin a block, or
        belong to a list that begins one.
        """
        alike = defaultdict[tuple[str, str], list[re.Match[str]]](list)
        for match in matches:
            if not match["text"].startswith("|") or not _is_verse(
                match.string, match.start("text")
            ):
                alike[_words_of(match["text"])].append(match)
        found = list[re.Match[str]]()
        for words, equal in alike.items():
            equal.sort(key=_is_markup)
            found += equal[: self._lines[words] + self._odd[words]]
        return sorted(found, key=re.Match.start)

    def loose_fences(self, masked: str) -> list[int]:
        """Return the offsets of closing fences that are printed although their opening one is not.

        Fences that close nothing are taken first, then those with a tag after their opening.
        """
        fences = {words: n for words, n in self._lines.items() if words[0].startswith("::")}
        closing = sum(n for (fence, name), n in fences.items() if not (fence.strip(":") or name))
        loose = closing - (sum(fences.values()) - closing)
        found = sorted(_closing_fences(masked) if loose > 0 else ())
        return sorted(start for _, start in found[: max(0, loose)])


def as_printed(word: str) -> str:
    """Return a word as pandoc prints it, with dashes and without the backslash of a bar."""
    return _DASHES.sub(_dash, word).replace("...", "…").replace("\\|", "|")


def _dash(match: re.Match[str]) -> str:
    long, rest = divmod(len(match.group()), 3)
    return "—" * long + ("", "-", "–")[rest]


def _closing_fences(masked: str) -> Iterator[tuple[int, int]]:
    """Yield a rank, 0 for the fence most likely to be printed, and the offset of each."""
    opened = list[int]()
    for match in _FENCE.finditer(masked):
        start = match.start("text")
        if match["name"]:
            opened.append(start)
        elif not opened:
            yield 0, start
        else:
            yield (1 if "<" in masked[opened.pop() : start] else 2), start


def _lines(tree: list[Node]) -> Iterator[tuple[str, str]]:
    """Yield the first two words of the lines of running text.

    A bar counts only in the first line of a paragraph, or at the head of several lines; the marker
    of a list only where another line continues the list.
    """
    for node in walk(tree):
        if node["t"] in ("Para", "Plain"):
            starts = list(_line_starts(node["c"]))
            firsts = [first for first, _ in starts]
            bars = firsts.count("|")
            meant = {"|"} if bars > 1 or (bars == 1 and firsts[0] == "|") else set[str]()
            meant |= {*_bullets(firsts, node["c"]), *_numbers(firsts)}
            yield from (start for start in starts if start[0] in meant or not _is_sign(start[0]))


def _is_sign(first: str) -> bool:
    return first == "|" or first in _BULLETS or _NUMBER.fullmatch(first) is not None


def _bullets(firsts: Sequence[str], inlines: Iterable[Node]) -> Iterator[str]:
    """Yield the signs that are bullets: of adjacent lines, or at the head of lines only.

    A sign that is within lines as well is a dash or an operator.
    """
    within = Counter(node["c"] for node in inlines if node["t"] == "Str")
    for sign in _BULLETS:
        in_a_row = (sign, sign) in pairwise(firsts)
        if in_a_row or 1 < firsts.count(sign) == within[sign]:
            yield sign


def _numbers(firsts: Iterable[str]) -> Iterator[str]:
    """Yield the numbers that continue a list: equal to the one before, or greater by one."""
    found = defaultdict[tuple[str, str], list[int]](list)
    for match in filter(None, map(_NUMBER.fullmatch, firsts)):
        found[match["open"], match["close"]].append(int(match["number"]))
    for (before, after), numbers in found.items():
        for one, another in pairwise(numbers):
            if another - one in (0, 1):
                yield from (f"{before}{one}{after}", f"{before}{another}{after}")


def _odd_classes(tree: list[Node]) -> Iterator[tuple[str, str]]:
    for node in walk(tree):
        if node["t"] == "Div":
            yield from ((":::", name) for name in node["c"][0][1] if name.startswith("{"))


def _line_starts(inlines: list[Node]) -> Iterator[tuple[str, str]]:
    padded = [*inlines, *_PADDING]
    for k in [0, *(k + 1 for k, node in enumerate(inlines) if node["t"] in _LINE_ENDS)]:
        first, space, second = padded[k : k + 3]
        words = space["t"] == "Space" and second["t"] == "Str"
        if first["t"] == "Str":
            yield first["c"], _plain(second["c"]) if words else ""


def _words_of(line: str) -> tuple[str, str]:
    if (odd := _ODD_BLOCK.fullmatch(line)) is not None:
        return ":::", odd["name"]
    first, *others = line.split()
    return as_printed(first), _plain(others[0]) if others else ""


def _plain(word: str) -> str:
    """Return a word that the tree has as written, an empty string if it may be mark-up."""
    return word if re.match(r"[\w{]", word) else ""


def _is_markup(match: re.Match[str]) -> bool:
    text, start = match.string, match.start("text")
    if _NOTHING_BEFORE.search(text, max(0, start - _FAR), start):
        return True
    is_item = _LIST.match(match["text"]) is not None
    return is_item and _LIST.match(text, _block_start(text, start)) is not None


def _is_verse(text: str, at: int) -> bool:
    """Check whether the lines around a bar begin with one: then they are verse or a table."""
    return _VERSE.match(text, _block_start(text, at)) is not None


def _block_start(text: str, at: int) -> int:
    """Return where the block of a line begins: after an empty line or the head of a block."""
    start = text.rfind("\n", 0, at) + 1
    for _ in range(_FAR if start else 0):
        before = text.rfind("\n", 0, start - 1) + 1
        line = text[before : start - 1]
        if not line.strip(" \t>") or _BEFORE_BLOCK.match(line):
            break
        start = before
        if not start:
            break
    return start
