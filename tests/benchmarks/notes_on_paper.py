r"""Count late, lost and overflowing notes of one manuscript on paper: WeasyPrint, Chapbook, Typst.

Run by hand:

    .venv/bin/python tests/benchmarks/notes_on_paper.py MANUSCRIPT \
        [--typst PYTHON] [--verapdf JAR] [--json FILE]

All are given the same page (A5), face, sizes and text in one run, one after the other:

- WeasyPrint as it comes, with its own note policy (`auto`), and with `footnote-policy: line`;
- Chapbook, which is WeasyPrint with the patches, and with tags in the file;
- Typst, if `--typst` names a Python that has the package `typst` (not a dependency of Chapbook:
  `python3 -m venv /tmp/typst && /tmp/typst/bin/pip install typst`). pandoc writes its source, which
  has one series of notes, and a note for each call.

*Late* is a note that begins on a later page than its call, *lost* one that is on no page or not
whole, *overflowing* one that runs out of the type area or into the text (Typst: below the type
area). Seconds are of the processor: machines are noisy, their clocks on the wall say less.

A second table says what two validators find against the standards that each can claim: WeasyPrint
and Typst one in a file (each is written once more for it, which is not measured), Chapbook both.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import pypandoc
from claims import Claim, table

from chapbook.formats import formats_of
from chapbook.model.editions.output import PdfRendition
from chapbook.options import BuildOptions
from chapbook.parse import parse
from chapbook.read import read
from chapbook.render.pdf.edition import compose_pdf, render_pdf
from chapbook.render.text.fragments import fragments
from chapbook.resolve import resolve
from chapbook.tools.fonts.choosing import select_fonts
from chapbook.tools.weasyprint import process as weasyprint

# What stock WeasyPrint knows nothing of, or breaks down at, is taken out of our style sheet.
_STOCK = """
@page { @footnote { column-count: auto; padding-bottom: 0.1pt } }
.note { footnote-display: block !important; footnote-policy: %s !important }
.note::before, .note::after { content: none }
.note-pointer { display: none }
"""
# Not ru_maxrss: Linux hands that on from the process that starts another.
_PEAK = r"""
import re
from pathlib import Path
def peak():
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1024
"""
_CHILD = (
    _PEAK
    + """
import json, resource, sys, time
from chapbook.tools.weasyprint import child, patches
from chapbook.tools.weasyprint.audit import audit
from weasyprint.formatting_structure import boxes
job = json.load(sys.stdin)
if job["patched"]:
    patches.apply()
    outcome = child.run(job)
    pages, notes = outcome["pages"], outcome["audit"]
else:
    fetcher = child.ListedFetcher(job["resources"], job["roots"])
    boxes.Box.mark_before = boxes.Box.mark_after = None
    document = child._lay_out(child._tree(job["document"]), job["styles"], fetcher)
    document.write_pdf(job["target"])
    pages, notes = len(document.pages), audit(document)
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({"pages": pages, "notes": notes, "seconds": used.ru_utime + used.ru_stime,
    "megabytes": peak()}))
for variant, standard in job["claims"]:
    document.write_pdf(f"{job['target']}.{standard}.pdf", pdf_variant=variant, pdf_tags=True)
"""
)
# Of a note: page of the call, page and height at which it begins and ends, in points.
_TYPST = """
#set document(title: "A book")
#set page(width: 148mm, height: 210mm, margin: (top: 21.4mm, bottom: 25.4mm, x: 18.5mm))
#set text(font: "Source Serif Pro", size: 10.4pt, lang: "en", hyphenate: true)
#set par(justify: true, leading: 0.55em, first-line-indent: 1.35em)
#show footnote.entry: set text(size: 8.5pt)
#show footnote.entry: it => {
  let mark(name) = context [#metadata((name: name, call: it.note.location().page(),
    page: here().page(), y: here().position().y.pt()))<probe>]
  mark("begin"); it; mark("end")
}
#let horizontalrule = line(length: 20%)
"""
_TYPST_CHILD = (
    _PEAK
    + """
import json, resource, sys, typst
source, target, fonts = sys.argv[1:]
typst.compile(source, output=target, font_paths=[fonts], ignore_system_fonts=True,
    pdf_standards=["a-2a"])
used = resource.getrusage(resource.RUSAGE_SELF)
figures = {"seconds": used.ru_utime + used.ru_stime, "megabytes": peak()}
ask = lambda what: json.loads(typst.query(source, what, font_paths=[fonts],
    ignore_system_fonts=True))
figures["probes"] = [one["value"] for one in ask("<probe>")]
figures["calls"] = len(ask("footnote"))
try:
    typst.compile(source, output=f"{target}.ua1.pdf", font_paths=[fonts], ignore_system_fonts=True,
        pdf_standards=["ua-1"])
except typst.TypstError as error:
    print("Typst:", error, file=sys.stderr)
