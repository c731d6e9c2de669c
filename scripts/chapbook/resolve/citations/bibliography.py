"""Bibliographic data and citation styles: found, read, or reported."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from chapbook.errors import ProgramFailed
from chapbook.model.ast import Node, text_of
from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.letters.seeking import Suggester
from chapbook.model.manuscript import ParsedManuscript
from chapbook.model.source import Place
from chapbook.resolve.citations.bib_dates import LostDate, lost_dates
from chapbook.resolve.places import Finder
from chapbook.tools import citation_styles, guard, pandoc

_READERS = {".bib": "biblatex", ".bibtex": "bibtex", ".json": "csljson", ".yaml": "markdown",
            ".yml": "markdown"}  # fmt: skip
_RESERVED = "chapbook-"


@dataclass(frozen=True, slots=True)
class References:
    """The bibliographic data, as pandoc's citeproc takes it.

    `files` are the bibliography files, each as the ending of its name and its content; `inline` are
    the references of the front matter as pandoc read them. `keys` maps each key that can be cited
    to that of its entry: biblatex allows an entry several (`ids`). `in_yaml` are all entries that
    are written in YAML, by key; `lost_dates` those dates of BibTeX that pandoc has not read.
    """

    files: tuple[tuple[str, bytes], ...] = ()
    inline: tuple[Node, ...] = ()
    keys: Mapping[str, str] = field(default_factory=dict)
    in_yaml: Mapping[str, Node] = field(default_factory=dict)
    lost_dates: tuple[LostDate, ...] = ()


def read_references(
    parsed: ParsedManuscript, finder: Finder
) -> tuple[References, list[Diagnostic]]:
    """Read the references of the front matter and all bibliography files."""
    settings = parsed.metadata.citations
    files: list[tuple[str, bytes]] = []
    entries: list[Node] = []
    in_yaml: list[Node] = []
    lost: list[LostDate] = []
    findings: list[Diagnostic] = []
    for name in settings.bibliography:
        try:
            file = _bibliography(parsed.source.folder, name)
            found = pandoc.references(file.text, file.reader)
        except ProgramFailed as fault:
            findings.append(_fault(name, fault, finder))
            continue
        files.append((file.suffix, file.text.encode()))
        entries += found
        in_yaml += found if file.reader == "markdown" else []
        if file.suffix in (".bib", ".bibtex"):
            lost += lost_dates(file.text, {_plain(entry["c"].get("id")): entry for entry in found})
    inline: list[Node] = []
    if settings.references:
        data = json.dumps({"references": list(settings.references)}, ensure_ascii=False)
        text = _disowned(data)
        try:
            inline = pandoc.references(f"---\n{text}\n---\n", "markdown")
        except ProgramFailed as fault:
            findings.append(_fault("references", fault, finder))
    keys = dict(pair for entry in (*entries, *inline) for pair in _keys(entry))
    yaml_keys = {_plain(entry["c"].get("id")): entry for entry in (*in_yaml, *inline)}
    return References(tuple(files), tuple(inline), keys, yaml_keys, tuple(lost)), findings


def _fault(name: str, fault: ProgramFailed, finder: Finder) -> Diagnostic:
    place = _place_of_file(name, finder)
    return diagnostic(Code.BIBLIOGRAPHY_FAULT, place, name=name, problem=fault.message)


def _place_of_file(name: str, finder: Finder) -> Place:
    return finder.key(rf"(?<![^\s\[,:]){re.escape(name)}")


def _keys(entry: Node) -> Iterator[tuple[str, str]]:
    """Yield the keys of an entry, each with the first of them, its identifier."""
    key = _plain(entry["c"].get("id"))
    for other in _plain(entry["c"].get("other-ids")).split(","):
        if other.strip():
            yield other.strip(), key
    yield key, key


def _plain(value: Node | None) -> str:
    if value is None:
        return ""
    return value["c"] if isinstance(value["c"], str) else text_of(value["c"])


@dataclass(frozen=True, slots=True)
class _File:
    suffix: str
    reader: str
    text: str


def _bibliography(folder: Path, name: str) -> _File:
    """Read a bibliography file. Raises ProgramFailed with what is wrong with it."""
    suffix = Path(name).suffix.lower()
    reader = _READERS.get(suffix)
    if reader is None:
        raise ProgramFailed("must end in .bib, .json or .yaml")
    file = guard.read_file(folder, name)
    if isinstance(file, guard.Refused):
        raise ProgramFailed(file.words)
    try:
        text = file.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProgramFailed(f"is not UTF-8: byte offset {error.start}") from error
    if reader == "markdown" and (problem := _tricks(text)):
        raise ProgramFailed(problem)
    if reader == "markdown" and not text.lstrip().startswith("---"):
        text = f"---\n{text.strip()}\n---\n"  # an empty line after the first makes it a rule
    return _File(suffix, reader, _disowned(text))


def _disowned(text: str) -> str:
    """Take the beginning of our own class names out of data: it could pass for a call of a note."""
    return text.replace(_RESERVED, "")


def _tricks(text: str) -> str | None:
    """Return what is wrong with YAML, if anything; what can multiply its text is refused."""
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                return "contains anchors or aliases, which are not allowed"
            if getattr(event, "tag", None):
                return "contains tags, which are not allowed"
    except yaml.MarkedYAMLError as error:
        line = f" on line {error.problem_mark.line + 1}" if error.problem_mark else ""
        return f"is not YAML{line}: {error.problem}"
    except yaml.YAMLError as error:
        return f"is not YAML: {str(error).splitlines()[0]}"
    except RecursionError:
        return "is nested too deeply"
    return None


def find_style(parsed: ParsedManuscript, finder: Finder) -> bytes | Diagnostic:
    """Return the CSL style that is named: a file beside the manuscript, or of the package."""
    name = parsed.metadata.citations.style
    place = finder.key(r"^csl:")
    if name.endswith(".csl") and "://" not in name:
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
