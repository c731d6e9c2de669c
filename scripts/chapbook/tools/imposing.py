"""Sheets are drawn with pikepdf (MPL-2.0): each page becomes a form XObject, as it is.

The content of a page is copied byte for byte, its resources are shared, not copied. Only what
belongs to pages on a screen goes: links and other annotations, outline, structure, destinations,
page labels, scripts, attachments, and the claims to be PDF/A or PDF/UA, which rest on them.
ISO 32000-2, 8.10 (form XObjects) and 14.11.2 (page boundaries).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from chapbook.errors import ProgramFailed, UsageError
from chapbook.model.imposition import ImposedSide, Mark, PlacedPage, Rectangle, Size

if TYPE_CHECKING:
    import pikepdf

# Of the catalogue, what speaks of the document and not of its pages (ISO 32000-2, table 29).
_KEPT = ("/Type", "/Pages", "/Metadata", "/Lang", "/OutputIntents", "/Version", "/Extensions")
# Of a page, what only a screen can use, or the structure that is dropped.
_OF_SCREENS = ("/Annots", "/StructParents", "/Tabs")
_GROUPED = "/OCProperties"  # layers: without it hidden ones would show
_CLAIMS = (
    "{http://www.aiim.org/pdfa/ns/id/}",
    "{http://www.aiim.org/pdfa/ns/extension/}",
    "{http://www.aiim.org/pdfua/ns/id/}",
)
_TOLERANCE = 1.0
_DEEPEST_TREE = 64


@dataclass(frozen=True, slots=True)
class SourcePages:
    """An open PDF: the trim size that all its pages share, and how many there are."""

    pdf: pikepdf.Pdf
    size: Size
    count: int


@contextmanager
def opened(path: Path) -> Iterator[SourcePages]:
    """Open a PDF to be imposed.

    Raises UsageError where it is missing, broken or encrypted, or its pages differ in size.
    """
    import pikepdf

    if not path.is_file():
        raise UsageError(f"there is no file {path}", "check the path of the PDF")
    try:
        pdf = pikepdf.open(path, attempt_recovery=False)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}", "name a PDF file") from error
    except pikepdf.PasswordError as error:
        raise _encrypted(path) from error
    except pikepdf.PdfError as error:
        raise _broken(path) from error
    with pdf:
        if pdf.is_encrypted:
            raise _encrypted(path)
        try:
            sizes = [_upright_size(page) for page in pdf.pages]
        except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError) as error:
            raise _broken(path) from error
        yield SourcePages(pdf, _one_size(sizes), len(sizes))


def draw(source: SourcePages, sheet: Size, sides: Sequence[ImposedSide], target: Path) -> None:
    """Write the sides as a PDF; the source is used up. Raises ProgramFailed where that fails.

    Equal input gives equal bytes: the identifier of the file comes from its content.
    """
    import pikepdf

    pdf = source.pdf
    try:
        shared: dict[bytes, pikepdf.Object] = {}
        forms = {
            number: _form(pdf, page, shared) for number, page in enumerate(list(pdf.pages), start=1)
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
        raise ProgramFailed(message, "open the PDF in another program and save it anew") from error


def size_of_sheets(path: Path) -> Size:
    """Give the size of the first page of a PDF that `draw` has written."""
    import pikepdf

    with pikepdf.open(path) as pdf:
        box = _box(pdf.pages[0].mediabox)
    return Size(box.right - box.left, box.top - box.bottom)


def put_before(first: Path, sheets: Path) -> None:
    """Put the pages of one PDF before those of another, which is written anew.

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
        raise ProgramFailed(f"the first sheet could not be put into {sheets}: {error}") from error
    finally:
        beside.unlink(missing_ok=True)


def _encrypted(path: Path) -> UsageError:
    hint = "save it without a password first, if its owner lets you"
    return UsageError(f"{path} is encrypted", hint)


def _broken(path: Path) -> UsageError:
    hint = "open it in another program and save it anew"
    return UsageError(f"{path} is no PDF, or a broken one", hint)


