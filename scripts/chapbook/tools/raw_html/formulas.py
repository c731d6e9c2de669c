"""MathML that an author writes: made such that every edition draws all of its words.

MathML allows words in tokens only, and annotations in `semantics` only (MathML 3, 2.1.3 and 5.1.1).
"""

from __future__ import annotations

from lxml import etree

_TOKENS = ("mi", "mn", "mo", "ms", "mtext", "annotation")


def fix_formulas(tree: etree._Element) -> None:
    """Make the formulas of a tree valid: bare words in `mtext`, no HTML in tokens, annotations."""
    for formula in tree.iter("math"):
        for token in formula.iter(*_TOKENS):
            etree.strip_tags(token, "*")
        for element in list(formula.iter(etree.Element)):
            if element.tag not in _TOKENS:
                _wrap_words(element)
        _gather_annotations(formula)


def _wrap_words(element: etree._Element) -> None:
    """Put the words that are directly in an element into tokens of text."""
    before, children, element.text = element.text, list(element), None
    for child in children:
        after, child.tail = child.tail, None
        if after and after.strip():
            child.addnext(_token(after))
    if before and before.strip():
        element.insert(0, _token(before))


def _token(words: str) -> etree._Element:
    token = etree.Element("mtext")
    token.text = words
    return token


def _gather_annotations(formula: etree._Element) -> None:
    """Put the annotations that are not where they may be behind the whole formula."""
    loose = [one for one in formula.iter("annotation") if _parent(one).tag != "semantics"]
    if not loose:
        return
    for annotation in loose:
        _parent(annotation).remove(annotation)
    meaning, row = etree.Element("semantics"), etree.Element("mrow")
    row.extend(list(formula))
    meaning.append(row)
    meaning.extend(loose)
    formula.append(meaning)


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    return element if parent is None else parent
