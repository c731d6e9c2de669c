"""The pages of the repository that people read, and their words without code."""

from __future__ import annotations

import re
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
        if not _NO_DOCUMENTS & set(path.parts)
    ),
)
_BLOCKS = re.compile(
    r"""^(?P<fence>```+).*?^(?P=fence)$  # a fenced block
    | (?<=\n\n)(?:\ {4}[^\n]*\n)+       # an indented one
    | <!--.*?-->""",
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)
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
