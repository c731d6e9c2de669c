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
# Arabic text an address ends where the other script begins. A DOI may have angles within it.
_PRINTED = "[!#-;=?-~\u00c0-\u052f]+"
_WORD = re.compile(f"{_PRINTED}(?:<{_PRINTED}>{_PRINTED})*")
_BEFORE, _AFTER = "([{'*", ".,;:!?'*"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_LETTER = "A-Za-z\u00c0-\u052f"
_ANY_LETTER = re.compile(f"[{_LETTER}]")
_SHORTEST = 8
# What is longer is not an address; the work on a word can grow with the square of its length.
_LONGEST = 2_000
# What only addresses, paths and codes have: a scheme, an `@` in a name, a DOI, `_ \ =` within.
_SIGNS = re.compile(
    rf"://|^www\.|^(?:doi|urn|mailto):|^10\.\d{{4,}}/|[{_LETTER}\d]@[{_LETTER}\d]|\w\\\w|[^_]_[^_]"
    rf"|[{_LETTER}\d][=&#][{_LETTER}\d]|^~?/\w+[/.]|/.*\w/"
)
# A host or a file: labels of two letters at least, so no `U.S.` or `Ph.D.`; the last one is small.
_DOTTED = re.compile(rf"(?:[{_LETTER}\d-]{{2,}}\.)+[a-z\d]{{2,6}}(?:$|[/:?#])")
# A name in dotted parts, as of a module, some part of which styles would hyphenate.
_DOTTED_NAME = re.compile(
    rf"(?=.*[{_LETTER}\d]{{6}})(?:[{_LETTER}][{_LETTER}\d-]+\.){{2,}}[{_LETTER}][{_LETTER}\d]+$"
)
# A word with digits, some part of which is long enough for the styles to hyphenate it.
_WITH_DIGITS = re.compile(rf"(?=\D*\d)(?=.*[{_LETTER}\d]{{6}})(?=.*[{_LETTER}])")
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
    """Mark what is at the head of `parent`, or behind one of its children."""
    in_code = parent.tag in ("code", "kbd", "samp")
    here, done = behind, 0
    for start, word, kind in _words(text or "", in_code=in_code):
        _set_text(parent, here, (text or "")[done:start])
        span = _span(word, kind, leftwards=leftwards)
        if here is None:
            parent.insert(0, span)
        else:
            here.addnext(span)
        here, done = span, start + len(word)
    if done:
        _set_text(parent, here, (text or "")[done:])


def _set_text(parent: etree._Element, here: etree._Element | None, text: str) -> None:
    """Set the text at the head of `parent`, or behind the child `here`."""
    if here is None:
        parent.text = text
    else:
        here.tail = text


def _words(text: str, *, in_code: bool) -> Iterator[tuple[int, str, str]]:
    """Yield each word to mark: where it begins, the word, and its class."""
    for match in _WORD.finditer(text):
        if match.end() - match.start() <= _LONGEST:
            word, start = _core(match[0], match.start())
            kind = _kind(word, in_code=in_code)
            if kind is not None:
                yield start, word, kind


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


def _kind(word: str, *, in_code: bool) -> str | None:
    """Return what a word is marked as, None where it is a word of prose."""
    if is_address(word) or (in_code and len(word) >= _SHORTEST and _BREAKS.search(word)):
        return ADDRESS
    return CODE if _WITH_DIGITS.match(word) and not in_code else None


def is_address(word: str) -> bool:
    """Return whether a word without its punctuation is an address, a path, or a code in groups."""
    if len(word) < _SHORTEST:
        return False
    if _GROUPS.fullmatch(word) and len(word) >= _SHORTEST_GROUPS:
        groups = word.split("-")
        return 2 * sum(any(map(str.isdigit, group)) for group in groups) >= len(groups)
    seen = _SIGNS.search(word) or _DOTTED.match(word) or _DOTTED_NAME.match(word)
    return bool(_ANY_LETTER.search(word) and seen)


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
