"""Take tags out of raw HTML that no edition may hold, before any HTML parser sees them.

To an HTML5 parser a `<style>`, `<title>` or `<plaintext>` that is never closed takes all that
follows as its text (HTML, 13.2.6.4.4, "in head"). Therefore only the tag is cut here, and the words
after it and inside it stay. What is safe is still decided by `sanitise`, which reads the result.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from html import escape

# Elements whose content is not text: it goes with them where they are closed.
CONTENT_DROPPED = frozenset({"script", "style"})
_OPENING = re.compile(r"<(?=[A-Za-z/!?])")
_COMMENT = re.compile(r"<!--(?:-?>|.*?--!?>)", re.DOTALL)
_CDATA = re.compile(r"<!\[CDATA\[(?P<words>.*?)\]\]>", re.DOTALL)
_FORMULA, _FORMULA_END = "math", re.compile("</math(?=[\\s/>])", re.IGNORECASE)
_CLOSE = {
    name: re.compile(rf"(?P<words>.*?)</{name}(?=[\s/>])[^>]*>", re.DOTALL | re.IGNORECASE)
    for name in CONTENT_DROPPED
}
_SIGN = re.compile(r"<[!?/]?[\w-]*")
_DECLARATION = re.compile(r"<[!?][^>]*>")
_TAG = re.compile(r"</?(?P<name>[A-Za-z][^\s/>]*+)(?:[^\"'>]++|\"[^\"]*+\"|'[^']*+')*+>")
_BARE_TAG = re.compile(r"</?(?P<name>[A-Za-z][^\s/>]*+)[^>]*>")  # with a quotation mark too many
# How far the end of a tag is sought; past some failures less far, or the time would be quadratic.
_FAR, _NEAR, _FAILURES = 1_000_000, 2_000, 50


@dataclass(frozen=True, slots=True)
class Cut:
    """Something taken out: what it was, and where it began in the text."""

    what: str
    offset: int


def without_tags(
    html: str, allowed: Collection[str], of_formulas: Collection[str] = (), *, formula: bool = False
) -> tuple[str, tuple[Cut, ...]]:
    """Return the text without the tags that are not allowed, and what was cut.

    Comments go without a word, scripts and styles with their content, of all else only the tag.
    Tags of formulas are allowed within a `<math>` that is closed; with `formula`, all the text is.
    """
    cutter = _Cutter(html, allowed, () if formula else of_formulas)
    return "".join(cutter.kept()), tuple(cutter.cuts)


class _Cutter:
    """Goes over a text once; an end that was sought in vain is not sought again."""

    def __init__(self, html: str, allowed: Collection[str], of_formulas: Collection[str]) -> None:
        self._html, self._allowed, self._of_formulas = html, allowed, of_formulas
        self._formula_end = 0
        self._hopeless: set[str] = set()
        self._failures = 0
        self.cuts: list[Cut] = []

    def kept(self) -> Iterator[str]:
        """Yield what stays, piece by piece, and collect what is cut."""
        done = 0
        while (opening := _OPENING.search(self._html, done)) is not None:
            yield self._html[done : opening.start()]
            done, kept = self._markup(opening.start())
            yield kept
        yield self._html[done:]

    def _markup(self, start: int) -> tuple[int, str]:
        """Return where the mark-up that begins here ends, and what stays of it."""
        if self._html.startswith("<!--", start):
            return self._comment(start)
        if self._html.startswith("<![CDATA[", start):
            return self._cdata(start)
        if self._html[start + 1] in "!?":
            return self._declaration(start)
        window = start + (_FAR if self._failures < _FAILURES else _NEAR)
        for pattern in (_TAG, _BARE_TAG):
            if (tag := pattern.match(self._html, start, window)) is not None:
                return self._tag(tag)
        self._failures += 1
        return self._unclosed(start)

    def _comment(self, start: int) -> tuple[int, str]:
        comment = self._match(_COMMENT, start, "-->")
        if comment is None:
            self._cut("<!-- (never closed)", start)
            return start + len("<!--"), ""
        return comment.end(), ""

    def _cdata(self, start: int) -> tuple[int, str]:
        cdata = self._match(_CDATA, start, "]]>")
        self._cut("<![CDATA[" if cdata else "<![CDATA[ (never closed)", start)
        if cdata is None:
            return start + len("<![CDATA["), ""
        return cdata.end(), escape(cdata["words"], quote=False)

    def _declaration(self, start: int) -> tuple[int, str]:
        declaration = self._match(_DECLARATION, start, ">")
        if declaration is None:
            return self._unclosed(start)
        shown = " ".join(declaration.group().split())
        self._cut(shown if len(shown) < 30 else shown[:28] + "…", start)
        return declaration.end(), ""

    def _tag(self, tag: re.Match[str]) -> tuple[int, str]:
        name = tag["name"].lower()
        if name in self._allowed and self._may_stay(tag, name):
            return tag.end(), tag.group()
        if tag.group().startswith("</"):
            return tag.end(), ""
        if name not in CONTENT_DROPPED:
            self._cut(f"<{name}>", tag.start())
            return tag.end(), ""
        close = self._match(_CLOSE[name], tag.end(), name)
        if close is None:
            self._cut(f"<{name}> (never closed)", tag.start())
            return tag.end(), ""
        held = " with all that is inside it" if close["words"].strip() else ""
        self._cut(f"<{name}>{held}", tag.start())
        return close.end(), ""

    def _may_stay(self, tag: re.Match[str], name: str) -> bool:
        """Return whether a tag is where it is allowed: a part of a formula only within one."""
        if name not in self._of_formulas:
            return True
        opens = name == _FORMULA and not tag.group().startswith("</")
        if opens and tag.start() >= self._formula_end and name not in self._hopeless:
            end = _FORMULA_END.search(self._html, tag.end())
            if end is None:
                self._hopeless.add(name)
            else:
                self._formula_end = end.end()
        return tag.start() < self._formula_end

    def _unclosed(self, start: int) -> tuple[int, str]:
        """Keep the sign of a tag without an end as a sign: a parser would swallow the rest."""
        self._cut(f"{_SIGN.findall(self._html[start : start + 20])[0]} (without its >)", start)
        return start + 1, "&lt;"

    def _match(self, pattern: re.Pattern[str], start: int, end: str) -> re.Match[str] | None:
        """Match a pattern that needs a certain end, unless there is none from here on."""
        if end in self._hopeless:
            return None
        match = pattern.match(self._html, start)
        if match is None:
            self._hopeless.add(end)
        return match

    def _cut(self, what: str, start: int) -> None:
        self.cuts.append(Cut(what, start))
