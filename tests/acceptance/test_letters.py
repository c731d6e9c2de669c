"""Letters with marks, signs and emoji in finished editions, in all places where type is set."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from unicodedata import normalize

import pikepdf
import pypdfium2
import pytest

from building import CHAPBOOK
from chapbook.model.letters.clusters import clusters_of, drawn

DOTTED_CIRCLE, WORD_JOINER = "\u25cc", "\u2060"
# The text face lacks the mark, lacks the letter, or no composed letter is there.
LETTERS = "r\u0325gveda l\u0325 m\u0325 t\u0361ʃ k\u0361p t\u035cs a\u032f d\u032a b\u0324"
OTHERS = "ɛ\u0303 ɔ\u0301 ŋ\u0301 ə\u0303 ṝ\u0325 ж\u0301 ῥ\u0304"
SIGNS = "East ↔ west ⇔ ♥\ufe0f ☺ 👍 👍🏽 👩\u200d💻 ❤\ufe0f\u200d🔥 🇬🇧 1\ufe0f\u20e3 ↩"
SCRIPTS = "हिन्दी संस्कृतम् ह मि; ภาษาไทย ที่นี่; ქართული; հայերեն; አማርኛ; தமிழ்; ខ្មែរ; မြန်မာ"
# Cover, half title, title page, heading and its entry in the contents, and so on.
PLACES = 15
BOOK = """---
title: "{text}"
lang: en-GB
---

# Of {text}

Roman {text}.[^n] Italic *{text}*; bold **{text}**; small capitals [{text}]{{.smallcaps}};
code `{text}`.

## A section on {text}

| Head {text} | b |
|---|---|
| Cell {text} | c |

> A quotation: {text}.

[^n]: A note: {text}, *{text}*.
"""


@dataclass(frozen=True, slots=True)
class Built:
    """What the command says of a book, and the PDF, if there is one."""

    code: int
    said: str
    pdf: Path


def built(text: str, folder: Path, *options: str) -> Built:
    (folder / "book.md").write_text(BOOK.format(text=text), encoding="utf-8")
    output = folder / "out"
    command = [str(CHAPBOOK), "build", "book.md", "--output", str(output), *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return Built(done.returncode, done.stderr, next(output.glob("*.pdf"), output))


def drawn_text(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def texts_of_codes(font: pikepdf.Dictionary) -> dict[bytes, str]:
    lines = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]+)>", font.ToUnicode.read_bytes())
    return {
        bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in lines
    }


def written_text(pdf: Path) -> tuple[str, list[str]]:
    """Return the text in the order of the page contents, without spaces, and that of each font."""
    written, by_font = [], {}
    with pikepdf.open(pdf) as document:
        for page in document.pages:
            fonts = {name: texts_of_codes(font) for name, font in page.Resources.Font.items()}
            for line in pikepdf.parse_content_stream(page):
                if str(line.operator) == "Tf":
                    name = str(line.operands[0])
                elif str(line.operator) == "TJ":
                    for shown in line.operands[0]:
                        if isinstance(shown, pikepdf.String):
                            code = bytes(shown)
                            texts = (code[at : at + 2] for at in range(0, len(code), 2))
                            part = "".join(fonts[name][one] for one in texts)
                            written.append(part)
                            by_font[name] = by_font.get(name, "") + part
    return "".join("".join(written).split()), [by_font[name] for name in sorted(by_font)]


@pytest.mark.parametrize("text", [LETTERS, OTHERS])
def test_a_letter_and_its_mark_come_from_one_face(text: str, tmp_path: Path) -> None:
    made = built(text, tmp_path, "--format", "pdf", "--no-collate")
    assert made.code == 0, made.said
    assert "CB5" not in made.said
    written, by_font = written_text(made.pdf)
    assert DOTTED_CIRCLE not in written
    assert WORD_JOINER not in written
    assert normalize("NFD", written).count(normalize("NFD", "".join(text.split()))) == PLACES
    for cluster in map(partial(normalize, "NFD"), clusters_of(text)):
        fonts = [normalize("NFD", font) for font in by_font]
        found = sum(font.count(cluster) for font in fonts)
        assert found == normalize("NFD", text).count(cluster) * PLACES, cluster


@pytest.mark.parametrize("text", [SIGNS, SCRIPTS])
def test_signs_and_scripts_are_set_and_keep_their_text(text: str, tmp_path: Path) -> None:
    made = built(text, tmp_path, "--format", "pdf", "--no-collate")
    assert made.code == 0, made.said
    assert "CB5" not in made.said
    written, _ = written_text(made.pdf)
    assert drawn(written).count(drawn("".join(text.split()))) == PLACES


def test_the_text_of_a_cluster_is_found_by_a_search(tmp_path: Path) -> None:
    made = built("हिन्दी, ह and मि", tmp_path, "--format", "pdf", "--no-collate")
    assert made.code == 0, made.said
    shown = drawn_text(made.pdf)
    assert WORD_JOINER not in shown
    assert "हिन्दी, ह and मि" in shown


def test_sequences_of_one_picture_keep_their_own_text(tmp_path: Path) -> None:
    made = built("x 👍 👍🏽 👍🏿 y", tmp_path, "--format", "pdf", "--no-collate")
    assert "x 👍 👍🏽 👍🏿 y" in drawn_text(made.pdf)
