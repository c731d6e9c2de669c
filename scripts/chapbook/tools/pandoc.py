"""pandoc, found through pypandoc: Markdown to its document tree, citations, the tree to HTML.

The program is run directly, because pypandoc's own `convert_text` has no time limit, sorts its
inputs and changes the working directory. Every run is a pure function: text on stdin, text on
stdout, `--sandbox`, an environment of our own.
"""

from __future__ import annotations

import json
import logging
import os
import re
import zlib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pypandoc

from chapbook.errors import NestedTooDeeply, ProgramFailed, ProgramMissing
from chapbook.model.ast import Node, depth_of
from chapbook.policy import Limits, advice, limits, policy
from chapbook.tools import processes

# The full Markdown reader, but for what Chapbook reads itself: the front matter.
MARKDOWN = "markdown-yaml_metadata_block-pandoc_title_block"
# Without what makes it take exponential time (brackets as citations and spans), and without all
# that is raw. Native spans stay for our own marks: `<span>` is refused before it is read.
_STRICT = MARKDOWN + (
    "-citations-bracketed_spans-raw_html-raw_attribute-raw_tex-latex_macros"
    "-markdown_in_html_blocks-native_divs"
)
# Positions survive only in notes; WRAP keeps the line breaks of the source.
_HTML_OPTIONS = ("--mathml", "--wrap=preserve", "--syntax-highlighting=none")
# The lines at the head of a text that the front matter was on.
_BLANK_LINES = re.compile(r"(?:[ \t]*\n)*")
# As many texts as a build reads before the collation reads the manuscript.
_REMEMBERED = 8
_MINIMUM = (3, 9)
_VERSION = re.compile(r"[0-9]{1,5}(?:\.[0-9]{1,5}){1,5}")
_STYLE = "style.csl"
_HEAP_EXHAUSTED = 251  # the exit code of the Haskell runtime under `-M`


@cache
def program() -> str:
    """Return the path of pandoc and check that it is recent enough.

    Raises ProgramMissing if it is not there or older than 3.9, the version whose reader and
    HTML writer this module was tested against.
    """
    logging.getLogger("pypandoc").disabled = True  # it prints tracebacks of what it tries
    try:
        path = pypandoc.get_pandoc_path()
    except OSError as error:
        raise ProgramMissing("pandoc is not installed", "install pypandoc-binary") from error
    if tuple(int(part) for part in version_of(path).split(".")[:2]) < _MINIMUM:
        raise ProgramMissing(f"pandoc at {path} is older than 3.9", "install pypandoc-binary 1.17")
    return str(path)


def version_of(path: str) -> str:
    """Ask a pandoc for its version number. Raises ProgramMissing for what is no pandoc."""
    words = _output([path, "--version"], b"").split()
    if len(words) < 2 or words[0] != "pandoc" or not _VERSION.fullmatch(words[1]):
        message = f"{path} does not identify itself as pandoc"
        raise ProgramMissing(message, "install pypandoc-binary 1.17")
    return words[1]


def read_markdown(text: str, *, emoji: bool = False) -> Node:
    """Parse Markdown (without front matter) into a pandoc document; `emoji` reads `:tada:`, too."""
    reader = (_STRICT if policy().strict else MARKDOWN) + ("+emoji" if emoji else "")
    plain = _BLANK_LINES.sub(lambda lines: "\n" * lines[0].count("\n"), text, count=1)
    return _load(zlib.decompress(_read(program(), limits(), reader, plain)).decode())


@lru_cache(maxsize=_REMEMBERED)
def _read(_program: str, _limits: Limits, reader: str, text: str) -> bytes:
    """Return what pandoc reads in a text, compressed: the collation reads the manuscript again."""
    return zlib.compress(_run(["-f", reader, "-t", "json"], text).encode(), level=1)


