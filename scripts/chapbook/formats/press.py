"""The files for a press: interior, cover and the report on both."""

from __future__ import annotations

from chapbook.errors import EditionFailed
from chapbook.formats.record import Bench, Product, Recipe
from chapbook.model.editions.output import Format
from chapbook.package.cover import package_wrap
from chapbook.press import PressOrder, broken, press_cover, press_interior, put_down
from chapbook.render.cover.front import UNNUMBERED
from chapbook.render.cover.wrap import cover_wrap
from chapbook.render.pdf.edition import PdfPages
from chapbook.report.preflight import PRESS_HINT, preflight_json, preflight_text


def _make(bench: Bench) -> Product:
    """Make interior, cover and report; raises EditionFailed if a requirement is not met."""
    (pdf,) = bench.product("layout").files
    pages: PdfPages = bench.composed["layout"]
    with bench.clock.stage("press"):
        book = bench.book
        order = PressOrder(
            book.options.house, book.manuscript.metadata, book.manuscript.press_profile
        )
        interior, wrap, inside = press_interior(
            pdf.path, bench.file("-print.pdf"), order, unnumbered=UNNUMBERED
        )
        page = package_wrap(cover_wrap(pages, book.trees, wrap), bench.folder)
        cover, outside = press_cover(page, bench.file("-cover.pdf"), order, wrap)
        if faults := broken((inside, outside)):
            message = f"not what {order.house.value} asks for"
            raise EditionFailed(message, PRESS_HINT, preflight_text(faults).splitlines())
        reports = {
            ".txt": preflight_text((inside, outside)),
            ".json": preflight_json((inside, outside)),
        }
        return Product((interior, cover, *put_down(bench.file("-preflight"), reports)))


PRESS = Recipe(
    # Readers have no use for these files, so no page offers them.
    Format("print", for_paper=True, offered=False, by_default=False),
    _make,
    needs=("layout",),
)
