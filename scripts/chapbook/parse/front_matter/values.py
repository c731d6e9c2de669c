"""Single values of the front matter, and what is found wrong with them."""

from __future__ import annotations

from chapbook.model.ast import walk
from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.metadata import RichText
from chapbook.model.source import Place, SourceText
from chapbook.parse.front_matter.reading import FrontMatter
from chapbook.parse.front_matter.titles import plain_title, read_title


class Values:
    """Reads values of one front matter; findings gather in `diagnostics`."""

    def __init__(self, source: SourceText, front: FrontMatter) -> None:
        """Take the source for places, and the front matter."""
        self.source, self.front = source, front
        self.diagnostics: list[Diagnostic] = []

    def text(self, key: str) -> str | None:
        """Return a text value with its white space folded, None if absent or empty."""
        value = self.front.data.get(key)
        folded = " ".join(value.split()) if isinstance(value, str) else ""
        return folded or None

    def rich(self, key: str) -> RichText | None:
        """Read a value that is a line of Markdown. It can hold no note; links lose their target."""
        text = self.text(key)
        return None if text is None else self.line(text, key)

    def words(self, key: str) -> str | None:
        """Read a value that is a line of Markdown, for places that take plain words only.

        With what looks like a tag (`a < b > c`) it stays as it is written: no word may be lost.
        """
        line = self.rich(key)
        if line is None or any(node["t"] == "RawInline" for node in walk(list(line.inlines))):
            return self.text(key)
        return line.plain

    def line(self, text: str, key: str) -> RichText:
        """Read a line of Markdown that belongs to a key."""
        title = read_title(text)
        if title is None:
            problem = "cannot contain a note: call it in the text"
            self.fault(Code.BAD_VALUE, key, problem=problem)
        return title or plain_title(text)

    def bad_value(self, key: str, problem: str) -> None:
        """Note that the value of a key is wrong."""
        self.fault(Code.BAD_VALUE, key, problem=problem)

    def fault(self, code: Code, *path: str, **facts: str) -> None:
        """Note a finding at a key."""
        facts.setdefault("key", ".".join(path))
        self.diagnostics.append(diagnostic(code, self.place(*path), **facts))

    def place(self, *path: str) -> Place:
        """Return the place of a key, or of the nearest key around it."""
        places = self.front.tree.places
        where = path
        while where and where not in places:
            where = where[:-1]
        return self.source.place(places.get(where, 0))
