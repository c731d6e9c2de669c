"""publish: finished files take the place of older ones, all at once or not at all.

A build works in its own folder inside the output folder, under a lock that the system frees
however the build ends. What a killed build left there is cleared away by the next.

All at once: the output folder changes place, in one step of the system (renameat2(2),
RENAME_EXCHANGE), with a twin beside it that holds the new set and hard links to all else; the
folder itself is then brought up to date behind the twin and changed back. So whoever looks at
any moment, or after a kill at any moment, finds the old set or the new one, and the folder is
the same one in the end. Where that cannot be done (the file system does not know it, the
folder's parent is not writable, or it holds more than a thousand files) the files are replaced
one by one: what fails then is undone, but a kill between two replacements leaves whole files of
both sets until the next build.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import stat
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from chapbook.errors import ProgramFailed, UsageError
from chapbook.model.editions.output import FinishedFile

MAKING = ".chapbook-making"
LOCK = ".chapbook-lock"
_AT_CWD = -100
_EXCHANGE = 2
_MOST_ENTRIES = 1_000
_MODE = 0o644
_BUSY = "wait until it ends, or choose another folder with --output"
_ELSEWHERE = "choose another folder with --output"


@contextmanager
def workshop(output: Path) -> Iterator[Path]:
    """Lock the output folder and return an empty folder on the same disk; clear it away at the end.

    An output folder that had to be made goes too, if nothing was put into it. Raises
    ProgramFailed if the folder cannot be written, or if another build is at work in it.
    """
    with ExitStack() as stack:
        try:
            if not output.exists():
                stack.callback(_remove_if_empty, output)
            output.mkdir(parents=True, exist_ok=True)
            stack.enter_context(_locked(output))
            _clear_leftovers(output)
            folder = output / MAKING
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
            folder.mkdir()
        except OSError as error:
            raise _unwritable(output, error) from error
        yield folder


def _remove_if_empty(folder: Path) -> None:
    with suppress(OSError):  # not empty: all is well
        folder.rmdir()


def publish(made: Sequence[FinishedFile], output: Path, manuscript: Path) -> None:
    """Put finished files, made in the temporary folder of `output`, into it.

    Raises UsageError if one would overwrite the manuscript, ProgramFailed if the files cannot be
    put there; then all older files are as they were.
    """
    targets = [output / file.path.name for file in made]
    for target in targets:
        if target.exists() and manuscript.exists() and target.samefile(manuscript):
            raise UsageError(f"{target} would overwrite the manuscript", _ELSEWHERE)
        if target.is_dir() and not target.is_symlink():
            raise ProgramFailed(
                f"{target} is a folder", "move it, or choose another folder with --output"
            )
    try:
        for file in made:
            file.path.chmod(_MODE)
            _flush(file.path)
        names = [target.name for target in targets]
        if not _all_at_once(output.resolve(), names):
            _one_by_one(output, names)
        with suppress(OSError):  # the set is in its place, whatever the disk says now
            _flush(output)
    except OSError as error:
        raise _unwritable(output, error) from error


def _unwritable(output: Path, error: OSError) -> ProgramFailed:
    return ProgramFailed(f"cannot write into {output}: {error.strerror or error}", _ELSEWHERE)


@contextmanager
def _locked(output: Path) -> Iterator[None]:
    """Hold the lock of a folder: a file with the number of the process that holds it."""
    path = output / LOCK
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _still_there(path, descriptor):
                break
        except BlockingIOError as error:
            holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
            os.close(descriptor)
            who = f" (process {holder})" if holder.isdigit() else ""
            raise ProgramFailed(f"another build{who} is running in {output}", _BUSY) from error
        os.close(descriptor)  # its holder has ended and taken it away: try again
    try:
        os.truncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(descriptor)


def _still_there(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(follow_symlinks=False), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _clear_leftovers(output: Path) -> None:
    """Remove what a killed build has left: temporary folder, twin, or folder in its place."""
    twin = _twin_of(output.resolve())
    if (
        not twin.is_symlink() and (twin / MAKING).exists()
    ):  # killed between the exchanges: the twin is the folder itself
        _bring_home(twin, output)
    shutil.rmtree(twin, ignore_errors=True)
    if (output / MAKING).exists():
        shutil.rmtree(output / MAKING)


def _bring_home(folder: Path, output: Path) -> None:
    """Move what is in `folder` alone to `output`: somebody has put it there meanwhile."""
    for entry in sorted(folder.iterdir()):
        if entry.name not in (MAKING, LOCK) and not os.path.lexists(output / entry.name):
            entry.rename(output / entry.name)


def _twin_of(output: Path) -> Path:
    return output.with_name(f".{output.name}.chapbook-twin")


def _all_at_once(output: Path, names: Sequence[str]) -> bool:
    """Replace the files by exchanging the folder with a twin; False, and no change, if it can't."""
    twin = _twin_of(output)
    try:
        _make_twin(output, twin, names)
        _exchange(twin, output)
    except OSError:
        shutil.rmtree(twin, ignore_errors=True)
        return False
    # From here on the new set is in place. `twin` now leads to the folder itself.
    with suppress(OSError):
        for name in names:
            (twin / MAKING / name).replace(twin / name)
        _flush(twin)
        _exchange(twin, output)
    if (twin / MAKING).exists():
        _bring_home(twin, output)
    shutil.rmtree(twin, ignore_errors=True)
    return True


