"""The places of notes in the reading edition: each after the block that calls it first."""

from __future__ import annotations

from lxml import etree

from chapbook.render.html_tree import classes, is_inline

# What may hold a note beside its own blocks. In a table, a figure or a list of terms it may not.
_HOLDERS = frozenset({"section", "article", "li", "blockquote", "div", "dd"})
_WHOLES = frozenset({"table", "figure", "details"})


class Places:
    """Where notes are. What was found is kept: else many notes of one block would take long."""

    def __init__(self) -> None:
        """Begin before any note stands."""
        self._last: dict[etree._Element, etree._Element] = {}
        self._ends: dict[etree._Element, etree._Element] = {}

    def put(self, aside: etree._Element, call: etree._Element) -> None:
        """Put a note after the block with its call, behind the notes that already are there."""
        block = _block(call)
        if block.tag == "dd":
            block.append(aside)
            return
        end = self._end(block)
        after = self._last.get(end, end).getnext()
        while after is not None and after.get("role") == "doc-footnote":  # of a term, above
            after = after.getnext()
        if after is None:
            _parent(end).append(aside)
        else:
            after.addprevious(aside)
        self._last[end] = aside

    def _end(self, block: etree._Element) -> etree._Element:
        """Return the last element of the line of text that an inline element is in."""
        line = [block]
        while is_inline(line[-1]) and line[-1] not in self._ends:
            after = line[-1].getnext()
            if after is None or not is_inline(after):
                break
            line.append(after)
        end = self._ends.get(line[-1], line[-1])
        self._ends.update(dict.fromkeys(line, end))
        return end


def _block(call: etree._Element) -> etree._Element:
    """Find the element to be followed by a note; for one called in a term, that which gets it."""
    block = _whole(call)
    while not _holds(_parent(block)):
        if block.tag == "dt" and (answer := _definition(block)) is not None:
            return answer
        block = _parent(block)
    return block


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    if parent is None:
        raise ValueError("a note call stands in a division")
    return parent


def _whole(element: etree._Element) -> etree._Element:
    """Return the outermost element around a call that must not be broken into, or the call."""
    wholes = [outer for outer in element.iterancestors() if outer.tag in _WHOLES]
    return wholes[-1] if wholes else element


def _holds(element: etree._Element) -> bool:
    """Return whether notes may be in an element; in verse they would fall between its lines."""
    return element.tag in _HOLDERS and "line-block" not in classes(element)


def _definition(term: etree._Element) -> etree._Element | None:
    return next((after for after in term.itersiblings() if after.tag == "dd"), None)
