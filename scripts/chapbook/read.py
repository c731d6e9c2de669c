"""read: a path becomes source text, or diagnostics that say why it cannot."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.source import FORBIDDEN, Place, SourceText

_BOMS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}

Reading = tuple[SourceText | None, tuple[Diagnostic, ...]]


def read(path: Path, shown_path: str | None = None) -> Reading:
    """Read a manuscript whole.

    In: a path, and the path as the author gave it. Out: the text with line feeds for line ends and
    no byte order mark, or None with the diagnostics (missing, not a file, not UTF-8, control
    characters, empty).
    """
    shown = shown_path or str(path)
    content = _content(path, shown)
    if isinstance(content, Diagnostic):
        return None, (content,)
    text = _decoded(content, shown)
    if isinstance(text, Diagnostic):
        return None, (text,)
    source = SourceText(path.resolve(), shown, text, hashlib.sha256(content).hexdigest())
    faults = _text_faults(source)
    return (None if faults else source), faults


def _content(path: Path, shown: str) -> bytes | Diagnostic:
    """Open without blocking on a pipe, and only a regular file."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return diagnostic(Code.MISSING_FILE, Place(shown))
    except OSError as error:
        return diagnostic(Code.NOT_A_FILE, Place(shown), what=error.strerror or "unreadable")
    what = _other_than_file(os.fstat(descriptor).st_mode)
    if what is not None:
        os.close(descriptor)
        return diagnostic(Code.NOT_A_FILE, Place(shown), what=what)
    with os.fdopen(descriptor, "rb") as stream:
        return stream.read()


def _other_than_file(mode: int) -> str | None:
    if stat.S_ISDIR(mode):
        return "a folder"
    return None if stat.S_ISREG(mode) else "a special file"


def _decoded(content: bytes, shown: str) -> str | Diagnostic:
    if content[:2] in _BOMS:
        facts = {"offset": "0", "encoding": _BOMS[content[:2]]}
        return diagnostic(Code.NOT_UTF8, Place(shown, 1, 1), **facts)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = _lines(content[: error.start].decode("utf-8").removeprefix("\ufeff"))
        column = len(before) - (before.rfind("\n") + 1) + 1
        place = Place(shown, before.count("\n") + 1, column)
        facts = {"offset": str(error.start), "byte": f"0x{content[error.start]:02x}"}
        return diagnostic(Code.NOT_UTF8, place, **facts)
    return _lines(text.removeprefix("\ufeff"))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _text_faults(source: SourceText) -> tuple[Diagnostic, ...]:
    if not source.text.strip():
        return (diagnostic(Code.EMPTY_FILE, source.whole),)
    return tuple(
        diagnostic(
            Code.CONTROL_CHARACTER,
            source.place(match.start()),
            character=f"U+{ord(match.group()):04X}",
        )
        for match in FORBIDDEN.finditer(source.text)
    )
