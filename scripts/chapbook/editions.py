"""The editions of a resolved book: composed, then made in the order that their formats need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chapbook.formats import recipes_for
from chapbook.formats.record import Bench, Book, Product, Recipe
from chapbook.model.diagnostics import Diagnostic
from chapbook.model.editions.imposition import ImpositionSummary
from chapbook.model.editions.output import Artifact
from chapbook.model.manuscript import Manuscript
from chapbook.options import BuildOptions
from chapbook.outcome import Clock
from chapbook.policy import in_this_context
from chapbook.render.text.fragments import Fragments
from chapbook.tools.processes import ended_at_failure


@dataclass(frozen=True)
class Rendered:
    """The book as all editions need it, how they are made, and what was composed for them."""

    book: Book
    recipes: tuple[Recipe, ...]
    composed: dict[str, Any]


def compose_editions(
    manuscript: Manuscript, trees: Fragments, options: BuildOptions
) -> tuple[Rendered, tuple[Diagnostic, ...]]:
    """Prepare all that is to be made, and return what is wrong with the manuscript, each once."""
    recipes = recipes_for(options.formats)
    book = Book(manuscript, trees, options, frozenset(recipe.name for recipe in recipes))
    composed, faults = dict[str, Any](), list[Diagnostic]()
    for recipe in recipes:
        if recipe.compose is not None:
            composed[recipe.name], found = recipe.compose(book)
            faults += [fault for fault in found if fault not in faults]
    return Rendered(book, recipes, composed), tuple(faults)


def make_editions(
    rendered: Rendered, folder: Path, clock: Clock
) -> tuple[Sequence[Artifact], tuple[ImpositionSummary, ...]]:
    """Make each format and return its files, and how the sheets among them are printed.

    What is made alongside is laid out by a program of its own, while this thread makes what does
    not use it.
    """
    bench = Bench(rendered.book, rendered.composed, folder, clock)
    with ThreadPoolExecutor(max_workers=1) as pool, ended_at_failure():
        for recipe in rendered.recipes:
            bench.products[recipe.name] = _made(recipe, bench, pool)
        products = [product() for product in bench.products.values()]
    return bench.artifacts(), tuple(sheet for one in products for sheet in one.sheets)


def _made(recipe: Recipe, bench: Bench, pool: ThreadPoolExecutor) -> Callable[[], Product]:
    if recipe.alongside:
        return pool.submit(in_this_context(recipe.make), bench).result
    product = recipe.make(bench)
    return lambda: product
