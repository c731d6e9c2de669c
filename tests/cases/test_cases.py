"""Golden cases that read as prose: one file a topic, in it titles, manuscripts and what they give.

A case is a title, a manuscript and the outcome, each closed by a line with a lone dot. To accept
what the code gives now, run with CHAPBOOK_ACCEPT=1 and read the difference.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

from chapbook.model.ast import Node, call_index
from chapbook.model.editions.block_keys import KEY
from chapbook.model.manuscript import Manuscript, Matter
from chapbook.model.metadata import Metadata
from chapbook.render.text.fragments import fragments
from core import Resolved, resolved, said

HERE = Path(__file__).parent
TOPICS = sorted(HERE.glob("*.md"))
_CASE = re.compile(
    r"(?P<title>.*?)^\.\n(?P<text>.*?)^\.\n(?P<outcome>.*?)^\.\n", re.DOTALL | re.MULTILINE
)


@dataclass(frozen=True)
class Case:
    topic: Path
    title: str
    text: str
    outcome: str


def cases_of(topic: Path) -> list[Case]:
    content = topic.read_text(encoding="utf-8")
    found = [Case(topic, *match.groups()) for match in _CASE.finditer(content)]
    assert "".join(f"{c.title}.\n{c.text}.\n{c.outcome}.\n" for c in found) == content, topic
    return found


def name_of(case: Case) -> str:
    return f"{case.topic.stem}: {case.title.strip().splitlines()[-1]}"


CASES = [case for topic in TOPICS for case in cases_of(topic)]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_the_manuscript_gives_what_the_case_says(case: Case) -> None:
    outcome = outcome_of(case)
    if os.environ.get("CHAPBOOK_ACCEPT"):
        content = case.topic.read_text(encoding="utf-8")
        old = f"{case.title}.\n{case.text}.\n{case.outcome}.\n"
        new = f"{case.title}.\n{case.text}.\n{outcome}.\n"
        case.topic.write_text(content.replace(old, new), encoding="utf-8")
    else:
        assert outcome == case.outcome


def test_no_two_cases_have_the_same_name() -> None:
    names = [name_of(case) for case in CASES]
    assert len(set(names)) == len(names)


def outcome_of(case: Case) -> str:
    result = resolved(case.text, HERE / "files")
    lines = list(_printed(case.topic.stem, result))
    return "".join(f"{line}\n" for line in lines)


def _printed(topic: str, result: Resolved) -> Iterator[str]:
    yield from (f"says {finding}" for finding in said(result.diagnostics))
    if result.manuscript is None:
        return
    if topic == "front-matter":
        yield from metadata_lines(result.book.metadata)
    elif topic in ("raw-html", "mathematics"):
        yield from html_lines(result.book)
    else:
        yield from book_lines(result.book)


def book_lines(book: Manuscript) -> Iterator[str]:
    if book.metadata.title.plain != "manuscript":
        yield f"title {book.metadata.title.plain}"
    for division in book.divisions:
        words = [division.kind.value, division.identifier]
        words += [] if division.matter is Matter.BODY else [division.matter.value]
        words += [division.role] if division.role else []
        if division.part is not None:
            words.append(f"in {book.divisions[division.part].identifier}")
        heading = [] if division.heading is None else [shown(division.heading, book)]
        yield ": ".join([" ".join(words), *heading])
        yield from ("    " + shown(block, book) for block in division.blocks)
    for call in book.calls:
        statement = book.statements[call.statement]
        place = f"{call.place.line}:{call.place.column}"
        yield f"call {call.identifier} {call.marker} -> {statement.identifier} at {place}"
    for statement in book.statements:
        blocks = [shown(block, book) for block in book.notes[statement.note].blocks]
        name = f"{statement.identifier} {statement.series.name} {statement.marker}"
        yield f"note {name}: {' / '.join(blocks)}"


def shown(tree: object, book: Manuscript) -> str:
    """Plain text of a block with the markers of its calls; parts of a block are set off by `|`."""
    pieces = "".join(_pieces(tree, book))
    return " ".join(re.sub(r"\s*\|[\s|]*", " | ", pieces).strip(" |").split())


def _pieces(tree: object, book: Manuscript) -> Iterator[str]:
    if isinstance(tree, (list, tuple)):
        for item in tree:
            yield from _pieces(item, book)
    elif isinstance(tree, dict):
        yield from _node_pieces(tree, book)


def _node_pieces(node: Node, book: Manuscript) -> Iterator[str]:
    kind, content = node["t"], node.get("c", [])
    if (index := call_index(node)) is not None:
        yield f"[{book.calls[index].marker}]"
    elif kind == "Str":
        yield content
    elif kind in ("Space", "SoftBreak", "LineBreak"):
        yield " "
    elif kind in ("Code", "CodeBlock", "Math", "RawInline", "RawBlock"):
        yield {"Math": f"${content[1]}$"}.get(kind, f"`{content[1]}`")
    elif kind == "LineBlock":
        for line in content:
            yield from ("|", *_pieces(line, book))
    elif kind == "HorizontalRule":
        yield "---"
    elif kind == "Header":
        identifier = content[1][0]
        yield f"#{identifier} " if identifier else ""
        yield from _pieces(content[2], book)
    elif kind == "Quoted":
        yield "“"
        yield from _pieces(content[1], book)
        yield "”"
    elif kind == "Link":
        yield from _pieces(content[1], book)
        yield f" <{content[2][0]}>"
    else:
        yield "|" if kind in ("Para", "Plain") else ""
        yield from _pieces(content, book)
        yield "|" if kind in ("Para", "Plain") else ""


def metadata_lines(metadata: Metadata) -> Iterator[str]:
    plain = Metadata(metadata.title, "en", "", "", "", note_series=())
    for name in Metadata.__slots__:
        value = getattr(metadata, name)
        if name in ("uid", "slug") or value == getattr(plain, name):
            continue
        yield f"{name}: {_value(value)}"
    yield f"title: {metadata.title}"


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(_value(item) for item in value)
    fields = getattr(value, "__slots__", None)
    if fields is None or hasattr(value, "plain"):
        return str(getattr(value, "value", value))
    parts = [(name, getattr(value, name)) for name in fields]
    return ", ".join(f"{name} {_value(item)}" for name, item in parts if item not in (None, ()))


def html_lines(book: Manuscript) -> Iterator[str]:
    trees, findings = fragments(book)
    yield from (f"says {finding}" for finding in said(findings))
    for tree in (*trees.divisions, *trees.notes):
        etree.strip_attributes(tree, KEY)  # a digest of the words says nothing to a reader
        text = etree.tostring(tree, encoding="unicode").strip()
        yield from (line for line in text.splitlines() if line.strip())
