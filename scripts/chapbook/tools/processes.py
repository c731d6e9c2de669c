"""Outside programs, run within limits: time of the processor, silence, memory; and ended for sure.

Every program gets its own session, so that it ends with all that it started. Its time is
counted in seconds of a processor (RLIMIT_CPU), which a busy machine does not change. A program
that uses no time at all waits for something that will not come; it is ended after a while.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from chapbook.errors import ChapbookError, LimitReached, ProgramFailed, ProgramMissing
from chapbook.policy import advice, limits, option_of

_TICK = 0.25
# Who has used so much of its memory and crashes did so for want of more.
_FULL = 0.75
# Megabytes: where there is less room than for one of its arenas Python's next one fails.
_ROOM = 1.0
_PLACE: ContextVar[Path | None] = ContextVar("place", default=None)
_RUNNING: set[Child] = set()
_ENDING: ContextVar[threading.Event | None] = ContextVar("ending", default=None)


def over(name: str, what: str) -> LimitReached:
    """Make the error for a limit: which was reached, its value, and how to raise it."""
    value = getattr(limits(), name)
    return LimitReached(what, option_of(name), f"{value:,}", advice(name))


@contextmanager
def working_in(folder: Path) -> Iterator[None]:
    """Have all private folders made below `folder`, so that one removal clears them away.

    Programs run in their own folders, where a relative path would lead elsewhere.
    """
    token = _PLACE.set(folder.absolute())
    try:
        yield
    finally:
        _PLACE.reset(token)


def private_folder(prefix: str = "chapbook-") -> tempfile.TemporaryDirectory[str]:
    """Make an empty folder that nobody else can read. Raises ProgramFailed if there is no room."""
    try:
        return tempfile.TemporaryDirectory(
            prefix=prefix, dir=_PLACE.get(), ignore_cleanup_errors=True
        )
    except OSError as error:
        message = f"cannot create a folder for temporary files: {error.strerror}"
        hint = "free some space, or set TMPDIR to a folder you can write to"
        raise ProgramFailed(message, hint) from error


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long a program may run, and the names of the limits (`policy.Limits`) that say so.

    `memory` is the limit that the program sets itself: some libraries crash when they come to it.
    """

    time: str
    seconds: int
    memory: str = ""


