"""The text of the book made ready for page layout: pictures, formulas, tables, lists, links.

Trees are those of `Fragments`, without namespace; they are changed in place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from math import inf

from lxml import etree

from chapbook.model.editions.output import PdfResource
from chapbook.model.manuscript import Division, DivisionKind, Manuscript
from chapbook.render.html_tree import HEADINGS, classes, pictures_as_words
from chapbook.render.pdf.formulas import NUMBERS, put_drawing
from chapbook.render.pdf.lists import number_list
from chapbook.render.pdf.tables import mark_table
from chapbook.render.text.notes import drop_calls
from chapbook.render.text.spans import keep_on_a_line, wrap_words
from chapbook.render.text.verse import hang_lines, mark_verse
from chapbook.tools.fonts.choosing import foreign_letters
from chapbook.tools.fonts.selection import FontSelection
from chapbook.tools.raw_html.sanitise import is_relative, safe_link

_FONT_TYPE = "font/ttf"
PICTURE_URL = "chapbook://picture/"
# HTML's checkboxes are form fields on screen and signs on paper.
_CHECKBOXES = {True: "\u2611", False: "\u2610"}


def picture_resources(manuscript: Manuscript) -> tuple[PdfResource, ...]:
    """List the pictures under addresses that say nothing of this machine."""
    return tuple(
        PdfResource(f"{PICTURE_URL}{number}", picture.content, picture.media_type)
        for number, picture in enumerate(manuscript.pictures, start=1)
    )


def picture_urls(manuscript: Manuscript) -> Mapping[str, str]:
    """Return the address of each picture by its target as written."""
    resources = picture_resources(manuscript)
    pairs = zip(manuscript.pictures, resources, strict=True)
    return {picture.target: resource.url for picture, resource in pairs}


def font_resources(fonts: FontSelection) -> Iterator[PdfResource]:
    """List the files of the faces."""
    for url, path in fonts.resources.items():
        yield PdfResource(url, path, _FONT_TYPE, path.parent)


@dataclass(frozen=True, slots=True)
class Setting:
    """What trees are set in.

    `pictures` are addresses by targets as written, `language` is that of the book, `line` is how
    wide a line is, in sizes of the type.
    """

    pictures: Mapping[str, str]
    language: str
    line: float


def division_section(division: Division, tree: etree._Element, setting: Setting) -> etree._Element:
    """Copy the tree of a division and make it ready; calls are still those of `Fragments`."""
    section = deepcopy(tree)
    section.tail = None
    section.set("class", " ".join(_division_classes(division, section)))
    # On the section, since the heading of a dedication is not shown.
    for heading in section.iterfind("h1"):
        if heading.get("id") == division.identifier:
            del heading.attrib["id"]
    if all(element.get("id") != division.identifier for element in section.iter()):
        section.set("id", division.identifier)
    prepare(section, setting)
    return section


def _division_classes(division: Division, section: etree._Element) -> list[str]:
    kind = "part" if division.kind is DivisionKind.PART else "chapter"
    found = ["division", kind, division.matter.value, *classes(section)]
    if division.part is not None:
        found.append("in-part")
    if division.role:
        found.append(f"role-{division.role}")
    if len(section) > 0 and section[0].tag != "h1":
        found.append("untitled")
    return list(dict.fromkeys(found))


def prepare(tree: etree._Element, setting: Setting) -> None:
    """Make a tree (a division or a note) ready for layout."""
    for tag, change in _changes(setting).items():
        for element in list(tree.iter(tag)):
            change(element)
    mark_verse(tree)
    hang_lines(tree)
    _mark_foreign_words(tree, setting.language)
    for heading in list(tree.iter(*HEADINGS)):
        heading.set("data-title", heading_text(heading))
        keep_on_a_line(heading)


def _changes(setting: Setting) -> Mapping[str, Callable[[etree._Element], None]]:
    return {
        "math": lambda element: put_drawing(element, setting.line),
        "img": lambda element: _address_picture(element, setting.pictures),
        "input": _print_checkbox,
        "table": lambda element: mark_table(element, setting.line),
        "ol": number_list,
        "a": _keep_safe_link,
    }


def heading_text(heading: etree._Element) -> str:
    """Return the words of a heading without note calls, in one line, formulas as TeX."""
    copy = deepcopy(heading)
    drop_calls(copy)
    pictures_as_words(copy)
    for numbers in list(copy.iter("span")):
        if numbers.get("class") == NUMBERS:  # the TeX has them
            numbers.clear(keep_tail=True)
    return " ".join("".join(str(part) for part in copy.itertext()).split())


def heading_markup(heading: etree._Element) -> etree._Element:
    """Return a heading as a `<span>` for the contents: no calls, links, pictures or ids."""
    words = deepcopy(heading)
    pictures_as_words(words)
    copy = drawn(words)
    drop_calls(copy)
    etree.strip_tags(copy, "a")
    for element in copy.iter():
        element.attrib.pop("id", None)
    copy.tag = "span"
    copy.attrib.clear()
    return copy


def drawn(words: etree._Element) -> etree._Element:
    """Copy a title or a heading, with its formulas drawn and broken where a heading may break."""
    copy = deepcopy(words)
    copy.tail = None
    for formula in list(copy.iter("math")):
        put_drawing(formula, inf)
    keep_on_a_line(copy)
    return copy


def _address_picture(picture: etree._Element, pictures: Mapping[str, str]) -> None:
    source = picture.get("src", "")
    if not source.startswith("data:image/svg+xml;base64,"):
        picture.set("src", pictures.get(source, source))
    if picture.get("alt") is None:
        picture.set("alt", "")


def _print_checkbox(field: etree._Element) -> None:
    sign = _CHECKBOXES[field.get("checked") is not None]
    field.tag, field.text = "span", sign
    field.attrib.clear()
    field.set("class", "checkbox")


def _keep_safe_link(link: etree._Element) -> None:
    """Links lead into the book or to the network, never into files (`file:`, relative names)."""
    href = link.get("href")
    if href is not None and (is_relative(href) or not safe_link(href)):
        del link.attrib["href"]


def _mark_foreign_words(tree: etree._Element, language: str) -> None:
    """Put words of letters that the text face has not in all cuts into `span`s of another face."""
    letters = foreign_letters("".join(str(part) for part in tree.itertext()), language)
    if not letters:
        return
    # The longest first: a letter with two marks begins with one that has the first of them.
    joined = sorted((unit for unit in letters if len(unit) > 1), key=lambda u: (-len(u), u))
    single = re.escape("".join(sorted(unit for unit in letters if len(unit) == 1)))
    units = [*map(re.escape, joined), *([f"[{single}]"] if single else [])]
    letter = f"(?:{'|'.join(units)})+"
    words = re.compile(f"({letter}(?:[ \u00a0]{letter})*)")
    wrap_words(tree, words, "other-face")
