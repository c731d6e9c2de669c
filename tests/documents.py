"""The pages of the repository that people read, and their words without code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Markdown below these is input of tests, or belongs to other projects.
_NO_DOCUMENTS = {"node_modules", "diagnostics", "cases", "manuscripts", "attacks"}
PAGES = (
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    *sorted(
        path
        for folder in (".github", "build", "scripts", "styles", "tests")
        for path in (ROOT / folder).rglob("*.md")
        if not _NO_DOCUMENTS & set(path.relative_to(ROOT).parts)
    ),
)
_BLOCKS = re.compile(
    r"""^(?P<fence>```+).*?^(?P=fence)$  # a fenced block
    | (?<=\n\n)(?:\ {4}[^\n]*\n)+       # an indented one
    | <!--.*?-->""",
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)
_BEGINNING = re.compile(r"^(?:#+ |[-*+] |\d+\. |\|)")
_CELL_END = re.compile(r"(?<!\\)\|")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)")
# A sentence may begin with pandoc, which has a small letter, as it may with a sign.
_SENTENCE_END = re.compile(r"(?<=[.!?…])(?<!\bp\.)[)”’*]*\s+(?=[^a-z\s]|pandoc\b)")
_IN_LINE = re.compile(r"(?P<ticks>`+)(?:(?!\n\n).)+?(?P=ticks)", re.DOTALL)


def name_of(page: Path) -> str:
    """Return the path of a page in the repository, as the identifier of a test."""
    return str(page.relative_to(ROOT))


def without_blocks(text: str) -> str:
    """Take blocks of code and comments out of Markdown; lines keep their numbers."""
    return _BLOCKS.sub(_blank, text)


def without_code(text: str) -> str:
    """Take all code out of Markdown, with the sign ␣ in its place; lines keep their numbers."""
    return _IN_LINE.sub(_blank, without_blocks(text))


def _blank(code: re.Match[str]) -> str:
    return "␣" + "\n" * code[0].count("\n")


def blocks(text: str) -> Iterator[tuple[int, str]]:
    """Yield the blocks of Markdown that hold prose, each with the number of its first line.

    A block is a paragraph, a heading, an item of a list or a cell of a table, on one line.
    """
    start, words = 0, ""
    for number, line in enumerate([*without_code(text).splitlines(), ""], 1):
        bare = line.strip().removeprefix(">").strip()
        begins = bool(_BEGINNING.match(bare))
        if words and (begins or not bare):
            yield start, words
            words = ""
        if bare.startswith("|"):
            yield from ((number, cell.strip()) for cell in _CELL_END.split(bare) if cell.strip())
            continue
        start = start if words else number
        words = f"{words} {_BEGINNING.sub('', bare)}".strip()
        if bare.startswith("#"):
            yield start, words
            words = ""


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yield the sentences of Markdown, each with the number of the first line of its block."""
    for number, words in blocks(text):
        bare = _LINK.sub(r"\1", words).replace("**", "")
        yield from ((number, one) for one in _SENTENCE_END.split(bare) if one)
