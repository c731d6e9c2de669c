"""The table of patches is complete, each is needed, and refused where WeasyPrint has changed."""

from __future__ import annotations

import ast
import inspect
import json
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.metadata import version
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from unicodedata import normalize

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from chapbook.model.letters.measure import FORMULA
from chapbook.tools.weasyprint import patches
from chapbook.tools.weasyprint.corrections import patching
from chapbook.tools.weasyprint.corrections.patching import Correction, Replacement, Swap
from chapbook.tools.weasyprint.process import Layout
from inspectors.pdf_text import read_pages
from picture_samples import png
from unit.tools.pdf_pages import (
    LayoutWorker,
    layout_worker,
    note,
    rendition,
    words,
)

CORRECTIONS = tuple(patches.changes(Correction))
REPLACEMENTS = tuple(patches.changes(Replacement))
SWAPS = tuple(patches.changes(Swap))
UPSTREAM = Path(patches.__file__).parent / "upstream"
TESTS = Path(__file__).parent


@pytest.mark.parametrize("correction", CORRECTIONS, ids=lambda one: one.name)
def test_every_passage_is_still_there_once(correction: Correction) -> None:
    source = inspect.getsource(getattr(correction.module, correction.function))
    assert source.count(correction.passage) == 1


@pytest.mark.parametrize("change", [*REPLACEMENTS, *SWAPS], ids=lambda one: one.name)
def test_what_is_replaced_is_still_what_it_was(change: Replacement | Swap) -> None:
    assert change.expected
    patching.check(change)


@pytest.mark.parametrize("patch", patches.PATCHES, ids=lambda one: one.name)
def test_every_patch_has_its_reason_and_its_test(patch: patching.Patch) -> None:
    assert patch.changes
    assert patch.reason.endswith(".")
    file, _, name = patch.test.partition("::")
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    assert name in {one.name for one in tree.body if isinstance(one, ast.FunctionDef)}
    cases = {"test_it_goes_wrong_without": NEEDED, "test_lines_go_wrong_without": SPACES}.get(name)
    assert cases is None or {change.name for change in patch.changes} <= set(cases)


def test_names_are_used_once() -> None:
    changed = [change.name for patch in patches.PATCHES for change in patch.changes]
    for names in (changed, [patch.name for patch in patches.PATCHES]):
        assert len(names) == len(set(names))
    assert {*NEEDED, *SPACES} <= set(changed)


def test_every_report_belongs_to_a_patch_and_is_ready_to_be_sent() -> None:
    named = {report for patch in patches.PATCHES for report in patch.reports}
    assert named == {path.name for path in UPSTREAM.iterdir()}
    for name in named:
        text = (UPSTREAM / name).read_text(encoding="utf-8")
        heads = [line for line in text.splitlines() if line.startswith("#")]
        assert heads[0].startswith("# ")
        assert heads[1:] in (["## HTML", *RESULT], ["## Python", *RESULT])
        assert f"WeasyPrint {version('weasyprint')}" in text


RESULT = ["## Expected", "## Actual"]

