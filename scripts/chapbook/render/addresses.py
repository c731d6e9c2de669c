"""Where addresses, names of files and codes may break: never with a hyphen that is not in them.

Who types an address from paper types the hyphen too. So each gets a `span` that no style
hyphenates, with `<wbr/>` where it may break: after `/` and `:`, and before `. ? & = _ - #` (Chicago
Manual of Style 17, 7.46). Nothing is added to the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

ADDRESS, CODE, TOGETHER = "address", "code-word", "together"

# Printable ASCII without quotation marks and angles, and the letters of Europe: in Chinese or
# Arabic text an address ends where the other script begins.
_WORD = re.compile("[!#-;=?-~\u00c0-\u052f]+")
_BEFORE, _AFTER = "([{'*", ".,;:!?'*"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_LETTER = "A-Za-z\u00c0-\u052f"
_ANY_LETTER = re.compile(f"[{_LETTER}]")
_SHORTEST = 8
# What only addresses, paths and codes have: a scheme, an `@` in a name, a DOI, `_ \ =` within.
_SIGNS = re.compile(
    rf"://|^www\.|^(?:doi|urn|mailto):|^10\.\d{{4,}}/|[{_LETTER}\d]@[{_LETTER}\d]|\w\\\w|[^_]_[^_]"
    rf"|[{_LETTER}\d][=&#][{_LETTER}\d]|^~?/\w+[/.]|/.*\w/"
)
# A host or a file: labels of two letters at least, so no `U.S.` or `Ph.D.`; the last one is small.
_DOTTED = re.compile(rf"(?:[{_LETTER}\d-]{{2,}}\.)+[a-z\d]{{2,6}}(?:$|[/:?#])")
_MIXED = re.compile(rf"(?=[{_LETTER}]*\d)(?=\d*[{_LETTER}])[{_LETTER}\d]{{6,}}")
_GROUPS = re.compile(rf"[{_LETTER}\d]+(?:-[{_LETTER}\d]+){{3,}}")
_SHORTEST_GROUPS = 13
_BREAKS = re.compile(r"(?<=[/:])(?![/:])|(?<=[^/:.?&=_#-])(?=[.?&=_#-])")
# A line would break after these, too (UAX 14), where they look like the punctuation of the text.
_KEPT = re.compile(r"([-?!|}]+.|[.,;]+\d)")
_LEFT_ALONE = frozenset({"pre", "math", "svg", "script", "style"})


def mark_addresses(tree: etree._Element, *, leftwards: bool = False) -> None:
    """Mark the addresses and codes in the text of `tree`.

    `leftwards`: some of the text around runs from right to left, so each says its own direction.
    """
    for element in list(_elements(tree)):
        _mark(element, element.text, None, leftwards=leftwards)
        for child in list(element):
            _mark(element, child.tail, child, leftwards=leftwards)


def _elements(tree: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements whose own text is looked at."""
    waiting = [tree]
    while waiting:
        element = waiting.pop()
        if isinstance(element.tag, str) and element.tag not in _LEFT_ALONE:
            yield element
            waiting.extend(element)


def _mark(
    parent: etree._Element, text: str | None, behind: etree._Element | None, *, leftwards: bool
) -> None:
    """Mark what stands at the head of `parent`, or behind one of its children."""
    in_code = parent.tag in ("code", "kbd", "samp")
    pieces = list(_pieces(text or "", in_code=in_code))
    if not pieces:
        return
    before, rest = pieces[0][0], ""
    index = 0 if behind is None else parent.index(behind) + 1
    for number, (_, word, kind) in enumerate(pieces):
        rest = pieces[number + 1][0] if number + 1 < len(pieces) else (text or "")[_end(pieces) :]
        span = _span(word, kind, leftwards=leftwards)
        span.tail = rest
        parent.insert(index, span)
        index += 1
    if behind is None:
        parent.text = before
    else:
        behind.tail = before


def _end(pieces: list[tuple[str, str, str]]) -> int:
    return sum(len(before) + len(word) for before, word, _ in pieces)


def _pieces(text: str, *, in_code: bool) -> Iterator[tuple[str, str, str]]:
    """Yield each word to mark: the text before it, the word, and its class."""
    done = 0
    for match in _WORD.finditer(text):
        word, start = _core(match[0], match.start())
        for kind, begin, end in _kinds(word, in_code=in_code):
            yield text[done : start + begin], word[begin:end], kind
            done = start + end


def _core(word: str, start: int) -> tuple[str, int]:
    """Take the punctuation of the sentence from a word; brackets that it opens itself stay."""
    bare = word.lstrip(_BEFORE)
    start += len(word) - len(bare)
    while bare:
        last = bare[-1]
        opening = _PAIRS.get(last)
        if last not in _AFTER and (opening is None or bare.count(opening) >= bare.count(last)):
            break
        bare = bare[:-1]
    return bare, start


def _kinds(word: str, *, in_code: bool) -> Iterator[tuple[str, int, int]]:
    """Yield what of a word to mark, and as what: all of it as an address, or codes in it."""
    if is_address(word) or (in_code and len(word) >= _SHORTEST and _BREAKS.search(word)):
        yield ADDRESS, 0, len(word)
        return
    for match in () if in_code else _MIXED.finditer(word):
        yield CODE, *match.span()


def is_address(word: str) -> bool:
    """Say whether a word without its punctuation is an address, a path, or a code in groups."""
    if len(word) < _SHORTEST:
        return False
    if _GROUPS.fullmatch(word) and len(word) >= _SHORTEST_GROUPS:
        groups = word.split("-")
        return 2 * sum(any(map(str.isdigit, group)) for group in groups) >= len(groups)
    return bool(_ANY_LETTER.search(word) and (_SIGNS.search(word) or _DOTTED.match(word)))


def _span(word: str, kind: str, *, leftwards: bool) -> etree._Element:
    span = etree.Element("span", {"class": kind})
    if leftwards:
        span.set("dir", "ltr")
    if kind == CODE:
        span.text = word
        return span
    for number, piece in enumerate(_parts(word)):
        if number:
            etree.SubElement(span, "wbr")
        for order, part in enumerate(_KEPT.split(piece)):
            if order % 2:
                etree.SubElement(span, "span", {"class": TOGETHER}).text = part
            elif part:
                _append(span, part)
    return span


def _parts(word: str) -> Iterator[str]:
    """Yield a word in the parts between which it may break; none is a single letter."""
    done = 0
    for match in _BREAKS.finditer(word):
        if match.start() - done > 1 and len(word) - match.start() > 1:
            yield word[done : match.start()]
            done = match.start()
    yield word[done:]


def _append(span: etree._Element, text: str) -> None:
    if len(span):
        span[-1].tail = (span[-1].tail or "") + text
    else:
        span.text = (span.text or "") + text
