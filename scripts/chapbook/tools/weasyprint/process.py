"""WeasyPrint, run in a process of its own: XHTML and style sheets to PDF.

The child (`tools.weasyprint.child`) gets an environment that no machine, user or clock has a part
in: no system fonts, no locale, no time zone. Its findings are judged here: what was denied, what
could not be loaded, a character without a glyph. A PDF with a loss is no PDF.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import chapbook
from chapbook.errors import ProgramFailed, ProgramMissing
from chapbook.model.editions.output import PdfRendition
from chapbook.policy import limits
from chapbook.tools import processes

# What a person may have set so that the system's libraries are found.
_PASSED_ON = ("LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "WEASYPRINT_DLL_DIRECTORIES")
_LIBRARIES = "install Pango 1.44 or newer (Debian: libpango-1.0-0 libpangoft2-1.0-0)"
_FONTCONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><cachedir>{folder}</cachedir></fontconfig>
"""
# Warnings of WeasyPrint that mean that something of the book is not on paper as it should be.
_LOSSES = (
    "cannot be loaded",
    "Failed to",
    ".notdef glyph",
    "Unable to",
    "Anchor defined twice",
    "No anchor",
    "Relative URI",
)


@dataclass(frozen=True, slots=True)
class NoteOnPaper:
    """Where a note was set: the pages of its shares, the page of its first call, its length.

    `characters_set` and `characters_written` agree if all of it is there, once; `outside` lists
    pages on which it runs out of the type area or into the text. `rank` is its place among all
    notes, as they begin at the feet of the pages.
    """

    pages: tuple[int, ...]
    call: int | None
    characters_set: int
    characters_written: int
    outside: tuple[int, ...]
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """The outcome: pages, processor seconds by step, notes by id, warnings that lose nothing.

    `starts` has, for each page, the letters of the document's text (`model.letters.measure`) before
    the first word of the page; None for a page without text. `front` pages of front matter come
    after those without a number. `divided` names the tables that are too wide for any page.
    """

    pages: int
    seconds: Mapping[str, float]
    notes: Mapping[str, NoteOnPaper]
    warnings: tuple[str, ...]
    starts: tuple[int | None, ...] = ()
    front: int = 0
    divided: tuple[str, ...] = ()


class LayoutProcess:
    """A layout under way. Start it, make other editions meanwhile, then ask for the outcome."""

    def __init__(self, rendition: PdfRendition, target: Path) -> None:
        """Start the child; it will write `target`."""
        self._folder = processes.private_folder("chapbook-pdf-")
        folder = Path(self._folder.name)
        job = folder / "job.json"
        job.write_text(json.dumps(_job(rendition, target, folder)), encoding="utf-8")
        self._outcome, self._errors = folder / "outcome.json", folder / "errors.txt"
        with job.open() as stdin, self._outcome.open("w") as out, self._errors.open("w") as err:
            self._child = processes.Child(
                "WeasyPrint",
                processes.Bounds("pdf_seconds", limits().pdf_seconds, "pdf_memory"),
                [sys.executable, "-P", "-m", "chapbook.tools.weasyprint.child"],
                folder=folder,
                environment=_environment(folder),
                streams=(stdin, out, err),
            )

    @property
    def pid(self) -> int:
        """The child's process."""
        return self._child.process.pid

    def finish(self) -> Layout:
        """Wait for the PDF and give the outcome.

        Raises ProgramMissing if Pango is missing, ProgramFailed if there is no PDF, or one with
        a loss.
        """
        try:
            code, _, _ = self._child.finish()
            errors = self._errors.read_text(encoding="utf-8", errors="replace")
            outcome = self._outcome.read_text(encoding="utf-8")
        finally:
            self.stop()
        if code != 0:
            raise _failure(code, errors)
        return _judged(json.loads(outcome))

    def stop(self) -> None:
        """End the child, if it still runs, and remove its folder."""
        self._child.stop()
        self._folder.cleanup()


def lay_out(rendition: PdfRendition, target: Path) -> Layout:
    """Run a layout from start to end; see `LayoutProcess`."""
    return LayoutProcess(rendition, target).finish()


def _job(rendition: PdfRendition, target: Path, folder: Path) -> dict[str, Any]:
    """Describe the job; what has no file of its own gets one in the child's private folder."""
    resources: dict[str, dict[str, str]] = {}
    roots = {str(folder)}
    for number, entry in enumerate(rendition.resources):
        path = entry.source if isinstance(entry.source, Path) else folder / f"resource-{number}"
        if isinstance(entry.source, bytes):
            path.write_bytes(entry.source)
        if entry.folder is not None:
            roots.add(str(entry.folder))
        resources[entry.url] = {"path": str(path), "type": entry.media_type}
    return {
        "document": rendition.document,
        "styles": rendition.styles,
        "resources": resources,
        "roots": sorted(roots),
        "xmp": rendition.xmp,
        "unnumbered": rendition.unnumbered,
        "gutters": rendition.gutters,
        "target": str(target.absolute()),
        "megabytes": limits().pdf_memory,
        "pixels": limits().picture_pixels,
    }


def _environment(folder: Path) -> dict[str, str]:
    """Return the child's environment.

    The epoch is that of fontTools: it stamps the fonts that it cuts out of variable ones.
    """
    configuration = folder / "fonts.conf"
    configuration.write_text(_FONTCONFIG.format(folder=folder / "fonts"), encoding="utf-8")
    package_root = Path(chapbook.__file__).parent.parent
    passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return passed_on | {
        "PATH": os.defpath,
        "PYTHONPATH": str(package_root),
        "PYTHONHASHSEED": "0",
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "SOURCE_DATE_EPOCH": "0",
        "FONTCONFIG_FILE": str(configuration),
    }


def _failure(code: int, errors: str) -> ProgramMissing | ProgramFailed:
    lines = errors.strip().splitlines() or [f"exit code {code}"]
    if "cannot load library" in errors:
        return ProgramMissing("WeasyPrint cannot find the text libraries", _LIBRARIES)
    if "MemoryError" in lines[-1]:
        return processes.over("pdf_memory", "WeasyPrint needs more memory than the limit allows")
    return ProgramFailed(f"WeasyPrint failed: {ascii(lines[-1])[1:-1]}")


def _judged(outcome: Mapping[str, Any]) -> Layout:
    losses = [f"denied: {url}" for url in outcome["denied"]]
    warnings: list[str] = []
    for level, message in outcome["messages"]:
        lost = level != "WARNING" or any(sign in message for sign in _LOSSES)
        (losses if lost else warnings).append(message)
    if losses:
        found = "; ".join(dict.fromkeys(losses))
        raise ProgramFailed(f"PDF not written: content would be lost: {found}")
    notes = {name: _note(entry) for name, entry in outcome["audit"].items()}
    starts = tuple(outcome["starts"])
    return Layout(
        outcome["pages"],
        outcome["seconds"],
        notes,
        tuple(warnings),
        starts,
        outcome["front"],
        tuple(outcome["divided"]),
    )


def _note(entry: Mapping[str, Any]) -> NoteOnPaper:
    return NoteOnPaper(
        tuple(entry["pages"]),
        entry["call"],
        entry["set"],
        entry["written"],
        tuple(entry["outside"]),
        entry["rank"],
    )
