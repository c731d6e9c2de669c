"""The reading edition: one web page that needs no other file."""

from __future__ import annotations

from chapbook.formats.record import Bench, Product, Recipe
from chapbook.model.editions.output import Format
from chapbook.package.html import package_html
from chapbook.render.html.edition import render_html
from chapbook.site import planned


def _make(bench: Bench) -> Product:
    cover, breaks = bench.product("site-cover").site_cover, bench.product("pdf").breaks
    with bench.clock.stage("package html"):
        book = bench.book
        siblings = planned(book.manuscript.metadata, book.options.formats)
        web = cover.web if cover else None
        rendition = render_html(book.manuscript, book.trees, web, siblings, breaks)
        return Product((package_html(rendition, bench.file(".html")),))


HTML = Recipe(
    Format("html", ".html", "text/html", citation="fulltext_html_url"),
    _make,
    uses=("site-cover", "pdf"),  # page numbers in the margin are those of the PDF
)
