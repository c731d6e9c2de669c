"""Find the place in the source of something in the tree: pandoc keeps no positions."""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import unquote

from chapbook.model.letters.seeking import Seeker
from chapbook.model.manuscript import ParsedManuscript
from chapbook.model.source import Place

# What comes before a target: in Markdown, in a definition of a reference, in a tag.
_BEFORE_TARGET = r"(?:\]\([ \t]*<?|\]:[ \t]*<?|(?:href|src|cite)[ \t]*=[ \t]*[\"']?)"
_AFTER_TARGET = r"(?![^\s)>\"'])"
_WHOLE_SEARCHES = 200
_LONGEST = 500  # characters of a target whose escapes are looked for
# A percent-encoded character, of one byte or of more, or any other.
_SIGN = re.compile("(?:%[89A-F][0-9A-F])+|%[0-7][0-9A-F]|.", re.IGNORECASE | re.DOTALL)
_WORD = re.compile(r"[\w.-]+")


def as_written(target: str) -> str:
    """Return a pattern of a target: pandoc has encoded some of it, and removed escapes."""
    if len(target) > _LONGEST:
        forms = dict.fromkeys((target, unquote(target)))
        return f"(?:{'|'.join(map(re.escape, forms))})"
    return "".join(map(_sign_as_written, _SIGN.findall(target)))


def _sign_as_written(sign: str) -> str:
    """Return a pattern of a character, with the backslash or the entity it may be written with."""
    if len(sign) > 1:
        return f"(?:{re.escape(sign)}|{''.join(map(_sign_as_written, unquote(sign)))})"
    if not sign.isascii() or sign.isalnum() or sign.isspace():
        return re.escape(sign)
    return rf"(?:\\?{re.escape(sign)}|&amp;)" if sign == "&" else rf"\\?{re.escape(sign)}"


class Finder:
    """Finder of each occurrence in turn: the n-th call returns the n-th place."""

    def __init__(self, parsed: ParsedManuscript) -> None:
        """Search the text with front matter and code blanked out."""
        self._source = parsed.source
        self._text = parsed.scanned_text
        self._seeker = Seeker(self._text)
        self._left = _WHOLE_SEARCHES

    @property
    def whole(self) -> Place:
        """Return the place of the file as a whole."""
        return self._source.whole

    def key(self, pattern: str) -> Place:
        """Return the place of the first match in the file as it is, front matter and all."""
        match = re.search(pattern, self._source.text, re.MULTILINE)
        return self._source.place(match.start()) if match else self._source.whole

    def entry(self, pattern: str) -> Place:
        """Return the place of what an entry of the bibliography holds.

        That is the first match, else the key of the front matter that names the files of entries.
        """
        found = self.key(pattern)
        return self.key("^bibliography:") if found.line is None else found

    def every(self, pattern: str, most: int) -> list[Place]:
        """Return the places of the first matches in the whole text, the file if there are none.

        After some searches it gives the file at once: many mistakes must not take hours.
        """
        self._left -= 1
        found = re.finditer(pattern, self._text) if self._left >= 0 else iter(())
        starts = (match.start(match.lastindex or 0) for match in islice(found, most))
        return [self._source.place(start) for start in starts] or [self.whole]

    def target(self, target: str) -> Place:
        """Return the place of the next use of a link's target, as written or as pandoc wrote it.

        It is sought where a target can be, then anywhere. pandoc percent-encodes and takes escapes
        away, so where the target as a whole is not found, its longest word is looked for. A
        reference may bring it in from the front matter.
        """
        forms = as_written(target)
        for pattern in (_BEFORE_TARGET + rf"({forms}){_AFTER_TARGET}", forms):
            exact = self.next(pattern)
            if exact.line is not None:
                return exact
        exact = self.key(forms)
        if exact.line is not None:
            return exact
        longest = max(_WORD.findall(target), key=len, default="")
        return self.next(re.escape(longest)) if len(longest) > 2 else exact

    def whole_target(self, target: str) -> Place:
        """Return the place of the next use of a target that is not a part of a longer one.

        Bibliographies in the front matter name addresses too.
        """
        bounded = rf"(?<![^\s(<\"'=])(?:{as_written(target)})(?![^\s)>\"',}}])"
        found = self.next(bounded)
        found = found if found.line is not None else self.key(bounded)
        return found if found.line is not None else self.target(target)

    def next(self, pattern: str) -> Place:
        """Return the place of the next match of a regular expression, the whole file if none.

        Where it is asked more often than it finds, it gives the last place again.
        """
        offset = self._seeker.next(pattern)
        return self._source.whole if offset is None else self._source.place(offset)
