"""Tagged PDF: what WeasyPrint 70 draws, hung into a structure of our own.

WeasyPrint tags boxes: a paragraph on two pages is two paragraphs, a note is nothing, running
heads are marked and hang nowhere, a link with emphasis in it has two annotations, of which one
is in no element (a failure of ISO 14289-1, 7.18.5). Three of its functions are replaced while a
file is written (`LINKS`, `STRUCTURE`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pydyf  # type: ignore[import-untyped]
import weasyprint.pdf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf import anchors, stream, tags

from chapbook.tools.weasyprint.corrections.patching import RepairRefused, Swap
from chapbook.tools.weasyprint.elements import is_note, text_of
from chapbook.tools.weasyprint.layout.turning import turned
from chapbook.tools.weasyprint.tagging.ancestry import Ancestry
from chapbook.tools.weasyprint.tagging.objects import Content, Link, StructureWriter
from chapbook.tools.weasyprint.tagging.structure import Structure

# What `write_pdf` is asked for. PDF/A-3 has an output intent, and an identifier of the file.
OPTIONS = {
    "pdf_tags": True,
    "pdf_version": "1.7",
    "pdf_identifier": True,
    "output_intent": "srgb",
}
# ISO 32000-1, table 165: the annotation is printed.
_PRINT = 4
_POINTS_PER_PIXEL = 0.75
KEY_PROPERTY = "Key"
"""The property of marked content that holds the key of its block."""


class Tagger:
    """Gathers content and links of a document in reading order, and writes its structure."""

    def __init__(self, document: Any, root: Any) -> None:
        """Take the laid-out document and its tree."""
        self._around = Ancestry(root)
        self._structure = Structure(root, self._around)
        self._artifacts: set[Any] = set()
        self._links: dict[Any, Any] = {}
        self._heads: set[Any] = set()
        self._pages = [tuple(self._walk(page._page_box)) for page in document.pages]  # noqa: SLF001
        self._heights = [page.height for page in document.pages]
        self._turned = [getattr(page._page_box, "turned_width", None) for page in document.pages]  # noqa: SLF001

    def _walk(self, page_box: Any) -> Iterator[Any]:
        """Yield the boxes of a page in reading order, and note which are artifacts."""
        for box, artifact in _boxes(page_box, self._heads, artifact=False):
            if artifact or _is_decoration(box) or self._says_nothing(box):
                self._artifacts.add(box)
            yield box

    def _says_nothing(self, box: Any) -> bool:
        if not isinstance(box, boxes.ReplacedBox):
            return False
        return box.element is None or not (
            box.element.get("alt") or self._around.caption(box.element)
        )

    @property
    def marked(self) -> Any:
        """Return the method that marks what is drawn for a box, for `Stream`."""
        artifacts, properties = self._artifacts, self._properties

        @contextmanager
        def marked(page: Any, box: Any, tag: str) -> Iterator[None]:
            if box in artifacts:
                page.begin_marked_content("Artifact")
            else:
                number = len(page._tags)  # noqa: SLF001
                page._tags[box] = {"tag": tag, "mcid": number}  # noqa: SLF001
                page.begin_marked_content(tag, properties(box, number))
            try:
                yield
            finally:
                page.end_marked_content()

        return marked

    def _properties(self, box: Any, number: int) -> Any:
        """Return what is said of marked content: its number and the key of its block.

        The key stays with the content where the pages are imposed and lose their structure. There
        is no ActualText for words from right to left: PDFium, and so Chrome, would turn it round.
        """
        found = {"MCID": number}
        pseudo = box.element_tag.partition("::")[2] if box.element_tag else ""
        key = "" if box.element is None else self._around.key_of(box.element, pseudo)
        if isinstance(box, boxes.ReplacedBox):
            key = f"#{key}"
        if key:
            found[KEY_PROPERTY] = pydyf.String(key)
        return pydyf.Dictionary(found)

    def add_links(
        self, found: Any, matrix: Any, pdf: Any, page: Any, names: Any, page_tags: Any
    ) -> None:
        """Write the links of a page, one for each line, with words for those who hear them."""
        links, places = found
        kept = self._one_for_each_line(links)
        anchors.add_links((kept, places), matrix, pdf, page, names, page_tags)
        for _, target, _, box in kept:
            annotation = box.link_annotation
            owner = self._around.link_of(box.element)
            said = target if owner is None else owner.get("title") or text_of(owner) or target
            annotation["F"] = _PRINT
            annotation["Contents"] = pydyf.String(said)
            self._links[box] = annotation

    def _one_for_each_line(self, links: Sequence[Any]) -> list[Any]:
        """A box inside a link repeats the link: it widens that of the line instead."""
        kept: list[Any] = []
        owners: list[Any] = []
        for kind, target, rectangle, box in links:
            owner = None if box.element is None else self._owner(box)
            if owner is None or box in self._artifacts:
                continue
            first = box.element is owner and "::" not in box.element_tag
            if not first and owner in owners[-1:]:
                kept[-1] = (kind, target, _union(kept[-1][2], rectangle), kept[-1][3])
            else:
                kept.append((kind, target, rectangle, box))
                owners.append(owner)
        return kept

    def _owner(self, box: Any) -> Any | None:
        if box.element_tag.endswith("::footnote-call"):
            return self._around.link_of(self._around.above(box.element))
        return self._around.link_of(box.element)

    def add_tags(self, pdf: Any, _document: Any, _version: Any, page_streams: Any) -> None:
        """Write the structure (in the place of WeasyPrint's function of that name)."""
        writer = StructureWriter(pdf)
        for number, (found, page) in enumerate(zip(self._pages, page_streams, strict=True)):
            for box in found:
                self._put(box, number, page._tags)  # noqa: SLF001
            if page._tags:  # noqa: SLF001
                raise RepairRefused(f"page {number + 1} shows what is in no box")
        self._structure.document.prune()
        writer.write(self._structure.document)
        pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
        pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})

    def _put(self, box: Any, page: int, marked: dict[Any, Any]) -> None:
        """Hang a box into the structure, if it is a link or has been drawn."""
        pseudo = box.element_tag.partition("::")[2] if box.element_tag else ""
        if box in self._links:
            element = self._owner(box)
            self._structure.of(element).kids.append(Link(page, self._links[box]))
        if box not in marked:
            return
        content = Content(page, marked.pop(box)["mcid"])
        node = None
        if isinstance(box, boxes.ReplacedBox):
            node = self._structure.picture(box.element)
            if node is not None:
                node.attributes |= self._place(box, page)
        (node or self._structure.holder(box.element, pseudo)).kids.append(content)

    def _place(self, box: Any, page: int) -> dict[str, Any]:
        """Return where a picture is (ISO 32000-1, table 344), in points from the lower left."""
        left, top = box.content_box_x(), box.content_box_y()
        right, bottom = left + box.width, top + box.height
        broad = self._turned[page]
        if broad is not None:
            (left, bottom), (right, top) = turned(left, top, broad), turned(right, bottom, broad)
        height = self._heights[page]
        corners = (left, height - bottom, right, height - top)
        return {
            "O": "/Layout",
            "BBox": pydyf.Array(round(value * _POINTS_PER_PIXEL, 2) for value in corners),
        }


