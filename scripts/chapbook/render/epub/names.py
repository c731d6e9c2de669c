"""Names of the files inside the container: safe on every system, never made from a number.

A name comes from the division's identifier or the picture's own file name, so that a chapter
added before another changes no other name (links into a book by reading systems live long).
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from pathlib import PurePath
from urllib.parse import quote

from chapbook.model.letters.names import Names

TEXT = "text"
IMAGES = "images"
STYLES = "styles"
FONTS = "fonts"
COVER_PAGE = f"{TEXT}/cover.xhtml"
COVER_SHEET = f"{STYLES}/cover.css"
TITLE_PAGE = f"{TEXT}/titlepage.xhtml"
COPYRIGHT_PAGE = f"{TEXT}/copyright-page.xhtml"
# Beside the package document: readers built on epub.js take the addresses in it as seen from there
# (https://github.com/futurepress/epub.js/blob/v0.3.93/src/spine.js, `get`).
CONTENTS = "contents.xhtml"
COLOPHON = f"{TEXT}/colophon.xhtml"
GENERATED = (COVER_PAGE, TITLE_PAGE, COPYRIGHT_PAGE, CONTENTS, COLOPHON)

_LONGEST = 60
# Names that Windows keeps for devices: an unpacked book must open there.
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in "123456789")}
)
_EXTENSIONS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/svg+xml": "svg",
}


def division_names(identifiers: Iterable[str]) -> tuple[str, ...]:
    """Name the content document of each division, in their order."""
    taken = Names(GENERATED)
    return tuple(_unique(TEXT, identifier, "xhtml", taken) for identifier in identifiers)


def picture_name(file_name: str, media_type: str, taken: Names) -> str:
    """Name a picture in the container; `taken` gains the name."""
    extension = _EXTENSIONS.get(media_type, "bin")
    return _unique(IMAGES, PurePath(file_name).stem, extension, taken)


def cover_name(media_type: str) -> str:
    """Name the picture of the cover, in a folder where no other picture can have its name."""
    return f"cover/cover.{_EXTENSIONS.get(media_type, 'bin')}"


def item_identifier(name: str) -> str:
    """Make the manifest id of a file from its name (an XML name, unique as the name is)."""
    return "item-" + re.sub(r"[^A-Za-z0-9]+", "-", name)


def relative(target: str, start: str, fragment: str = "") -> str:
    """Return the link from the file `start` to `target`, both named from the container's root."""
    if target == start and fragment:
        return f"#{fragment}"
    path = posixpath.relpath(target, posixpath.dirname(start))
    return quote(path) + (f"#{fragment}" if fragment else "")


def _unique(folder: str, wish: str, extension: str, taken: Names) -> str:
    """Make a safe name; a digest of the original distinguishes names that become equal."""
    stem, end = _safe(wish), f".{extension}"
    if not stem or stem in _DEVICES or f"{folder}/{stem}{end}" in taken:
        digest = sha256(wish.encode()).hexdigest()[:10]
        stem = f"{stem or 'x'}-{digest}"
    return taken.free(f"{folder}/{stem}", end)


def _safe(wish: str) -> str:
    plain = unicodedata.normalize("NFKD", wish).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].rstrip("-")
