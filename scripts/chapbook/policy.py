"""What a build may use and what it lets through: limits, and two switches for who runs it.

Nothing in a manuscript can change any of it. The policy in force is a context variable, because
every outside step asks for it, however deep it lies; a step that nobody gave a policy keeps to
the defaults, never to none. A thread of a pool needs `in_this_context` to see the present one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from dataclasses import dataclass, field, fields, replace
from functools import partial
from typing import Any, ParamSpec, TypeVar

from chapbook.errors import UsageError
from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.source import Place

_P = ParamSpec("_P")
_T = TypeVar("_T")
_MB = 1_000_000


def _limit(default: int, strict: int, what: str) -> Any:
    """Declare a limit: its default, the one of `--strict`, and what it counts."""
    return field(default=default, metadata={"strict": strict, "what": what})


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of everything. The defaults let a book of 1,000 pages through.

    Sizes are in bytes, memory in MB (10^6 bytes), times in seconds. The times of programs are
    seconds of a processor, so that a busy machine refuses nothing; `total_seconds` is by the wall.
    """

    manuscript_bytes: int = _limit(12 * _MB, 4 * _MB, "bytes of the manuscript")
    front_matter_bytes: int = _limit(1 * _MB, 250_000, "bytes of front matter")
    file_bytes: int = _limit(30 * _MB, 10 * _MB, "bytes of one file")
    files_bytes: int = _limit(400 * _MB, 100 * _MB, "bytes of all files together")
    pictures: int = _limit(2_000, 500, "pictures")
    picture_pixels: int = _limit(40_000_000, 20_000_000, "pixels of one picture")
    picture_frames: int = _limit(200, 50, "frames of one animated picture")
    picture_seconds: int = _limit(60, 20, "seconds to convert one picture")
    picture_memory: int = _limit(2_000, 1_000, "MB of memory to convert a picture")
    svg_elements: int = _limit(50_000, 10_000, "elements of one SVG, counting each use")
    notes: int = _limit(20_000, 5_000, "notes")
    note_calls: int = _limit(50_000, 10_000, "note calls")
    note_series: int = _limit(50, 20, "series of notes")
    symbol_notes: int = _limit(300, 100, "notes of one series marked with symbols: * † ‡ … ** ††")
    headings: int = _limit(10_000, 2_000, "headings")
    nesting: int = _limit(100, 40, "levels of nesting")
    brackets: int = _limit(8, 7, "nested square brackets")
    loose_brackets: int = _limit(12, 10, "unclosed square brackets in one paragraph")
    pandoc_seconds: int = _limit(10, 5, "seconds for pandoc, plus as many for each MB it reads")
    pandoc_memory: int = _limit(2_000, 1_000, "MB of memory for pandoc")
    idle_seconds: int = _limit(60, 10, "seconds a program may be idle")
    pdf_seconds: int = _limit(900, 120, "seconds for WeasyPrint")
    pdf_memory: int = _limit(4_000, 1_500, "MB of memory for WeasyPrint")
    total_seconds: int = _limit(3_600, 300, "seconds for the whole run")


@dataclass(frozen=True, slots=True)
class Policy:
    """Limits and switches. `raw_html` lets the manuscript's HTML through as it is."""

    limits: Limits = field(default_factory=Limits)
    strict: bool = False
    raw_html: bool = False


_DEFAULT = Policy()
_IN_FORCE: ContextVar[Policy] = ContextVar("policy", default=_DEFAULT)


def policy() -> Policy:
    """Return the policy in force."""
    return _IN_FORCE.get()


def limits() -> Limits:
    """Return the limits in force."""
    return _IN_FORCE.get().limits


@contextmanager
def in_force(chosen: Policy) -> Iterator[None]:
    """Put a policy in force for what runs inside."""
    token = _IN_FORCE.set(chosen)
    try:
        yield
    finally:
        _IN_FORCE.reset(token)


def in_this_context(function: Callable[_P, _T]) -> Callable[_P, _T]:
    """Make a function that sees the present policy, whichever thread runs it."""
    return partial(copy_context().run, function)


def option_of(name: str) -> str:
    """Return a limit's name as it is written on the command line."""
    return name.replace("_", "-")


def advice(name: str) -> str:
    """Explain how to raise a limit."""
    value = getattr(limits(), name)
    return f"if you trust the manuscript, raise the limit: --limit {option_of(name)}={2 * value}"


def over_limit(
    place: Place, name: str, what: str, remedy: str = "split the manuscript"
) -> Diagnostic:
    """Make the diagnostic for a limit that a manuscript goes beyond; `what` begins its sentence."""
    value = f"{getattr(limits(), name):,}"
    facts = {"what": what, "limit": option_of(name), "value": value}
    return diagnostic(Code.OVER_LIMIT, place, **facts, remedy=remedy, advice=advice(name))


def table() -> Iterator[tuple[str, int, int, str]]:
    """Yield name, default, strict value and meaning of every limit."""
    for item in fields(Limits):
        default: int = getattr(_DEFAULT.limits, item.name)
        yield option_of(item.name), default, item.metadata["strict"], item.metadata["what"]


def policy_of(settings: Sequence[str] = (), *, strict: bool, raw_html: bool) -> Policy:
    """Read the settings `NAME=VALUE` of the command line, over the defaults or the strict limits.

    Raises UsageError for an unknown name, a value that is not a whole number from 1 on, and for
    raw HTML together with strictness.
    """
    if strict and raw_html:
        raise UsageError("--strict and --raw-html cannot be used together")
    known = {item.name: item for item in fields(Limits)}
    chosen = {name: item.metadata["strict"] for name, item in known.items()} if strict else {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        field_name = name.strip().lower().replace("-", "_")
        if not equals or field_name not in known:
            names = ", ".join(option_of(item) for item in known)
            raise UsageError(
                f"unknown limit {setting!a}", f"write NAME=VALUE, where NAME is one of {names}"
            )
        if not (value.isascii() and value.isdigit() and len(value) < 16 and int(value) > 0):
            raise UsageError(f"limit {name} must be a positive whole number, not {value!a}")
        chosen[field_name] = int(value)
    return Policy(replace(Limits(), **chosen), strict=strict, raw_html=raw_html)
