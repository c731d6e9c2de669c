"""Small renditions for the layout tests: paragraphs of invented words, notes of any length."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from chapbook.model.output import PdfNote, PdfRendition, PdfResource
from chapbook.model.source import Place
from chapbook.tools.fonts import select_fonts

WORDS = "loom shuttle warp weft heddle treadle beam reed sley thrum selvedge bobbin pirn".split()


def words(count: int, start: int = 0) -> str:
    """Give `count` words, always the same for the same `start`."""
    return " ".join(WORDS[(start + 7 * n + n * n) % len(WORDS)] for n in range(count))


def note(number: int, count: int, paragraphs: int = 1) -> str:
    """Write a call with its note of `paragraphs` paragraphs of `count` words each."""
    blocks = "".join(f"<p>{words(count, number + n)}</p>" for n in range(paragraphs))
    return (
        f'<a class="note-call" id="call-{number}" href="#note-{number}">'
        f'<div class="note" id="note-{number}" data-marker="{number}">'
        f'<div class="note-body">{blocks}</div></div></a>'
    )


def document(body: str, head: str = "") -> str:
    """Write a document around a body."""
    return (
        '<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>Test</title>'
        f"{head}</head><body>{body}</body></html>"
    )


def rendition(
    body: str, css: str = "", *, extra: tuple[PdfResource, ...] = (), sheet: str | None = None
) -> PdfRendition:
    """Make a rendition of `body` with the printed style sheet (or `sheet`) and more `css`."""
    fonts = select_fonts(body, code=False)
    print_css = Path(__file__).parents[3] / "styles" / "print.css"
    text = print_css.read_text(encoding="utf-8") if sheet is None else sheet
    faces = tuple(
        PdfResource(url, path, "font/otf", path.parent) for url, path in fonts.resources.items()
    )
    return PdfRendition(
        document(body),
        (("faces", fonts.css), ("trim", "@page{size:148mm 210mm}"), ("print", text), ("css", css)),
        (*faces, *extra),
        "<x/>",
        tuple(_notes(body)),
    )


def _notes(body: str) -> Iterator[PdfNote]:
    for number in range(1, body.count('class="note"') + 1):
        yield PdfNote(f"note-{number}", f"Note {number}", Place("book.md", number))
