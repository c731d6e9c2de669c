"""read: bytes become text, or a diagnostic with the byte, the line and the column."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapbook.model.diagnostics import Code
from chapbook.read import Reading, read
from core import examples, said


def read_bytes(folder: Path, content: bytes) -> Reading:
    path = folder / "manuscript.md"
    path.write_bytes(content)
    return read(path, "given/manuscript.md")


def text_of(reading: Reading) -> str:
    source, findings = reading
    assert source is not None, said(findings)
    return source.text


def test_line_ends_become_line_feeds(tmp_path: Path) -> None:
    assert text_of(read_bytes(tmp_path, b"a\r\nb\rc\n\r\nd")) == "a\nb\nc\n\nd"


def test_a_byte_order_mark_is_taken_off_once(tmp_path: Path) -> None:
    assert text_of(read_bytes(tmp_path, b"\xef\xbb\xbf---\r\n")) == "---\n"
    assert text_of(read_bytes(tmp_path, b"\xef\xbb\xbf\xef\xbb\xbfa")) == "\ufeffa"


def test_the_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbfa\r\n"
    source, _ = read_bytes(tmp_path, content)
    assert source is not None
    assert source.sha256 == hashlib.sha256(content).hexdigest()
    assert source.path == (tmp_path / "manuscript.md").resolve()
    assert source.shown_path == "given/manuscript.md"


@pytest.mark.parametrize(
    ("content", "place", "offset"),
    [
        (b"\xff", "1:1", "0"),
        (b"ab\xffcd", "1:3", "2"),
        (b"a\nb\xc3\xa9\xe2\x82", "2:3", "5"),
        (b"one\r\ntwo\r\nth\x80ee", "3:3", "12"),
        (b"one\rtwo\r\x80", "3:1", "8"),
        (b"\xef\xbb\xbfab\x80", "1:3", "5"),
        (b"\xef\xbb\xbf\x80", "1:1", "3"),
        ("é주😀".encode() + b"\xc0\xaf", "1:4", "9"),
        (b"surrogate \xed\xa0\x80", "1:11", "10"),
    ],
)
def test_what_is_not_utf8_is_named_by_byte_line_and_column(
    tmp_path: Path, content: bytes, place: str, offset: str
) -> None:
    source, findings = read_bytes(tmp_path, content)
    assert source is None
    assert said(findings) == [f"CB003 {place}"]
    assert findings[0].facts["offset"] == offset


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_is_known_by_its_mark(tmp_path: Path, encoding: str) -> None:
    source, findings = read_bytes(tmp_path, "\ufeffText.".encode(encoding))
    assert source is None
    assert findings[0].code is Code.NOT_UTF8
    assert findings[0].facts["encoding"] == "UTF-16"


def test_each_control_character_is_reported_with_its_place(tmp_path: Path) -> None:
    source, findings = read_bytes(tmp_path, "a\x00b\n\x1bc\tfine\x85\ufffe".encode())
    assert source is not None  # the later stages report what else is wrong
    assert source.text == "a b\n c\tfine  "
    assert said(findings) == ["CB004 1:2", "CB004 2:1", "CB004 2:8", "CB004 2:9"]
    assert [f.facts["character"] for f in findings] == ["U+0000", "U+001B", "U+0085", "U+FFFE"]


def test_a_file_of_control_characters_is_not_read_on(tmp_path: Path) -> None:
    source, findings = read_bytes(tmp_path, b"a\x00" * 200)
    assert source is None
    assert len(findings) == 100


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_white_space_alone_is_an_empty_file(tmp_path: Path, content: bytes) -> None:
    assert said(read_bytes(tmp_path, content)[1]) == ["CB005"]


def test_what_is_not_a_file_is_reported_without_being_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    assert said(read(tmp_path / "nothing")[1]) == ["CB001"]
    assert said(read(tmp_path)[1]) == ["CB002"]
    assert said(read(tmp_path / "pipe")[1]) == ["CB002"]
    assert said(read(tmp_path / "loop")[1]) == ["CB002"]
    assert said(read(Path("/dev/null"))[1]) == ["CB002"]
    assert said(read(tmp_path / "nothing" / "below")[1]) == ["CB001"]


@examples(200)
@given(st.binary(max_size=40))
def test_any_bytes_give_a_text_or_a_reason(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    source, findings = read_bytes(tmp_path_factory.getbasetemp(), content)
    assert source is not None or findings
    assert all(f.code is Code.CONTROL_CHARACTER for f in findings if source is not None)
    if source is not None:
        assert "\r" not in source.text
        assert source.place(len(source.text)).line == source.text.count("\n") + 1
