"""The words of a PDF as they are drawn, with their places: for tests of the layout of a page."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from building import CHAPBOOK


@dataclass(frozen=True)
class Word:
    """Letters between white space; places in points from the lower left corner of the page."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def size(self) -> float:
        """The height of its box."""
        return self.top - self.bottom


def pages_of(pdf: Path) -> list[list[Word]]:
    """Return the words of each page, in the order in which they are drawn."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [list(_words(page)) for page in document]
    finally:
        document.close()


def rows_of(words: list[Word]) -> list[str]:
    """Return the lines of a page from its head, each with its words from left to right."""
    rows: dict[float, list[Word]] = {}
    for word in words:
        base = next((one for one in rows if abs(one - word.bottom) < 3), word.bottom)
        rows.setdefault(base, []).append(word)
    return [
        " ".join(word.text for word in sorted(rows[base], key=lambda word: word.left))
        for base in sorted(rows, reverse=True)
    ]


def _words(page: pypdfium2.PdfPage) -> Iterator[Word]:
    text = page.get_textpage()
    boxes: list[tuple[float, ...]] = []
    letters = ""
    for index in range(text.count_chars()):
        letter = text.get_text_range(index, 1)
        box = text.get_charbox(index, loose=True)
        apart = bool(boxes) and (abs(box[1] - boxes[-1][1]) > 1 or box[0] - boxes[-1][2] > 3)
        if letters and (not letter.strip() or apart):
            yield _word(letters, boxes)
            letters, boxes = "", []
        if letter.strip():
            letters += letter
            boxes.append(box)
    if letters:
        yield _word(letters, boxes)


def _word(letters: str, boxes: list[tuple[float, ...]]) -> Word:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return Word(letters, min(lefts), max(rights), min(bottoms), max(tops))


def print_book(folder: Path, body: str, front: str = "", *arguments: str) -> tuple[Path, str]:
    """Build the PDF of a manuscript of one chapter; return it with what the program said."""
    manuscript, output = folder / "book.md", folder / "out"
    head = f"---\ntitle: A Book\nauthor: Ann Example\nlang: en-GB\n{front}\n---\n"
    text = body if body.lstrip().startswith("# ") else f"# One\n\n{body}"
    manuscript.write_text(f"{head}\n{text}", encoding="utf-8")
    command = [CHAPBOOK, "build", manuscript, "--format", "pdf", "--output", output]
    # What is tested is how it looks; whether it agrees with other editions is tested elsewhere.
    command += ["--no-collate", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    return output / "a-book.pdf", said
