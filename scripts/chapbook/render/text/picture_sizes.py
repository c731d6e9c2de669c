"""Sizes of pictures, written in one way for all formats: as CSS.

pandoc writes pixels as attributes and other lengths as styles; the attribute `height` gives way to
the style sheets, and WeasyPrint reads neither attribute.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from lxml import etree

from chapbook.model.editions.picture_sizes import length_of, size_problem, times
from chapbook.model.manuscript import Picture
from chapbook.tools.pictures.shape import shape_of

_SIDES = ("width", "height")


def shapes_of(pictures: Iterable[Picture]) -> Mapping[str, float]:
    """Return how wide each picture is for its height, by its target as written."""
    shapes = ((one.target, shape_of(one.content, one.media_type)) for one in pictures)
    return {target: shape for target, shape in shapes if shape is not None}


def settle_sizes(tree: etree._Element, shapes: Mapping[str, float]) -> None:
    """Write the size of each picture of a tree as its style.

    A picture of which one side is given keeps its shape, also where a page limits its size. So a
    height alone is written as the width that goes with it.
    """
    for picture in tree.iter("img"):
        style = _declarations(picture.get("style", ""))
        for side in _SIDES:
            value = picture.attrib.pop(side, None)
            if value is not None and side not in style and size_problem(side, value) is None:
                style[side] = length_of(value) or ""
        if sum(side in style for side in _SIDES) == 1:
            target = picture.get("src", "")
            shape = shapes.get(target) or shapes.get(unquote(target))
            width = times(style["height"], shape) if shape and "height" in style else None
            if width is not None:
                del style["height"]
                style["width"] = width
            style["object-fit"] = "contain"
        if style:
            picture.set("style", ";".join(f"{name}:{value}" for name, value in style.items()))
        else:
            picture.attrib.pop("style", None)


def _declarations(style: str) -> dict[str, str]:
    """Read a style attribute, as pandoc writes it or the sanitiser left it."""
    pairs = (part.partition(":") for part in style.split(";"))
    found = {name.strip().lower(): value.strip() for name, _, value in pairs if value.strip()}
    for side in _SIDES:
        if side in found and size_problem(side, found[side]) is None:
            found[side] = length_of(found[side]) or ""
    return found