def _make_twin(output: Path, twin: Path, names: Sequence[str]) -> None:
    """Make a folder with the new files, and hard links to all else that is in `output`."""
    if output.is_mount() or output.parent == output:
        raise OSError("not to be exchanged")
    twin.mkdir()
    shutil.copystat(output, twin)
    for name in names:
        os.link(output / MAKING / name, twin / name)
    _link_all(output, twin, {MAKING, *names}, [_MOST_ENTRIES])
    _flush(twin)


def _link_all(folder: Path, twin: Path, without: set[str], left: list[int]) -> None:
    for entry in sorted(folder.iterdir()):
        left[0] -= 1
        if left[0] < 0:
            raise OSError("too many files")
        if entry.name in without:
            continue
        target = twin / entry.name
        mode = entry.stat(follow_symlinks=False).st_mode
        if stat.S_ISDIR(mode):
            if entry.is_mount():
                raise OSError("a mount point")
            target.mkdir()
            shutil.copystat(entry, target)
            _link_all(entry, target, set(), left)
        else:
            os.link(entry, target, follow_symlinks=False)


def _exchange(one: Path, other: Path) -> None:
    """Let two paths change places in one step. Raises OSError if the system cannot do it."""
    libc = ctypes.CDLL(None, use_errno=True)
    rename = getattr(libc, "renameat2", None)
    if rename is None:
        raise OSError("no renameat2")
    if rename(_AT_CWD, os.fsencode(one), _AT_CWD, os.fsencode(other), _EXCHANGE) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _one_by_one(output: Path, names: Sequence[str]) -> None:
    """Replace the files one after the other; undo it all if one of them cannot be replaced."""
    done: list[str] = []
    try:
        for name in names:
            old = output / MAKING / f"old-{name}"
            if os.path.lexists(output / name):
                _keep(output / name, old)
            done.append(name)
            (output / MAKING / name).replace(output / name)
    except BaseException:
        for name in reversed(done):
            old = output / MAKING / f"old-{name}"
            if os.path.lexists(old):
                old.replace(output / name)
            elif not (output / MAKING / name).exists():
                (output / name).unlink(missing_ok=True)
        raise


def _keep(path: Path, aside: Path) -> None:
    try:
        os.link(path, aside, follow_symlinks=False)
    except OSError:  # a file system without hard links
        shutil.copy2(path, aside, follow_symlinks=False)


def _flush(path: Path) -> None:
    """Have the system write a file or folder to the disk, so that no loss of power can undo it."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
