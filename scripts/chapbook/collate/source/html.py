"""Raw HTML as words and tags: no tag here has its own content that it could swallow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape

_TAG = re.compile(r"</?(?P<name>[A-Za-z][^\s/>]*+)(?P<rest>(?:[^\"'>]++|\"[^\"]*+\"|'[^']*+')*+)>")
_BARE_TAG = re.compile(r"</?(?P<name>[A-Za-z][^\s/>]*+)(?P<rest>[^>]*+)>")
_ATTRIBUTE = re.compile(r"([^\s\"'=/>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")

_OPENING = re.compile(r"</?[A-Za-z]")
_CDATA = "<![CDATA["
_DECLARATIONS = (("<!--", "-->"), (_CDATA, "]]>"), ("<", ">"))


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of raw HTML."""

    name: str
    written: str
    closes: bool

    def attribute(self, name: str) -> str | None:
        """Return the value of an attribute, None if the tag has none of that name."""
        for found, *values in _ATTRIBUTE.findall(self.written):
            if found.lower() == name:
                return unescape("".join(values))
        return None


def pieces(html: str) -> Iterator[str | Tag]:
    """Yield words and tags; comments and declarations are left out, an open `<!--` alone goes."""
    done, pattern = 0, _TAG
    last = {sign: html.rfind(sign) for _, sign in _DECLARATIONS}
    while (start := html.find("<", done)) >= 0:
        yield html[done:start]
        if html.startswith(("<!", "<?"), start):
            words, done = _declaration(html, start, last)
            yield words
            continue
        tag = pattern.match(html, start)
        if tag is None and start < last[">"] and _OPENING.match(html, start):
            pattern = _BARE_TAG  # perhaps a quotation mark too many: none is sought from here on
            tag = pattern.match(html, start)
        if tag is None:
            yield "<"
            done = start + 1
        else:
            yield Tag(tag["name"].lower(), tag["rest"], html.startswith("</", start))
            done = tag.end()
    yield html[done:]


def _declaration(html: str, start: int, last: Mapping[str, int]) -> tuple[str, int]:
    """Return the words in a comment or declaration that begins here, and where it ends.

    `last` is the last place of each closing sign.
    """
    opening, closing = next(pair for pair in _DECLARATIONS if html.startswith(pair[0], start))
    if last[closing] < start + 2:
        return "", start + len(opening)
    end = html.find(closing, start + 2)
    words = html[start + len(opening) : end] if opening == _CDATA else ""
    return words.replace("&", "&amp;"), end + len(closing)
