"""How the source of WeasyPrint is corrected: passage by passage, and never blindly.

`corrections.repairs` says what is corrected. A correction replaces one passage in the source of one
function, a replacement puts something of ours in the place of a function or class; both name
passages that must occur exactly once in what they touch.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

NOT_REPORTED = "no report found"


class RepairRefused(Exception):
    """WeasyPrint is not the version whose source the corrections were written for."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One passage of one function of WeasyPrint, and what stands there instead.

    `upstream` is WeasyPrint's own report of the fault, or `NOT_REPORTED`.
    """

    name: str
    module: ModuleType
    function: str
    passage: str
    instead: str
    reason: str
    upstream: str


@dataclass(frozen=True, slots=True)
class Replacement:
    """A function or class of WeasyPrint that ours takes the place of, in its module or class.

    `expected` are functions with a passage of each that what is ours relies on; `make` gets the
    old one.
    """

    name: str
    module: ModuleType | type
    attribute: str
    expected: tuple[tuple[Callable[..., Any], str], ...]
    make: Callable[[Any], Any]
    reason: str
    upstream: str


Helper = tuple[ModuleType, Callable[..., Any]]
"""What a corrected passage calls, and the module that it is in."""

_sources: dict[tuple[str, str], str] = {}


def check(repair: Replacement) -> None:
    """Raise RepairRefused unless each expected passage is in its function, once."""
    for function, passage in repair.expected:
        if inspect.getsource(function).count(passage) != 1:
            raise RepairRefused(f"{function.__qualname__} no longer has: {passage}")


def replace(repair: Replacement) -> None:
    """Put what is ours in the place of the old one."""
    old = getattr(repair.module, repair.attribute)
    setattr(repair.module, repair.attribute, repair.make(old))


def correct(correction: Correction) -> None:
    """Make the corrected function anew. Raises RepairRefused if the passage is not there once."""
    module, name = correction.module, correction.function
    key = module.__name__, name
    source = _sources.get(key) or inspect.getsource(getattr(module, name))
    if source.count(correction.passage) != 1:
        raise RepairRefused(f"{module.__name__}.{name} no longer has: {correction.passage}")
    _sources[key] = source.replace(correction.passage, correction.instead)
    old = getattr(module, name)
    # The new function lives in its module, where the old one found its globals.
    exec(compile(_sources[key], f"<corrected {module.__name__}>", "exec"), vars(module))  # noqa: S102 -- our own text
    for other in _importers():
        if getattr(other, name, None) is old:
            setattr(other, name, getattr(module, name))


def _importers() -> tuple[ModuleType, ...]:
    """Return WeasyPrint's modules: some import a function by name and keep the old one."""
    modules = sorted(sys.modules.items())
    return tuple(module for name, module in modules if name.split(".")[0] == "weasyprint")
