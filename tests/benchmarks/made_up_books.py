"""Build books that somebody might have written, each another one, and let the collation judge them.

`.venv/bin/python tests/benchmarks/made_up_books.py 300 [SEED]`: the argument is seconds. A book is
made of what manuscripts hold (parts, long titles, notes of several series in all places, lists,
tables, verse, figures, formulas, citations, other scripts), in any mixture, and goes the whole way:
HTML, EPUB, PDF, pamphlet, collation. Nothing may be found: these books are without mistakes. What
fails is named by its seed; `made_up_books.py 0 SEED` writes that book to standard output.
"""

from __future__ import annotations

import random  # noqa: TID251 -- a book of its seed: the same for the same number
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from chapbook import pipeline
from chapbook.errors import ChapbookError
from chapbook.formats import formats_of
from chapbook.options import BuildOptions

FORMATS = formats_of("html,epub,pdf,pamphlet")
WORDS = (
    "mill river stone valley ford king winter harvest letter road bridge garden market church tower"
    " of the and in which was by his a to had been who they it with for from at not that as is were"
    " counted remembered carried written promised lent mended sold burnt found whole never twice"
    " well-kept half-timbered naïve façade Ærø Łódź œuvre St. Mr. 1790 1806 42 3rd o’clock don’t"
).split()
ODD = (
    "*weir*", "**sluice**", "***flood***", "`code_word`", "H~2~O", "x^2^",
    "[Small Caps]{.smallcaps}", "~~struck~~", "[lien]{lang=fr}", "$x^2 + y_1$",
    "“quoted words”", "‘single’", "—", "…", "&amp;",
    "[a link](https://example.org/a?b=c&d=e)", "<https://example.org/>", "Ελλάς", "*a **b** c*",
    "\\*", "1\\. ", "(a)", "§ 5", "50 %", "£3 10s.", "½", "a/b", "e-mail", "--", "---", "[sic]",
)  # fmt: skip
TRIMS = ("a5", "a6", "b5", "6x9", "5.5x8.5", "royal", "letter", "a4")
SERIES = {
    "source": "decimal", "gloss": "lower-alpha", "editor": "symbol", "variant": "lower-roman",
    "witness": "upper-alpha",
}  # fmt: skip
REFERENCE = (
    "  - {id: fern2020, type: book, title: Walls and What They Keep,"
    " author: [{family: Fern, given: Ada}], issued: {date-parts: [[2020]]}}"
)
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200" viewBox="0 0 300 200">'
    '<rect width="300" height="200" fill="#ddd"/>'
    '<path d="M10 190L150 20L290 190" stroke="#333"/></svg>'
)


