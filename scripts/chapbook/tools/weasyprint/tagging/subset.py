"""Faces with a table for mathematics are cut down without it.

HarfBuzz 6 refuses to cut STIX Two Math down to a set of glyphs with U+21D4 in it: its copy of the
table MATH (OpenType 1.9) fails. Nothing in a PDF reads that table.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from fontTools.ttLib import TTFont
from weasyprint.text.ffi import ffi, harfbuzz

_DECLARED = """
    hb_blob_t * hb_blob_create (
        const char *data, unsigned int length, int mode, void *user_data, void *destroy);
    hb_face_t * hb_face_create (hb_blob_t *blob, unsigned int index);
"""
_DUPLICATE = 0  # HB_MEMORY_MODE_DUPLICATE: HarfBuzz keeps a copy of its own
_UNUSED = "MATH"

ffi.cdef(_DECLARED)


def without_mathematics(subset: Callable[..., None]) -> Callable[..., None]:
    """Wrap `Font._harfbuzz_subset`: the face that is cut down has no table MATH."""

    def subset_without(font: Any, *arguments: Any) -> None:
        if _UNUSED in font.tables:
            font.hb_face = _face_without(font.file_content, font.index)
        subset(font, *arguments)

    return subset_without


def _face_without(content: bytes, index: int) -> Any:
    written = BytesIO()
    with TTFont(BytesIO(content), fontNumber=index, lazy=True, recalcTimestamp=False) as font:
        del font[_UNUSED]
        font.save(written, reorderTables=None)
    data = written.getvalue()
    blob = harfbuzz.hb_blob_create(data, len(data), _DUPLICATE, ffi.NULL, ffi.NULL)
    face = ffi.gc(harfbuzz.hb_face_create(blob, 0), harfbuzz.hb_face_destroy)
    harfbuzz.hb_blob_destroy(blob)
    return face