print(json.dumps(figures))
"""
)
_FOOT = (210 - 25.4) / 25.4 * 72  # the foot of Typst's type area, in points


@dataclass(frozen=True, slots=True)
class Outcome:
    """A row of the table."""

    engine: str
    notes: int
    late: int
    lost: int
    overflowing: int
    pages: int
    seconds: float
    megabytes: float


def rendition_of(manuscript: Path) -> PdfRendition:
    """Take a manuscript through the stages to its document for page layout."""
    options = BuildOptions(manuscript, manuscript.name, formats_of("pdf"), manuscript.parent)
    source, _ = read(options.manuscript, options.shown_path)
    assert source is not None
    parsed, _ = parse(source, None)
    assert parsed is not None
    resolved, _ = resolve(parsed)
    pages, _ = compose_pdf(resolved, fragments(resolved)[0])
    return render_pdf(pages)


def by_weasyprint(engine: str, made: PdfRendition, folder: Path, policy: str | None) -> Outcome:
    """Lay out with WeasyPrint as it comes and this note policy; None stands for our patches."""
    job = weasyprint._job(made, folder / f"{policy or 'chapbook'}.pdf", folder)
    job["patched"] = policy is None
    # Ours claims both in the one file.
    job["claims"] = [("pdf/ua-1", "ua1"), ("pdf/a-3a", "3a")] if policy == "auto" else []
    if policy is not None:
        job["styles"] = [*job["styles"], ("stock", _STOCK % policy)]
    done = subprocess.run(
        [sys.executable, "-c", _CHILD],
        input=json.dumps(job),
        env=weasyprint._environment(folder),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)
    notes = [found["notes"].get(note.identifier) for note in made.notes]
    return Outcome(
        engine,
        len(notes),
        sum(note is not None and bool(note["pages"]) and _is_late(note) for note in notes),
        sum(note is None or note["set"] != note["written"] for note in notes),
        sum(note is not None and bool(note["outside"]) for note in notes),
        found["pages"],
        found["seconds"],
        found["megabytes"],
    )


def _is_late(note: Mapping[str, list[int]]) -> bool:
    return note["pages"][0] != note["call"]


def by_typst(python: Path, manuscript: Path, folder: Path) -> Outcome:
    """Set pandoc's Typst source; `python` is an interpreter that has the package."""
    # Typst opens no picture outside of the folder of its source.
    shutil.copytree(manuscript.parent, folder / "typst")
    source, target = folder / "typst" / "book.typ", folder / "typst.pdf"
    text = pypandoc.convert_file(manuscript, "typst", format="markdown")
    # Places that pandoc gives no label (paragraphs, items of lists) are links to nowhere.
    text = re.sub(r"#link\(<[^>]*>\)", "#", text)
    source.write_text(_TYPST + text, encoding="utf-8")
    face = next(iter(select_fonts("a", code=False, language="en").resources.values()))
    command = [python, "-c", _TYPST_CHILD, source, target, face.parent]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found = json.loads(done.stdout)
    begun = [probe for probe in found["probes"] if probe["name"] == "begin"]
    ended = [probe for probe in found["probes"] if probe["name"] == "end"]
    return Outcome(
        "Typst",
        found["calls"],
        sum(probe["page"] > probe["call"] for probe in begun),
        found["calls"] - min(len(begun), len(ended)),
        sum(probe["y"] > _FOOT + 1 for probe in ended),
        max(probe["page"] for probe in found["probes"]),
        found["seconds"],
        found["megabytes"],
    )


def outcomes(
    made: PdfRendition, manuscript: Path, folder: Path, typst: Path | None
) -> Iterator[Outcome]:
    """Yield a row for each engine as it is finished."""
    for engine, policy in (
        ("WeasyPrint 70, footnote-policy: auto", "auto"),
        ("WeasyPrint 70, footnote-policy: line", "line"),
        ("Chapbook", None),
    ):
        yield by_weasyprint(engine, made, folder, policy)
    if typst is not None:
        yield by_typst(typst, manuscript, folder)


def _row(row: Outcome) -> str:
    return (
        f"| {row.engine} | {row.notes} | {row.late} | {row.lost} | {row.overflowing} |"
        f" {row.pages} | {row.seconds:.1f} | {row.megabytes:.0f} |\n"
    )


def _claims(folder: Path, *, typst: bool) -> list[Claim]:
    claims = [
        Claim("WeasyPrint 70", "ua1", folder / "auto.pdf.ua1.pdf"),
        Claim("WeasyPrint 70", "3a", folder / "auto.pdf.3a.pdf"),
        Claim("Chapbook", "ua1", folder / "chapbook.pdf"),
        Claim("Chapbook", "3a", folder / "chapbook.pdf"),
    ]
    if typst:
        claims.append(Claim("Typst", "ua1", folder / "typst.pdf.ua1.pdf"))
        claims.append(Claim("Typst", "2a", folder / "typst.pdf"))
    return claims


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("manuscript", type=Path)
    parser.add_argument("--typst", type=Path, help="a Python that has the package typst")
    parser.add_argument("--verapdf", type=Path, help="veraPDF's jar (scripts/test fetches it)")
    parser.add_argument("--json", type=Path, help="a file to keep the figures in")
    arguments = parser.parse_args()
    manuscript = arguments.manuscript.resolve()
    made = rendition_of(manuscript)
    rows = []
    sys.stdout.write("| engine | notes | late | lost | overflowing | pages | CPU s | MB |\n")
    sys.stdout.write("|---|--:|--:|--:|--:|--:|--:|--:|\n")
    with tempfile.TemporaryDirectory() as name:
        for row in outcomes(made, manuscript, Path(name), arguments.typst):
            rows.append(row)
            sys.stdout.write(_row(row))
            sys.stdout.flush()
        sys.stdout.write("\n")
        for line in table(
            _claims(Path(name), typst=arguments.typst is not None), arguments.verapdf
        ):
            sys.stdout.write(line)
            sys.stdout.flush()
    if arguments.typst is None:
        sys.stdout.write("Typst: NOT RUN (--typst was not given)\n")
    if arguments.json is not None:
        text = json.dumps([asdict(row) for row in rows], indent=2)
        arguments.json.write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
