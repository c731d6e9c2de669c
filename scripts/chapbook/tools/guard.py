"""The one way to a file that a manuscript names: below its folder, a plain file, not too large.

The path is walked component by component from the folder's own descriptor, never handed to the
system as a whole, and no symbolic link is followed by the system: a link is read and walked like
everything else, so it may lead about in the folder but not out of it. What is opened is a plain
file or nothing (no pipe, no device), and it is read once; the bytes go on, not the path, so
nobody can change the file between the check and its use.
"""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from urllib.parse import unquote

from chapbook.policy import advice, limits, option_of

# What pandoc encodes in a target (its `escapeURI`); a percent sign of the author's stays as it is.
_WRITTEN_BY_PANDOC = re.compile("%(?:20|22|3[CE]|5[BDE]|60|7[BCD])")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SPECIAL = "is a pipe, a socket or a device, not a regular file"
_LONGEST = 4_096
_MOST_LINKS = 40  # as Linux has it (path_resolution(7))
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_NOCTTY | os.O_CLOEXEC


class Reason(Enum):
    """Why a file is refused."""

    OUTSIDE = "outside"
    MISSING = "missing"
    NOT_PLAIN = "not plain"
    TOO_LARGE = "too large"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not read. `words` end the sentence “the file …”."""

    reason: Reason
    words: str


@dataclass(frozen=True, slots=True)
class GuardedFile:
    """A file that was read. `name` is its true path below the folder, links resolved."""

    name: str
    content: bytes


def read_file(folder: Path, target: str, most: int | None = None) -> GuardedFile | Refused:
    """Read the file that a manuscript in `folder` names by `target`.

    `target` is a path relative to the folder, as written or percent-encoded (RFC 3986, 2.1);
    `most` is the number of bytes allowed, by default the limit `file-bytes`. Never raises for
    what a manuscript or its folder can hold.
    """
    if "\0" in target or "\\" in target or _SCHEME.match(target) or target.startswith("/"):
        words = "is an address" if _SCHEME.match(target) else "is outside the manuscript's folder"
        return Refused(Reason.OUTSIDE, words)
    as_written = _WRITTEN_BY_PANDOC.sub(lambda sign: unquote(sign[0]), target)
    names = dict.fromkeys((target, unquote(target, errors="surrogateescape"), as_written))
    found: GuardedFile | Refused = Refused(Reason.MISSING, "does not exist")
    for name in names:
        found = _read(folder, name, limits().file_bytes if most is None else most)
        if not isinstance(found, Refused) or found.reason is not Reason.MISSING:
            break
    return found


def read_plain(path: Path, most: int, limit: str) -> bytes | Refused:
    """Read a file that the person named, not the manuscript: links are followed, devices not."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        return _unopened(error)
    try:
        return _content(descriptor, most, limit)
    except OSError as error:
        return _unopened(error)


def _read(folder: Path, name: str, most: int) -> GuardedFile | Refused:
    if name.startswith("/") or "\0" in name or "\\" in name or len(name) > _LONGEST:
        return Refused(Reason.OUTSIDE, "is outside the manuscript's folder")
    try:
        with _Walk(folder) as walk:
            descriptor = walk.to(name)
            if isinstance(descriptor, Refused):
                return descriptor
            content = _content(descriptor, most, "file_bytes")
            return content if isinstance(content, Refused) else GuardedFile(walk.name, content)
    except (OSError, ValueError) as error:
        return _unopened(error)


class _Walk:
    """Descriptors of the folders from the manuscript's own down to where the walk has come."""

    def __init__(self, folder: Path) -> None:
        self._root = os.path.realpath(folder)
        self._folders = [os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)]
        self._names: list[str] = []
        self._links = 0

    def __enter__(self) -> _Walk:
        return self

    def __exit__(self, *_: object) -> None:
        for descriptor in self._folders:
            os.close(descriptor)

    @property
    def name(self) -> str:
        return "/".join(self._names)

    def to(self, path: str) -> int | Refused:
        """Go to a file and open it; the caller closes it."""
        ahead = path.split("/")[::-1]
        while ahead:
            part = ahead.pop()
            if part in ("", "."):
                continue
            if part == "..":
                if not self._names:
                    return Refused(Reason.OUTSIDE, "is outside the manuscript's folder")
                self._up()
                continue
            mode = os.stat(part, dir_fd=self._folders[-1], follow_symlinks=False).st_mode
            if stat.S_ISLNK(mode):
                if refused := self._link(part, ahead):
                    return refused
            elif stat.S_ISDIR(mode):
                self._folders.append(os.open(part, _FOLDER, dir_fd=self._folders[-1]))
                self._names.append(part)
            elif not stat.S_ISREG(mode):
                return Refused(Reason.NOT_PLAIN, _SPECIAL)
            elif any(ahead):
                return Refused(Reason.MISSING, "does not exist")
            else:
                self._names.append(part)
                return os.open(part, _FILE, dir_fd=self._folders[-1])
        return Refused(Reason.NOT_PLAIN, "is a folder")

    def _up(self) -> None:
        self._names.pop()
        os.close(self._folders.pop())

    def _link(self, part: str, ahead: list[str]) -> Refused | None:
        """Put what a symbolic link says before the rest of the way."""
        self._links += 1
        if self._links > _MOST_LINKS:
            return Refused(Reason.UNREADABLE, "is a symbolic link in a loop")
        target = os.readlink(part, dir_fd=self._folders[-1])
        if target.startswith(self._root.rstrip("/") + "/"):  # absolute, but within
            while self._names:
                self._up()
            target = target[len(self._root) :]
        elif target.startswith("/"):
            return Refused(Reason.OUTSIDE, "is a symbolic link that leaves the manuscript's folder")
        ahead += target.split("/")[::-1]
        return None


def _content(descriptor: int, most: int, limit: str) -> bytes | Refused:
    """Read an open file; its kind and size are those of the descriptor, not of a name."""
    try:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            return Refused(Reason.NOT_PLAIN, "is a folder" if stat.S_ISDIR(mode) else _SPECIAL)
        with os.fdopen(descriptor, "rb", closefd=False) as stream:
            content = stream.read(most + 1)
    finally:
        os.close(descriptor)
    if len(content) > most:
        words = f"has more than {most:,} bytes, the limit {option_of(limit)} ({advice(limit)})"
        return Refused(Reason.TOO_LARGE, words)
    return content


def _unopened(error: OSError | ValueError) -> Refused:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Refused(Reason.MISSING, "does not exist")
    what = getattr(error, "strerror", None) or "no possible name"
    return Refused(Reason.UNREADABLE, f"cannot be read ({what})")
