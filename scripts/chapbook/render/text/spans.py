"""Words of a tree that are put into `span`s, for another face or to stay on one line."""

from __future__ import annotations

import re

from lxml import etree

# Years from and to, and words in hangul, which the layout engine would break between any two
# syllables. Longer ones may not fit into a line of large type.
_HANGUL = "[\uac00-\ud7a3]"
_ONE_LINE = re.compile(
    rf"((?<!\d)\d{{1,4}}[–-]\d{{1,4}}(?!\d)|(?<!{_HANGUL}){_HANGUL}{{2,6}}(?!{_HANGUL}))"
)


def keep_on_a_line(title: etree._Element) -> None:
    """Let a heading not break within a word in hangul, nor after the dash of “1932–1945”."""
    wrap_words(title, _ONE_LINE, "nowrap")


def wrap_words(tree: etree._Element, words: re.Pattern[str], name: str) -> None:
    """Put what a pattern of one group finds into `span`s of class `name`; the tail stays."""
    for element in list(tree.iter()):
        if isinstance(element.tag, str):
            _wrap_text(element, words, name)
            if element is not tree:
                _wrap_tail(element, words, name)


def _wrap_text(element: etree._Element, words: re.Pattern[str], name: str) -> None:
    text, *parts = words.split(element.text or "")
    if parts:
        element.text = text
        for number, span in enumerate(_spans(parts, name)):
            element.insert(number, span)


def _wrap_tail(element: etree._Element, words: re.Pattern[str], name: str) -> None:
    text, *parts = words.split(element.tail or "")
    if parts:
        element.tail = text
        for span in reversed(_spans(parts, name)):
            element.addnext(span)


def _spans(parts: list[str], name: str) -> list[etree._Element]:
    """Make `span`s of every other part; the parts between are the text after them."""
    spans = []
    for word, after in zip(parts[::2], parts[1::2], strict=True):
        span = etree.Element("span", {"class": name})
        span.text, span.tail = word, after
        spans.append(span)
    return spans
