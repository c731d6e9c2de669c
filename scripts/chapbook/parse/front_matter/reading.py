"""The front matter: find it, read it, validate it against the schema."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import jsonschema

from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.editions.fields import PLAIN
from chapbook.model.letters.seeking import Suggester
from chapbook.model.markers import MARKER_NAMES
from chapbook.model.source import BIDI_OVERRIDES, SourceText
from chapbook.parse.fences import fenced_blocks
from chapbook.parse.front_matter import yaml_tree
from chapbook.parse.front_matter.pandoc_metadata import rewrite
from chapbook.parse.front_matter.yaml_tree import Path, Value, YamlTree
from chapbook.policy import limits

# A rule (`---`, then an empty line) opens no front matter, unless a key follows after all.
_OPENING = re.compile(r"\A(?:[ \t]*\n)*---[ \t]*\n(?=[ \t]*[^\s]|\s*[\w-]+[ \t]*:(?:\s|\Z))")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_TITLE_BLOCK = re.compile(r"\A%.*(?:\n[ \t]+\S.*)*(?:\n%.*(?:\n[ \t]+\S.*)*){0,2}(?:\n|\Z)")
_LATER_BLOCK = re.compile(
    r"(?<=\n)[ \t]*\n---[ \t]*\n(?=\S)(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL
)

# Keys that pandoc, its templates or its users' tools know and Chapbook has no use for.
PANDOC_KEYS = frozenset(
    """beamerarg biblio-style biblio-title block-headings classoption colorlinks css date-meta
    documentclass filecolor fontenc fontfamily fontsize geometry header-includes hyperrefoptions
    include-after include-before indent institute linestretch link-citations linkcolor lof lot
    mainfont mathfont monofont number-sections numbersections output pagestyle papersize
    pagetitle sansfont secnumdepth suppress-bibliography thanks theme toc toc-depth toc-title
    toccolor titlepage urlcolor version ibooks relation coverage type format bibliography-style
    author-meta link-bibliography notes-after-punctuation zotero csl-json accessibilitysummary
    accessibilitySummary accessibilityFeatures accessibilityHazards accessModes
    accessModeSufficient
    highlight-style top-level-division babel-lang babel-otherlangs babelfonts biblatex
    biblatexoptions boxlinks citecolor CJKmainfont CJKmonofont CJKoptions CJKsansfont footertext
    headertext hidelinks indenting interlinespace layout linkcontrastcolor linkstyle
    luatexjapresetoptions mainfontfallback mainfontoptions margin-bottom margin-left
    margin-right margin-top mathfontoptions microtypeoptions monofontfallback monofontoptions
    natbib natbiboptions otherlangs pagenumbering passoptions pdfa pdfaiccprofile pdfaintent
    polyglossia-lang polyglossia-otherlangs romanfont romanfontoptions sansfontfallback
    sansfontoptions title-prefix urlstyle whitespace
    autoEqnLabels autoSectionLabels chaptersDepth codeBlockCaptions cref eqnPrefix figPrefix
    figPrefixTemplate figureTemplate figureTitle linkCitations linkReferences listingTitle
    listings lofTitle lolTitle lotTitle lstPrefix nameInLink numberSections secPrefix
    sectionsDepth tableTemplate tableTitle tblPrefix titleDelim""".split()
)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The validated front matter. `end` is the offset at which the text of the book begins."""

    tree: YamlTree
    end: int
    diagnostics: tuple[Diagnostic, ...]

    @property
    def data(self) -> Mapping[str, Value]:
        """Return the keys and values."""
        return self.tree.data


def read_front_matter(source: SourceText) -> FrontMatter:
    """Read the metadata block, or the `% title` block, at the head of a manuscript."""
    opening = _OPENING.match(source.text)
    if opening is None:
        return _title_block(source)
    closing = _CLOSING.search(source.text, opening.end())
    if closing is None:
        fault = diagnostic(
            Code.FRONT_MATTER_SYNTAX, source.place(opening.start()), problem="it is never closed"
        )
        return FrontMatter(YamlTree(), len(source.text), (fault,))
    if closing.end() > limits().front_matter_bytes:  # `bounds` reports it
        return FrontMatter(YamlTree(), closing.end(), ())
    tree = yaml_tree.load(source, opening.end(), closing.start())
    title = _place(source, tree, ("title",))
    left = [diagnostic(Code.TITLE_TYPE, title, type=kind) for kind in rewrite(tree)]
    findings = [*tree.diagnostics, *left]
    findings += [*_unknown_keys(source, tree), *_schema_faults(source, tree)]
    return FrontMatter(tree, closing.end(), tuple(findings))


