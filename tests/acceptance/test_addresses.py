"""Addresses that authors really write are valid and the same in every edition."""

from __future__ import annotations

from pathlib import Path

import pytest

from building import Files, build
from inspectors.epub import inspect_epub
from inspectors.html import inspect_html
from inspectors.pdf import inspect_pdf
from validators import run_epubcheck

MANUSCRIPT = """---
title: "Of [addresses](https://example.org/ü)"
author: Ann Example
lang: en
references:
  - {id: a, type: webpage, title: One, URL: "http://example.org/a.pdf; http://example.org/b.pdf"}
  - {id: b, type: webpage, title: Two, URL: "https://müller.example/ä\u00a0b", issued: 2019}
---

# Addresses {#one}

See [Größe](https://de.wikipedia.org/wiki/Größe), <https://straße.example/ä?q=[1]>, [half](https://example.org/100%/x),
[slashes](https://example.org/a\\\\b), [blank](<https://example.org/a b>), <a href="https://example.org/raw ü">raw</a>,
[letter](mailto:größe@müller.example), [call](<tel:+49 30 123>) and [](https://example.org/). Cited [@a; @b].

A [link with a note^[Inside, <https://example.org/ö>.]](https://example.org/note), [in *emphasis[^k] and* after](#one),
<q cite="https://example.org/zitat ü">quoted</q> and [here](/wiki/X:Y.md), [empty]().

- [in a list^[Item.]](https://example.org/list)

| Head [cell^[Cell.]](https://example.org/cell) | B |
|-----|---|
| a   | b |

## [Heading^[Head.]](https://example.org/heading)

[^k]: A note with a [link](https://example.org/ß) and [](#one).
"""  # noqa: E501


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    folder = tmp_path_factory.mktemp("addresses")
    manuscript = folder / "manuscript.md"
    manuscript.write_text(MANUSCRIPT, encoding="utf-8")
    return build(manuscript, folder / "build")


def test_every_address_has_one_spelling_in_all_editions(files: Files) -> None:
    found = [
        sorted({link.target for link in edition.external})
        for edition in (
            inspect_html(files.html),
            inspect_epub(files.epub),
            inspect_pdf(files.pdf, []),
        )
    ]
    assert found[0] == found[1] == found[2]
    assert {
        "https://de.wikipedia.org/wiki/Gr%C3%B6%C3%9Fe",
        "https://xn--strae-oqa.example/%C3%A4?q=%5B1%5D",
        "https://example.org/100%25/x",
        "https://example.org/a/b",
        "https://example.org/a%20b",
        "https://example.org/raw%20%C3%BC",
        "mailto:gr%C3%B6%C3%9Fe@xn--mller-kva.example",
        "tel:+49-30-123",
        "http://example.org/a.pdf;%20http://example.org/b.pdf",
        "https://xn--mller-kva.example/%C3%A4%C2%A0b",
    } <= set(found[0])
    assert all(target.isascii() and " " not in target for target in found[0])


@pytest.mark.validator
def test_the_epub_is_valid(files: Files, tmp_path: Path) -> None:
    assert run_epubcheck(files.epub, tmp_path) == []
