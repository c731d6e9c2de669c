"""The operators of a content stream with their operands (ISO 32000-1, 7.8.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

_TOKEN = re.compile(
    rb"""(?P<array>\[[^][()<>]*(?:<[0-9A-Fa-f\s]*>[^][()<>]*)*\])
    |(?P<number>[+-]?(?:\d+\.?\d*|\.\d+))
    |(?P<operator>[A-Za-z'"][A-Za-z0-9*'"]*)
    |(?P<name>/[^\s<>\[\]()/%{}]*)
    |(?P<open><<|\[)|(?P<close>>>|\])
    |(?P<hex><[0-9A-Fa-f\s]*>)
    |(?P<string>\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\))*\))
    |(?P<comment>%[^\r\n]*)""",
    re.VERBOSE | re.DOTALL,
)
_BRACKETS = re.compile(rb"[<>]")
_INLINE_IMAGE = re.compile(rb"\sEI(?=\s)")
_ESCAPE = re.compile(rb"\\([nrtbf()\\]|[0-7]{1,3}|\r\n|[\r\n])")
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


class Glyphs(NamedTuple):
    """The codes that an array shows (9.4.3, TJ), and the sum of what it moves by."""

    codes: bytes
    moved: float


def operations(data: bytes) -> Iterator[tuple[str, list[Any]]]:
    """Yield the operators of a content stream, each with its operands (7.8.2)."""
    operands: list[Any] = []
    nested: list[list[Any]] = []
    at = 0
    while match := _TOKEN.search(data, at):
        at = match.end()
        kind, token = match.lastgroup, match[0]
        if kind == "operator":
            if token == b"ID":
                end = _INLINE_IMAGE.search(data, at)
                at = end.end() if end else len(data)
            elif token in (b"true", b"false", b"null"):
                operands.append(token)
                continue
            yield token.decode(), operands
            operands, nested = [], []
        elif kind == "open":
            nested.append(operands)
            operands = []
        elif kind == "close":
            inner, operands = operands, nested.pop() if nested else []
            pairs = zip(inner[0::2], inner[1::2], strict=False)
            operands.append(dict(pairs) if token == b">>" else inner)
        elif kind != "comment":
            operands.append(_operand(kind or "", token))


def _operand(kind: str, token: bytes) -> Any:
    if kind == "number":
        return float(token)
    if kind == "name":
        return token.decode("latin-1")
    if kind == "hex":
        return _hex(token[1:-1])
    if kind == "string":
        return _ESCAPE.sub(_unescaped, token[1:-1])
    parts = _BRACKETS.split(token[1:-1])  # numbers and codes in turn
    return Glyphs(_hex(b"".join(parts[1::2])), sum(map(float, b" ".join(parts[::2]).split())))


def _hex(digits: bytes) -> bytes:
    plain = b"".join(digits.split())
    return bytes.fromhex((plain + b"0" * (len(plain) % 2)).decode())


def _unescaped(match: re.Match[bytes]) -> bytes:
    found = match[1]
    if found[:1].isdigit():
        return bytes([int(found, 8) & 255])
    return _ESCAPED.get(found, b"" if found[:1] in b"\r\n" else found)


def text_string(value: Any) -> str:
    """Return a text string (7.9.2.2)."""
    if not isinstance(value, bytes):
        return str(value)
    if value.startswith(b"\xfe\xff"):
        return value[2:].decode("utf-16-be", errors="replace")
    return value.decode("utf-8" if value.startswith(b"\xef\xbb\xbf") else "latin-1")
