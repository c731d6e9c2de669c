"""Pictures of the reading edition, written into the document itself."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from urllib.parse import unquote

from lxml import etree

from chapbook.errors import EditionFailed
from chapbook.model.manuscript import Picture
from chapbook.render.html_tree import add_class

_SVG = "image/svg+xml"
# An SVG that looks after dark pages itself (CSS Media Queries 5, 11.5).
_ADAPTS = b"prefers-color-scheme"
# Line art is drawn for white paper; a photograph brings its own ground.
_LINE_ART = frozenset({_SVG, "image/png", "image/gif"})


def embed_pictures(trees: Iterable[etree._Element], pictures: Iterable[Picture]) -> None:
    """Point each picture at a `data:` address (RFC 2397) of its content.

    Pictures that need light paper get the class `line-art`. Raises EditionFailed where a picture
    is none of the book's.
    """
    known = {picture.target: picture for picture in pictures}
    for tree in trees:
        for image in tree.iter("img"):
            target = image.get("src", "")
            picture = known.get(target) or known.get(unquote(target))
            if picture is None:
                raise EditionFailed(f"the picture {target} is not among the book's pictures")
            _embed(image, picture)


def _embed(image: etree._Element, picture: Picture) -> None:
    content = picture.content
    image.set("src", f"data:{picture.media_type};base64,{b64encode(content).decode('ascii')}")
    if picture.media_type in _LINE_ART and _ADAPTS not in content:
        add_class(image, "line-art")
