"""Does twice the text take less than three times the work? Asked of every stage of ours.

`.venv/bin/python tests/benchmarks/doubling.py [TIMES] [NAME…]` builds manuscripts of one kind of
content, a size and twice that size, and prints for each stage the seconds of a processor that this
process took: programs of others (pandoc, WeasyPrint) are not counted. The sizes are multiplied by
TIMES, a whole number. It ends with 1 where a stage that took more than a blink took three times as
long, or longer.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from chapbook import pipeline
from chapbook.errors import ChapbookError
from chapbook.formats import formats_of
from chapbook.model.editions.output import Format
from chapbook.options import BuildOptions
from chapbook.policy import Limits, Policy
from unit.render.epub_sample import PIXEL

# Below so many seconds a stage is too short to be measured.
_BLINK = 0.25
_MOST = 3.0
# How often a pair in which a stage looks too slow is measured again.
_AGAIN = 3
_LARGE = 10**9
_POLICY = Policy(
    Limits(
        manuscript_bytes=_LARGE, front_matter_bytes=_LARGE, notes=_LARGE, note_calls=_LARGE,
        headings=_LARGE, pictures=_LARGE, pandoc_seconds=600,
    )
)  # fmt: skip


def _lines(form: str, *, apart: str = "\n\n") -> Callable[[int], str]:
    return lambda size: apart.join(form.format(n=n) for n in range(size))


def _notes(size: int) -> str:
    calls = "\n\n".join(f"Word {n} here.[^n{n}]" for n in range(size))
    return calls + "\n\n" + "\n\n".join(f"[^n{n}]: Note {n} there." for n in range(size))


def _repeated(size: int) -> str:
    return " ".join(f"word {n}[^x]" for n in range(size)) + "\n\n[^x]: The note.\n"


def _table(size: int) -> str:
    return (
        "| a | b |\n|---|---|\n"
        + "\n".join(f"| {n}[^x] | b |" for n in range(size))
        + "\n\n[^x]: N"
    )


def _crowded(size: int) -> str:
    return " ".join(f"Word.^[A note {n}.]" for n in range(size))


def _in_terms(size: int) -> str:
    term = "Term" + "".join(f"^[note {n}]" for n in range(size))
    return f"{term}\n:   What it means.^[Another.]"


def _in_cell(size: int) -> str:
    return "| a | b |\n|---|---|\n| " + " ".join(f"w^[{n}]" for n in range(size)) + " | b |"


def _linked(size: int) -> str:
    return "\n\n".join(
        f"# Heading {n} {{#h{n}}}\n\nTo [it](#h{(n * 7) % size})." for n in range(size)
    )


# Kind of content, and the smaller size of the two.
KINDS: dict[str, tuple[Callable[[int], str], int]] = {
    "prose": (_lines("Words number {n} of a paragraph that goes on for a while and ends."), 6000),
    "notes": (_notes, 1500),
    "inline notes": (_lines("Word.^[A note {n}.]"), 1500),
    "notes of one block": (_crowded, 1500),
    "notes of one item": (lambda size: "- " + _crowded(size) + "\n- b", 1500),
    "notes of one term": (_in_terms, 1500),
    "notes of one cell": (_in_cell, 1500),
    "calls of one note": (_repeated, 1500),
    "undefined notes": (_lines("Word.[^label{n}]"), 1500),
    "unused notes": (_lines("[^label{n}]: Nobody calls it."), 1500),
    "same paragraphs": (lambda size: "\n\n".join(["Word."] * size), 3000),
    "same headings": (lambda size: "\n\n".join(["# Word\n\nText."] * size), 1000),
    "same sections": (lambda size: "# A\n\n" + "\n\n".join(["## Word\n\nText."] * size), 1000),
    "headings with links": (_linked, 1000),
    "dangling links": (_lines("# Heading {n}\n\nTo [nothing](#headinq-{n})."), 800),
    "unsafe links": (_lines("A [link](javascript:x{n}())."), 1500),
    "relative links": (_lines("A [link](other{n}.html)."), 1500),
    "dropped attributes": (_lines("A [span]{{onclick='x{n}()'}}."), 1500),
    "raw HTML": (_lines("<p>Raw <b onclick='x{n}()'>text</b></p>"), 1500),
    "raw TeX": (_lines("Raw \\cmd{{{n}}} here."), 1500),
    "duplicate identifiers": (_lines("[a]{{#i{n}}} [b]{{#i{n}}}"), 1000),
    "missing pictures": (_lines("![Alt](missing{n}.png)"), 1000),
    "one picture": (_lines("![Alt {n}](dot.png)"), 1000),
    "links": (_lines("A [link {n}](https://example.org/{n})."), 1500),
    "table": (_table, 2000),
    "list": (_lines("- item {n}", apart="\n"), 4000),
    "code": (_lines("```\ncode {n}\n```"), 2000),
    "formulas": (_lines("With $x_{{{n}}}$ in it."), 1500),
    "languages": (_lines("[mot {n}]{{lang=fr}}"), 2000),
    "emphasis": (_lines("*word {n}* **and**", apart=" "), 6000),
    "lines": (_lines("| line {n}", apart="\n"), 3000),
    "definitions": (_lines("Term {n}\n:   What it means."), 1500),
    "comments": (_lines("<!-- comment {n} --> text"), 1500),
    "open comments": (_lines("text <!-- {n}"), 300),
    "spans in a line": (_lines("[w{n}]{{.c}}", apart=" "), 3000),
    "unknown keys": (lambda _size: "", 1500),
}


def _manuscript(kind: str, size: int) -> str:
    more = "".join(f"unknown{n}: x\n" for n in range(size)) if kind == "unknown keys" else ""
    return (
        f"---\ntitle: Doubling\ncover: dot.png\n{more}---\n\n{KINDS[kind][0](size)}\n\nThe end.\n"
    )


def _measured(text: str, formats: tuple[Format, ...]) -> dict[str, float]:
    """Return the seconds of this process by stage."""
    marks: list[tuple[str, float]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "dot.png").write_bytes(PIXEL)
        (folder / "book.md").write_text(text, encoding="utf-8")
        options = BuildOptions(
            folder / "book.md", "book.md", formats, folder / "out", policy=_POLICY
        )
        try:
            pipeline.build(options, lambda stage: marks.append((stage, time.process_time())))
        except ChapbookError as error:
            sys.stdout.write(f"    ({error.message[:90]})\n")
        marks.append(("", time.process_time()))
    return {stage: after - start for (stage, start), (_, after) in pairwise(marks)}


def _least(one: dict[str, float], other: dict[str, float]) -> dict[str, float]:
    return {stage: min(seconds, other.get(stage, seconds)) for stage, seconds in one.items()}


def _over(pair: tuple[dict[str, float], dict[str, float]]) -> Iterator[str]:
    once, twice = pair
    for stage, seconds in twice.items():
        if seconds > _BLINK and seconds >= _MOST * max(once.get(stage, 0.0), 0.001):
            yield stage


def _pair(kind: str, times: int) -> tuple[dict[str, float], dict[str, float]]:
    """Measure a size and its double, again and the least of it while a stage looks too slow.

    What a stage takes beside its own work (a collection of garbage, a stage that runs beside it)
    only ever adds; what is left in every run is its own.
    """
    size, formats = KINDS[kind][1] * times, formats_of("html,epub")

    def measured() -> tuple[dict[str, float], dict[str, float]]:
        once, twice = (_measured(_manuscript(kind, n), formats) for n in (size, 2 * size))
        return once, twice

    pair = measured()
    for _ in range(_AGAIN):
        if not any(_over(pair)):
            break
        more = measured()
        pair = _least(pair[0], more[0]), _least(pair[1], more[1])
    return pair


def _slow(kind: str, times: int) -> Iterator[str]:
    once, twice = pair = _pair(kind, times)
    bad = set(_over(pair))
    for stage, seconds in twice.items():
        if seconds > _BLINK:
            ratio = seconds / max(once.get(stage, 0.0), 0.001)
            mark = "  <-- three times, or more" if stage in bad else ""
            told = f"{once.get(stage, 0):6.2f} {seconds:6.2f} {ratio:5.2f}{mark}"
            sys.stdout.write(f"  {kind:22} {stage:14} {told}\n")
    sys.stdout.flush()
    yield from (f"{kind}: {stage}" for stage in twice if stage in bad)


def main(words: Sequence[str]) -> int:
    """Measure; give the number of stages whose work grows faster than it may."""
    times = int(words[0]) if words and words[0].isdigit() else 1
    kinds = [word for word in words if not word.isdigit()] or list(KINDS)
    _measured(_manuscript("prose", 1), formats_of("html,epub"))  # what is made once is made now
    slow = [one for kind in kinds for one in _slow(kind, times)]
    sys.stdout.write(f"{len(slow)} too slow: {', '.join(slow)}\n" if slow else "all well\n")
    return len(slow)


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
