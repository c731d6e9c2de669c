"""Sheets are drawn with pikepdf (MPL-2.0): each page becomes a form XObject, as it is.

The content of a page is copied byte for byte, its resources are shared, not copied. Only what
belongs to pages on a screen goes: links, outline, structure, destinations, page labels, scripts,
attachments, and the claims to be PDF/A or PDF/UA, which rest on them. What other annotations draw
is part of the pages by then (`source_annotations`).
ISO 32000-2, 8.10 (form XObjects) and 14.11.2 (page boundaries).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from chapbook.errors import ProgramFailed
from chapbook.model.editions.imposition import ImposedSide, Mark, PlacedPage, Size
from chapbook.tools.sheets.source_pages import (
    SourcePages,
    box_of,
    fitted_matrix,
    trim_of,
    upright_matrix,
)

if TYPE_CHECKING:
    import pikepdf

# The keys of the catalogue that concern the document and not its pages (ISO 32000-2, table 29).
_KEPT = ("/Type", "/Pages", "/Metadata", "/Lang", "/OutputIntents", "/Version", "/Extensions")
# Of a page, what only a screen can use, or the structure that is dropped.
_OF_SCREENS = ("/Annots", "/StructParents", "/Tabs")
_GROUPED = "/OCProperties"  # layers: without it hidden ones would show
_CLAIMS = (
    "{http://www.aiim.org/pdfa/ns/id/}",
    "{http://www.aiim.org/pdfa/ns/extension/}",
    "{http://www.aiim.org/pdfua/ns/id/}",
)


def draw(source: SourcePages, sheet: Size, sides: Sequence[ImposedSide], target: Path) -> None:
    """Write the sides as a PDF; the source is used up. Raises ProgramFailed where that fails.

    Equal input gives equal bytes: the identifier of the file comes from its content.
    """
    import pikepdf

    pdf = source.pdf
    try:
        shared: dict[bytes, pikepdf.Object] = {}
        forms = {
            number: _form(source, number, page, shared)
            for number, page in enumerate(list(pdf.pages), start=1)
        }
        _forget_pages(pdf)
        for side in sides:
            pdf.add_blank_page(page_size=(sheet.width, sheet.height))
            _fill(pdf, pdf.pages[-1], side, forms)
        pdf.save(
            target,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    except OSError as error:
        message = f"cannot write {target}: {error.strerror}"
        raise ProgramFailed(message, "choose another --output") from error
    except (pikepdf.PdfError, ValueError, TypeError) as error:
        message = f"the pages could not be placed: {error}"
        raise ProgramFailed(message, "open the PDF in another program and save it again") from error


def size_of_sheets(path: Path) -> Size:
    """Return the size of the first page of a PDF that `draw` has written."""
    import pikepdf

    with pikepdf.open(path) as pdf:
        box = box_of(pdf.pages[0].mediabox)
    return Size(box.right - box.left, box.top - box.bottom)


def put_before(first: Path, sheets: Path) -> None:
    """Put the pages of one PDF before those of another, which is rewritten.

    Raises ProgramFailed where that fails.
    """
    import pikepdf

    beside = sheets.with_name(f".{sheets.name}.making")
    try:
        with pikepdf.open(sheets) as pdf, pikepdf.open(first) as other:
            size = pdf.pages[0].mediabox
            for place, page in enumerate(other.pages):
                pdf.pages.insert(place, page)
                pdf.pages[place].mediabox = size
                for key in _OF_SCREENS:
                    if key in pdf.pages[place]:
                        del pdf.pages[place][key]
            pdf.save(
                beside,
                deterministic_id=True,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
            )
        beside.replace(sheets)
    except (OSError, pikepdf.PdfError) as error:
        raise ProgramFailed(f"cannot add the instruction sheet to {sheets}: {error}") from error
    finally:
        beside.unlink(missing_ok=True)


def _form(
    source: SourcePages, number: int, page: pikepdf.Page, shared: dict[bytes, pikepdf.Object]
) -> pikepdf.Stream:
    """Make a form XObject of a page: its bleed shows, its resources stay where they are.

    The bleed of a page that is fitted into others would show beside it, so it does not. `shared`
    holds boxes and resources that are no objects of their own: equal ones become one.
    """
    import pikepdf

    pdf, is_fitted = source.pdf, number in source.fitted
    form = _content(pdf, page)
    bleed = trim_of(page) if is_fitted else box_of(page.bleedbox)
    # What is the same by default is left out: in a book of many short pages it would add up.
    form.Subtype = pikepdf.Name.Form
    corners = [round(edge, 4) for edge in (bleed.left, bleed.bottom, bleed.right, bleed.top)]
    form.BBox = _once(pdf, pikepdf.Array(corners), shared)
    exact = fitted_matrix(page, source.size) if is_fitted else upright_matrix(page)
    matrix = [round(value, 6) for value in exact]
    if matrix != [1, 0, 0, 1, 0, 0]:
        form.Matrix = pikepdf.Array(matrix)
    form.Resources = _once(pdf, page.resources, shared)
    if "/Group" in page:
        form.Group = page.Group
    return form


def _once(
    pdf: pikepdf.Pdf, value: pikepdf.Object, shared: dict[bytes, pikepdf.Object]
) -> pikepdf.Object:
    """Return a separate object for a value, the same one for equal values."""
    if value.is_indirect:
        return value
    content = value.unparse()
    if content not in shared:
        shared[content] = pdf.make_indirect(value)
    return shared[content]


def _content(pdf: pikepdf.Pdf, page: pikepdf.Page) -> pikepdf.Stream:
    """Return a new stream with the content of a page; a single stream is copied as it is stored."""
    import pikepdf

    contents = page.get("/Contents")
    if isinstance(contents, pikepdf.Array) and len(contents) == 1:
        contents = contents[0]
    if isinstance(contents, pikepdf.Stream):
        stream = pikepdf.Stream(pdf, b"")
        stream.write(
            contents.read_raw_bytes(),
            filter=cast("pikepdf.Name | None", contents.get("/Filter")),
            decode_parms=cast("pikepdf.Dictionary | None", contents.get("/DecodeParms")),
        )
        return stream
    # Streams may part between any two tokens (7.8.2), so a line end is between them.
    parts = contents if isinstance(contents, pikepdf.Array) else ()
    joined = b"\n".join(part.read_bytes() for part in parts if isinstance(part, pikepdf.Stream))
    return pikepdf.Stream(pdf, joined)


def _forget_pages(pdf: pikepdf.Pdf) -> None:
    """Remove the pages and all that refers to them; what nothing refers to is not saved."""
    for key in sorted(pdf.Root.keys()):
        if key not in (*_KEPT, _GROUPED):
            del pdf.Root[key]
    del pdf.pages[:]
    drop_claims(pdf)


def drop_claims(pdf: pikepdf.Pdf) -> None:
    """Take out of the metadata that the file is PDF/A or PDF/UA, and the schemas for it."""
    if "/Metadata" not in pdf.Root:
        return
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for name in sorted(str(key) for key in metadata):
            if name.startswith(_CLAIMS):
                del metadata[name]


def _fill(
    pdf: pikepdf.Pdf,
    page: pikepdf.Page,
    side: ImposedSide,
    forms: dict[int, pikepdf.Stream],
) -> None:
    import pikepdf

    names = pikepdf.Dictionary()
    operators = []
    for placed in side.pages:
        names[f"/P{placed.page}"] = forms[placed.page]
        operators.append(_page_operators(placed))
    operators.extend(_mark_operators(mark) for mark in side.marks)
    page.obj.Resources = pikepdf.Dictionary(XObject=names)
    page.obj.Contents = pikepdf.Stream(pdf, "\n".join(operators).encode("ascii"))


def _page_operators(placed: PlacedPage) -> str:
    clip = placed.clip
    window = _numbers(clip.left, clip.bottom, clip.right - clip.left, clip.top - clip.bottom)
    return f"q {window} re W n {_numbers(*placed.matrix)} cm /P{placed.page} Do Q"


def _mark_operators(mark: Mark) -> str:
    dash = "[3 2] 0 d " if mark.dashed else ""
    line = f"{_numbers(*mark.start)} m {_numbers(*mark.end)} l S"
    return f"q {_numbers(mark.thickness)} w 0 G {dash}{line} Q"


def _numbers(*values: float) -> str:
    """Write numbers as PDF does: without exponent, with five decimals at most."""
    return " ".join(f"{value:.5f}".rstrip("0").rstrip(".") for value in values)
