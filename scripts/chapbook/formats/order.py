"""The order in which the formats of a build are made; it follows from what they need and use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from chapbook.formats.record import EDITIONS, Recipe


def in_order(wanted: Iterable[str], recipes: Sequence[Recipe]) -> tuple[Recipe, ...]:
    """Return all that is made for the formats wanted, each after what it needs and uses.

    Otherwise the order is that of `recipes`. Raises ValueError if one needs itself, directly or by
    way of others, or needs what is not there.
    """
    known = {recipe.name: recipe for recipe in recipes}
    made = _with_needs(wanted, known)
    chosen = {name: recipe for name, recipe in known.items() if name in made}
    order: dict[str, Recipe] = {}
    for name in chosen:
        _put(name, chosen, order, ())
    return tuple(order.values())


def _with_needs(wanted: Iterable[str], known: Mapping[str, Recipe]) -> frozenset[str]:
    found, waiting = set[str](), list(wanted)
    while waiting:
        name = waiting.pop()
        if name not in known:
            raise ValueError(f"no format or part is called {name}")
        if name not in found:
            found.add(name)
            waiting += known[name].needs
    return frozenset(found)


def _put(
    name: str, chosen: Mapping[str, Recipe], order: dict[str, Recipe], above: tuple[str, ...]
) -> None:
    if name in above:
        raise ValueError(f"formats need each other: {' -> '.join((*above, name))}")
    if name in order:
        return
    for other in _before(chosen[name], chosen):
        _put(other, chosen, order, (*above, name))
    order[name] = chosen[name]


def _before(recipe: Recipe, chosen: Mapping[str, Recipe]) -> Iterable[str]:
    yield from recipe.needs
    for name in recipe.uses:
        if name == EDITIONS:
            yield from (
                other.name
                for other in chosen.values()
                if not isinstance(other.of, str) and EDITIONS not in other.uses
            )
        elif name in chosen:
            yield name
