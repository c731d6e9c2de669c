"""impose: the pages of a PDF are placed on sheets that can be folded into a book."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from pathlib import Path

from chapbook.errors import UsageError
from chapbook.impose.arrange import Book, arrange, padded
from chapbook.impose.geometry import Layout, laid_out, placed_sides
from chapbook.impose.marks import marked_sides
from chapbook.impose.schemes import paper_named, scheme_named
from chapbook.model.editions.imposition import ImpositionOptions, ImpositionSummary, Sheet
from chapbook.model.editions.output import FinishedFile
from chapbook.tools.sheets.drawing import draw, put_before
from chapbook.tools.sheets.source_pages import opened


def impose(
    source: Path, target: Path, options: ImpositionOptions
) -> tuple[FinishedFile, ImpositionSummary]:
    """Place the pages of the PDF `source` on sheets; write them to `target`.

    Raises UsageError where the file cannot be imposed as was asked, ProgramFailed where it cannot
    be written. Then `target` is as it was.
    """
    scheme, paper = scheme_named(options.scheme), paper_named(options.paper)
    if source.resolve() == target.resolve():
        raise UsageError("the output file would overwrite the input", "choose another --output")
    with opened(source, fit_pages=options.fit_pages) as pages:
        book = Book(pages.count, options.right_to_left, options.padding)
        sheets = arrange(book, scheme, options.sheets_per_signature)
        deepest = max(sheet.deepest for sheet in sheets)
        layout = laid_out(scheme, paper, pages.size, options, deepest)
        sides = marked_sides(layout, sheets, placed_sides(layout, sheets))
        beside = target.with_name(f".{target.name}.making")
        try:
            draw(pages, layout.sheet, sides, beside)
            content = beside.read_bytes()
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
        summary = _summary(target.name, options, layout, sheets, book)
        summary = replace(summary, fitted=pages.fitted, left_out=pages.left_out)
    return FinishedFile.of(target, content), summary


def _summary(
    file: str, options: ImpositionOptions, layout: Layout, sheets: tuple[Sheet, ...], book: Book
) -> ImpositionSummary:
    signatures = [len(tuple(group)) for _, group in groupby(sheets, key=lambda s: s.signature)]
    return ImpositionSummary(
        file=file,
        scheme=options.scheme,
        paper=options.paper,
        flip=options.flip,
        sheets=len(sheets),
        signatures=tuple(signatures),
        blank_positions=_blanks(book, len(sheets) * layout.scheme.pages_per_sheet),
        nested=max(sheet.deepest for sheet in sheets) + 1,
        scale=layout.scale,
        landscape=layout.sheet.width > layout.sheet.height,
        both_sides=bool(layout.scheme.back),
        right_to_left=options.right_to_left,
    )


def _blanks(book: Book, total: int) -> tuple[int, ...]:
    places = enumerate(padded(book, total), start=1)
    return tuple(place for place, page in places if page is None)


def with_first_sheet(sheets: FinishedFile, first: Path) -> FinishedFile:
    """Put the pages of the PDF `first` before the sheets; raises ProgramFailed where that fails."""
    put_before(first, sheets.path)
    return FinishedFile.of(sheets.path, sheets.path.read_bytes())
