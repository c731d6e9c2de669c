"""Open EPUBs in real reading engines, and read the same files without them to compare.

The engines run in headless Chromium; `engines/README.md` says how.
"""

from __future__ import annotations

import json
import os
import posixpath
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from lxml import etree

from building import ROOT
from chapbook.tools.validators.ace import find_browser

FOLDER = ROOT / "tests" / "engines"
MODULES = FOLDER / "node_modules"
_SECONDS = 300
_FOR_ENDING = 10

_DC = "{http://purl.org/dc/elements/1.1/}"
_OPF = "{http://www.idpf.org/2007/opf}"
_X = "{http://www.w3.org/1999/xhtml}"
_TYPE = "{http://www.idpf.org/2007/ops}type"

Entry = tuple[int, str, str]
Note = tuple[str, str, tuple[str, ...]]


def need(*programs: str | Path | None) -> None:
    """Skip the test, or under CI fail it, where one of these is None or not on the disk."""
    if all(found is not None and Path(found).exists() for found in programs):
        return
    if os.environ.get("CI") == "true":
        pytest.fail("Node, Chromium or tests/engines/node_modules is missing, and CI demands them")
    pytest.skip("NOT RUN: Node, Chromium or tests/engines/node_modules is missing")


def open_in(engine: str, book: Path, pictures: Path | None = None) -> dict[str, Any]:
    """Let `foliate` or `epubjs` read an EPUB; gives what `drive.mjs` tells."""
    node, browser = shutil.which("node"), find_browser()
    need(node, browser, MODULES / "puppeteer-core")
    command = ["node", "drive.mjs", engine, str(book), *([str(pictures)] if pictures else [])]
    environment = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": str(browser)}
    with subprocess.Popen(
        command, cwd=FOLDER, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        try:
            output, complaint = process.communicate(timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            # Asked to end, Puppeteer takes its browser along.
            process.terminate()
            process.communicate(timeout=_FOR_ENDING)
            pytest.fail(f"{engine} took longer than {_SECONDS} s")
    assert process.returncode == 0, complaint.decode()
    told: dict[str, Any] = json.loads(output)
    return told


@dataclass(frozen=True)
class PlainEpub:
    """An EPUB read with only a ZIP and an XML parser. Files are named from its root."""

    path: Path

    @cached_property
    def _files(self) -> dict[str, bytes]:
        with ZipFile(self.path) as container:
            return {name: container.read(name) for name in container.namelist()}

    def _tree(self, name: str) -> etree._Element:
        return etree.fromstring(self._files[name])

    @cached_property
    def package_name(self) -> str:
        """The file that holds the package document."""
        container = self._tree("META-INF/container.xml")
        return str(next(e.get("full-path") for e in container.iter() if e.get("full-path")))

    @cached_property
    def package(self) -> etree._Element:
        """The package document."""
        return self._tree(self.package_name)

    def core(self, name: str) -> list[str]:
        """Return the words of all `dc:` elements of this name."""
        return [_words(element) for element in self.package.iter(f"{_DC}{name}")]

    def authors(self) -> list[str]:
        """Return the creators whose role is author, or who have none."""
        roles = {e.get("refines"): e.text for e in self._metas() if e.get("property") == "role"}
        creators = self.package.iter(f"{_DC}creator")
        return [_words(e) for e in creators if roles.get(f"#{e.get('id')}", "aut") == "aut"]

    def _metas(self) -> Iterator[etree._Element]:
        return self.package.iter(f"{_OPF}meta")

    def _items(self) -> list[etree._Element]:
        return list(self.package.iter(f"{_OPF}item"))

    def _named(self, item: etree._Element) -> str:
        return _resolve(item.get("href", ""), self.package_name)

    def _with(self, a_property: str) -> etree._Element | None:
        items = (i for i in self._items() if a_property in i.get("properties", "").split())
        return next(items, None)

    @cached_property
    def cover(self) -> tuple[str, str, int] | None:
        """The cover picture, if there is one: its file, media type, and size in bytes."""
        item = self._with("cover-image")
        if item is None:
            return None
        name = self._named(item)
        return name, item.get("media-type", ""), len(self._files[name])

    @cached_property
    def direction(self) -> str | None:
        """The page progression direction."""
        return next(self.package.iter(f"{_OPF}spine")).get("page-progression-direction")

    @cached_property
    def spine(self) -> list[str]:
        """The content documents in reading order."""
        names = {item.get("id"): self._named(item) for item in self._items()}
        return [names[ref.get("idref")] for ref in self.package.iter(f"{_OPF}itemref")]

    def navigation(self, kind: str) -> list[Entry]:
        """Return a list of the navigation document, `toc` or another: level, words, place."""
        item = self._with("nav")
        assert item is not None, "no navigation document"
        name = self._named(item)
        return [
            (level, _words(link), _resolve(link.get("href", ""), name))
            for level, link in self._links(name, kind)
        ]

    def landmarks(self) -> list[tuple[str, str, str]]:
        """Return the landmarks: type, words, place."""
        item = self._with("nav")
        assert item is not None, "no navigation document"
        name = self._named(item)
        return [
            (link.get(_TYPE, ""), _words(link), _resolve(link.get("href", ""), name))
            for _, link in self._links(name, "landmarks")
        ]

    def _links(self, name: str, kind: str) -> Iterator[tuple[int, etree._Element]]:
        for nav in self._tree(name).iter(f"{_X}nav"):
            if nav.get(_TYPE) == kind:
                for link in nav.iter(f"{_X}a"):
                    yield sum(1 for _ in link.iterancestors(f"{_X}ol")), link

    def notes(self) -> dict[str, dict[str, Note]]:
        """Return the calls of each document: the note, its words, the calls it leads back to."""
        return {name: dict(self._calls(name)) for name in self.spine}

    def _calls(self, name: str) -> Iterator[tuple[str, Note]]:
        """Yield what calls a note, whether or not it says so: a link to an aside does."""
        tree = self._tree(name)
        owners = {element.get("id"): element for element in tree.iter() if element.get("id")}
        for link in tree.iter(f"{_X}a"):
            file, _, target = _resolve(link.get("href", ""), name).partition("#")
            note = owners.get(target) if file == name else None
            if link.get("role") == "doc-noteref" or (note is not None and note.tag == f"{_X}aside"):
                assert note is not None, f"{link.get('id')} leads out of its file"
                backs = [a for a in note.iter(f"{_X}a") if a.get("role") == "doc-backlink"]
                places = tuple(a.get("href", "").removeprefix("#") for a in backs)
                yield link.get("id", ""), (target, _words(note), places)


def _words(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _resolve(href: str, start: str) -> str:
    """Return the place that a link in the file `start` names, from the root of the container."""
    path, mark, fragment = href.partition("#")
    name = start
    if path:
        name = posixpath.normpath(posixpath.join(posixpath.dirname(start), unquote(path)))
    return f"{name}{mark}{unquote(fragment)}"
