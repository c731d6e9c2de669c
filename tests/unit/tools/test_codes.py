"""Codes are read back as a scanner reads them, from a picture of their modules."""

from __future__ import annotations

import re

import pytest
from PIL import Image, ImageDraw

from chapbook.tools.codes import EAN_QUIET, QR_QUIET, Code, ean_13, qr_code
from inspectors.codes import scan

_RECTANGLE = re.compile(r"M(\d+) (\d+)h(\d+)v(\d+)h-\3z")


def drawn(code: Code, scale: int = 4) -> Image.Image:
    """Draw the path; nothing of it may be left over."""
    assert _RECTANGLE.sub("", code.path) == ""
    picture = Image.new("L", (code.width * scale, code.height * scale), 255)
    pen = ImageDraw.Draw(picture)
    for match in _RECTANGLE.finditer(code.path):
        x, y, width, height = (scale * int(number) for number in match.groups())
        pen.rectangle((x, y, x + width - 1, y + height - 1), fill=0)
    return picture


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/",
        "https://books.example.org/allies-remembered/",
        "https://example.org/" + "a-long-path/" * 20,
        "https://example.org/b%C3%BCcher/?q=ä",
    ],
)
def test_an_address_is_read_back(address: str) -> None:
    (code,) = scan(drawn(qr_code(address)), 300)
    assert (code.kind, code.text) == ("QRCode", address)


@pytest.mark.parametrize(
    ("isbn", "digits"),
    [("9780306406157", "9780306406157"), ("0306406152", "9780306406157"),
     ("9791234567896", "9791234567896"), ("080442957X", "9780804429573")],
)  # fmt: skip
def test_an_isbn_is_read_back(isbn: str, digits: str) -> None:
    code, beneath = ean_13(isbn)
    (read,) = scan(drawn(code), 300)
    assert (read.kind, read.text, beneath) == ("EAN13", digits, digits)


def test_quiet_zones_are_left_free() -> None:
    qr, (ean, _) = qr_code("https://example.org/"), ean_13("9780306406157")
    for code, left, right, above in ((qr, QR_QUIET, QR_QUIET, QR_QUIET), (ean, *EAN_QUIET, 0)):
        boxes = [tuple(map(int, match.groups())) for match in _RECTANGLE.finditer(code.path)]
        assert min(x for x, *_ in boxes) == left
        assert max(x + width for x, _, width, _ in boxes) == code.width - right
        assert min(y for _, y, *_ in boxes) == above


def test_the_same_text_gives_the_same_path() -> None:
    assert qr_code("https://example.org/") == qr_code("https://example.org/")
