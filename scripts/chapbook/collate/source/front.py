"""The text of a manuscript without its metadata; lines and columns stay what they are."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

_CLOSING = ("---", "...")
_KEY = re.compile(r"\s*[\w-]+[ \t]*:(?:\s|$)")
_TITLE = re.compile(r"^[\"']?title[\"']?[ \t]*:[ \t]*(?:\S|\n[ \t]+\S)", re.MULTILINE)
_ABSTRACT = re.compile(r"^[\"']?abstract[\"']?[ \t]*:", re.MULTILINE)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_FIELDS = 3


@dataclass(frozen=True, slots=True)
class Front:
    """What is known of the front matter: whether it has a title, and its abstract."""

    has_title: bool
    abstract: str = ""


def cut_off(text: str) -> tuple[Front, str]:
    """Return what is known of the front matter, and the text with all metadata blanked.

    A later block of metadata is not text either: the builder leaves it out with a warning.
    """
    lines = text.split("\n")
    end = _end_of_front(lines)
    front = "\n".join(lines[:end])
    lines[:end] = [""] * end
    for start, stop in _later_blocks(lines, end):
        lines[start:stop] = [""] * (stop - start)
    has_title = _TITLE.search(front) is not None or front.startswith("% ")
    return Front(has_title, _abstract(front)), "\n".join(lines)


def _abstract(front: str) -> str:
    if not _ABSTRACT.search(front):
        return ""
    text = front.strip().rstrip("-.").expandtabs(4)  # as pandoc reads a tab
    try:  # values as they are in the file
        loaded: object = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506
    except yaml.YAMLError:
        return ""
    found = loaded.get("abstract") if isinstance(loaded, dict) else None
    return found if isinstance(found, str) else ""


def _end_of_front(lines: list[str]) -> int:
    """Return how many lines the front matter has, 0 if there is none."""
    first = next((rank for rank, line in enumerate(lines) if line.strip(" \t")), len(lines))
    if first < len(lines) and lines[first].rstrip(" \t") == "---":
        after = next((line for line in lines[first + 1 :] if line.strip()), "")
        if lines[first + 1 : first + 2] == [after] or _KEY.match(after):
            return _end(lines, first + 1) or 0
    return _end_of_title_block(lines) if lines[0].startswith("%") else 0


def _end(lines: list[str], start: int) -> int | None:
    """Return the number of the line after the one that closes a block of metadata."""
    ranks = range(start, len(lines))
    return next((rank + 1 for rank in ranks if lines[rank].rstrip(" \t") in _CLOSING), None)


def _end_of_title_block(lines: list[str]) -> int:
    """Return how many lines a block of `% title`, `% authors`, `% date` has."""
    fields = 0
    for rank, line in enumerate(lines):
        fields += line.startswith("%")
        goes_on = line[:1] in (" ", "\t") and line.strip()
        if fields > _FIELDS or not (line.startswith("%") or goes_on):
            return rank
    return len(lines)


def _later_blocks(lines: list[str], start: int) -> list[tuple[int, int]]:
    """Find blocks of metadata in the text: a rule, a key in the next line, and a closing rule."""
    found: list[tuple[int, int]] = []
    fence, done, closed = "", start, True
    for rank in range(start, len(lines) - 1):
        line = lines[rank]
        marks = _FENCE.match(line)
        if marks is not None and (not fence or (line.strip().startswith(fence))):
            fence = "" if fence else marks[1]
        opens = line.rstrip(" \t") == "---" and rank >= done and not fence and closed
        if opens and not lines[rank - 1].strip() and _KEY.match(lines[rank + 1]):
            end = _end(lines, rank + 1)
            closed = end is not None
            if end is not None:
                found.append((rank, end))
                done = end
    return found
