"""How to print and fold: the steps of each scheme, each with a drawing of the project's own.

For the download page, for a first sheet before the others, and for the picture in the README.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from chapbook.model.editions.imposition import ImpositionSummary, Size
from chapbook.model.editions.output import PdfRendition
from chapbook.model.words.folding_words import FoldingWords
from chapbook.model.words.folding_words_by_language import folding_words
from chapbook.render.pdf.content import font_resources
from chapbook.render.templating import fill
from chapbook.resources import styles_folder
from chapbook.tools.fonts.choosing import select_fonts

# Inner leaves of fewer sheets do not protrude so far that anyone would cut them.
_WORTH_TRIMMING = 4
# The sentences of a step that has no drawing of its own name.
_DRAWINGS = {
    "print-short": "print",
    "print-long": "print",
    "print-one-side": "print",
    "fold-one": "fold",
    "bundle": "fold",
}


@dataclass(frozen=True, slots=True)
class FoldingStep:
    """A step: its drawing (SVG) and what to do."""

    drawing: Markup
    words: str


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    paper: str


def print_and_fold(jobs: Sequence[ImpositionSummary], language: str) -> Markup:
    """Make the section of a web page that explains how to print and fold these files.

    `jobs` are files of one scheme and flip, on different papers. The page brings
    `styles/folding.css`; its `lang` names its language.
    """
    words = folding_words(language)
    files = [_File(job.file, _paper(job, words)) for job in jobs]
    return Markup(  # noqa: S704 -- a filled template, escaped by Jinja2
        fill("folding/section.html", words=words, files=files, steps=tuple(steps(jobs[0], words)))
    )


def first_sheet(job: ImpositionSummary, sheet: Size, language: str) -> PdfRendition:
    """Make the instructions as a sheet to be printed before the others, `sheet` being its size.

    Words on its back show whether the printer flips the sheets on the correct edge.
    """
    words = folding_words(language)
    document = fill(
        "folding/first-sheet.xhtml",
        words=words,
        file=job.file,
        paper=_paper(job, words),
        steps=tuple(steps(job, words, on_first_sheet=True, style=drawing_style())),
        both_sides=job.both_sides,
        landscape=job.landscape,
        turned=job.backs_turned,
    )
    fonts = select_fonts(document, code=False, language=words.language)
    size = f"@page {{ size: {sheet.width:.3f}pt {sheet.height:.3f}pt }}"
    back = f".first-sheet-back {{ width: {sheet.width:.3f}pt; height: {sheet.height:.3f}pt }}"
    style = (styles_folder() / "first-sheet.css").read_text(encoding="utf-8")
    return PdfRendition(
        document=document,
        styles=(("faces", fonts.css), ("size", size + back), ("first-sheet.css", style)),
        resources=tuple(font_resources(fonts)),
        xmp="",
        notes=(),
    )


def steps(
    job: ImpositionSummary, words: FoldingWords, *, on_first_sheet: bool = False, style: str = ""
) -> Iterator[FoldingStep]:
    """Yield the steps for a file; with `on_first_sheet`, as they are in that file itself.

    `style` goes into each drawing, where no style sheet reaches it.
    """
    sizes = sorted(set(job.signatures), reverse=True)
    facts = {
        "sheets": words.count(job.sheets),
        "bundles": len(job.signatures),
        "sizes": f" {words.and_} ".join(map(str, sizes)),
    }
    for name in _names(job, on_first_sheet=on_first_sheet):
        sentence = words.steps[name].format(**facts)
        yield FoldingStep(_drawing(job, _DRAWINGS.get(name, name), sentence, style), sentence)


def folding_style() -> str:
    """Return the style sheet of the section and of its drawings."""
    return (styles_folder() / "folding.css").read_text(encoding="utf-8")


def drawing_style() -> str:
    """Return the looks of drawings alone: no selector in a drawing applies to anything else."""
    return "\n".join(line for line in folding_style().splitlines() if line.startswith(".drawing "))


def _names(job: ImpositionSummary, *, on_first_sheet: bool) -> Iterator[str]:
    """Name the steps, in order."""
    if job.both_sides:
        yield f"print-{job.flip.value}"
        yield "test-first" if on_first_sheet else "test"
    else:
        yield "print-one-side"
    yield from _BINDING[job.scheme](job)


def _saddle(job: ImpositionSummary) -> Iterator[str]:
    if len(job.signatures) > 1:
        yield from ("bundle", "gather", "sew")
        return
    if job.sheets == 1:
        yield "fold-one"
        return
    yield from ("knock", "fold", "staple")
    if job.sheets >= _WORTH_TRIMMING:
        yield "trim"


def _cut_stack(_: ImpositionSummary) -> Iterator[str]:
    yield from ("cut", "pile", "edge")


def _quarto(job: ImpositionSummary) -> Iterator[str]:
    yield "across"
    if job.sheets > 1:
        yield "nest"
    yield from ("gather", "sew") if len(job.signatures) > 1 else ("staple",)
    yield "slit"


def _zine(_: ImpositionSummary) -> Iterator[str]:
    yield from ("creases", "push", "wrap")


_BINDING = {
    "saddle": _saddle,
    "signatures": _saddle,
    "cut-stack": _cut_stack,
    "quarto": _quarto,
    "zine": _zine,
}


def _drawing(job: ImpositionSummary, name: str, alt: str, style: str) -> Markup:
    return Markup(  # noqa: S704 -- a filled template, escaped by Jinja2
        fill(
            f"folding/{name}.svg",
            alt=alt,
            style=style,
            mirrored=job.right_to_left,
            landscape=job.landscape,
            flip=job.flip.value,
            both_sides=job.both_sides,
        )
    )


def _paper(job: ImpositionSummary, words: FoldingWords) -> str:
    paper = job.paper.upper() if job.paper[1:].isdigit() else job.paper
    return words.of_paper.format(sheets=words.count(job.sheets), paper=paper)
