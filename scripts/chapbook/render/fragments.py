"""The book as XHTML trees, made once for all formats.

`pandoc` writes HTML once for the whole book (the `fragments` function); each format copies the trees
and puts its own call marks, notes, ids of files and pictures in.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree


@dataclass(frozen=True)
class Fragments:
    """The trees, by index of the resolved manuscript.

    Every element is without namespace (MathML too; serialisers add namespaces). A division is a
    `<section>` whose first child is its heading (`h1`, when it has one), then its blocks; a note is
    a `<div>` of its blocks. A call is an empty `<span class="chapbook-call" data-call="INDEX"/>`.
    Pictures keep the target as written in `src`; internal links are `href="#identifier"`.
    `title` and `subtitle` are `<span>` elements with the inlines of the front matter.
    """

    divisions: tuple[etree._Element, ...]
    notes: tuple[etree._Element, ...]
    title: etree._Element
    subtitle: etree._Element | None
