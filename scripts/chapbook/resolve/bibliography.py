"""Bibliographic data and citation styles: found, read, or reported."""

from __future__ import annotations

import json
import re
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from chapbook.errors import ProgramFailed
from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.files import inside
from chapbook.model.manuscript import ParsedManuscript
from chapbook.resolve.places import Finder
from chapbook.tools import citation_styles, pandoc

_READERS = {".bib": "biblatex", ".bibtex": "bibtex", ".json": "csljson", ".yaml": "markdown",
            ".yml": "markdown"}  # fmt: skip


def read_references(
    parsed: ParsedManuscript, finder: Finder
) -> tuple[list[dict[str, Any]], list[Diagnostic]]:
    """Give the CSL data of the front matter and of all bibliography files."""
    settings = parsed.metadata.citations
    found: list[dict[str, Any]] = []
    findings: list[Diagnostic] = []
    sources = [(name, _bibliography(parsed.source.folder, name)) for name in settings.bibliography]
    if settings.references:
        text = json.dumps({"references": list(settings.references)}, ensure_ascii=False)
        sources.append(("references", ("markdown", f"---\n{text}\n---\n")))
    for name, data in sources:
        try:
            if isinstance(data, str):
                raise ProgramFailed(data)
            found += pandoc.csl_references(data[1], data[0])
        except ProgramFailed as fault:
            place = finder.key(rf"(?<![^\s\[,:]){re.escape(name)}")
            problem = fault.message
            findings.append(diagnostic(Code.BIBLIOGRAPHY_FAULT, place, name=name, problem=problem))
    return found, findings


def _bibliography(folder: Path, name: str) -> tuple[str, str] | str:
    """Give pandoc's reader for a bibliography file and its text, or what is wrong."""
    reader = _READERS.get(Path(name).suffix.lower())
    if reader is None:
        return "must end in .bib, .json or .yaml"
    path = inside(folder, name)
    if path is None:
        return "lies outside the manuscript's folder"
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return "is not there"
    except (OSError, UnicodeDecodeError) as error:
        return f"cannot be read: {error}"
    if reader == "markdown" and not text.lstrip().startswith("---"):
        text = f"---\n{text}\n---\n"
    return reader, text


def find_style(parsed: ParsedManuscript, finder: Finder) -> Path | Diagnostic:
    """Give the CSL file of the style: beside the manuscript, or of the package of styles."""
    name = parsed.metadata.citations.style
    if name.endswith(".csl"):
        path = inside(parsed.source.folder, name)
        if path is not None and path.is_file():
            return path
    found = citation_styles.style_path(name.removesuffix(".csl"))
    if found is not None:
        return found
    close = get_close_matches(name, citation_styles.style_names(), n=1, cutoff=0.6)
    place = finder.key(r"^csl:")
    return diagnostic(Code.UNKNOWN_STYLE, place, name=name, suggestion=close[0] if close else "")
