"""The PDF that is imposed: its pages as a viewer shows them, by their trim boxes.

ISO 32000-2, 14.11.2 (page boundaries) and table 31 (`Rotate`, `UserUnit`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from chapbook.errors import UsageError
from chapbook.model.editions.imposition import Rectangle, Size
from chapbook.tools.sheets.source_annotations import draw_annotations

if TYPE_CHECKING:
    import pikepdf

# Points that pages may differ by: less than the eye sees.
_TOLERANCE = 1.0
_DEEPEST_TREE = 64


@dataclass(frozen=True, slots=True)
class SourcePages:
    """An open PDF: the trim size that its pages are placed by, and how many there are.

    `fitted` are the pages of another size or orientation, which are fitted into it. `left_out` are
    the pages with annotations that a screen shows and the sheets do not.
    """

    pdf: pikepdf.Pdf
    size: Size
    count: int
    fitted: tuple[int, ...] = ()
    left_out: tuple[int, ...] = ()


@contextmanager
def opened(path: Path, *, fit_pages: bool = False) -> Iterator[SourcePages]:
    """Open a PDF to be imposed; what its annotations show in print is drawn into its pages.

    With `fit_pages`, pages may differ in size: the most frequent size counts. Raises UsageError
    where the file is missing, broken or encrypted, where pages differ and may not, and where an
    annotation cannot be drawn.
    """
    import pikepdf

    if not path.is_file():
        raise UsageError(f"file not found: {path}", "check the path of the PDF")
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
            left_out = draw_annotations(pdf)
        except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError) as error:
            raise _broken(path) from error
        size = _most_frequent(sizes) if fit_pages and sizes else _one_size(sizes)
        fitted = tuple(n for n, one in enumerate(sizes, start=1) if not _alike(one, size))
        yield SourcePages(pdf, size, len(sizes), fitted, left_out)


def _encrypted(path: Path) -> UsageError:
    hint = "save it without a password first, if its owner permits"
    return UsageError(f"{path} is encrypted", hint)


def _broken(path: Path) -> UsageError:
    hint = "open it in another program and save it again"
    return UsageError(f"{path} is not a PDF, or is broken", hint)


def _one_size(sizes: Sequence[Size]) -> Size:
    if not sizes:
        raise UsageError("the file has no pages", "choose another file")
    first = sizes[0]
    for number, size in enumerate(sizes, start=1):
        if not _alike(size, first):
            raise UsageError(
                f"the pages differ in size: page 1 is {_in_mm(first)}, page {number} is "
                f"{_in_mm(size)}",
                "use --fit-pages to rotate and shrink pages to the most common size",
            )
    return first


def _alike(one: Size, other: Size) -> bool:
    return max(abs(one.width - other.width), abs(one.height - other.height)) <= _TOLERANCE


def _most_frequent(sizes: Sequence[Size]) -> Size:
    """Return the size that most pages have; of equals, the one that comes first."""
    return max(sizes, key=lambda size: sum(_alike(size, other) for other in sizes))


def _in_mm(size: Size) -> str:
    return f"{size.width / 72 * 25.4:.1f} × {size.height / 72 * 25.4:.1f} mm"


def box_of(values: Iterable[object]) -> Rectangle:
    """Read a box (ISO 32000-2, 7.9.5), whichever of its corners come first."""
    one_x, one_y, two_x, two_y = (float(str(value)) for value in values)
    return Rectangle(min(one_x, two_x), min(one_y, two_y), max(one_x, two_x), max(one_y, two_y))


def trim_of(page: pikepdf.Page) -> Rectangle:
    """Return the trim box; without one it is the crop box, and that the media box (14.11.2)."""
    trim = box_of(page.trimbox)
    if trim.right - trim.left <= 0 or trim.top - trim.bottom <= 0:
        raise ValueError("a page has no size")
    return trim


def _turns(page: pikepdf.Page) -> int:
    """Return the quarter turns clockwise that a viewer makes; pages inherit them (7.7.3.4)."""
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
    trim, unit = trim_of(page), _unit(page)
    width, height = (trim.right - trim.left) * unit, (trim.top - trim.bottom) * unit
    return Size(height, width) if _turns(page) % 2 else Size(width, height)


def upright_matrix(page: pikepdf.Page) -> list[float]:
    """Return the matrix that sets the page upright, its trim box with its corner at the origin."""
    trim, unit = trim_of(page), _unit(page)
    a, b, c, d, x, y = (
        (1, 0, 0, 1, -trim.left, -trim.bottom),
        (0, -1, 1, 0, -trim.bottom, trim.right),
        (-1, 0, 0, -1, trim.right, trim.top),
        (0, 1, -1, 0, trim.top, -trim.left),
    )[_turns(page)]
    return [unit * number for number in (a, b, c, d, x, y)]


def fitted_matrix(page: pikepdf.Page, size: Size) -> list[float]:
    """Return the matrix that sets the page upright and fits it into the middle of `size`.

    It is made smaller, never larger; where that makes it larger, it lies on its side, head left.
    """
    own = _upright_size(page)
    lies = _share(Size(own.height, own.width), size) > _share(own, size)
    scale = _share(Size(own.height, own.width) if lies else own, size)
    width, height = (
        scale * one for one in ((own.height, own.width) if lies else (own.width, own.height))
    )
    x, y = (size.width - width) / 2, (size.height - height) / 2
    turn = (0.0, scale, -scale, 0.0, x + width, y) if lies else (scale, 0.0, 0.0, scale, x, y)
    return _product(upright_matrix(page), turn)


def _share(own: Size, room: Size) -> float:
    return min(1.0, room.width / own.width, room.height / own.height)


def _product(one: Sequence[float], other: Sequence[float]) -> list[float]:
    """Return the matrix that turns by `one` first and by `other` then (8.3.4)."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return [
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    ]