def _boxes(box: Any, heads: set[Any], *, artifact: bool) -> Iterator[tuple[Any, bool]]:
    """Yield a box and those in it; running lines, leaders and repeated heads are artifacts."""
    if isinstance(box, AbsolutePlaceholder):
        box = box._box  # noqa: SLF001
    artifact = artifact or isinstance(box, boxes.MarginBox) or box.is_leader or _is_aid(box)
    if isinstance(box, boxes.TableRowGroupBox) and (box.is_header or box.is_footer):
        artifact = artifact or box.element in heads
        heads.add(box.element)
    yield box, artifact
    for child in getattr(box, "children", ()):
        yield from _boxes(child, heads, artifact=artifact)


def _is_aid(box: Any) -> bool:
    """Return whether a box only helps to find one's way on paper, as folios do.

    Such are the marks of a note that goes on on another page, and pointers to a note that stands
    elsewhere: who follows the link of the call needs neither. The number of an equation is in the
    TeX that is the alternative of its formula.
    """
    if box.element is not None and box.element.get("class") == "equation-numbers":
        return True
    if box.element is None or box.element.tag != "div":
        return False
    pseudo = box.element_tag.partition("::")[2]
    if is_note(box.element):
        return pseudo in ("before", "after")
    return box.element.get("data-points-to") is not None and pseudo != "footnote-call"


def _is_decoration(box: Any) -> bool:
    return box.element is None or box.element.tag == "hr"


def _union(one: Sequence[float], other: Sequence[float]) -> tuple[float, ...]:
    return (
        min(one[0], other[0]), min(one[1], other[1]),
        max(one[2], other[2]), max(one[3], other[3]),
    )  # fmt: skip


LINKS = (
    Swap(
        "annotations of links",
        weasyprint.pdf,
        "add_links",
        (
            (anchors.add_links, "for link_type, link_target, rectangle, box in links:"),
            (anchors.add_links, "box.link_annotation = pydyf.Dictionary({"),
            (
                weasyprint.pdf.generate_pdf,
                "add_links(links_and_anchors, matrix, pdf, pdf_page, pdf_names,",
            ),
        ),
        lambda tagger: tagger.add_links,
    ),
)
STRUCTURE = (
    Swap(
        "marked content",
        stream.Stream,
        "marked",
        ((stream.Stream.marked, "self._tags[box] = {'tag': tag, 'mcid': mcid}"),),
        lambda tagger: tagger.marked,
    ),
    Swap(
        "structure of the file",
        weasyprint.pdf,
        "add_tags",
        (
            (tags.add_tags, "def add_tags(pdf, document, pdf_version, page_streams):"),
            (tags.add_tags, "annotation['StructParent'] = i"),
            (
                weasyprint.pdf.generate_pdf,
                "add_tags(pdf, document, options['pdf_version'], page_streams)",
            ),
        ),
        lambda tagger: tagger.add_tags,
    ),
)
