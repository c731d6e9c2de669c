"""The message and the hint of a diagnostic, with places for its facts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """A message and a hint; `suggested` replaces the hint where there is a suggestion.

    A name in braces is a fact of the diagnostic.
    """

    message: str
    hint: str
    suggested: str = ""