# What each module and class of WeasyPrint and pydyf holds; collections by what is in them.
HELD = """
import importlib, json, pkgutil, sys
import pydyf, weasyprint
for found in pkgutil.walk_packages(weasyprint.__path__, "weasyprint."):
    if not found.name.endswith("__main__"):
        importlib.import_module(found.name)
def held():
    modules = {n: m for n, m in sys.modules.items() if n.split(".")[0] in ("weasyprint", "pydyf")}
    owners = dict(modules)
    for name, module in modules.items():
        for attribute, value in vars(module).items():
            if isinstance(value, type) and value.__module__ == name:
                owners[f"{name}.{attribute}"] = value
    return {
        f"{owner}.{attribute}": value.copy() if isinstance(value, (dict, list, set)) else value
        for owner, holder in owners.items()
        for attribute, value in vars(holder).items()
    }
def same(one, other):
    if isinstance(one, (dict, list, set)) and type(one) is type(other):
        return one == other
    return one is other
def changed(before, after):
    return sorted(
        name for name in {*before, *after}
        if name not in before or name not in after or not same(before[name], after[name])
    )
before = held()
from chapbook.tools.weasyprint import child, patches
from chapbook.tools.weasyprint.corrections.patching import Correction, Replacement, Swap
def named(owner):
    return f"{owner.__module__}.{owner.__name__}" if isinstance(owner, type) else owner.__name__
def importers(function):
    modules = [m for n, m in sys.modules.items() if n.split(".")[0] == "weasyprint"]
    return [m for m in modules if vars(m).get(function.__name__) is function]
wanted = set()
for one in patches.changes(Correction):
    for module in importers(getattr(one.module, one.function)):
        wanted.add(f"{module.__name__}.{one.function}")
    wanted |= {f"{one.module.__name__}.{helper.__name__}" for helper in one.helpers}
for one in patches.changes(Replacement):
    wanted.add(f"{named(one.owner)}.{one.attribute}")
patches.apply()
applied = held()
html = weasyprint.HTML(string="<p>loom")
with patches.tagging(html.render(), html.etree_element):
    writing = held()
print(json.dumps({
    "import and apply": [changed(before, applied), sorted(wanted)],
    "writing": [
        changed(applied, writing),
        sorted(f"{named(one.owner)}.{one.attribute}" for one in patches.changes(Swap)),
    ],
    "written": [changed(applied, held()), []],
}))
"""


def test_nothing_is_replaced_that_is_not_in_the_table() -> None:
    done = subprocess.run([sys.executable, "-c", HELD], capture_output=True, text=True, check=True)
    for moment, (found, declared) in json.loads(done.stdout).items():
        assert (moment, found) == (moment, declared)


def test_a_changed_function_is_refused() -> None:
    stale = replace(CORRECTIONS[0], passage="no such passage")
    with pytest.raises(patching.RepairRefused, match="no such passage"):
        patching.correct(stale)


def test_a_changed_neighbour_is_refused() -> None:
    wanted = ((patching.check, "no such passage" + "!"),)
    with pytest.raises(patching.RepairRefused, match="no such passage"):
        patching.check(replace(REPLACEMENTS[0], expected=wanted))


def test_a_changed_neighbour_is_refused_while_a_file_is_written() -> None:
    stale = replace(SWAPS[0], expected=((patching.check, "no such passage" + "?"),))
    refused = pytest.raises(patching.RepairRefused, match="no such passage")
    with refused, patching.swapped([stale], None):
        pass


def test_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weasyprint.__version__", "71.0")
    with pytest.raises(patching.RepairRefused, match=r"71\.0"):
        patches.apply()


# --- what goes wrong without each ----------------------------------------------------------------
#
# Each case lays something out and says what is wrong with it: nothing with all changes, something
# without the one it stands for.

Case = Callable[[LayoutWorker, Path], list[str]]


def of_notes(body: str, css: str = "") -> Case:
    """The notes of `body` are not each whole, in its place, on the page of its call."""

    return lambda worker, target: worker.faults(rendition(body, css), target)


def of_texts(
    body: str, wanted: Callable[[list[str]], bool], css: str = "", sheet: str | None = None
) -> Case:
    """The words of the pages are not as wanted."""

    def case(worker: LayoutWorker, target: Path) -> list[str]:
        layout = worker.lay_out(rendition(body, css, sheet=sheet), target)
        if layout is None:
            return ["no layout"]
        texts = page_texts(target)
        return [] if wanted(texts) else texts

    return case


def of_layout(body: str, wanted: Callable[[Layout], bool]) -> Case:
    """The notes stand on other pages than wanted, or are not whole."""

    def case(worker: LayoutWorker, target: Path) -> list[str]:
        layout = worker.lay_out(rendition(body), target)
        return [] if layout is not None and wanted(layout) else [str(layout)]

    return case


