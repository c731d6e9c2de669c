"""A heading is as deep in the contents of HTML and EPUB as in the outline of the PDF."""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
from lxml import etree, html

from building import CHAPBOOK

TEXT = """---
title: T
author: A
lang: de
---

# P {.part}

# A

## B

# C

### § 1 D

#### Deep

## E

# F

#### G

### H

> ## Quoted
"""
WANTED = [
    (0, "P"), (1, "A"), (2, "B"), (1, "C"), (2, "§ 1 D"), (3, "Deep"), (2, "E"), (1, "F"),
    (2, "G"), (2, "H"),
]  # fmt: skip


def entries(listing: Any, depth: int = 0) -> Iterator[tuple[int, str]]:
    for item in listing:
        yield depth, "".join(item.find("{*}a").itertext()).strip()
        below = item.find("{*}ol")
        if below is not None:
            yield from entries(below, depth + 1)


def outline(pdf: Path) -> list[tuple[int, str]]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [(bookmark.level, bookmark.get_title()) for bookmark in document.get_toc()]
    finally:
        document.close()


def test_a_level_left_out_changes_no_depth(tmp_path: Path) -> None:
    manuscript, output = tmp_path / "book.md", tmp_path / "out"
    manuscript.write_text(TEXT, encoding="utf-8")
    command = [CHAPBOOK, "build", manuscript, "--no-collate", "--output", output]
    subprocess.run([*command, "--format", "html,epub,pdf"], check=True, capture_output=True)
    with zipfile.ZipFile(output / "t.epub") as book:
        navigation = etree.fromstring(book.read("EPUB/contents.xhtml"))
    assert list(entries(navigation.find(".//{*}nav/{*}ol"))) == WANTED
    page = html.parse(output / "t.html")
    assert list(entries(page.find(".//nav/ol"))) == WANTED
    made_by_us = {"Inhalt", "Kolophon"}
    assert [one for one in outline(output / "t.pdf") if one[1] not in made_by_us] == WANTED
