"""Bibliographic data and citation styles: found, read, or reported."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml

from chapbook.errors import ProgramFailed
from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.manuscript import ParsedManuscript
from chapbook.model.seeking import Suggester
from chapbook.resolve.places import Finder
from chapbook.tools import citation_styles, guard, pandoc

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
    file = guard.read_file(folder, name)
    if isinstance(file, guard.Refused):
        return file.words
    try:
        text = file.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return f"is not UTF-8: byte offset {error.start}"
    if reader == "markdown" and (problem := _tricks(text)):
        return problem
    if reader == "markdown" and not text.lstrip().startswith("---"):
        text = f"---\n{text}\n---\n"
    return reader, text


def _tricks(text: str) -> str | None:
    """Say what is wrong with YAML: what makes little of it much, as in the front matter."""
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                return "holds anchors and aliases, which are not allowed"
            if getattr(event, "tag", None):
                return "holds tags, which are not allowed"
    except yaml.YAMLError as error:
        return f"is not YAML: {str(error).splitlines()[0]}"
    except RecursionError:
        return "is nested too deeply"
    return None


def find_style(parsed: ParsedManuscript, finder: Finder) -> bytes | Diagnostic:
    """Give the CSL style that is named: a file beside the manuscript, or of the package."""
    name = parsed.metadata.citations.style
    place = finder.key(r"^csl:")
    if name.endswith(".csl"):
        file = guard.read_file(parsed.source.folder, name)
        if isinstance(file, guard.GuardedFile):
            style = citation_styles.standing_alone(file.content)
            if isinstance(style, bytes):
                return style
            return diagnostic(Code.FILE_REFUSED, place, target=name, problem=style)
        if file.reason is not guard.Reason.MISSING:
            return diagnostic(Code.FILE_REFUSED, place, target=name, problem=file.words)
    found = citation_styles.style_path(name.removesuffix(".csl"))
    if found is not None:
        return found.read_bytes()
    suggestion = Suggester(citation_styles.style_names()).near(name)
    return diagnostic(Code.UNKNOWN_STYLE, place, name=name, suggestion=suggestion)
