"""Kinds of picture files: which one a file is, by its first bytes and never by its name.

Browsers, reading systems and PDF share PNG, JPEG, GIF and SVG. Some other kinds are converted; the
rest are refused by name, so that an author knows what to export.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

SVG = "image/svg+xml"
_HEAD = 4096
_SVG = re.compile(
    rb"\A\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg\b", re.DOTALL
)
_SHARED = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
)
# Pillow's name of the format, by the first bytes.
_CONVERTED = (
    (rb"RIFF.{4}WEBP", "WEBP"),
    (rb"II\*\0|MM\0\*", "TIFF"),
    (rb"BM.{4}\0\0\0\0", "BMP"),
    (rb"\0\0\0\x0cjP  \r\n\x87\n|\xff\x4f\xff\x51", "JPEG2000"),
    (rb"P[1-6][ \t\r\n]", "PPM"),
)
_REFUSED = (
    (rb"8BPS", "a Photoshop file (PSD)"),
    (rb"%PDF", "a PDF"),
    (rb"%!PS|\xc5\xd0\xd3\xc6", "a PostScript file (EPS)"),
    (rb"\xff\x0a|\0\0\0\x0cJXL ", "a JPEG XL picture"),
    (rb"II\+\0|MM\0\+", "a BigTIFF file"),
    (rb"\0\0[\x01\x02]\0(?!\0\0)", "a Windows icon (ICO)"),
    # TGA has no magic number: kind of colour map, kind of picture, bits of a pixel.
    (rb".[\0\x01][\x01-\x03\x09-\x0b].{13}[\x08\x0f\x10\x18\x20]", "a Targa picture (TGA)"),
    (rb"icns", "a macOS icon (ICNS)"),
    (rb"gimp xcf", "a GIMP file (XCF)"),
    (rb"DDS ", "a texture (DDS)"),
    (rb"\x0a[\0-\x05]\x01[\x01\x02\x04\x08]", "a PCX picture"),
    (rb"\xd7\xcd\xc6\x9a|\x01\0\x09\0", "a Windows metafile (WMF)"),
    (rb"\x01\0\0\0.{36} EMF", "a Windows metafile (EMF)"),
    (rb"v/1\x01", "an OpenEXR picture"),
    (rb"#\?R", "a Radiance picture (HDR)"),
    (rb"SIMPLE  =", "a FITS picture"),
    (rb"qoif", "a QOI picture"),
    (rb"\x59\xa6\x6a\x95|\x01\xda", "a Sun or SGI raster file"),
    (rb"/\* XPM \*/|#define ", "an X11 picture (XBM, XPM)"),
    (rb"PK\x03\x04", "an archive or an office document"),
    (rb"\s*<(?:!DOCTYPE html|html)", "a web page"),
    (rb"version https://git-lfs", "a placeholder of Git LFS: the picture itself is not here"),
)
# Brands of the files of ISO/IEC 14496-12 whose contents are still pictures.
_AVIF_BRANDS = (b"avif", b"avis")
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is: a kind that every edition shows, one to be converted, or another.

    `media_type` is that of a shared kind, `converted` Pillow's name of a kind to be converted;
    `name` is for people and ends the sentence “the file is …”.
    """

    media_type: str | None = None
    converted: str | None = None
    name: str = "not a picture"


def kind_of(content: bytes) -> Kind:
    """Return the kind of a file."""
    head = content[:_HEAD]
    for magic, media_type in _SHARED:
        if head.startswith(magic):
            return Kind(media_type=media_type)
    if _SVG.match(head.removeprefix(b"\xef\xbb\xbf")):
        return Kind(media_type=SVG)
    for pattern, form in _CONVERTED:
        if re.match(pattern, head, re.DOTALL):
            return Kind(converted=form)
    if head[4:8] == b"ftyp":
        return _boxed(head)
    names = (name for pattern, name in _REFUSED if re.match(pattern, head, re.DOTALL))
    return Kind(name=next(names, "not a picture"))


def _boxed(head: bytes) -> Kind:
    """Return the kind of a file that begins with its brands (ISO/IEC 14496-12, 4.3)."""
    length = int.from_bytes(head[:4], "big")
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, min(length, len(head)), 4))]
    if any(brand in _AVIF_BRANDS for brand in brands):
        return Kind(converted="AVIF")
    if any(brand in _HEIC_BRANDS for brand in brands):
        return Kind(name="a HEIC picture, as phones take them")
    return Kind(name="a video or a sound file")
