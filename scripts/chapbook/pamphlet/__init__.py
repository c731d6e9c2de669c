"""The pamphlet: pages laid out for the paper and imposed on it, with instructions.

Its pages are a share of the sheet, half of it where it is saddle stitched, so each paper has a
layout of its own: on letter paper the text is set for half a letter, not an A5 page made smaller.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

from chapbook.errors import TooManySheets
from chapbook.impose import impose
from chapbook.impose.schemes import page_of, scheme_named
from chapbook.model.diagnostics import Diagnostic
from chapbook.model.editions.imposition import (
    MOST_NESTED,
    Fit,
    ImpositionOptions,
    ImpositionSummary,
    PamphletOptions,
)
from chapbook.model.editions.output import FinishedFile
from chapbook.model.manuscript import Manuscript
from chapbook.package.pdf import package_pdf
from chapbook.pamphlet.fit import PROCESSES, fitted
from chapbook.pamphlet.sheets import with_instructions
from chapbook.policy import in_this_context
from chapbook.render.pdf.edition import PdfPages, compose_pdf, render_pamphlet
from chapbook.render.text.fragments import Fragments

STAPLED, SEWN = "saddle", "signatures"
"""The schemes of a pamphlet for which none was named: pages of both have the same size."""

Stage = Callable[[str], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True)
class PamphletPages:
    """The pages of a pamphlet for one paper."""

    paper: str
    pages: PdfPages


def compose_pamphlets(
    manuscript: Manuscript, fragments: Fragments, options: PamphletOptions
) -> tuple[tuple[PamphletPages, ...], tuple[Diagnostic, ...]]:
    """Make the pages for each paper. The diagnostics are those of `compose_pdf`, reported once.

    Raises UsageError for an unknown scheme or paper.
    """
    scheme = scheme_named(options.scheme or STAPLED)
    made: list[PamphletPages] = []
    findings: list[Diagnostic] = []
    for paper in options.papers:
        settings = replace(manuscript.metadata.print, trim=page_of(scheme, paper))
        metadata = replace(manuscript.metadata, print=settings)
        book = replace(manuscript, metadata=metadata)
        pages, faults = compose_pdf(book, fragments, as_pamphlet=True)
        made.append(PamphletPages(paper, pages))
        findings.extend(fault for fault in faults if fault not in findings)
    return tuple(made), tuple(findings)


def make_pamphlets(
    composed: tuple[PamphletPages, ...], options: PamphletOptions, folder: Path, stage: Stage
) -> tuple[tuple[FinishedFile, ...], tuple[ImpositionSummary, ...]]:
    """Lay out, impose and write `SLUG-pamphlet-PAPER.pdf` for each paper into `folder`.

    A scheme other than the saddle stitch is named in the file name too. Raises UsageError where
    the pages cannot be imposed so, ProgramFailed or EditionFailed where a layout fails.
    """
    with stage("package pamphlet"):
        books = _fitted(composed, options, folder) if options.fit else _laid_out(composed, folder)
    with stage("impose"):
        made = [
            _imposed(pages, book, options, folder)
            for pages, book in zip(composed, books, strict=True)
        ]
    return tuple(artifact for artifact, _ in made), tuple(summary for _, summary in made)


@dataclass(frozen=True, slots=True)
class _Book:
    """The pages of a pamphlet as a PDF, and how they were fitted, if they were."""

    path: Path
    fit: Fit | None = None


def _laid_out(composed: tuple[PamphletPages, ...], folder: Path) -> list[_Book]:
    """Lay out the pages for all papers, two at a time."""

    def lay_out(one: PamphletPages) -> _Book:
        target = folder / f".pages-{one.paper}.pdf"
        package_pdf(render_pamphlet(one.pages), target)
        return _Book(target)

    with ThreadPoolExecutor(max_workers=PROCESSES) as pool:
        under_way = [pool.submit(in_this_context(lay_out), one) for one in composed]
        return [book.result() for book in under_way]


def _fitted(
    composed: tuple[PamphletPages, ...], options: PamphletOptions, folder: Path
) -> list[_Book]:
    """Fit the pages for one paper after the other: each takes both processes."""
    per_sheet = scheme_named(options.scheme or STAPLED).pages_per_sheet
    books = []
    for one in composed:
        target = folder / f".pages-{one.paper}.pdf"
        books.append(_Book(target, fitted(one.pages, per_sheet, target)))
    return books


def bound(
    source: Path, target: Path, wishes: ImpositionOptions, *, must: bool
) -> tuple[FinishedFile, ImpositionSummary]:
    """Impose as is wished; what is too thick for one fold is sewn, unless it `must` be so.

    Raises what `impose` raises, TooManySheets only if it must.
    """
    try:
        made, summary = impose(source, target, wishes)
        if must or summary.nested <= MOST_NESTED:
            return made, summary
    except TooManySheets:
        if must:
            raise
    return impose(source, target, replace(wishes, scheme=SEWN))


def _imposed(
    composed: PamphletPages, book: _Book, options: PamphletOptions, folder: Path
) -> tuple[FinishedFile, ImpositionSummary]:
    metadata = composed.pages.manuscript.metadata
    scheme = f"-{options.scheme}" if options.scheme not in (None, STAPLED) else ""
    target = folder / f"{metadata.slug}-pamphlet{scheme}-{composed.paper}.pdf"
    wishes = ImpositionOptions(
        scheme=options.scheme or STAPLED,
        paper=composed.paper,
        flip=options.flip,
        right_to_left=metadata.direction == "rtl",
        thickness=options.thickness,
        signature_marks=True,
    )
    artifact, summary = bound(book.path, target, wishes, must=options.scheme is not None)
    summary = replace(summary, fit=book.fit)
    book.path.unlink()
    if options.instructions:
        artifact = with_instructions(artifact, summary, metadata.language)
    return artifact, summary