def without_metadata(source: SourceText, front: FrontMatter) -> tuple[str, tuple[Diagnostic, ...]]:
    """Blank all metadata blocks, keeping every offset; later blocks are reported.

    pandoc would merge a later block into the metadata. Here the first one is the front matter.
    """
    text = _blank(source.text[: front.end]) + source.text[front.end :]
    fences = fenced_blocks(text)
    findings = []
    pieces: list[str] = []
    done = 0
    for match in _LATER_BLOCK.finditer(text, max(front.end - 1, 0)):
        in_code = any(start < match.start(1) < end for start, end in fences)
        if not in_code and re.match(r"[\w-]+[ \t]*:(?:\s|$)", match.group(1)):
            findings.append(diagnostic(Code.LATER_METADATA_BLOCK, source.place(match.start(1))))
            pieces += [text[done : match.start()], _blank(match.group())]
            done = match.end()
    return "".join([*pieces, text[done:]]), tuple(findings)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _title_block(source: SourceText) -> FrontMatter:
    """Read pandoc's `% title`, `% authors`, `% date` lines."""
    match = _TITLE_BLOCK.match(source.text)
    if match is None:
        return FrontMatter(YamlTree(), 0, ())
    fields = re.split(r"^%", match.group(), flags=re.MULTILINE)[1:]
    tree = YamlTree(places={(): 0})
    for key, field in zip(("title", "author", "date"), fields, strict=False):
        value = BIDI_OVERRIDES.sub("", field)
        if key == "author":
            names = [" ".join(name.split()) for name in re.split(r"[;\n]", value)]
            tree.data[key] = [name for name in names if name]
        elif value.strip():
            tree.data[key] = " ".join(value.split())
    return FrontMatter(tree, match.end(), ())


@cache
def schema() -> dict[str, Any]:
    """Return the JSON Schema of the front matter, with what tables of the model add to the file."""
    text = files("chapbook").joinpath("schemas/front-matter.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    loaded["$defs"]["marker"]["enum"] = list(MARKER_NAMES)
    loaded["properties"] |= {row.key: {"$ref": "#/$defs/text"} for row in PLAIN}
    return loaded


def _place(source: SourceText, tree: YamlTree, path: Path) -> Any:
    while path and path not in tree.places:
        path = path[:-1]
    return source.place(tree.places.get(path, 0))


def _unknown_keys(source: SourceText, tree: YamlTree) -> Iterator[Diagnostic]:
    known = list(schema()["properties"])
    for key in tree.data:
        if key in PANDOC_KEYS:
            yield diagnostic(Code.PANDOC_ONLY_KEY, _place(source, tree, (key,)), key=key)
        elif key not in known:
            yield _unknown(source, tree, (key,), known)


def _unknown(source: SourceText, tree: YamlTree, path: Path, known: list[str]) -> Diagnostic:
    key = str(path[-1])
    suggestion = Suggester(known).near(key.lower())
    where = ".".join(str(part) for part in path[:-1])
    return diagnostic(
        Code.UNKNOWN_KEY, _place(source, tree, path), key=key, where=where, suggestion=suggestion
    )


def _schema_faults(source: SourceText, tree: YamlTree) -> Iterator[Diagnostic]:
    validator = jsonschema.Draft202012Validator(schema())
    data = {key: value for key, value in tree.data.items() if value != ""}
    if isinstance(notes := data.get("notes"), dict):  # `source:` alone declares a series, too
        data["notes"] = {name: settings or {} for name, settings in notes.items()}
    for error in validator.iter_errors(data):
        for leaf in _leaves(error):
            yield from _fault(source, tree, leaf)


def _leaves(error: jsonschema.ValidationError) -> Iterator[jsonschema.ValidationError]:
    """Go down into alternatives, to the one that was meant: the one that fits the furthest."""
    branches: dict[object, list[jsonschema.ValidationError]] = {}
    for item in error.context or ():
        branches.setdefault(item.schema_path[0], []).append(item)
    depths = {key: max(_depth(item) for item in items) for key, items in branches.items()}
    if not depths or max(depths.values()) <= len(error.absolute_path):
        fitting = [i for i in error.context or () if i.validator not in ("type", "required")]
        yield fitting[0] if len(fitting) == 1 else error
        return
    meant = max(depths, key=lambda key: depths[key])
    for item in branches[meant]:
        yield from _leaves(item)


def _depth(error: jsonschema.ValidationError) -> int:
    inner = [_depth(item) for item in error.context or ()]
    return max([len(error.absolute_path), *inner])


def _fault(
    source: SourceText, tree: YamlTree, error: jsonschema.ValidationError
) -> Iterator[Diagnostic]:
    path: Path = tuple(error.absolute_path)
    schema_here: dict[str, Any] = error.schema if isinstance(error.schema, dict) else {}
    where = ".".join(str(part) for part in path)
    if error.validator == "additionalProperties":
        known = list(schema_here.get("properties", ()))
        unknown = error.instance if isinstance(error.instance, dict) else {}
        for key in unknown:
            if key not in known:
                yield _unknown(source, tree, (*path, key), known)
        return
    place = _place(source, tree, path)
    yield diagnostic(Code.BAD_VALUE, place, key=where, problem=_problem(error))


def _values(error: jsonschema.ValidationError) -> list[Any]:
    return error.validator_value if isinstance(error.validator_value, list) else []


def _problem(error: jsonschema.ValidationError) -> str:
    """Describe the expected value, in words for an author."""
    expected = error.schema.get("description") if isinstance(error.schema, Mapping) else None
    if error.validator == "enum":
        return "must be one of " + ", ".join(str(value) for value in _values(error))
    if error.validator in ("required", "anyOf"):
        return "must have a name" if expected is None else f"must be {expected}"
    if error.validator == "propertyNames" or (error.parent is not None and expected is None):
        return f"{error.instance!r} is not a valid name here"
    if expected:
        return f"must be {expected}"
    if error.validator == "maxLength":
        return f"is longer than {error.validator_value} characters"
    names = {"string": "text", "array": "a list", "object": "a mapping"}
    return f"must be {names.get(str(error.validator_value), 'of another type')}"
