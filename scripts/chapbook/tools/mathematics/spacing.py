"""Room between the signs of a formula, after the table of chapter 18 of The TeXbook.

ziamath spaces operators after the dictionary of MathML 2, by their place among their siblings: it
adds room around accents, puts limits off centre, and has no room around many relations. So every
operator loses its own room, and what TeX would put between two atoms becomes an `mspace`.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

from lxml import etree


class Atom(IntEnum):
    """The classes of atoms, in the order of TeX's table."""

    ORDINARY = 0
    OPERATOR = 1
    BINARY = 2
    RELATION = 3
    OPENING = 4
    CLOSING = 5
    PUNCTUATION = 6


# Rows are the left atom, columns the right one: 1 thin, 2 medium, 3 thick; negative ones are left
# out in scripts.
_ROOM = (
    (0, 1, -2, -3, 0, 0, 0),
    (1, 1, 0, -3, 0, 0, 0),
    (-2, -2, 0, 0, -2, 0, 0),
    (-3, -3, 0, 0, -3, 0, 0),
    (0, 0, 0, 0, 0, 0, 0),
    (0, 1, -2, -3, 0, 0, 0),
    (-1, -1, 0, -1, -1, -1, -1),
)
_EIGHTEENTHS = {1: 3, 2: 4, 3: 5}

# Ranges of code points, first and last.
_RELATIONS = (
    (0x3A, 0x3A), (0x3C, 0x3E), (0x2190, 0x21FF), (0x2208, 0x220D), (0x221D, 0x221D),
    (0x2223, 0x2226), (0x2234, 0x2237), (0x223C, 0x223F), (0x2241, 0x228B), (0x228F, 0x2292),
    (0x22A2, 0x22AF), (0x22B2, 0x22B8), (0x22C8, 0x22C8), (0x22CD, 0x22CD), (0x22D0, 0x22D1),
    (0x22D4, 0x22FF), (0x2322, 0x2323), (0x25B5, 0x25B5), (0x27F0, 0x27FF), (0x27C2, 0x27C2),
    (0x2900, 0x297F), (0x2A66, 0x2AFF),
)  # fmt: skip
_BINARY = frozenset("\\+-−±∓×÷·⋅∗*∘•∪∩∧∨⊕⊖⊗⊘⊙⊎⊓⊔∖∔≀⋆⋄†‡∸⊞⊟⊠⊡⋉⋊⋋⋌⋎⋏⋒⋓⨯⨿⊼⊻⊺△▽◃▹○")
_LARGE = frozenset("∑∏∐∫∬∭∮∯∰∱∲∳⋀⋁⋂⋃⨀⨁⨂⨃⨄⨅⨆⨌")
_OPENING = frozenset("([{⟨⌊⌈⟪⟦⟮⟬⎰")
_CLOSING = frozenset(")]}⟩⌋⌉⟫⟧⟯⟭⎱!?")
_PUNCTUATION = frozenset(",;")
_INVISIBLE = frozenset("\u2061\u2062\u2063\u2064")
_SIGNS = frozenset("−+±∓")
_UPRIGHT = frozenset("|∥‖")

ROWS = frozenset("math mrow mtd msqrt mstyle mpadded mphantom menclose merror".split())
SCRIPTED = frozenset("msub msup msubsup munder mover munderover mmultiscripts".split())
_TRANSPARENT = frozenset(("mspace", "none", "mprescripts"))


def space(formula: etree._Element) -> None:
    """Put TeX's room between the atoms of a formula, in place."""
    _clean(formula)
    _space(formula, display=formula.get("display") == "block", script=False)


def _clean(formula: etree._Element) -> None:
    """Drop signs that nobody sees; make operators of signs that pandoc takes for identifiers."""
    for element in list(formula.iter("mo", "mi")):
        text = (element.text or "").strip()
        if element.tag == "mo" and text in _INVISIBLE:
            _remove(element)
        elif element.tag == "mi" and text in _SIGNS:
            element.tag = "mo"
            element.attrib.pop("mathvariant", "")
            element.set("form", "prefix")


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _space(element: etree._Element, *, display: bool, script: bool) -> None:
    """Space what is inside an element, then the element's own children."""
    if element.get("displaystyle") is not None:
        display = element.get("displaystyle") == "true"
    if element.tag == "mtable":
        display = element.get("displaystyle") == "true"
    for rank, child in enumerate(list(element)):
        if element.tag in SCRIPTED and rank > 0:
            _space(child, display=False, script=True)
        elif element.tag == "mfrac":
            _space(child, display=False, script=script or not display)
        else:
            _space(child, display=display, script=script)
    if element.tag in ROWS:
        _space_row(element, script=script)