def of_indent() -> Case:
    """The first line of a paragraph from right to left is not set in at the right."""

    def case(worker: LayoutWorker, target: Path) -> list[str]:
        body = f'<div dir="rtl"><p id="p">{words(40)}</p></div>'
        worker.lay_out(rendition(body, "p#p { text-indent: 40pt }"), target)
        rows: dict[int, float] = {}
        for glyph in read_pages(target)[0].glyphs:
            if glyph.box is not None and glyph.text.strip():
                row = round(glyph.base)
                rows[row] = max(rows.get(row, 0.0), glyph.box.right)
        first, second = (rows[row] for row in sorted(rows, reverse=True)[:2])
        return [] if abs(second - first - 40) < 2 else [f"set in by {second - first:.1f} pt"]

    return case


def of_entry() -> Case:
    """The link of an entry from right to left does not lie on its words and its page number."""

    def case(worker: LayoutWorker, target: Path) -> list[str]:
        body = '<div dir="rtl"><p id="p"><a href="#q">tie</a></p></div><p id="q">loom</p>'
        worker.lay_out(rendition(body, "a::after { content: leader('.') '27' }"), target)
        with pikepdf.open(target) as document:
            left, _, right, _ = (float(edge) for edge in document.pages[0].Annots[0].Rect)
        boxes = [glyph.box for glyph in read_pages(target)[0].glyphs if glyph.text in "tie27"]
        edges = [edge for box in boxes if box is not None for edge in (box.left, box.right)]
        lies = abs(left - min(edges)) < 2 and abs(right - max(edges)) < 2
        return [] if lies else [f"from {left} to {right}, on {min(edges)} to {max(edges)}"]

    return case


