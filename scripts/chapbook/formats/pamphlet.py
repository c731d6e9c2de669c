"""The pamphlet: sheets to print at home, fold and staple, one file for each paper."""

from __future__ import annotations

from chapbook.formats.record import Bench, Book, Composed, Product, Recipe
from chapbook.impose.findings import findings_of
from chapbook.model.editions.output import Format
from chapbook.pamphlet import compose_pamphlets, make_pamphlets


def _compose(book: Book) -> Composed:
    return compose_pamphlets(book.manuscript, book.trees, book.options.pamphlet)


def _make(bench: Bench) -> Product:
    options, pages = bench.book.options.pamphlet, bench.composed["pamphlet"]
    files, sheets = make_pamphlets(pages, options, bench.folder, bench.clock.stage)
    place = bench.book.manuscript.source.whole
    bench.clock.outcome.found(tuple(f for one in sheets for f in findings_of(one, place)))
    return Product(files, sheets=sheets)


PAMPHLET = Recipe(Format("pamphlet", for_paper=True, by_paper=True), _make, compose=_compose)
