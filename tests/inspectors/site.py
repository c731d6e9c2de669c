"""Read a download page and its catalogues as a browser, a search engine and an e-reader app do."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import tinyhtml5
from lxml import etree

from chapbook.collate.readers.markup import Element, from_etree

ATOM = "{http://www.w3.org/2005/Atom}"
DCTERMS = "{http://purl.org/dc/terms/}"


@dataclass(frozen=True)
class Page:
    """A web page of a build; files are named as they lie beside it."""

    path: Path

    @cached_property
    def root(self) -> Element:
        """Its tree."""
        content = self.path.read_bytes()
        return from_etree(tinyhtml5.parse(content, override_encoding="utf-8"))

    def all(self, *tags: str) -> list[Element]:
        """Return the elements of these names."""
        return [element for element in self.root.walk() if element.tag in tags]

    def named(self, identifier: str) -> Element:
        """Return the element of an identifier."""
        (found,) = (e for e in self.root.walk() if e.get("id") == identifier)
        return found

    def meta(self, name: str) -> list[str]:
        """Return what the `meta` elements of a name or property say."""
        return [
            e.get("content") for e in self.all("meta") if name in (e.get("name"), e.get("property"))
        ]

    def links(self, relation: str) -> list[str]:
        """Return where the `link` elements of a relation lead."""
        return [e.get("href") for e in self.all("link") if relation in e.get("rel").split()]

    @cached_property
    def data(self) -> dict[str, Any]:
        """The structured data."""
        (script,) = (e for e in self.all("script") if e.get("type") == "application/ld+json")
        found: dict[str, Any] = json.loads("".join(str(child) for child in script.children))
        return found

    @cached_property
    def files(self) -> list[Path]:
        """The files that its text leads to, in order, each once."""
        hrefs = [e.get("href") for e in self.all("a")]
        local = [unquote(href) for href in hrefs if href and not re.match(r"#|\w+:", href)]
        return [self.path.parent / name for name in dict.fromkeys(local)]


@dataclass(frozen=True)
class Atom:
    """An Atom feed (RFC 4287)."""

    path: Path

    @cached_property
    def feed(self) -> etree._Element:
        """The root."""
        return etree.fromstring(self.path.read_bytes())

    @property
    def entry(self) -> etree._Element:
        """The only entry."""
        (found,) = self.feed.iter(f"{ATOM}entry")
        return found

    @staticmethod
    def links(parent: etree._Element, relation: str) -> list[etree._Element]:
        """Return the links of a relation that are directly in an element."""
        return [e for e in parent.iterfind(f"{ATOM}link") if e.get("rel") == relation]


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def sums(path: Path) -> dict[str, str]:
    """Read a file of checksums (the form of coreutils): the digest of each name."""
    pairs = [line.split("  ", 1) for line in path.read_text(encoding="utf-8").splitlines()]
    return {name: value for value, name in pairs}