def _one_size(sizes: Sequence[Size]) -> Size:
    if not sizes:
        raise UsageError("the file has no pages", "choose another file")
    first = sizes[0]
    for number, size in enumerate(sizes, start=1):
        apart = max(abs(size.width - first.width), abs(size.height - first.height))
        if apart > _TOLERANCE:
            raise UsageError(
                f"the pages differ in size: page 1 is {_in_mm(first)}, page {number} is "
                f"{_in_mm(size)}",
                "make all pages the same size first",
            )
    return first


def _in_mm(size: Size) -> str:
    return f"{size.width / 72 * 25.4:.1f} × {size.height / 72 * 25.4:.1f} mm"


def _box(values: Iterable[object]) -> Rectangle:
    one_x, one_y, two_x, two_y = (float(str(value)) for value in values)
    return Rectangle(min(one_x, two_x), min(one_y, two_y), max(one_x, two_x), max(one_y, two_y))


def _trim(page: pikepdf.Page) -> Rectangle:
    """Give the trim box; without one it is the crop box, and that the media box (14.11.2)."""
    trim = _box(page.trimbox)
    if trim.right - trim.left <= 0 or trim.top - trim.bottom <= 0:
        raise ValueError("a page without extent")
    return trim


def _turns(page: pikepdf.Page) -> int:
    """Give the quarter turns clockwise that a viewer makes; pages inherit them (7.7.3.4)."""
    node: pikepdf.Object = page.obj
    for _ in range(_DEEPEST_TREE):
        if "/Rotate" in node:
            return int(node.Rotate) // 90 % 4
        if "/Parent" not in node:
            break
        node = node.Parent
    return 0


def _unit(page: pikepdf.Page) -> float:
    return float(str(page.get("/UserUnit", 1)))


def _upright_size(page: pikepdf.Page) -> Size:
    trim, unit = _trim(page), _unit(page)
    width, height = (trim.right - trim.left) * unit, (trim.top - trim.bottom) * unit
    return Size(height, width) if _turns(page) % 2 else Size(width, height)


def _form_matrix(page: pikepdf.Page) -> list[float]:
    """Give the matrix that sets the page upright, its trim box with its corner at the origin."""
    trim, unit = _trim(page), _unit(page)
    a, b, c, d, x, y = (
        (1, 0, 0, 1, -trim.left, -trim.bottom),
        (0, -1, 1, 0, -trim.bottom, trim.right),
        (-1, 0, 0, -1, trim.right, trim.top),
        (0, 1, -1, 0, trim.top, -trim.left),
    )[_turns(page)]
    return [unit * number for number in (a, b, c, d, x, y)]


def _form(
    pdf: pikepdf.Pdf, page: pikepdf.Page, shared: dict[bytes, pikepdf.Object]
) -> pikepdf.Stream:
    """Make a form XObject of a page: its bleed shows, its resources stay where they are.

    `shared` holds resources that are no objects of their own, so that equal ones become one.
    """
    import pikepdf

    form = _content(pdf, page)
    bleed = _box(page.bleedbox)
    # What is the same by default is left out: in a book of many short pages it would add up.
    form.Subtype = pikepdf.Name.Form
    form.BBox = pikepdf.Array([bleed.left, bleed.bottom, bleed.right, bleed.top])
    matrix = [round(number, 6) for number in _form_matrix(page)]
    if matrix != [1, 0, 0, 1, 0, 0]:
        form.Matrix = pikepdf.Array(matrix)
    resources: pikepdf.Object = page.resources
    if not resources.is_indirect:
        content = resources.unparse()
        resources = shared.setdefault(content, pdf.make_indirect(resources))
    form.Resources = resources
    if "/Group" in page:
        form.Group = page.Group
    return form


def _content(pdf: pikepdf.Pdf, page: pikepdf.Page) -> pikepdf.Stream:
    """Give a new stream with the content of a page; a single stream is copied as it is stored."""
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
    # Streams may part between any two tokens (7.8.2), so a line end stands between them.
    parts = contents if isinstance(contents, pikepdf.Array) else ()
    joined = b"\n".join(part.read_bytes() for part in parts if isinstance(part, pikepdf.Stream))
    return pikepdf.Stream(pdf, joined)


def _forget_pages(pdf: pikepdf.Pdf) -> None:
    """Take out the pages and all that speaks of them; what nothing names is not saved."""
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
