"""Annotations of a PDF that is imposed: what they draw becomes part of the pages.

Filled fields of forms, text typed over a page, stamps and highlights are annotations with an
appearance of their own (ISO 32000-2, 12.5.5). Those that are meant for printing (12.5.3) are drawn
as a viewer prints them. What says nothing of how it looks is refused by name, not guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from chapbook.errors import UsageError

if TYPE_CHECKING:
    import pikepdf

_INVISIBLE, _HIDDEN, _PRINT, _NO_VIEW = 1, 2, 4, 32
_MULTILINE, _PUSH_BUTTON = 1 << 12, 1 << 16
# Only a screen can use these, or they belong to another annotation.
_OF_SCREENS = frozenset({"/Link", "/Popup", "/PrinterMark", "/TrapNet"})
# Without an appearance these are icons that each viewer draws as it likes.
_ICONS = frozenset({"/Text", "/FileAttachment", "/Sound", "/Movie", "/Screen", "/3D", "/RichMedia"})
_NAMES = {
    "/FreeText": "text typed onto the page",
    "/Stamp": "a stamp",
    "/Highlight": "a highlight",
    "/Underline": "an underline",
    "/StrikeOut": "struck-out text",
    "/Squiggly": "a wavy underline",
    "/Ink": "a freehand drawing",
    "/Redact": "a redaction that was not applied",
}
_DEEPEST = 32
_HINT = "open the file in a PDF viewer, print it to a new PDF, and impose that"


def draw_annotations(pdf: pikepdf.Pdf) -> tuple[int, ...]:
    """Draw into the pages of an open PDF what its annotations show in print.

    Return the pages with any that a viewer shows and does not print. Raises UsageError for one that
    is meant for printing and has no appearance.
    """
    if pdf.Root.get("/NeedsRendering", False):
        raise UsageError("the file is a form that only one viewer can draw (dynamic XFA)", _HINT)
    form: Any = pdf.Root.get("/AcroForm", {})
    if form.get("/NeedAppearances", False):
        _generate(pdf)
    left_out: list[int] = []
    any_drawn = False
    for number, page in enumerate(pdf.pages, start=1):
        for annotation in _annotations(page):
            if _is_drawn(annotation, number):
                any_drawn = True
            elif _is_seen(annotation):
                left_out.append(number)
    if any_drawn:
        pdf.flatten_annotations("print")
    return tuple(dict.fromkeys(left_out))


def _annotations(page: Any) -> Iterator[Any]:
    found = page.obj.get("/Annots", ())
    yield from (one for one in found if hasattr(one, "keys") and "/Subtype" in one)


def _is_drawn(annotation: Any, page: int) -> bool:
    """Return whether an annotation is drawn in print; prepare it for that."""
    flags = int(annotation.get("/F", 0))
    if str(annotation.Subtype) in _OF_SCREENS or flags & _HIDDEN or not flags & _PRINT:
        return False
    appearance = _appearance(annotation)
    if appearance is None:
        if str(annotation.Subtype) not in _ICONS and _shows_something(annotation):
            what = f"page {page} has {_name(annotation)} without an appearance"
            raise UsageError(what, _HINT)
        return False
    if flags & _INVISIBLE:  # concerns kinds that a viewer does not know; all of these are known
        annotation.F = flags & ~_INVISIBLE
    if "/OC" in annotation and "/OC" not in appearance:  # a layer: a form can belong to it as well
        appearance.OC = annotation.OC
    return True


def _is_seen(annotation: Any) -> bool:
    """Return whether an annotation that is not drawn is missed on the sheets.

    The icon of a comment that is not meant for printing is not.
    """
    flags, kind = int(annotation.get("/F", 0)), str(annotation.Subtype)
    if kind in _OF_SCREENS or flags & (_HIDDEN | _NO_VIEW):
        return False
    return bool(flags & _PRINT) if kind in _ICONS else _appearance(annotation) is not None


def _appearance(annotation: Any) -> Any:
    """Return the normal appearance in the state that the annotation is in, None without one."""
    import pikepdf

    normal = annotation.get("/AP", {}).get("/N")
    if isinstance(normal, pikepdf.Dictionary):
        normal = normal.get(str(annotation.get("/AS", "/Off")))
    return normal if isinstance(normal, pikepdf.Stream) else None


def _shows_something(annotation: Any) -> bool:
    """Return whether a viewer would draw an annotation that has no appearance."""
    left, bottom, right, top = (float(str(one)) for one in annotation.get("/Rect", (0, 0, 0, 0)))
    if left == right or bottom == top:
        return False
    if str(annotation.Subtype) != "/Widget":
        return True
    if "/AP" in annotation:  # it has states, and this one draws nothing
        return False
    value = _inherited(annotation, "/V")
    if _inherited(annotation, "/FT") == "/Btn":
        is_button = int(_inherited(annotation, "/Ff") or 0) & _PUSH_BUTTON
        caption = annotation.get("/MK", {}).get("/CA")
        return bool(caption) if is_button else value is not None and str(value) != "/Off"
    return value is not None and str(value) != ""


def _inherited(field: Any, key: str) -> Any:
    """Return an entry of a field or of the nearest field above it that has one (12.7.4.1)."""
    for _ in range(_DEEPEST):
        if key in field:
            return field[key]
        if "/Parent" not in field:
            break
        field = field.Parent
    return None


def _name(annotation: Any) -> str:
    kind = str(annotation.Subtype)
    if kind != "/Widget":
        return _NAMES.get(kind, f"an annotation ({kind.lstrip('/')})")
    return f"a form field, {_field_name(annotation)!a},"


def _field_name(annotation: Any) -> str:
    return str(_inherited(annotation, "/T") or "without a name")


def _generate(pdf: pikepdf.Pdf) -> None:
    """Make the appearances of fields whose values changed after they were drawn last (12.7.3).

    qpdf sets one line in a Latin face. Raises UsageError for a value that wants more.
    """
    for number, page in enumerate(pdf.pages, start=1):
        for annotation in _annotations(page):
            kind = _inherited(annotation, "/FT")
            if str(annotation.Subtype) != "/Widget" or kind not in ("/Tx", "/Ch"):
                continue
            value = _inherited(annotation, "/V")
            text = "" if value is None else str(value)
            many = int(_inherited(annotation, "/Ff") or 0) & _MULTILINE
            if not _is_simple(text) or (many and kind == "/Tx" and text):
                name = ascii(_field_name(annotation))
                what = f"form field {name} on page {number} has text that is not drawn yet"
                raise UsageError(what, _HINT)
    pdf.generate_appearance_streams()


def _is_simple(text: str) -> bool:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return "\n" not in text and "\r" not in text
