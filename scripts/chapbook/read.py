"""read: a path becomes source text, or diagnostics that say why it cannot."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import islice
from pathlib import Path

from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.source import FORBIDDEN, SEPARATORS, Place, SourceText
from chapbook.policy import limits, over_limit
from chapbook.tools import guard

_MOST_TOLD = 100
_BOMS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}

Reading = tuple[SourceText | None, tuple[Diagnostic, ...]]


def read(path: Path, shown_path: str | None = None) -> Reading:
    """Read a manuscript whole.

    In: a path, and the path as the author gave it. Out: the text with line feeds for line ends and
    no byte order mark, or None with the diagnostics (missing, not a file, not UTF-8, empty).
    Control characters are reported, and become spaces.
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
    if len(faults) == _MOST_TOLD or any(f.code is not Code.CONTROL_CHARACTER for f in faults):
        return None, faults
    # Spaces in their place: the later stages report what else is wrong in the same run.
    return replace(source, text=FORBIDDEN.sub(" ", text)) if faults else source, faults


def _content(path: Path, shown: str) -> bytes | Diagnostic:
    """Open without blocking on a pipe, and only a plain file."""
    most = limits().manuscript_bytes
    content = guard.read_plain(path, most, "manuscript_bytes")
    if not isinstance(content, guard.Refused):
        return content
    if content.reason is guard.Reason.MISSING:
        return diagnostic(Code.MISSING_FILE, Place(shown))
    if content.reason is guard.Reason.TOO_LARGE:
        what = f"the manuscript is larger than {most:,} bytes"
        return over_limit(Place(shown), "manuscript_bytes", what)
    return diagnostic(Code.NOT_A_FILE, Place(shown), what=content.words)


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
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(SEPARATORS)


def _text_faults(source: SourceText) -> tuple[Diagnostic, ...]:
    if not source.text.strip():
        return (diagnostic(Code.EMPTY_FILE, source.whole),)
    return tuple(
        diagnostic(
            Code.CONTROL_CHARACTER,
            source.place(match.start()),
            character=f"U+{ord(match.group()):04X}",
        )
        for match in islice(FORBIDDEN.finditer(source.text), _MOST_TOLD)
    )