def of_picture(body: str, width: float) -> Case:
    """The picture is not so many points wide."""

    def case(worker: LayoutWorker, target: Path) -> list[str]:
        worker.lay_out(rendition(body), target)
        with pypdfium2.PdfDocument(target) as document:
            pictures = document[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
            boxes = [picture.get_bounds() for picture in pictures]
        widths = [right - left for left, _, right, _ in boxes]
        return [] if widths == [pytest.approx(width, abs=1)] else [f"widths: {widths}"]

    return case


def of_pdf(body: str, wanted: Callable[[pikepdf.Pdf], bool]) -> Case:
    """The file is not as wanted."""

    def case(worker: LayoutWorker, target: Path) -> list[str]:
        if worker.lay_out(rendition(body), target) is None:
            return ["no layout"]
        with pikepdf.open(target) as pdf:
            return [] if wanted(pdf) else [str(target)]

    return case


def closed_spans(pdf: pikepdf.Pdf) -> bool:
    operators = [str(line.operator) for line in pikepdf.parse_content_stream(pdf.pages[0])]
    assert b"ActualText" in pdf.pages[0].Contents.read_bytes()
    return operators.count("BDC") == operators.count("EMC")


def fonts_of(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    return [font for _, font in sorted(pdf.pages[0].Resources.Font.items())]


def map_of(font: pikepdf.Dictionary) -> list[int]:
    """Return the glyph of each code, empty where each code is its own glyph."""
    given = font.DescendantFonts[0].CIDToGIDMap
    if not isinstance(given, pikepdf.Stream):
        return []
    content = given.read_bytes()
    return [int.from_bytes(content[at : at + 2], "big") for at in range(0, len(content), 2)]


def widths_of_glyphs(pdf: pikepdf.Pdf) -> bool:
    """Return whether each width is that of the glyph in the font that is embedded."""
    (font,) = (one for one in fonts_of(pdf) if "Khmer" in str(one.BaseFont))
    glyphs, described = map_of(font), font.DescendantFonts[0]
    embedded = TTFont(BytesIO(described.FontDescriptor.FontFile2.read_bytes()))
    names, scale = embedded.getGlyphOrder(), 1000 / embedded["head"].unitsPerEm
    given = iter(described.W)
    found = {
        int(first) + number: float(width)
        for first, widths in zip(given, given, strict=True)
        for number, width in enumerate(widths)
    }
    own = {code: embedded["hmtx"][names[glyphs[code]]][0] * scale for code in found}
    assert max(found) >= len(glyphs) - 1
    return all(abs(own[code] - found[code]) < 1 for code in found)


def glyphs_of_codes(pdf: pikepdf.Pdf) -> bool:
    (font,) = (one for one in fonts_of(pdf) if "Emoji" in str(one.BaseFont))
    glyphs = map_of(font)
    return bool(glyphs) and len(glyphs) == len(set(glyphs)) + 1


def same_font(*characters: str) -> Callable[[pikepdf.Pdf], bool]:
    """Return a test that one font has all of the characters."""
    wanted = [f"<{ord(char):04x}>".encode() for char in characters]

    def test(pdf: pikepdf.Pdf) -> bool:
        maps = [font.ToUnicode.read_bytes() for font in fonts_of(pdf)]
        return any(all(one in content for one in wanted) for content in maps)

    return test


def of_places(body: str) -> Case:
    """A letter is drawn over the one before it."""

    def case(worker: LayoutWorker, target: Path) -> list[str]:
        if worker.lay_out(rendition(body), target) is None:
            return ["no layout"]
        letters = [g for g in read_pages(target)[0].glyphs if g.text.isalpha() and g.box]
        boxes = [glyph.box for glyph in letters if glyph.box is not None]
        pairs = pairwise(boxes)
        return [str(later) for box, later in pairs if later.left < box.right - 1]

    return case


def of_slant(body: str) -> Case:
    """No text is drawn slanted."""

    def case(worker: LayoutWorker, target: Path) -> list[str]:
        worker.lay_out(rendition(body), target)
        with pikepdf.open(target) as pdf:
            content = pikepdf.parse_content_stream(pdf.pages[0])
            matrices = [one.operands for one in content if str(one.operator) == "Tm"]
        return [] if any(float(one[2]) > 0 for one in matrices) else [str(matrices)]

    return case


def of_fonts(body: str) -> Case:
    """Some font has identifiers that are not the indexes of its glyphs."""

    def case(worker: LayoutWorker, target: Path) -> list[str]:
        worker.lay_out(rendition(body), target)
        with pikepdf.open(target) as pdf:
            found = [
                one.FontFile3.read_bytes()
                for one in pdf.objects
                if isinstance(one, pikepdf.Dictionary) and "/FontFile3" in one
            ]
        assert found
        tops = [TTFont(BytesIO(one))["CFF "].cff.topDictIndex[0] for one in found]
        named = [
            [0 if name == ".notdef" else int(name.removeprefix("cid")) for name in top.charset]
            for top in tops
            if hasattr(top, "ROS")
        ]
        assert named
        return [str(one) for one in named if one != list(range(len(one)))]

    return case


# A wider line takes less text, or none that fits, where the space at its end does not fit.
LINES = """
import weasyprint
from chapbook.tools.weasyprint import patches
from weasyprint.formatting_structure.boxes import BlockBox, TextBox
patches.apply({without!r})
def first_lines(end):
    widths = [quarter / 4 for quarter in range(320, 720)]
    text = "".join(f"<p style='width:{{width}}px'>one loom and two{{end}}</p>" for width in widths)
    for page in weasyprint.HTML(string=text).render().pages:
        for box in page._page_box.descendants():
            if box.element_tag == "p" and isinstance(box, BlockBox):
                texts = [one for one in box.children[0].descendants() if isinstance(one, TextBox)]
                yield sum(len(one.text) for one in texts)
lengths = list(first_lines("{space}<b>b</b>"))
plain = first_lines("") if "{space}" == " " else [0]
print(*(shorter for before, shorter in zip(lengths, lengths[1:]) if shorter < before))
print(*(length for length, least in zip(lengths, plain) if length < least))
"""
SPACES = {"space before an element": " ", "no-break space before an element": "\u00a0"}


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(SPACES))
def test_lines_go_wrong_without(name: str) -> None:
    def wrong(without: tuple[str, ...]) -> list[str]:
        script = LINES.format(without=without, space=SPACES[name])
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True
        )
        return done.stdout.split()

    assert wrong(()) == []
    assert wrong((name,)) != []


