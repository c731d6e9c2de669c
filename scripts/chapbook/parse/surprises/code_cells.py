"""Fences that other programs run or draw: code cells, directives, diagrams, formulas.

pandoc does not read "```{r}" as a fence, and prints the lines that follow as running text. It reads
"```mermaid" as code, and prints the source of the diagram.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from chapbook.model.ast import Node, walk
from chapbook.parse.surprises.foreign_forms import Printed

_FENCE = re.compile(
    r"^[ \t>]*(?:[-+*][ \t]+)?(?P<text>(?:`{3,}|~{3,})[ \t]*"
    r"(?:(?P<head>\{[a-z][^{}`\n]{0,200}\})|(?P<kind>mermaid|math)))[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_CELL = (
    "a code cell of Quarto or R Markdown, or a MyST directive",
    "paste its output; to print the code, write a dot before its language, as in ``` {.r}",
)
_DRAWN = {
    "mermaid": (
        "a Mermaid diagram",
        "export it as SVG and show that as a picture; to print its source, write ``` {.mermaid}",
    ),
    "math": (
        "a formula of GitHub",
        "write it between $$ and $$; to print its source, write ``` {.math}",
    ),
}


def code_cells(text: str, tree: Iterable[Node]) -> Iterator[Printed]:
    """Yield the fences that pandoc read as inline text, or as the source of a diagram."""
    fences = list(_FENCE.finditer(text))
    if not fences:
        return
    nodes = list(walk(tree))
    blocks = [node["c"] for node in nodes if node["t"] == "CodeBlock"]
    classes = {name for (_, names, _), _ in blocks for name in names}
    shown = "\n".join(code for _, code in blocks)  # a fence within code is an example of one
    words = {node["c"] for node in nodes if node["t"] == "Str"}
    words |= {_first_word(node["c"][1]) for node in nodes if node["t"] == "Code"}
    for match in fences:
        head, kind = _first_word(match["head"] or ""), match["kind"]
        printed = kind in classes if kind else any(head in word for word in words)
        if printed and match["text"] not in shown:
            what, remedy = _DRAWN[kind.lower()] if kind else _CELL
            yield Printed(match.start("text"), match["text"], what, remedy)


def _first_word(text: str) -> str:
    return (text.split() or [""])[0]
