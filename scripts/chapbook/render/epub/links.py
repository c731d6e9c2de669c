"""Links and pictures across the files of the container."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote

from lxml import etree

from chapbook.errors import EditionFailed
from chapbook.model.editions.output import Resource
from chapbook.model.letters.names import Names
from chapbook.model.manuscript import Picture
from chapbook.render.epub.content import ContentDocument
from chapbook.render.epub.names import item_identifier, picture_name, relative

# An SVG that looks after dark pages itself (CSS Media Queries 5, 11.5).
_ADAPTS = b"prefers-color-scheme"
# Drawn for white paper, perhaps without any; a photograph brings its own ground.
_LINE_ART = frozenset({"image/svg+xml", "image/png", "image/gif"})


def settle_identifiers(documents: Iterable[ContentDocument]) -> dict[str, str]:
    """Find which file owns each identifier, and take it from the later copies.

    A note that is called in several files has its body in each of them. The note keeps its
    identifier everywhere (its calls lead to it within their file); identifiers inside the body
    stay in the first copy only, where links to them land.
    """
    owners: dict[str, str] = {}
    for document in documents:
        for element in document.tree.iter():
            identifier = element.get("id")
            if identifier is None:
                continue
            owner = owners.setdefault(identifier, document.name)
            if owner != document.name and element.get("role") != "doc-footnote":
                del element.attrib["id"]
    return owners


def settle_links(document: ContentDocument, owners: Mapping[str, str]) -> None:
    """Point each internal link at the file that has its target.

    Raises EditionFailed where there is none: `resolve` has let a dangling link pass.
    """
    own = {element.get("id") for element in document.tree.iter()}
    for link in document.tree.iter("a"):
        href = link.get("href", "")
        if not href.startswith("#"):
            continue
        target = href[1:] if href[1:] in owners else unquote(href[1:])
        if target not in owners:
            raise EditionFailed(f"a link leads to #{target}, which is nowhere in the book")
        file = document.name if target in own else owners[target]
        link.set("href", relative(file, document.name, target))


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures in the container, and their names by the target that the manuscript gives.

    `line_art` names those that need light paper.
    """

    resources: tuple[Resource, ...]
    names: Mapping[str, str]
    line_art: frozenset[str]


def gather_pictures(pictures: Iterable[Picture]) -> Pictures:
    """Gather the pictures: one file for each, however often and by whatever target it is named."""
    names: dict[str, str] = {}
    by_name: dict[str, Resource] = {}
    taken = Names()
    for picture in pictures:
        if picture.name not in by_name:
            name = picture_name(PurePosixPath(picture.name).name, picture.media_type, taken)
            by_name[picture.name] = Resource(
                item_identifier(name), name, picture.media_type, picture.content
            )
        names[picture.target] = by_name[picture.name].name
    resources = tuple(by_name.values())
    return Pictures(resources, names, frozenset(r.name for r in resources if _is_line_art(r)))


def settle_pictures(name: str, tree: etree._Element, pictures: Pictures) -> None:
    """Point each picture of the document `name` at its file in the container."""
    for image in tree.iter("img"):
        target = image.get("src", "")
        place = pictures.names.get(target) or pictures.names.get(unquote(target))
        if place is None:
            raise EditionFailed(f"the picture {target} is not among the book's pictures")
        image.set("src", relative(place, name))
        if place in pictures.line_art:
            image.set("class", f"{image.get('class', '')} line-art".strip())


def _is_line_art(picture: Resource) -> bool:
    return picture.media_type in _LINE_ART and _ADAPTS not in picture.content