def page_texts(pdf: Path) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def no_page_ends_in_a_hyphen(texts: list[str]) -> bool:
    # PDFium reports a hyphen at the end of a line as U+0002 or U+FFFE.
    return len(texts) > 3 and not any(text.endswith(("-", "\u0002", "\ufffe")) for text in texts)


LONG_WORDS = (
    "<p>"
    + "Extraordinary considerations notwithstanding, representatives characteristically " * 60
    + "</p>"
)
NARROW = (
    "@page{margin:10mm} p{width:60mm;font:10pt/14pt 'Source Serif Pro';text-align:justify;"
    "hyphens:auto;hyphenate-character:'-'}"
)
REFERENCE = '<a class="reference" href="#end">see</a>'
CONTENTS = '<nav class="contents"><ol><li><a href="#one">One</a></li></ol></nav>'


def chapter(text: str, number: str = "one", kind: str = "") -> str:
    return f'<section class="division {kind}" id="{number}">{text}</section>'


ALONE = chapter(f"<p>{words(9)}{note(1, 1500)}</p>") + chapter("<p>weaver</p>", "two")
DENSE = "".join(
    f"<p>{words(20 + 7 * n % 40, n)}{note(n, (10, 40, 6, 70)[n % 4])} {words(3 * n % 25)}.</p>"
    for n in range(1, 40)
)
HIGH = (
    '<p><img alt="" style="display:block;height:130mm;max-height:none" src="data:image/svg+xml,'
    '%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 width=%229%22 height=%229%22/%3E"/></p>'
)
PICTURE = "data:image/png;base64," + b64encode(png(8, 0, [[0]] * 6, size=(120, 60))).decode("ascii")
SMALL = "@page{size:105mm 148mm}"
# Noto Serif KR has one glyph for both numbers, and outlines that are not TrueType.
NUMBERS = "\uac00① \uac00➀"
KHMER = "\u1781\u17d2\u1798\u17c2\u179a"
ADDRESS = (
    "<span>weaving/<wbr/>warping/<wbr/>loom-<wbr/>shuttle/<wbr/>selvedges/<wbr/>fulling</span>"
)
HEAD = "<thead><tr><th>Original</th><th>Translation</th></tr></thead>"
ROWS = (
    "tr{break-inside:auto} td{padding:0;box-decoration-break:clone} table{width:100%}"
    "@page{size:105mm 148mm}"
)


def table_with_call(rows: int) -> str:
    head = f"<thead><tr><th>Boat{note(1, 8)}</th></tr></thead>"
    return f"<table>{head}<tbody>{'<tr><td>home</td></tr>' * rows}</tbody></table>"


def parallel(*cells: str) -> str:
    row = "".join(f"<td>{cell}</td>" for cell in cells)
    return f"<table>{HEAD}<tbody><tr>{row}</tr></tbody></table>"


def noted(first: int) -> str:
    return "".join(
        f"<p>{words(25 + 17 * n % 40, n)}{note(first + n, (5, 20, 40)[n % 3])}</p>"
        for n in range(9)
    )


