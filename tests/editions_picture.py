"""The picture at the head of the README: the editions of manuscript/, from their finished files.

Renew it by hand, after `scripts/build` and `scripts/test`:
PYTHONPATH=tests .venv/bin/python tests/editions_picture.py
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image

from browsing import Chromium, Reader, chromium
from building import ROOT
from chapbook.tools.fonts.faces import TEXT_FACES
from readers import open_in

PICTURE = ROOT / ".github" / "editions.png"
BUILD = ROOT / "build"
_SPREAD = ("6", "7")  # a list on the left, two headings on the right, three series of notes on both
_CHAPTER = "#visit"
_FACE = TEXT_FACES[0].path
_WIDTH, _HEIGHT = 1800, 1330
_COLOURS = 128
_PAGE = """<!DOCTYPE html><meta charset="utf-8"><style>
@font-face { font-family: Caption; src: url("FACE") }
body { margin: 0; width: 1800px; height: 1330px; background: #dcd8d1; position: relative;
  font: 25px Caption; color: #3b3833 }
figure { position: absolute; margin: 0 }
figure > :first-child { box-shadow: 0 2px 5px #0003, 0 12px 30px #0003; background: #fff;
  display: block; box-sizing: border-box }
figcaption { margin-top: 18px; text-align: center }
figure .spread { display: flex } .spread img { width: 392px; height: 556px }
.spread img + img { box-shadow: inset 1px 0 #0002; border-left: 1px solid #0002 }
.reader { border: 22px solid #2b2a29; border-bottom-width: 52px; border-radius: 22px }
.window { border-radius: 10px; border-top: 34px solid #efece6 }
figure .pamphlet { box-shadow: none; background: none; perspective: 2200px; width: 640px;
  height: 520px; position: relative }
.pamphlet img { position: absolute; top: 22px; height: 470px; width: 331px;
  box-shadow: 0 26px 34px -18px #0009 }
.pamphlet .back { right: 50%; transform-origin: right; transform: rotateY(-52deg);
  filter: brightness(.82) }
.pamphlet .front { left: 50%; transform-origin: left; transform: rotateY(28deg) }
.pamphlet i { position: absolute; left: calc(50% - 2px); width: 4px; height: 34px;
  background: #c9c9c9; border-radius: 2px; box-shadow: 0 0 2px #0008 }
</style>
<figure style="left:64px;top:48px"><img src="cover.png" width="392" height="556">
<figcaption>Cover</figcaption></figure>
<figure style="left:514px;top:48px"><div class="spread"><img src="left.png"><img src="right.png">
</div><figcaption>PDF, with notes at the foot of the page</figcaption></figure>
<figure style="left:1358px;top:48px"><img class="reader" src="reader.png" width="378" height="556">
<figcaption>EPUB: notes open in place</figcaption></figure>
<figure style="left:64px;top:716px"><img class="window" src="web.png" width="1040" height="540">
<figcaption>Web page, with notes beside the text</figcaption></figure>
<figure style="left:1132px;top:716px"><div class="pamphlet"><img class="back" src="back.png">
<img class="front" src="front.png"><i style="top:120px"></i><i style="top:360px"></i></div>
<figcaption style="margin-top:38px">Pamphlet to print, fold and staple</figcaption></figure>
"""


def finished(ending: str) -> Path:
    """Return a file of the build; the name of the only EPUB, without its suffix, is the slug."""
    (epub,) = BUILD.glob("*.epub")
    return epub.with_name(epub.stem + ending)


def draw_page(pdf: Path, number: int, height: int) -> Image.Image:
    """Draw a page of a PDF; `number` counts from 0."""
    page = pypdfium2.PdfDocument(pdf)[number]
    return page.render(scale=height / page.get_height()).to_pil()


def labels(pdf: Path) -> list[str]:
    """Return the page labels of a PDF: the printed page numbers."""
    document = pypdfium2.PdfDocument(pdf)
    return [document.get_page_label(number) for number in range(len(document))]


def draw_paper(folder: Path) -> None:
    """Draw the spread of the PDF, and both halves of the outer side of the first sheet."""
    pdf = finished(".pdf")
    for side, label in zip(("left", "right"), _SPREAD, strict=True):
        draw_page(pdf, labels(pdf).index(label), 1112).save(folder / f"{side}.png")
    sheet = draw_page(finished("-pamphlet-a4.pdf"), 0, 940)
    middle = sheet.width // 2
    sheet.crop((0, 0, middle, sheet.height)).save(folder / "back.png")
    sheet.crop((middle, 0, sheet.width, sheet.height)).save(folder / "front.png")
    Image.open(finished("-cover.png")).save(folder / "cover.png")


@contextmanager
def serif_reader(folder: Path) -> Iterator[None]:
    """Let the reading system have a serif face, as e-readers do; this system may have none."""
    faces = _FACE.parent
    config = folder / "fonts.conf"
    config.write_text(
        f"<fontconfig><dir>{faces}</dir><cachedir>{folder}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    os.environ["FONTCONFIG_FILE"] = str(config)
    yield
    del os.environ["FONTCONFIG_FILE"]


def draw_screens(folder: Path, browser: Chromium) -> None:
    """Draw the reading edition in a browser, and the EPUB with an open note in a reading system."""
    with browser.open(finished(".html"), Reader(width=1280)) as tab:
        tab.page.set_viewport_size({"width": 1280, "height": 623})
        tab.ask(f"location.hash = '{_CHAPTER}'")
        tab.page.screenshot(path=folder / "web.png")
    with serif_reader(folder):
        open_in("foliate", finished(".epub"), folder)
    (folder / "note-light.png").rename(folder / "reader.png")


def picture(folder: Path) -> Image.Image:
    """Put all editions together into one picture."""
    with chromium() as browser:
        draw_paper(folder)
        draw_screens(folder, browser)
        page = folder / "page.html"
        page.write_text(_PAGE.replace("FACE", _FACE.as_uri()), encoding="utf-8")
        with browser.open(page, Reader(width=_WIDTH)) as tab:
            tab.page.set_viewport_size({"width": _WIDTH, "height": _HEIGHT})
            tab.ask("document.fonts.ready")
            tab.page.screenshot(path=folder / "picture.png")
    return Image.open(folder / "picture.png").convert("RGB").quantize(_COLOURS)


if __name__ == "__main__":
    with TemporaryDirectory() as name:
        picture(Path(name)).save(PICTURE, optimize=True)