class Child:
    """A running program. Its name and its bounds appear in messages."""

    def __init__(
        self,
        name: str,
        bounds: Bounds,
        command: Sequence[str],
        *,
        folder: Path,
        environment: Mapping[str, str],
        streams: tuple[int | IO[str], int | IO[str], int | IO[str]] = (
            subprocess.PIPE,
            subprocess.PIPE,
            subprocess.PIPE,
        ),
    ) -> None:
        """Start it in `folder`. Raises ProgramMissing if there is no such program."""
        self.name, self._bounds, self._peak = name, bounds, 0.0
        try:
            self.process = subprocess.Popen(
                list(command),
                stdin=streams[0],
                stdout=streams[1],
                stderr=streams[2],
                cwd=folder,
                env=dict(environment),
                start_new_session=True,
            )
        except OSError as error:
            message = f"{name} cannot be started: {error.strerror}"
            raise ProgramMissing(message, f"reinstall {name}") from error
        _RUNNING.add(self)
        self._restrain()
        if (ending := _ENDING.get()) is not None and ending.is_set():
            self.stop()
            raise ProgramFailed(f"{name} was not started: the build has already failed")

    def _restrain(self) -> None:
        """Set the limits from outside: no code of ours runs between fork and exec."""
        with contextlib.suppress(ProcessLookupError):  # it has ended already
            soft = max(self._bounds.seconds, 1)
            resource.prlimit(self.process.pid, resource.RLIMIT_CPU, (soft, soft + 1))
            resource.prlimit(self.process.pid, resource.RLIMIT_CORE, (0, 0))

    def finish(self, data: bytes | None = None) -> tuple[int, bytes, bytes]:
        """Wait for the end; give exit code, output and errors.

        Raises LimitReached if it took too long or lay idle, ProgramFailed if it was killed.
        """
        idle, spent = 0.0, -1.0
        try:
            if data is not None:
                self._feed(data)
            while (done := self._waited()) is None:
                now = _processor_seconds(self.process.pid)
                idle = idle + _TICK if now == spent else 0
                spent = now
                self._look_at_memory()
                if idle > limits().idle_seconds:
                    raise over("idle_seconds", f"{self.name} does not respond")
        finally:
            self.stop()
        return self._judged(spent), *done

    def _feed(self, data: bytes) -> None:
        """Write what the program reads, beside the waiting.

        `communicate` would never write the rest of it once it has timed out
        (https://github.com/python/cpython/issues/141473).
        """
        pipe, self.process.stdin = self.process.stdin, None
        threading.Thread(target=_write, args=(pipe, data), daemon=True).start()

    def _waited(self) -> tuple[bytes, bytes] | None:
        """Wait for a moment; give what the program wrote if it has ended."""
        try:
            output, errors = self.process.communicate(timeout=_TICK)
        except subprocess.TimeoutExpired:
            return None
        return output or b"", errors or b""

    def _look_at_memory(self) -> None:
        """End a program whose memory is full: Python lives on scraps of it for seconds."""
        self._peak = max(self._peak, _megabytes(self.process.pid))
        if self._bounds.memory and self._peak > getattr(limits(), self._bounds.memory) - _ROOM:
            raise over(self._bounds.memory, f"{self.name} needs more memory than the limit allows")

    def _judged(self, spent: float) -> int:
        code, bounds = self.process.returncode, self._bounds
        if code == -signal.SIGXCPU or (code == -signal.SIGKILL and spent >= bounds.seconds):
            raise over(
                bounds.time, f"{self.name} took more than {bounds.seconds} s of processor time"
            )
        if code < 0 and bounds.memory and self._peak > _FULL * getattr(limits(), bounds.memory):
            raise over(bounds.memory, f"{self.name} needs more memory than the limit allows")
        if code < 0:
            what = signal.Signals(-code).name if -code in signal.valid_signals() else str(-code)
            message = (
                f"{self.name} was stopped by the system ({what}): it may have run out of memory"
            )
            raise ProgramFailed(message, "close other programs, or split the manuscript")
        return code

    def stop(self) -> None:
        """End it with all that it started, if it still runs."""
        if self.process.returncode is None:  # once it is reaped, its number may be another's
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        _RUNNING.discard(self)


@contextmanager
def ended_at_failure() -> Iterator[None]:
    """End every program that is under way if what runs inside fails or is interrupted.

    A thread that would start one after that, in a context made inside, gets ProgramFailed.
    """
    ending = threading.Event()
    token = _ENDING.set(ending)
    try:
        yield
    except BaseException:
        ending.set()
        stop_all()
        raise
    finally:
        _ENDING.reset(token)


@contextmanager
def deadline(tell: Callable[[ChapbookError], int]) -> Iterator[None]:
    """End this process, and all programs under way, when the limit `total-seconds` has passed.

    `tell` says why and gives the exit code. What lies about is cleared away by the next build,
    as after a kill.
    """

    def expire() -> None:
        stop_all()
        code = tell(late)
        os._exit(code)

    late = over("total_seconds", "the run takes too long")
    timer = threading.Timer(limits().total_seconds, expire)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def stop_all() -> None:
    """End every program that is under way."""
    for child in list(_RUNNING):
        child.stop()


def _write(pipe: IO[bytes], data: bytes) -> None:
    with contextlib.suppress(OSError), pipe:  # the program may end without reading it all
        pipe.write(data)


def _processor_seconds(pid: int) -> float:
    """Return the seconds that a process has used (proc(5): fields 14 and 15); 0 if unknown."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return 0.0


def _megabytes(pid: int) -> float:
    """Return the memory of a process, with what it only reserved (proc(5)); 0 if unknown."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return 0.0
    return pages * resource.getpagesize() / 2**20
