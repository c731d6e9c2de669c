"""The download page and what goes with it; and the checks of all editions, which it shows."""

from __future__ import annotations

from chapbook.formats.record import EDITIONS, Bench, Product, Recipe
from chapbook.model.editions.output import Format
from chapbook.package.checks import run_checks, unasked_checks
from chapbook.site import Findings, make_site, own_checks


def _check(bench: Bench) -> Product:
    """Collect what is proved of the files: by making them, and by outside validators."""
    made = bench.artifacts()
    proved = own_checks(made, bench.book.trees)
    if not bench.book.options.validate:
        return Product(checks=(*proved, *unasked_checks(made)))
    with bench.clock.stage("validate"):
        bench.clock.outcome.checks = run_checks(made)
        return Product(checks=(*proved, *bench.clock.outcome.checks))


def _make(bench: Bench) -> Product:
    made, book = bench.artifacts(), bench.book
    products = {one.format.name: bench.product(one.format.name) for one in made}
    findings = Findings(
        checks=bench.product("checks").checks,
        accessibility={name: p.accessibility for name, p in products.items() if p.accessibility},
        sheets=tuple(sheet for product in products.values() for sheet in product.sheets),
        collated=book.options.collate and len(products) > 1,
    )
    cover = bench.product("site-cover").site_cover
    with bench.clock.stage("site"):
        return Product(make_site(book.manuscript, book.trees, made, cover, findings, bench.folder))


CHECKS = Recipe("checks", _check, uses=(EDITIONS,))
SITE = Recipe(
    Format("site", offered=False), _make, needs=("site-cover", "checks"), uses=(EDITIONS,)
)
