"""A link ends before a note call, since a call is itself a link and HTML has no link in a link.

The words after the call are a separate link to the same place.
"""

from __future__ import annotations

from lxml import etree

from chapbook.render.text.notes import call_spans

# Stands for the parts of one link, for as long as they are made.
_PARTS = "chapbook-parts"


def end_links_before_calls(tree: etree._Element) -> None:
    """Part every link of `tree` that holds a call; calls are still the empty spans of `Fragments`.

    An anchor that leads nowhere becomes a `span`. The identifier stays with the first part.
    """
    outer = {id(link): link for call in call_spans(tree) for link in call.iterancestors("a")}
    for link in outer.values():
        if link.get("href") is None:
            link.tag = "span"
        else:
            _part(link)
    etree.strip_tags(tree, _PARTS)


def _part(link: etree._Element) -> None:
    """Turn a link into `_PARTS`, which holds a link for each run without a call."""
    attributes = {str(name): str(value) for name, value in link.attrib.items()}
    identifier = attributes.pop("id", None)
    link.tag = _PARTS
    link.attrib.clear()
    _wrap_runs(link, attributes)
    if identifier is not None:
        first = next(link.iter("a"), link)
        first.tag = "a" if first is not link else "span"
        first.set("id", identifier)


def _wrap_runs(parent: etree._Element, attributes: dict[str, str]) -> None:
    children = list(parent)
    run = _Run(parent, attributes, parent.text)
    parent.text = None
    for child in children:
        if next(call_spans(child), None) is None:
            run.append(child)
            continue
        run.close(before=child)
        tail, child.tail = child.tail, None
        if next(child.iterchildren(), None) is not None:
            _wrap_runs(child, attributes)
        run = _Run(parent, attributes, tail)
    run.close(before=None)


class _Run:
    """Neighbours without a call, which become one link; white space alone becomes none."""

    def __init__(
        self, parent: etree._Element, attributes: dict[str, str], text: str | None
    ) -> None:
        self._parent = parent
        self._link = etree.Element("a", attributes)
        self._link.text = text

    def append(self, child: etree._Element) -> None:
        self._link.append(child)  # its tail comes along

    def close(self, *, before: etree._Element | None) -> None:
        """Put the link before a child of the parent, or at its end."""
        text = self._link.text or ""
        if len(self._link) == 0 and not text.strip():
            self._put_text(before, text)
        elif before is None:
            self._parent.append(self._link)
        else:
            before.addprevious(self._link)

    def _put_text(self, before: etree._Element | None, text: str) -> None:
        previous = self._last() if before is None else before.getprevious()
        if previous is None:
            self._parent.text = (self._parent.text or "") + text
        else:
            previous.tail = (previous.tail or "") + text

    def _last(self) -> etree._Element | None:
        return self._parent[-1] if len(self._parent) else None