class Author:
    """Somebody who writes one book, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        """Decide what the book is like."""
        self.chance = random.Random(seed)  # noqa: S311 -- a book, not a secret
        self.series = self.chance.sample(sorted(SERIES), self.chance.choice([0, 0, 1, 2, 3, 5]))
        self.labels: list[str] = []
        self.pending: list[str] = []
        self.targets: list[str] = []
        self.cites = self.chance.random() < 0.3
        self.notes = self.chance.choice([0.0, 0.01, 0.03, 0.08])
        self.oddness = self.chance.choice([0.0, 0.03, 0.1])

    def maybe(self, probability: float) -> bool:
        """Decide by chance."""
        return self.chance.random() < probability

    def words(self, least: int, most: int) -> str:
        """Return a phrase without anything in it."""
        return " ".join(self.chance.choices(WORDS, k=self.chance.randint(least, most)))

    def title(self) -> str:
        """Return a title of one word or of many."""
        text = self.words(1, self.chance.choice([2, 5, 12, 22]))
        return (text[0].upper() + text[1:]).rstrip(".")

    def sentence(self, *, calls: bool = True) -> str:
        """Return a sentence, with calls of notes where they are wanted."""
        found = []
        for word in self.words(4, 30).split():
            found.append(self.chance.choice(ODD) if self.maybe(self.oddness) else word)
            if calls and self.maybe(self.notes):
                found[-1] += self.call()
        text = " ".join(found)
        if self.targets and self.maybe(0.02):
            text += f" (see [{self.words(1, 3)}](#{self.chance.choice(self.targets)}))"
        if self.cites and calls and self.maybe(0.05):
            text += " [@fern2020, 12]"
        return text[0].upper() + text[1:] + self.chance.choice([".", ".", ".", "?", "!", ";", ":"])

    def call(self) -> str:
        """Call a new note, an older one, or write one in place."""
        if self.maybe(0.1):
            return f"^[{self.sentence(calls=False)}]"
        if self.labels and self.maybe(0.15):
            return f"[^{self.chance.choice(self.labels)}]"
        series = self.chance.choice(self.series) + ":" if self.series and self.maybe(0.7) else ""
        label = f"{series}n{len(self.labels)}"
        self.labels.append(label)
        self.pending.append(label)
        return f"[^{label}]"

    def paragraph(self, *, calls: bool = True) -> str:
        """Return a paragraph of one sentence or of many."""
        count = self.chance.choice([1, 1, 2, 4, 8, 20])
        return " ".join(self.sentence(calls=calls) for _ in range(count))

    def block(self) -> str:
        """Return a block of any kind; most are paragraphs."""
        if self.maybe(0.65):
            return self.paragraph()
        kinds: list[Callable[[], str]] = [
            self.items, self.numbers, self.terms, self.quotation, self.verse, self.table,
            self.figure,
            lambda: "```text\n" + self.words(3, 9) + "\n    " + self.words(1, 5) + "\n```",
            lambda: "$$\\sum_{i=1}^{n} i = \\frac{n(n+1)}{2}$$", lambda: "* * *",
            lambda: f"::: {{.letter}}\n{self.paragraph()}\n\n{self.paragraph()}\n:::",
        ]  # fmt: skip
        return self.chance.choice(kinds)()

    def items(self) -> str:
        """Return a list, perhaps with lists in it."""
        lines = []
        loose = "\n" if self.maybe(0.3) else ""
        for _ in range(self.chance.randint(1, 7)):
            lines.append(f"- {self.sentence()}{loose}")
            if self.maybe(0.2):
                lines += [f"    - {self.sentence()}" for _ in range(2)]
        return "\n".join(lines)

    def numbers(self) -> str:
        """Return a numbered list."""
        mark = self.chance.choice(["1.", "(1)", "a.", "iv.", "7."])
        return "\n".join(f"{mark}  {self.sentence()}" for _ in range(self.chance.randint(2, 12)))

    def terms(self) -> str:
        """Return a list of definitions."""
        return "\n\n".join(f"{self.title()}\n:   {self.sentence()}" for _ in range(3))

    def quotation(self) -> str:
        """Return a quotation of one paragraph or more."""
        lines = [self.paragraph() for _ in range(self.chance.randint(1, 3))]
        return "\n>\n".join(f"> {line}" for line in lines)

    def verse(self) -> str:
        """Return lines of verse."""
        return "\n".join(
            f"| {' ' * self.chance.choice([0, 0, 4])}{self.words(3, 8)}"
            + (self.call() if self.maybe(self.notes) else "")
            for _ in range(self.chance.randint(2, 14))
        )

    def table(self) -> str:
        """Return a table, perhaps with a caption."""
        wide, high = self.chance.randint(2, 5), self.chance.choice([1, 3, 8, 40])
        rows = [" | ".join(self.words(1, 3) for _ in range(wide)) for _ in range(high + 1)]
        if self.maybe(0.3):
            rows[-1] += self.call()
        caption = f"\n\n: {self.sentence()}" if self.maybe(0.6) else ""
        head, *body = (f"| {row} |" for row in rows)
        return "\n".join([head, "|" + "---|" * wide, *body]) + caption

    def figure(self) -> str:
        """Return a picture with a caption."""
        return f"![{self.sentence()}](hill.svg)"

    def chapter(self, level: int, marks: str = "") -> str:
        """Return a heading, what is under it, and the notes that were called in it."""
        name = f"place-{len(self.targets)}"
        self.targets.append(name)
        call = self.call() if self.maybe(self.notes) else ""
        parts = [f"{'#' * level} {self.title()}{call} {{#{name}{marks}}}"]
        parts += [self.block() for _ in range(self.chance.choice([1, 2, 5, 12]))]
        while self.pending:
            parts.append(self.note())
        return "\n\n".join(parts)

    def note(self) -> str:
        """Return the definition of the note that waits longest."""
        label = self.pending.pop(0)
        body = " ".join(self.sentence(calls=False) for _ in range(self.chance.choice([1, 1, 2, 3])))
        if self.maybe(0.02):
            body += " " + self.paragraph(calls=False)
        if self.maybe(0.1):
            body += f"\n\n    {self.paragraph(calls=False)}"
        if self.maybe(0.05):
            body += f"\n\n    > {self.sentence(calls=False)}"
        return f"[^{label}]: {body}"

    def book(self) -> str:
        """Return the manuscript."""
        parts = []
        if self.maybe(0.2):
            parts.append(
                f"# Dedication {{.frontmatter .dedication}}\n\n{self.sentence(calls=False)}"
            )
        if self.maybe(0.3):
            parts.append(self.chapter(1, " .frontmatter"))
        in_parts = self.maybe(0.2)
        for number in range(self.chance.choice([1, 2, 2, 4, 8])):
            if in_parts and number % 3 == 0:
                parts.append(f"# {self.title()} {{.part}}")
            parts.append(self.chapter(1))
            sections = range(self.chance.choice([0, 0, 2, 4]))
            parts += [self.chapter(self.chance.choice([2, 2, 3])) for _ in sections]
        if self.maybe(0.2):
            parts.append(self.chapter(1, " .backmatter"))
        if self.cites and self.maybe(0.5):
            parts.append("# Works {.backmatter}\n\n::: {#refs}\n:::")
        return f"---\n{self.front()}---\n\n" + "\n\n".join(parts) + "\n"

    def front(self) -> str:
        """Return the front matter."""
        lines = [f'title: "{self.title()}"']
        if self.maybe(0.5):
            lines.append(f'subtitle: "{self.title()}"')
        if self.maybe(0.9):
            lines.append("author: [Ada Fern" + (", Bo Lindqvist" if self.maybe(0.3) else "") + "]")
        lines.append(f"lang: {self.chance.choice(['en', 'en-GB', 'en', 'de', 'fr', 'es'])}")
        lines += ["date: 2024-03-05"] * self.maybe(0.7) + ["publisher: The Shed"] * self.maybe(0.5)
        if self.series:
            restarts = ("never", "chapter", "part")
            lines.append("notes:")
            lines += [
                f"  {name}: {{marker: {SERIES[name]}, restart: {self.chance.choice(restarts)}}}"
                for name in self.series
            ]
        style = self.chance.choice(["classic", "classic", "modern", "large"])
        lines.append(f"print: {{style: {style}, trim: {self.chance.choice(TRIMS)}}}")
        if self.cites:
            lines += ["references:", REFERENCE]
        return "".join(f"{line}\n" for line in lines)


def fault(seed: int) -> str:
    """Build the book of a seed; give what is wrong, or nothing."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "hill.svg").write_text(PICTURE)
        (folder / "book.md").write_text(Author(seed).book(), encoding="utf-8")
        options = BuildOptions(folder / "book.md", "book.md", FORMATS, folder / "out")
        try:
            outcome = pipeline.build(options, lambda _stage: None)
        except ChapbookError as error:
            report = folder / "out" / "rejected" / "collation.json"
            kept = report.read_text(encoding="utf-8") if report.exists() else ""
            return f"{type(error).__name__}: {error}\n{findings(kept)}"
        except Exception:  # noqa: BLE001 -- whatever it is, it is what we look for
            return traceback.format_exc()
    return "".join(f"{one}\n" for one in outcome.diagnostics if one.severity.value == "error")


def findings(report: str) -> str:
    """Return the lines of a report on which the editions differ."""
    return "\n".join(line for line in report.splitlines() if '"message"' in line)[:3000]


def main(seconds: float, seed: int) -> int:
    """Build books until the time is over; give the number of faults."""
    end, faults, first = time.monotonic() + seconds, 0, seed
    while time.monotonic() < end:
        wrong = fault(seed)
        if wrong:
            faults += 1
            sys.stdout.write(f"--- seed {seed}\n{wrong}\n")
            sys.stdout.flush()
        seed += 1
    sys.stdout.write(f"{seed - first} books from seed {first}, {faults} faults\n")
    return faults


if __name__ == "__main__":
    if sys.argv[1] == "0":
        sys.stdout.write(Author(int(sys.argv[2])).book())
        sys.exit(0)
    sys.exit(min(main(float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0), 1))
