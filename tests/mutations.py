"""Damages to finished files: what is done to which file, and what the collation must say of it.

`subject` is the comparison that must fail, `place` and `words` are pieces of a reading or a message
of one of its findings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pikepdf

from chapbook.collate.foreign.readers.pdf_runs import read_runs

Change = Callable[[str], str]
Instruction = Any


@dataclass(frozen=True, slots=True)
class Damage:
    """A damage: `apply` changes a folder with the files of one book."""

    name: str
    apply: Callable[[Path], None]
    subject: str
    place: str = ""
    words: str = ""


def html(old: str, new: str, count: int = 1) -> Callable[[Path], None]:
    """Replace text in the HTML edition; it must be there."""
    return html_changed(lambda text: replaced(text, old, new, count))


def html_changed(change: Change) -> Callable[[Path], None]:
    """Change the HTML edition."""

    def apply(folder: Path) -> None:
        path = next(
            p for p in folder.glob("*.html") if p.name not in ("index.html", "collation.html")
        )
        path.write_text(change(path.read_text(encoding="utf-8")), "utf-8")

    return apply


def beside(name: str, old: str, new: str) -> Callable[[Path], None]:
    """Replace text, wherever it is, in another file of the folder."""

    def apply(folder: Path) -> None:
        path = folder / name
        path.write_text(replaced(path.read_text(encoding="utf-8"), old, new, -1), "utf-8")

    return apply


def epub(member: str, old: str, new: str, count: int = 1) -> Callable[[Path], None]:
    """Replace text in a file of the EPUB."""
    return epub_changed(member, lambda text: replaced(text, old, new, count))


def epub_changed(member: str, change: Change) -> Callable[[Path], None]:
    """Change a file of the EPUB, whose name ends like this."""

    def apply(folder: Path) -> None:
        (path,) = folder.glob("*.epub")
        repacked(path, {member: lambda content: change(content.decode()).encode()})

    return apply


def repacked(path: Path, changes: dict[str, Callable[[bytes], bytes]]) -> None:
    """Write a container anew with some members changed."""
    with ZipFile(path) as old:
        content = [(info, old.read(info)) for info in old.infolist()]
    done = 0
    with ZipFile(path, "w") as new:
        for info, data in content:
            for ending, change in changes.items():
                if info.filename.endswith(ending):
                    data, done = change(data), done + 1  # noqa: PLW2901
            kind = ZIP_STORED if info.filename == "mimetype" else ZIP_DEFLATED
            new.writestr(info.filename, data, kind)
    assert done == len(changes), changes.keys()


def replaced(text: str, old: str, new: str, count: int = 1) -> str:
    """Replace; what is not there cannot be damaged."""
    assert old in text, old
    return text.replace(old, new, count)


def pdf(change: Callable[[pikepdf.Pdf], None], name: str = ".pdf") -> Callable[[Path], None]:
    """Change the PDF, or the sheets whose name ends so."""

    def apply(folder: Path) -> None:
        path = the_pdf(folder, name)
        with pikepdf.open(path, allow_overwriting_input=True) as opened:
            change(opened)
            opened.save(path)

    return apply


def the_pdf(folder: Path, name: str = ".pdf") -> Path:
    """Return the PDF for the screen, or the sheets whose name ends so."""
    other = ("-a4.pdf", "-letter.pdf", "-print.pdf", "-cover.pdf")
    found = [
        p for p in sorted(folder.glob(f"*{name}")) if name != ".pdf" or not p.name.endswith(other)
    ]
    return found[0]


def drawn(
    text: str, change: Callable[[list[Instruction]], list[Instruction]], name: str = ".pdf"
) -> Callable[[Path], None]:
    """Change the marked content that draws a run with this text."""

    def apply(folder: Path) -> None:
        path = the_pdf(folder, name)
        page, mark = _run_of(path, text)
        with pikepdf.open(path, allow_overwriting_input=True) as opened:
            chosen = opened.pages[page - 1]
            before = list(pikepdf.parse_content_stream(chosen))
            after = _marked(before, mark, change)
            chosen.Contents = opened.make_stream(pikepdf.unparse_content_stream(after))
            opened.save(path)

    return apply


def _marked(
    instructions: list[Instruction],
    mark: int,
    change: Callable[[list[Instruction]], list[Instruction]],
) -> list[Instruction]:
    start = next(
        rank
        for rank, one in enumerate(instructions)
        if str(one.operator) == "BDC" and int(one.operands[1].get("/MCID", -1)) == mark
    )
    end = next(r for r in range(start, len(instructions)) if str(instructions[r].operator) == "EMC")
    return instructions[:start] + change(instructions[start : end + 1]) + instructions[end + 1 :]


def without_text(instructions: list[Instruction]) -> list[Instruction]:
    """Draw nothing."""
    return [one for one in instructions if str(one.operator) not in ("Tj", "TJ")]


def moved(x: float, y: float) -> Callable[[list[Instruction]], list[Instruction]]:
    """Draw somewhere else."""

    def change(instructions: list[Instruction]) -> list[Instruction]:
        shift = pikepdf.ContentStreamInstruction([1, 0, 0, 1, x, y], pikepdf.Operator("cm"))
        save = pikepdf.ContentStreamInstruction([], pikepdf.Operator("q"))
        restore = pikepdf.ContentStreamInstruction([], pikepdf.Operator("Q"))
        first, last = instructions[0], instructions[-1]
        return [first, save, shift, *instructions[1:-1], restore, last]

    return change


def structure(
    change: Callable[[pikepdf.Pdf, list[pikepdf.Dictionary]], None],
) -> Callable[[pikepdf.Pdf], None]:
    """Change the structure tree; all its elements are given in order."""

    def apply(opened: pikepdf.Pdf) -> None:
        change(opened, list(elements(opened.Root.StructTreeRoot)))

    return apply


def elements(thing: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """Yield the structure elements below one, in order."""
    kids = thing.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def of_kind(found: list[pikepdf.Dictionary], kind: str, rank: int = 0) -> pikepdf.Dictionary:
    """Return the n-th element of a structure type."""
    return [one for one in found if f"/{kind}" == one.S][rank]


def note(found: list[pikepdf.Dictionary], name: str) -> pikepdf.Dictionary:
    """Return a note by its identifier."""
    return next(one for one in found if str(one.get("/ID", "")) == name)


def unhooked(element: pikepdf.Dictionary) -> None:
    """Take an element out of the tree."""
    above = element.P
    kids = [kid for kid in above.K if kid != element]
    assert len(kids) < len(above.K)
    above.K = pikepdf.Array(kids)


def link_to(opened: pikepdf.Pdf, name: str, rank: int = 0) -> pikepdf.Dictionary:
    """Return the n-th link annotation that leads to a named destination."""
    return [
        one
        for page in opened.pages
        for one in page.get("/Annots", [])
        if str(one.get("/Dest", "")) == name
    ][rank]


def xmp(old: str, new: str) -> Callable[[pikepdf.Pdf], None]:
    """Replace text in the XMP packet."""

    def change(opened: pikepdf.Pdf) -> None:
        packet = bytes(opened.Root.Metadata.read_bytes()).decode()
        opened.Root.Metadata.write(replaced(packet, old, new).encode())

    return change


def swapped_sides(opened: pikepdf.Pdf) -> None:
    """Exchange two sides of the sheets."""
    two, three = opened.pages[2].obj, opened.pages[4].obj
    two.Contents, three.Contents = three.Contents, two.Contents
    two.Resources, three.Resources = three.Resources, two.Resources


def inserted(pattern: str, new: str) -> Change:
    """Put text after what a pattern finds first."""

    def change(text: str) -> str:
        match = re.search(pattern, text, re.DOTALL)
        assert match is not None, pattern
        return text[: match.end()] + new + text[match.end() :]

    return change


def exchanged(one: str, two: str) -> Change:
    """Exchange what two patterns find first; a group is what is exchanged, else all of it."""

    def change(text: str) -> str:
        spans = []
        for pattern in (one, two):
            match = re.search(pattern, text, re.DOTALL)
            assert match is not None, pattern
            spans.append(match.span(1 if match.re.groups else 0))
        (a, b), (c, d) = sorted(spans)
        assert b <= c, (one, two)
        return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]

    return change


def doubled(pattern: str) -> Change:
    """Repeat what a pattern finds first."""

    def change(text: str) -> str:
        match = re.search(pattern, text, re.DOTALL)
        assert match is not None, pattern
        return text[: match.end()] + match[0] + text[match.end() :]

    return change


def drawn_again(text: str, page: int, y: float, name: str = ".pdf") -> Callable[[Path], None]:
    """Draw the piece with this text once more on a page (from 0, or from the end), unmarked."""

    def apply(folder: Path) -> None:
        path = the_pdf(folder, name)
        number, mark = _run_of(path, text)
        with pikepdf.open(path, allow_overwriting_input=True) as opened:
            source, target = opened.pages[number - 1], opened.pages[page]
            found = list(pikepdf.parse_content_stream(source))
            piece: list[Instruction] = []
            _marked(found, mark, lambda marked: piece.extend(moved(0, y)(marked)) or marked)
            for kind, held in source.resources.items():
                if isinstance(held, pikepdf.Dictionary):
                    own = target.obj.Resources.get(kind, pikepdf.Dictionary())
                    for key, value in held.items():
                        own[key] = value
                    target.obj.Resources[kind] = own
            whole = [*pikepdf.parse_content_stream(target), *piece[1:-1]]
            target.obj.Contents = opened.make_stream(pikepdf.unparse_content_stream(whole))
            opened.save(path)

    return apply


def _run_of(path: Path, text: str) -> tuple[int, int]:
    return next(
        (page.number, run.mark)
        for page in read_runs(path)
        for run in page.runs
        if text in run.text and run.mark is not None
    )


def before_text(
    *operators: tuple[list[Any], str],
) -> Callable[[list[Instruction]], list[Instruction]]:
    """Put operators before those of a piece, within its mark and for it alone."""

    def change(instructions: list[Instruction]) -> list[Instruction]:
        made = [
            pikepdf.ContentStreamInstruction(list(operands), pikepdf.Operator(name))
            for operands, name in operators
        ]
        save = pikepdf.ContentStreamInstruction([], pikepdf.Operator("q"))
        restore = pikepdf.ContentStreamInstruction([], pikepdf.Operator("Q"))
        rest = [one for one in instructions[1:-1] if str(one.operator) not in ("rg", "g", "scn")]
        return [instructions[0], save, *made, *rest, restore, instructions[-1]]

    return change


def turned_round(instructions: list[Instruction]) -> list[Instruction]:
    """Draw the glyphs of a piece in the opposite order."""
    found = []
    for one in instructions:
        if str(one.operator) == "TJ":
            glyphs = pikepdf.Array(reversed(list(one.operands[0])))
            found.append(pikepdf.ContentStreamInstruction([glyphs], one.operator))
        else:
            found.append(one)
    return found


def stated(words: str) -> Callable[[list[Instruction]], list[Instruction]]:
    """State another text for a piece than it draws."""

    def change(instructions: list[Instruction]) -> list[Instruction]:
        tag, properties = instructions[0].operands
        said = pikepdf.Dictionary({**dict(properties), "/ActualText": pikepdf.String(words)})
        first = pikepdf.ContentStreamInstruction([tag, said], pikepdf.Operator("BDC"))
        return [first, *instructions[1:]]

    return change


def keyed(key: str) -> Callable[[list[Instruction]], list[Instruction]]:
    """Mark a piece with another key."""

    def change(instructions: list[Instruction]) -> list[Instruction]:
        tag, properties = instructions[0].operands
        said = pikepdf.Dictionary({**dict(properties), "/Key": pikepdf.String(key)})
        first = pikepdf.ContentStreamInstruction([tag, said], pikepdf.Operator("BDC"))
        return [first, *instructions[1:]]

    return change


def sums_changed(folder: Path) -> None:
    """Alter one digit of a checksum."""
    path = folder / "SHA256SUMS"
    text = path.read_text(encoding="utf-8")
    digit = "1" if text[0] == "0" else "0"
    path.write_text(digit + text[1:], encoding="utf-8")


def without(pattern: str) -> Change:
    """Take out what a pattern finds first."""

    def change(text: str) -> str:
        found, count = re.subn(pattern, "", text, count=1, flags=re.DOTALL)
        assert count == 1, pattern
        return found

    return change
