"""How WeasyPrint is changed: passage by passage or function by function, and never blindly.

`tools.weasyprint.patches` is the table of what is changed. Every change names passages of the
source that must occur exactly once; where one does not, RepairRefused is raised.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Any


class RepairRefused(Exception):
    """WeasyPrint is not the version whose source the changes were written for."""


Expected = tuple[tuple[Callable[..., Any], str], ...]
"""Functions that a change relies on, each with a passage of its source."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One passage of one function of WeasyPrint, and what stands there instead.

    `helpers` are what the new text calls; they are put into the module.
    """

    name: str
    module: ModuleType
    function: str
    passage: str
    instead: str
    helpers: tuple[Callable[..., Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Replacement:
    """A function or class of WeasyPrint that ours takes the place of; `make` gets the old one."""

    name: str
    owner: ModuleType | type
    attribute: str
    expected: Expected
    make: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Swap:
    """The same, but only while a file is written; `make` gets what is known of the document."""

    name: str
    owner: ModuleType | type
    attribute: str
    expected: Expected
    make: Callable[[Any], Any]


Change = Correction | Replacement | Swap


@dataclass(frozen=True, slots=True)
class Patch:
    """A row of the table: what is changed, why, what is reported upstream and what proves it.

    `reports` are files in `upstream/`, or `OWN_FEATURE`: the change adds what WeasyPrint does not
    promise. `test` is a function below `tests/unit/tools/weasyprint`.
    """

    name: str
    changes: Sequence[Change]
    reports: tuple[str, ...]
    reason: str
    test: str = "test_patches.py::test_it_goes_wrong_without"


OWN_FEATURE: tuple[str, ...] = ()

_sources: dict[tuple[str, str], str] = {}


def check(change: Replacement | Swap) -> None:
    """Raise RepairRefused unless each expected passage is in its function, once."""
    for function, passage in change.expected:
        if inspect.getsource(function).count(passage) != 1:
            raise RepairRefused(f"{function.__qualname__} no longer has: {passage}")


def replace(change: Replacement) -> None:
    """Install the replacement."""
    old = getattr(change.owner, change.attribute)
    setattr(change.owner, change.attribute, change.make(old))


@contextmanager
def swapped(swaps: Sequence[Swap], known: Any) -> Iterator[None]:
    """Install swaps, with what is `known` of the document, and take them back."""
    for swap in swaps:
        check(swap)
    before = [getattr(swap.owner, swap.attribute) for swap in swaps]
    for swap in swaps:
        setattr(swap.owner, swap.attribute, swap.make(known))
    try:
        yield
    finally:
        for swap, old in zip(swaps, before, strict=True):
            setattr(swap.owner, swap.attribute, old)


def correct(correction: Correction) -> None:
    """Compile the function with the new passage. Raises RepairRefused if the old one is missing."""
    module, name = correction.module, correction.function
    key = module.__name__, name
    source = _sources.get(key) or inspect.getsource(getattr(module, name))
    if source.count(correction.passage) != 1:
        raise RepairRefused(f"{module.__name__}.{name} no longer has: {correction.passage}")
    _sources[key] = source.replace(correction.passage, correction.instead)
    old = getattr(module, name)
    for helper in correction.helpers:
        setattr(module, helper.__name__, helper)
    # The new function lives in its module, where the old one found its globals.
    exec(compile(_sources[key], f"<corrected {module.__name__}>", "exec"), vars(module))  # noqa: S102 -- our own text
    for other in _importers():
        if getattr(other, name, None) is old:
            setattr(other, name, getattr(module, name))


def _importers() -> tuple[ModuleType, ...]:
    """Return WeasyPrint's modules: some import a function by name and keep the old one."""
    modules = sorted(sys.modules.items())
    return tuple(module for name, module in modules if name.split(".")[0] == "weasyprint")