# A paragraph that must not be broken, and is longer than a page with the head has room for.
UNBROKEN = f"<p style='break-inside:avoid'>{words(160)}</p>"
NEEDED: dict[str, Case] = {
    "beginning of a line": of_texts(
        "".join(f"<p style='width:{width}pt'>{ADDRESS}</p>" for width in range(60, 90, 3)),
        lambda texts: " ".join(texts).count("selvedges") == 10,
        "p{overflow-wrap:break-word;hyphens:none;text-indent:0}",
    ),
    "notes pushed to fit a line": of_notes(DENSE, SMALL),
    "where a note is called": of_layout(
        f"<p>{words(150)}{note(1, 900)} {words(300)}</p>",
        lambda layout: layout.notes["note-1"].call == 1,
    ),
    "hyphen at the end of a page": of_texts(LONG_WORDS, no_page_ends_in_a_hyphen, sheet=NARROW),
    "last lines of a page": of_texts(LONG_WORDS, no_page_ends_in_a_hyphen, sheet=NARROW),
    "rest of a note at the end of a chapter": of_layout(
        chapter(f"<p>{words(9)}{note(1, 1200)}</p>")
        + chapter(f"<p>{words(9)}{note(2, 5)}</p>", "two"),
        lambda layout: layout.notes["note-1"].pages[-1] < layout.notes["note-2"].pages[0],
    ),
    "rest of a note on a last page": of_notes(
        CONTENTS + chapter(f"<p>{words(9)}{note(1, 1500)}</p>")
    ),
    "notes of a page made again": of_notes(
        f"<p>{words(9)}{note(1, 900)} {words(200)} {REFERENCE}</p><p id='end'>{words(500)}</p>",
        ".reference::after{content:target-counter(attr(href),page)}",
    ),
    "text clear of notes": of_notes(f"<p>{words(9)}{note(1, 700)}</p>{HIGH}<p>{words(40)}</p>"),
    "formulas in running heads": of_texts(
        f'<p data-head="warp {FORMULA}x²{FORMULA} and {FORMULA}y{FORMULA}">weft</p>',
        lambda texts: "WARP x² AND y" in texts[0],
        sheet="p { string-set: head attr(data-head) }"
        "@page { @top-center { content: string(head); text-transform: uppercase } }",
    ),
    "head of a table": of_texts(
        f"<table><thead><tr><th>{'Selvedges ' * 36}</th></tr></thead>"
        f"<tbody><tr><td>{'fulling ' * 46}</td></tr><tr><td>end</td></tr></tbody></table>",
        lambda texts: "Selvedges" in texts[0] and "fulling" in texts[1] and "end" in texts[-1],
        SMALL + "th,td{font-size:14pt;line-height:18pt}",
    ),
    "head of a table, its calls": of_texts(
        table_with_call(60),
        lambda texts: all("Boat" in text for text in texts) and not any(map(str.isdigit, texts[1])),
    ),
    "row over the notes of its cells": of_notes(parallel(noted(100), noted(200)), ROWS),
    "rows clear of notes": of_notes(parallel(noted(100), noted(200)), ROWS),
    "cell without room for a line": of_texts(
        "".join(
            f"<p>{words(40 + 11 * n, n)}</p>"
            + parallel(f"<p>{words(300)}</p>", f"<p>start {words(280 + n)}</p>{UNBROKEN}")
            for n in range(8)
        ),
        lambda texts: " ".join(texts).count("start") == 8,
        ROWS,
    ),
    "page of notes alone, its kind": of_texts(
        ALONE, lambda texts: all(not text or text[-1].isdigit() for text in texts)
    ),
    "page of notes alone, its text": of_texts(
        ALONE, lambda texts: sum("weaver" in text for text in texts) == 1
    ),
    "page of notes alone, what follows": of_texts(
        ALONE, lambda texts: sum("weaver" in text for text in texts) == 1
    ),
    "indent from right to left": of_indent(),
    "link of an entry from right to left": of_entry(),
    "text of letters with marks": of_texts(
        "<p>wa\u0323\u0302rp x\u0302\u0323 weft</p>",
        lambda texts: (
            normalize("NFD", "wa\u0323\u0302rp x\u0302\u0323 weft") == normalize("NFD", texts[0])
        ),
    ),
    "share of a column": of_picture(
        f"<table><tr><td><img alt='' src='{PICTURE}' style='width:100%'/></td>"
        "<td>selvedge weft</td></tr></table>",
        90,
    ),
    "end of the text of letters with marks": of_pdf(f"<p lang='ko'>{NUMBERS}</p>", closed_spans),
    "glyphs with several texts": of_texts("<p>👍 👍🏽</p>", lambda texts: texts == ["👍 👍🏽"]),
    "glyphs with several texts, their width": of_pdf(f"<p>{KHMER}</p>", widths_of_glyphs),
    "glyphs with several texts, in the font": of_pdf("<p>👍 👍🏽</p>", glyphs_of_codes),
    "fillers and controls without a glyph": of_texts(
        "<p>warp\u3164weft</p>", lambda texts: "warp" in texts[0]
    ),
    "faces for mathematics": of_texts("<p>A ⇔ B</p>", lambda texts: texts == ["A ⇔ B"]),
    "text after a mark": of_places("<p>R\u0325ev</p>"),
    "letters with their marks in one face": of_pdf("<p>r\u0325</p>", same_font("r", "\u0325")),
    "small capitals in italics, their face": of_slant("<p><em class='smallcaps'>weaver</em></p>"),
    "small capitals in italics": of_slant("<p><em class='smallcaps'>weaver</em></p>"),
    "number of a page of front matter": of_texts(
        CONTENTS + chapter("<p>foreword</p>", "two") + chapter("<p>weaver</p>", kind="bodymatter"),
        lambda texts: [text.split()[-1] for text in texts if text] == ["i", "iii", "1"],
        "@page :nth(1) { counter-set: page -1 }",
    ),
    "identifiers of glyphs": of_fonts(
        "<p lang='ko'>\uac15\uac00\uc758 \ubb3c\ub808\ubc29\uc544</p>"
    ),
    "note context": of_notes(f"<p>{words(300)}{note(1, 900)} {words(300)}</p>"),
    "note area of a finished page": of_notes(f"<p>{words(300)}{note(1, 900)} {words(300)}</p>"),
    "text of notes": of_texts(
        f"<p>{words(9)}{note(1, 8)}</p>".replace(" shuttle", "\n      shuttle"),
        lambda texts: "  " not in texts[0],
    ),
}


