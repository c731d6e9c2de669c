"""The EPUB, for e-readers."""

from __future__ import annotations

from chapbook.formats.record import Bench, Product, Recipe
from chapbook.model.editions.output import Format, Profile
from chapbook.package.epub import package_epub
from chapbook.render.epub.edition import render_epub


def _make(bench: Bench) -> Product:
    cover, breaks = bench.product("cover").cover, bench.product("pdf").breaks
    with bench.clock.stage("package epub"):
        book, profile = bench.book, bench.book.options.profile
        other = "" if profile is Profile.UNIVERSAL else f"-{profile.value}"
        rendition = render_epub(book.manuscript, book.trees, profile, breaks, cover)
        file = package_epub(rendition, book.manuscript.metadata, bench.file(f"{other}.epub"))
        return Product((file,), accessibility=rendition.accessibility)


EPUB = Recipe(
    Format(
        "epub", ".epub", "application/epub+zip",
        in_catalogues=True, validators=("EPUBCheck", "Ace by DAISY"),
    ),
    _make,
    needs=("cover",),
    uses=("pdf",),  # the page list gives the pages of the PDF
)  # fmt: skip
