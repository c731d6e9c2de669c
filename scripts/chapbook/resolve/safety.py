"""What every edition can hold: links and addresses of the text and of the front matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from chapbook.model.ast import CITED_CLASS, Inlines, Node, span, transform
from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.letters.addresses import NoAddress, normalised
from chapbook.model.metadata import Metadata, RichText
from chapbook.resolve.east_asian import join_lines
from chapbook.resolve.link_words import fill_raw, filled, is_empty
from chapbook.resolve.places import Finder
from chapbook.tools.raw_html.sanitise import is_relative


@dataclass(frozen=True, slots=True)
class Safe:
    """Makes blocks such that every edition can hold them.

    Citations, which are set by now, are marked; links that no edition can follow are unwrapped.
    Addresses get their one spelling, links without words the words of their target. Line ends that
    are no spaces in this language go.
    """

    language: str
    words: Mapping[str, Inlines]

    def blocks(self, blocks: tuple[Node, ...]) -> tuple[Node, ...]:
        """Return such blocks."""
        changed = transform(fill_raw(blocks, self.words), self._change)
        return join_lines(tuple(changed), self.language)

    def _change(self, node: Node) -> Node | list[Node]:
        if node["t"] == "Cite":
            return span("", [CITED_CLASS], {}, list(node["c"][1]))
        return self._link(filled(node, self.words)) if node["t"] == "Link" else node

    def _link(self, link: Node) -> Node | list[Node]:
        attr, content, (target, title) = link["c"]
        found = normalised(target)
        if is_relative(target) or isinstance(found, NoAddress) or is_empty(content):
            return [span(attr[0], attr[1], dict(attr[2]), content)] if attr[0] else list(content)
        return {**link, "c": [attr, content, [found, title]]}

    def metadata(self, metadata: Metadata) -> Metadata:
        """Return front matter with such lines, and with addresses in their one spelling."""
        licence = metadata.licence
        if licence is not None:
            licence = replace(licence, url=_valid(licence.url))
        return replace(
            metadata,
            title=self._line(metadata.title),
            subtitle=None if metadata.subtitle is None else self._line(metadata.subtitle),
            blurb=tuple(map(self._line, metadata.blurb)),
            contributors=tuple(
                replace(one, lines=tuple(map(self._line, one.lines)))
                for one in metadata.contributors
            ),
            url=_valid(metadata.url),
            licence=licence,
        )

    def _line(self, line: RichText) -> RichText:
        if not line.inlines:
            return line
        (paragraph,) = self.blocks(({"t": "Plain", "c": list(line.inlines)},))
        return replace(line, inlines=tuple(paragraph["c"]))


def front_matter_lines(metadata: Metadata) -> list[list[Node]]:
    """Return the inlines of the lines of the front matter that may hold links."""
    of_people = (line for person in metadata.contributors for line in person.lines)
    lines = (metadata.title, metadata.subtitle, *metadata.blurb, *of_people)
    return [list(line.inlines) for line in lines if line is not None]


def address_faults(metadata: Metadata, finder: Finder) -> Iterator[Diagnostic]:
    """Find addresses of the front matter that are not valid and cannot be corrected."""
    licence = metadata.licence
    for target in (metadata.url, licence.url if licence else None):
        found = normalised(target or "")
        if target is not None and isinstance(found, NoAddress):
            place = finder.whole_target(target)
            yield diagnostic(Code.BAD_ADDRESS, place, target=target, problem=found.problem)


def _valid(target: str | None) -> str | None:
    found = None if target is None else normalised(target)
    return None if isinstance(found, NoAddress) else found
