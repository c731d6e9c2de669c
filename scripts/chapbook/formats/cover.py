"""The cover as a picture: a part that editions show and the site publishes."""

from __future__ import annotations

from chapbook.formats.record import Bench, Book, Composed, Product, Recipe
from chapbook.package.cover import package_cover
from chapbook.render.cover.front import WIDTH, cover_fault, cover_rendition, cover_words
from chapbook.site import site_cover


def _compose(book: Book) -> Composed:
    """Report what the designed cover lacks, unless the pages of the PDF report it with the rest."""
    fault = None if "layout" in book.parts else cover_fault(book.manuscript, book.trees)
    return None, () if fault is None else (fault,)


def _make(bench: Bench) -> Product:
    with bench.clock.stage("package cover"):
        manuscript, trees = bench.book.manuscript, bench.book.trees
        design, words = cover_rendition(manuscript, trees), cover_words(manuscript.metadata)
        cover = package_cover(design, manuscript.cover, words, width=WIDTH, folder=bench.folder)
        return Product(cover=cover)


def _make_for_site(bench: Bench) -> Product:
    cover = bench.product("cover").cover
    if cover is None:
        return Product()
    book = bench.book
    return Product(site_cover=site_cover(book.manuscript, book.trees, cover, bench.folder))


COVER = Recipe("cover", _make, compose=_compose)
SITE_COVER = Recipe("site-cover", _make_for_site, needs=("cover",))