def _space_row(row: etree._Element, *, script: bool) -> None:
    left = Atom.ORDINARY if _continues(row) else None
    for child, right, last in list(atoms_of(row)):
        room = 0 if left is None else _ROOM[left][right]
        if left is Atom.OPERATOR and _follows_space(child):
            room = 0
        if room > 0 or (room < 0 and not script):
            width = f"{_EIGHTEENTHS[abs(room)] / 18:.4f}em"
            child.addprevious(etree.Element("mspace", {"width": width}))
        left = last


def _follows_space(element: etree._Element) -> bool:
    """Check whether the author, or pandoc for `mod`, has put room before an element."""
    previous = element.getprevious()
    return previous is not None and previous.tag == "mspace"


def atoms_of(row: etree._Element) -> Iterator[tuple[etree._Element, Atom, Atom]]:
    """Yield the children of a row with their classes, as seen from the left and from the right.

    A sign such as “−” is a binary operator between two operands only (The TeXbook, p. 170).
    """
    children = [child for child in row if child.tag not in _TRANSPARENT]
    found = [_classes(child) for child in children]
    continues = _continues(row)
    before: Atom | None = Atom.ORDINARY if continues else None
    for rank, child in enumerate(children):
        first, last = found[rank]
        following = found[rank + 1][0] if rank + 1 < len(found) else None
        at_start = rank == 0 and continues
        signed = first is Atom.BINARY and child.get("form") == "prefix" and not at_start
        if signed or (first is Atom.BINARY and not _is_between(before, following, len(found))):
            first = last = Atom.ORDINARY
        before = last
        yield child, first, last


def _is_between(before: Atom | None, following: Atom | None, count: int) -> bool:
    if count == 1:
        return False
    return before in (Atom.ORDINARY, Atom.CLOSING) and following not in (
        None,
        Atom.RELATION,
        Atom.CLOSING,
        Atom.PUNCTUATION,
    )


def _continues(row: etree._Element) -> bool:
    """Check whether a cell continues the cell at its left, as in aligned equations."""
    previous = row.getprevious() if row.tag == "mtd" else None
    return previous is not None and previous.get("columnalign") == "right"


def _classes(element: etree._Element) -> tuple[Atom, Atom]:
    """Return the class of an element as its left and its right neighbour see it."""
    core = core_of(element)
    if core.tag == "mrow" and len(core) > 1:
        first, last = core[0], core[-1]
        left = Atom.OPENING if is_fence(first, "prefix") else Atom.ORDINARY
        right = Atom.CLOSING if is_fence(last, "postfix") else Atom.ORDINARY
        return left, right
    return _class(core), _class(core)


def core_of(element: etree._Element) -> etree._Element:
    """Return what carries the scripts of an element, or what a row of one holds."""
    while True:
        if element.tag in SCRIPTED and len(element):
            element = element[0]
        elif element.tag in ("mrow", "mstyle", "mpadded") and len(element) == 1:
            if element.tag == "mrow" and element[0].tag == "mo":
                return element  # {=} is an ordinary atom
            element = element[0]
        else:
            return element


def is_fence(element: etree._Element, form: str) -> bool:
    """Check whether an element is a bracket that opens (`prefix`) or closes (`postfix`)."""
    return element.tag == "mo" and element.get("form") == form


def _class(element: etree._Element) -> Atom:
    text = (element.text or "").strip()
    if element.tag == "mi" and len(text) > 1:
        return Atom.OPERATOR
    if element.tag != "mo" or not text:
        return Atom.ORDINARY
    if text == "," and element.get("rspace") == "0":  # the comma of a decimal
        return Atom.ORDINARY
    if text in _UPRIGHT and element.get("stretchy") != "true":
        return Atom.ORDINARY  # pandoc takes each of two for an opening one
    return _class_of_sign(text, element.get("form", ""))


def _class_of_sign(text: str, form: str) -> Atom:
    if text in _BINARY:
        return Atom.BINARY
    if text in _LARGE:
        return Atom.OPERATOR
    if text in _OPENING or form == "prefix":
        return Atom.OPENING
    if text in _CLOSING or form == "postfix":
        return Atom.CLOSING
    if text in _PUNCTUATION:
        return Atom.PUNCTUATION
    return Atom.RELATION if is_relation(text) else Atom.ORDINARY


def is_relation(text: str) -> bool:
    """Check whether a sign is a relation; signs of several letters, such as “:=”, are."""
    return all(any(a <= ord(char) <= b for a, b in _RELATIONS) for char in text)


def is_large(text: str) -> bool:
    """Check whether a sign is a sum, a product, an integral or another large operator."""
    return text in _LARGE
