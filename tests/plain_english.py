"""Find forbidden words and long sentences in the documents of the project.

Run it by hand to list what it finds:  .venv/bin/python tests/plain_english.py
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from documents import PAGES, ROOT, name_of, sentences

LONGEST = 25
"""The most words that a sentence of a document may have."""

FORBIDDEN_WORDS = {
    r"anew": "again",
    r"asks? for|asked for|asked of": "require, request",
    r"enem(?:y|ies)|strangers?": "hostile, untrusted",
    r"(?:held|holds?) (?:\w+ ){0,4}against": "check against, compare with",
    r"houses?": "printer",
    r"judg(?:es?|ed|ing)": "validator, check",
    r"kin": "and the like",
    r"lest|hither|thither|whither|wherein|whereof|thereof|thence|whence": "here, where, of which",
    r"mend(?:s|ed|ing)?": "fix, correct",
    r"otherwise than": "differently from",
    r"stands?|stood": "be, appear",
    r"told|said|spoken": "report, print",
    r"unasked": "by default",
    r"upon": "on",
    r"witness(?:es)?": "copy",
    r"workshops?": "temporary folder",
}
"""Words that documents must not have, as regular expressions, and what to write instead."""

FORBIDDEN_FIRST_WORDS = {r"Gives?": "Return", r"Says?|Tells?": "Return, Report, Describe"}
"""Words that docstrings must not begin with, and what to write instead."""


def faults_of_page(text: str) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with a page of Markdown, with the line of its paragraph."""
    for line, sentence in sentences(text):
        count = sum(any(map(str.isalnum, word)) or "␣" in word for word in sentence.split())
        if count > LONGEST:
            yield line, f"a sentence of {count} words: {sentence}"
        for words, instead in FORBIDDEN_WORDS.items():
            for match in re.finditer(rf"\b(?:{words})\b", sentence, re.IGNORECASE):
                yield line, f"“{match[0]}” (write: {instead}): {sentence}"


def faults_of_module(text: str) -> Iterator[tuple[int, str]]:
    """Yield the docstrings of a Python module that begin with a forbidden word."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        first = (ast.get_docstring(node) or "").partition("\n")[0]
        for words, instead in FORBIDDEN_FIRST_WORDS.items():
            if re.match(rf"(?:{words})\b", first):
                yield getattr(node, "lineno", 1), f"begin with {instead}: {first}"


def modules() -> list[Path]:
    """Return all Python files of the package and of the tests."""
    found = [*(ROOT / "scripts").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    return sorted(path for path in found if "node_modules" not in path.parts)


def faults() -> Iterable[str]:
    """Yield a line for everything that is found in the repository."""
    for paths, look in ((PAGES, faults_of_page), (modules(), faults_of_module)):
        for path in paths:
            for line, fault in look(path.read_text(encoding="utf-8")):
                yield f"{name_of(path)}:{line}: {fault}"


if __name__ == "__main__":
    found = list(faults())
    sys.stdout.writelines(f"{one}\n" for one in found)
    sys.exit(bool(found))