@pytest.fixture(scope="module")
def repaired() -> Iterator[LayoutWorker]:
    with layout_worker() as worker:
        yield worker


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(NEEDED))
def test_it_goes_wrong_without(name: str, tmp_path: Path, repaired: LayoutWorker) -> None:
    case = NEEDED[name]
    assert case(repaired, tmp_path / "a.pdf") == []
    with layout_worker(name) as worker:
        assert case(worker, tmp_path / "a.pdf") != []


def test_the_policy_of_the_sheet_is_needed(tmp_path: Path, repaired: LayoutWorker) -> None:
    """Without `footnote-policy: line` a line stays where it is when its note does not fit."""
    policy = ".note{footnote-policy:auto}"
    assert of_notes(DENSE, SMALL + policy)(repaired, tmp_path / "a.pdf") != []


def test_a_rule_over_the_notes_does_not_cost_pages(tmp_path: Path, repaired: LayoutWorker) -> None:
    """Equal heights are no overflow (Kozea/WeasyPrint issue 2502); no padding is needed for it."""
    pages = set()
    for padding in (0, 0.1):
        css = f"@page{{@footnote{{border-top:.4pt solid;padding-bottom:{padding}pt}}}}"
        layout = repaired.lay_out(rendition(DENSE, css), tmp_path / "a.pdf")
        assert layout is not None
        pages.add(layout.pages)
    assert len(pages) == 1
