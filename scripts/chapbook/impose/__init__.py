"""impose: the pages of a PDF are placed on sheets that can be folded into a book."""

from __future__ import annotations

from hashlib import sha256
from itertools import groupby
from pathlib import Path

from chapbook.errors import UsageError
from chapbook.impose.arrange import Book, arrange
from chapbook.impose.geometry import Layout, laid_out, placed_sides
from chapbook.impose.marks import marked
from chapbook.impose.schemes import paper_named, scheme_named
from chapbook.model.imposition import Flip, ImpositionOptions, ImpositionSummary, Sheet
from chapbook.model.output import Artifact, Format
from chapbook.tools.imposing import draw, opened

_PAMPHLET_PAPERS = ("a4", "letter")


def pamphlets(
    source: Path, folder: Path, name: str, *, right_to_left: bool, flip: Flip
) -> tuple[tuple[Artifact, ImpositionSummary], ...]:
    """Impose a book's PDF for the papers of the world, saddle stitched, smaller where it must be.

    The files are `NAME-pamphlet-PAPER.pdf` in `folder`.
    """
    return tuple(
        impose(
            source,
            folder / f"{name}-pamphlet-{paper}.pdf",
            ImpositionOptions(
                paper=paper,
                flip=flip,
                right_to_left=right_to_left,
                shrink=True,
            ),
        )
        for paper in _PAMPHLET_PAPERS
    )


def impose(
    source: Path, target: Path, options: ImpositionOptions
) -> tuple[Artifact, ImpositionSummary]:
    """Place the pages of the PDF `source` on sheets; write them to `target`.

    Raises UsageError where the file cannot be imposed as was asked, ProgramFailed where it cannot
    be written. Then `target` is as it was.
    """
    scheme, paper = scheme_named(options.scheme), paper_named(options.paper)
    if source.resolve() == target.resolve():
        raise UsageError("the sheets would replace the file itself", "choose another --output")
    with opened(source) as pages:
        book = Book(pages.count, options.right_to_left, options.padding)
        sheets = arrange(book, scheme, options.sheets_per_signature)
        deepest = max(sheet.deepest for sheet in sheets)
        layout = laid_out(scheme, paper, pages.size, options, deepest)
        sides = [marked(layout, side) for side in placed_sides(layout, sheets)]
        beside = target.with_name(f".{target.name}.making")
        try:
            draw(pages, layout.sheet, sides, beside)
            content = beside.read_bytes()
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    summary = _summary(target.name, options, layout, sheets, book)
    return Artifact(Format.PAMPHLET, target, sha256(content).hexdigest(), len(content)), summary


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
        blanks=len(sheets) * layout.scheme.pages_per_sheet - book.pages,
        scale=layout.scale,
        landscape=layout.sheet.width > layout.sheet.height,
        both_sides=bool(layout.scheme.back),
        right_to_left=options.right_to_left,
    )
