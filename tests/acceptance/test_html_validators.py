"""The Nu checker finds nothing in the web pages, and would find something.

What axe says of them is asked in `test_html_in_browser.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from building import MANUSCRIPTS, Book, Shelf, once
from readers import MODULES
from validators import run_nu

pytestmark = pytest.mark.validator

SHELVED = ("arabic", "japanese")
NAMES = (*MANUSCRIPTS, *SHELVED)

FAULTY = """<!DOCTYPE html>
<html lang="en"><head><title>Faulty</title><style>p { colour: red }</style></head>
<body><main><h1>Faulty</h1><p id="a">x</p><p id="a">y</p><img src="data:image/png;base64,"></main>
</body></html>
"""


@pytest.fixture(scope="module")
def nu_findings(
    built: Callable[[str, Path], Book], shelf: Shelf, shared_folder: Path
) -> dict[str, list[list[str]]]:
    """What the Nu checker says of the pages of the books and of a faulty one, in one run of Java.

    The faulty page comes last: its faults show that the checker came to the end of the list.
    """

    def check(folder: Path) -> dict[str, list[list[str]]]:
        books = [built(name, path).files.html for name, path in MANUSCRIPTS.items()]
        books += [shelf(name).with_suffix(".html") for name in SHELVED]
        faulty = folder / "faulty.html"
        faulty.write_text(FAULTY, encoding="utf-8")
        pages = [page for book in books for page in (book, book.with_name("index.html"))]
        *silent, said = run_nu([*pages, faulty], MODULES)
        found = {name: silent[2 * at : 2 * at + 2] for at, name in enumerate(NAMES)}
        return {**found, "faulty": [said]}

    return once(shared_folder, "nu", check)


def test_nu_is_silent(book: Book, nu_findings: dict[str, list[list[str]]]) -> None:
    assert nu_findings[book.name] == [[], []]


@pytest.mark.parametrize("name", SHELVED)
def test_nu_is_silent_about_other_scripts(
    name: str, nu_findings: dict[str, list[list[str]]]
) -> None:
    assert nu_findings[name] == [[], []]


def test_faults_are_found(nu_findings: dict[str, list[list[str]]]) -> None:
    said = "\n".join(nu_findings["faulty"][0])
    assert "Duplicate ID" in said
    assert "colour" in said
