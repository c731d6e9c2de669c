"""The PDF for the screen; its layout is also what the files for a press are made from."""

from __future__ import annotations

from pathlib import Path

from chapbook.formats.record import Bench, Book, Composed, Product, Recipe
from chapbook.model.editions.output import Format
from chapbook.package.pdf import package_pdf
from chapbook.render.pdf.edition import PdfPages, compose_pdf, render_pdf
from chapbook.render.pdf.page_breaks import page_breaks
from chapbook.render.pdf.print_sheet import ignored_declarations
from chapbook.render.pdf.tables import divided_tables


def _compose(book: Book) -> Composed:
    return compose_pdf(book.manuscript, book.trees)


def _lay_out(bench: Bench) -> Product:
    with bench.clock.stage("package pdf"):
        pages: PdfPages = bench.composed["layout"]
        manuscript, found = bench.book.manuscript, bench.clock.outcome.found
        rendition = render_pdf(pages)
        file, layout = package_pdf(rendition, _target(bench))
        found(tuple(ignored_declarations(manuscript.print_sheet, layout.warnings)))
        found(tuple(divided_tables(manuscript, layout.divided)))
        breaks = page_breaks(rendition, layout.starts, layout.front)
        return Product((file,), breaks=breaks)


def _target(bench: Bench) -> Path:
    """Return where the layout goes: no edition has a name like that of one made for a press."""
    return bench.file(".pdf") if "pdf" in bench.book.parts else bench.folder / ".layout.pdf"


def _make(bench: Bench) -> Product:
    return bench.product("layout")


LAYOUT = Recipe("layout", _lay_out, compose=_compose, alongside=True)
PDF = Recipe(
    Format(
        "pdf", ".pdf", "application/pdf",
        in_catalogues=True, citation="pdf_url", validators=("veraPDF",), proves=("notes",),
    ),
    _make,
    needs=("layout",),
)  # fmt: skip
