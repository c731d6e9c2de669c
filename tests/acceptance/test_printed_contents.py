"""The contents of the PDF: they say of each chapter the number that readers show for its page."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

from building import Book, build
from chapbook.collate.foreign.readers.text import letters

# An entry, or the last line of one that has more: its words, the leader, the number of the page.
ENTRY = re.compile(r"^(.*?)(?: \.)+ ?(\w+)\r?$", re.MULTILINE)
# An entry on one line or more.
WHOLE = re.compile(r"(.+?)(?: \.)+ ?(\w+)\r?$", re.MULTILINE | re.DOTALL)
# From one that leaves room for leader and number to one that takes two lines, letter by letter.
GROWING = [f"Of the Fords, and of {'the old Mills along ' * 2}the R{'i' * n}ver" for n in range(24)]


def contents(document: pypdfium2.PdfDocument) -> str:
    """Return the text of the pages of contents."""
    texts = [page.get_textpage().get_text_range() for page in list(document)[2:12]]
    return "\n".join(text for text in texts if " . . . " in text)


def test_front_matter_is_counted_in_roman_numerals_and_the_text_from_1(any_book: Book) -> None:
    """The labels that readers show are what the contents say of each chapter."""
    document = pypdfium2.PdfDocument(any_book.files.pdf)
    try:
        labels = [document.get_page_label(index) for index in range(len(document))]
        opened = {
            letters(mark.get_title()): labels[mark.get_dest().get_index()]
            for mark in document.get_toc()
        }
        entries = WHOLE.findall(contents(document).partition("\n")[2])
    finally:
        document.close()
    text = labels.index("1")
    assert labels[:2] == ["", ""]
    assert labels[2:text] == "i ii iii iv v vi vii viii ix x xi xii".split()[: text - 2]
    assert labels[text:] == [str(number) for number in range(1, len(labels) - text + 1)]
    assert len(entries) > 2
    assert [(title, at) for title, at in entries if opened.get(letters(title)) != at] == []


@pytest.mark.parametrize("style", ["classic", "modern", "large"])
def test_no_leader_is_on_a_line_of_its_own(style: str, tmp_path: Path) -> None:
    """An entry that fills its line takes its last word along to the number of its page."""
    chapters = "".join(f"# {title}\n\nText.\n\n" for title in GROWING)
    manuscript = tmp_path / "growing.md"
    manuscript.write_text(
        f"---\ntitle: Mills\nlang: en\nprint: {{style: {style}}}\n---\n\n{chapters}"
    )
    document = pypdfium2.PdfDocument(build(manuscript, tmp_path / "output").pdf)
    try:
        entries = ENTRY.findall(contents(document))
    finally:
        document.close()
    assert len(entries) == len(GROWING)
    assert [at for title, at in entries if not letters(title)] == []
