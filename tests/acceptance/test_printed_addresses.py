"""Addresses and codes on paper: broken where they may be, never with a hyphen that is added."""

from __future__ import annotations

import subprocess
from itertools import pairwise

import pypdfium2
import pytest

from building import CHAPBOOK, editions

ADDRESS = (
    "https://example.org/international/documentation/understanding"
    "?parameters=configuration&environmental=responsibility"
)
PLAIN = ADDRESS.replace("https://example.org", "www.inter-national.org")
SUM = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
FILE = "Annual_Report_of_the_Ministry_of_Finance_for_the_Year_1911_final_corrected_version_3.pdf"
MAIL = "international.documentation@understanding-environment.example.org"
DOI = "10.1234/international-journal.documentation.2019.0001"
UUID = "550e8400-e29b-41d4-a716-446655440000"
LONG = f"https://example.org/{'abcdefghij' * 12}/end"
WORD = "Unpronounceable" * 9
# Where each may be broken: before these signs or after those, in any words around them.
WORDS = (ADDRESS, PLAIN, FILE, MAIL, UUID, f"doi:{DOI}")
MANUSCRIPT = f"""---
title: A
lang: en-GB
references:
  - {{id: a, type: webpage, title: One, DOI: {DOI}, issued: 2019}}
---

# One

{{text}}

See <{LONG}>, [a link]({LONG}), [{WORD}](https://example.org), *{WORD}* and `{WORD}` in code.

> {WORD} in a quotation[^long] and {SUM}, cited [@a].

| Table | Address |
|-------|---------|
| A row | <{ADDRESS}> |

[^long]: In a note {WORD}, <{LONG}>, {FILE} and {SUM}.
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("printed")
    manuscript = folder / "manuscript.md"
    # So many words before each that it begins at every place of a line.
    paragraphs = [
        f"{'word ' * count}{form.format(word)} and more.[^{number}-{count}]"
        for number, word in enumerate(WORDS)
        for count, form in enumerate(
            ("{}", "<{}>" if "://" in word or "@" in word else "{}", "({}).")
        )
    ]
    notes = [
        f"[^{number}-{count}]: {'note ' * count}{word}"
        for number, word in enumerate(WORDS)
        for count in range(3)
    ]
    text = "\n\n".join((*paragraphs, *notes))
    manuscript.write_text(MANUSCRIPT.replace("{text}", text), encoding="utf-8")
    command = [CHAPBOOK, "build", manuscript, "--format", "pdf", "--no-collate"]
    subprocess.run([*command, "--output", folder], check=True, capture_output=True)
    (pdf,) = editions(folder, "pdf")
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def test_nothing_is_added_to_an_address(pages: list[str]) -> None:
    text = "".join("".join(pages).split())
    for word in WORDS:
        assert text.count(word) == 6 + (word == ADDRESS) + (word == FILE), word
    assert text.count(SUM) == 2
    assert text.count(LONG) == 2
    assert text.replace("-", "").replace("\ufffe", "").count(WORD) == 5  # words may have hyphens
    assert text.count(f"https://doi.org/{DOI}") >= 1
    assert not {"\u200b", "\u2060", "\ufeff"} & set(text)


def test_addresses_break_only_where_they_may(pages: list[str]) -> None:
    broken = 0
    for page in pages:
        lines = [line.strip() for line in page.splitlines()]
        for first, second in pairwise(lines):
            end, start = first.rpartition(" ")[2], second.partition(" ")[0]
            for word in WORDS:
                at = word.find(end + start)
                if len(end) > 3 and len(start) > 3 and at >= 0:
                    broken += 1
                    assert end[-1] in "/:" or start[0] in ".?&=_-#", (end, start)
    assert broken > 10
