"""The numbers of ordered lists reach the page as the author gave them."""

from __future__ import annotations

import pypdfium2
import pytest

from chapbook.formats import formats_of
from chapbook.options import BuildOptions
from chapbook.pipeline import build

LISTS = """# Lists

4. four
5. five

A) upper

ii. two
iii. three

1. one
"""


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("lists")
    manuscript = folder / "lists.md"
    manuscript.write_text(LISTS, encoding="utf-8")
    build(BuildOptions(manuscript, "lists.md", formats_of("pdf"), folder), lambda _stage: None)
    document = pypdfium2.PdfDocument(folder / "lists.pdf")
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def test_the_numbers_are_the_authors(words: str) -> None:
    # WeasyPrint draws the markers of a page after its text, in their order
    assert "4. 5. A. ii. iii. 1." in words
