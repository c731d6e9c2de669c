"""pandoc, found through pypandoc: Markdown to its document tree, citations, the tree to HTML.

The program is run directly, because pypandoc's own `convert_text` has no time limit, sorts its
inputs and changes the working directory. Every run is a pure function: text on stdin, text on
stdout, `--sandbox`, an environment of our own.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pypandoc

from chapbook.errors import NestedTooDeeply, ProgramFailed, ProgramMissing
from chapbook.model.ast import Node, depth_of

# The full Markdown reader, but for what Chapbook reads itself: the front matter.
MARKDOWN = "markdown-yaml_metadata_block-pandoc_title_block"
# Positions survive nothing but notes; line breaks of the source are kept as written by WRAP.
_HTML_OPTIONS = ("--mathml", "--wrap=preserve", "--syntax-highlighting=none")
_MINIMUM = (3, 9)
_HEAP = "2g"
_SECONDS = 300
# Nodes within nodes. The walks of the later stages are recursive; no page shows half of this.
DEPTH = 100


@cache
def program() -> str:
    """Give the path of pandoc and check that it is recent enough.

    Raises ProgramMissing if it is not there or older than 3.9, the version whose reader and
    HTML writer this module was tested against.
    """
    try:
        path = pypandoc.get_pandoc_path()
    except OSError as error:
        raise ProgramMissing("pandoc is not installed", "install pypandoc-binary") from error
    if tuple(int(part) for part in version_of(path).split(".")[:2]) < _MINIMUM:
        raise ProgramMissing(f"pandoc at {path} is older than 3.9", "install pypandoc-binary 1.17")
    return str(path)


def version_of(path: str) -> str:
    """Ask a pandoc for its version number."""
    done = subprocess.run([path, "--version"], capture_output=True, text=True, check=True)
    return done.stdout.split("\n", 1)[0].split()[1]


def read_markdown(text: str) -> Node:
    """Parse Markdown (without front matter) into a pandoc document."""
    return _load(_run(["-f", MARKDOWN, "-t", "json"], text))


def write_html(document: Node) -> str:
    """Write a document as an HTML5 fragment, mathematics as MathML."""
    return _run(["-f", "json", "-t", "html5", *_HTML_OPTIONS], json.dumps(document))


def csl_references(text: str, reader: str) -> list[dict[str, Any]]:
    """Read bibliographic data (`biblatex`, `csljson`, or `markdown` with `references`)."""
    loaded = _parsed(_run(["-f", reader, "-t", "csljson"], text))
    return [entry for entry in loaded if isinstance(entry, dict)]


def cite(document: Node, references: Sequence[dict[str, Any]], style: bytes) -> Node:
    """Render the citations of a document by citeproc with a CSL style."""
    with tempfile.TemporaryDirectory(prefix="chapbook-") as folder:
        data = Path(folder, "references.json")
        data.write_text(json.dumps(references), encoding="utf-8")
        sheet = Path(folder, "style.csl")
        sheet.write_bytes(style)
        options = ["--citeproc", f"--csl={sheet}", f"--bibliography={data}"]
        return _load(_run(["-f", "json", "-t", "json", *options], json.dumps(document)))


def document(blocks: Sequence[Node], meta: dict[str, Any] | None = None) -> Node:
    """Make a pandoc document of blocks (pandoc-types 1.23)."""
    return {"pandoc-api-version": [1, 23, 1], "meta": meta or {}, "blocks": list(blocks)}


def _run(arguments: Sequence[str], text: str) -> str:
    command = [program(), "+RTS", f"-M{_HEAP}", "-RTS", "--sandbox", "--quiet", *arguments]
    with tempfile.TemporaryDirectory(prefix="chapbook-") as home:
        environment = {
            "PATH": os.defpath,
            "LC_ALL": "C.UTF-8",
            "HOME": home,
            "XDG_DATA_HOME": home,
            "SOURCE_DATE_EPOCH": "0",
        }
        try:
            done = subprocess.run(
                command,
                input=text.encode(),
                capture_output=True,
                env=environment,
                cwd=home,
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise ProgramFailed(f"pandoc took longer than {_SECONDS} s") from error
    if done.returncode != 0:
        raise ProgramFailed(
            f"pandoc failed ({done.returncode}): {done.stderr.decode(errors='replace')!a}"
        )
    return done.stdout.decode(errors="replace")


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError as error:
        raise NestedTooDeeply from error
    except ValueError as error:
        raise ProgramFailed("pandoc gave no document but something else") from error


def _load(text: str) -> Node:
    loaded = _parsed(text)
    if not isinstance(loaded, dict) or "blocks" not in loaded:
        raise ProgramFailed("pandoc gave no document")
    if depth_of(loaded["blocks"]) > DEPTH:
        raise NestedTooDeeply
    return loaded