def write_html(document: Node) -> str:
    """Write a document as an HTML5 fragment, mathematics as MathML."""
    return _run(["-f", "json", "-t", "html5", *_HTML_OPTIONS], json.dumps(document))


def references(text: str, reader: str) -> list[Node]:
    """Return the bibliographic data of a text as the nodes of pandoc's `references` metadata.

    Readers: `biblatex`, `bibtex`, `csljson`, or `markdown` with `references`. Each node is a
    MetaMap whose titles are inlines, so that mathematics, code and small capitals are kept.
    """
    found = _load(_run(["-f", reader, "-t", "json"], text))["meta"].get("references", {})
    entries = found.get("c") if found.get("t") == "MetaList" else None
    return [entry for entry in entries or () if entry.get("t") == "MetaMap"]


def cite(document: Node, data: Sequence[tuple[str, bytes]], style: bytes) -> Node:
    """Render the citations of a document by citeproc with a CSL style.

    `data` holds bibliography files, each as the ending of its name (`.bib`) and its content:
    citeproc reads them itself, since every form between would lose something. References in the
    metadata of the document are read as well.
    """
    files = {_STYLE: style}
    options = ["--citeproc", f"--csl={_STYLE}"]
    for number, (suffix, content) in enumerate(data):
        files[f"{number}{suffix}"] = content
        options.append(f"--bibliography={number}{suffix}")
    return _load(_run(["-f", "json", "-t", "json", *options], json.dumps(document), files))


def document(blocks: Sequence[Node], meta: dict[str, Any] | None = None) -> Node:
    """Make a pandoc document of blocks (pandoc-types 1.23)."""
    return {"pandoc-api-version": [1, 23, 1], "meta": meta or {}, "blocks": list(blocks)}


def _run(
    arguments: Sequence[str], text: str, files: Mapping[str, bytes] = MappingProxyType({})
) -> str:
    heap = limits().pandoc_memory
    command = [program(), "+RTS", f"-M{heap}m", "-RTS", "--sandbox", "--quiet", *arguments]
    return _output(command, text.encode(), files)


def _output(
    command: Sequence[str], data: bytes, files: Mapping[str, bytes] = MappingProxyType({})
) -> str:
    """Run pandoc as a pure function: nothing of this machine reaches it, and it has limits.

    `files` lie in the folder that it runs in and are named without it: pandoc takes paths for
    addresses and decodes what is a `%20` in the name of a folder (jgm/pandoc issue 5664).
    """
    base = limits().pandoc_seconds
    seconds = base + base * len(data) // 1_000_000
    with processes.private_folder() as home:
        for name, content in files.items():
            Path(home, name).write_bytes(content)
        environment = {
            "PATH": os.defpath,
            "LC_ALL": "C.UTF-8",
            "HOME": home,
            "XDG_DATA_HOME": home,
            "SOURCE_DATE_EPOCH": "0",
        }
        bounds = processes.Bounds("pandoc_seconds", seconds)
        child = processes.Child(
            "pandoc", bounds, command, folder=Path(home), environment=environment
        )
        code, output, errors = child.finish(data)
    if code == _HEAP_EXHAUSTED:
        raise processes.over("pandoc_memory", "pandoc needs more memory than the limit allows")
    if code != 0:
        raise ProgramFailed(f"pandoc failed ({code}): {errors.decode(errors='replace')[:500]!a}")
    return output.decode(errors="replace")


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError as error:
        raise _too_deep() from error
    except ValueError as error:
        raise ProgramFailed("pandoc returned no document, but something else") from error


def _load(text: str) -> Node:
    loaded = _parsed(text)
    if not isinstance(loaded, dict) or "blocks" not in loaded:
        raise ProgramFailed("pandoc returned no document")
    if depth_of(loaded["blocks"]) > limits().nesting:
        raise _too_deep()
    return loaded


def _too_deep() -> NestedTooDeeply:
    return NestedTooDeeply(f"the limit nesting is {limits().nesting:,}", advice("nesting"))
