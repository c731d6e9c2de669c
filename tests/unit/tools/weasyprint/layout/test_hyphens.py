"""No page ends in a divided word where that can be helped."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from chapbook.tools.weasyprint.process import Layout
from unit.tools.pdf_pages import lay_out, note, rendition

# Narrow and with long words, so that every other line ends in a hyphen.
TEXT = "Extraordinary considerations notwithstanding, representatives characteristically " * 60
SHEET = "@page{margin:10mm} p{width:60mm;font:10pt/14pt 'Source Serif Pro';text-align:justify}"
HYPHENS = "p{hyphens:auto;hyphenate-character:'-'}"


def last_words(pdf: Path) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.get_textpage().get_text_range().split() for page in document]
    finally:
        document.close()
    return [words[-1] for words in pages if words]


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Layout]:
    target = tmp_path_factory.mktemp("hyphens") / "a.pdf"
    return target, lay_out(rendition(f"<p>{TEXT}</p>", HYPHENS, sheet=SHEET), target)


def test_no_page_but_many_lines_end_in_a_hyphen(laid: tuple[Path, Layout]) -> None:
    target, layout = laid
    assert layout.pages > 3
    ends = last_words(target)
    # PDFium reports a hyphen at the end of a line as U+0002 or U+FFFE.
    assert [word for word in ends if word.endswith(("-", "\u0002", "\ufffe"))] == []
    document = pypdfium2.PdfDocument(target)
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert sum(text.count(sign) for sign in ("-\r\n", "\u0002", "\ufffe")) > 5


def test_pages_begin_where_the_layout_says(laid: tuple[Path, Layout]) -> None:
    """Letters before each page, counted in the document: its title `Test`, then the paragraph."""
    target, layout = laid
    letters = "Test" + "".join(TEXT.split())
    document = pypdfium2.PdfDocument(target)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    firsts = ["".join(page.split())[:8] for page in pages]
    assert [letters[start or 0 :][:8] for start in layout.starts] == firsts


def test_a_marker_is_never_divided(tmp_path: Path) -> None:
    """As a French word, lxxxvii is lxxx-vii: a note would be called on two pages."""
    call = note(1, 4).replace('data-marker="1"', 'data-marker="lxxxvii"')
    body = "".join(
        f'<p lang="fr" style="width:{width}pt">trois mots {call.replace("-1", f"-{width}")}</p>'
        for width in range(50, 100, 5)
    )
    target = tmp_path / "a.pdf"
    lay_out(rendition(body, "@page{size:148mm 900mm}p{hyphens:auto}"), target)
    document = pypdfium2.PdfDocument(target)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    assert text.count("lxxxvii") == 10
