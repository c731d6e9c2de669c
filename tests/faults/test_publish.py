"""A set of editions is replaced whole or not at all: by errors, by kills, by two builds at once.

A kill is a real one: a forked process ends itself by SIGKILL at its n-th call of the system that
touches a file, for every n until the work is done.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chapbook import publish as publishing
from chapbook.errors import ProgramFailed, UsageError
from chapbook.model.editions.output import FinishedFile
from chapbook.publish import LOCK, publish, workshop

NAMES = ("book.html", "book.epub", "book.pdf")
OLD = {name: f"old {name}".encode() for name in NAMES[:2]}
NEW = {name: f"new {name}".encode() for name in NAMES}
OTHERS = {"README.md": b"mine", "sub/deep": b"mine too"}
_COUNTED = frozenset(
    """open os.rename os.link os.remove os.mkdir os.rmdir os.chmod os.truncate fcntl.flock
    ctypes.call_function""".split()
)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """An output folder with two older editions and files of the person's own."""
    folder = tmp_path / "out put"
    fill(folder)
    return folder


def fill(folder: Path) -> None:
    (folder / "sub").mkdir(parents=True)
    for name, content in {**OLD, **OTHERS}.items():
        (folder / name).write_bytes(content)


def editions(folder: Path) -> dict[str, bytes]:
    """What a person sees of the editions."""
    return {name: (folder / name).read_bytes() for name in NAMES if (folder / name).exists()}


def assert_nothing_lost(folder: Path) -> None:
    for name, content in OTHERS.items():
        assert (folder / name).read_bytes() == content


def assert_nothing_left(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir() if path.name.startswith(".")) == []
    assert [path.name for path in folder.parent.iterdir() if "chapbook" in path.name] == []


def work(output: Path) -> None:
    """Make and publish the new set, as a build does."""
    with workshop(output) as folder:
        made = []
        for name, content in NEW.items():
            (folder / name).write_bytes(content)
            made.append(FinishedFile(folder / name, "", len(content)))
        publish(made, output, output / "manuscript.md")


def killed(action: Callable[[], None], at: int) -> bool:
    """Run in its own process, killed at its `at`-th counted call; say whether it was."""
    child = os.fork()
    if child == 0:
        calls = iter(range(1, at + 1))

        def hook(event: str, _: object) -> None:
            if event in _COUNTED and next(calls, None) == at:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        try:
            action()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def kill_everywhere(tmp_path: Path, action: Callable[[Path], None]) -> Iterator[Path]:
    """Kill the action at every call, each time in a fresh folder; yield what it left."""
    for at in range(1, 1000):
        folder = tmp_path / str(at) / "out"
        fill(folder)
        if not killed(lambda folder=folder: action(folder), at):  # type: ignore[misc]
            assert editions(folder) == NEW
            return
        yield folder
    pytest.fail("the work never came to its end")


def test_a_set_is_published_whole_and_nothing_else_is_touched(output: Path) -> None:
    inode = output.stat().st_ino
    work(output)
    assert editions(output) == NEW
    assert output.stat().st_ino == inode  # a process in the folder is still in it
    assert {path.stat().st_nlink for path in output.glob("book.*")} == {1}
    assert_nothing_lost(output)
    assert_nothing_left(output)


def test_a_kill_at_any_moment_leaves_the_old_set_or_the_new(tmp_path: Path) -> None:
    kills = 0
    for folder in kill_everywhere(tmp_path, work):
        kills += 1
        assert editions(folder) in (OLD, NEW), f"call {kills}"
        assert_nothing_lost(folder)
        work(folder)
        assert editions(folder) == NEW
        assert_nothing_lost(folder)
        assert_nothing_left(folder)
    assert kills > 40


def test_where_folders_cannot_be_exchanged_every_file_is_whole_and_the_next_build_mends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_one: Path, _other: Path) -> None:
        raise OSError(errno.EINVAL, "no exchange")

    monkeypatch.setattr(publishing, "_exchange", refuse)
    for folder in kill_everywhere(tmp_path, work):
        seen = editions(folder)
        assert all(content in (OLD.get(name), NEW[name]) for name, content in seen.items())
        assert set(OLD) <= set(seen)
        work(folder)
        assert editions(folder) == NEW
        assert_nothing_lost(folder)
        assert_nothing_left(folder)


@pytest.mark.parametrize("exchange", [True, False])
@pytest.mark.parametrize("function", ["replace", "link", "fsync", "mkdir", "open", "chmod"])
def test_a_call_that_fails_leaves_the_old_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: str, exchange: bool
) -> None:
    """The n-th call fails for want of room, for every n until nothing fails any more."""
    if not exchange:
        monkeypatch.setattr(publishing, "_exchange", lambda *_: fail())
    original = getattr(os, function)
    for at in range(1, 200):
        folder = tmp_path / str(at)
        fill(folder)
        calls = iter(range(1, at + 1))

        def failing(
            *arguments: object, calls: Iterator[int] = calls, at: int = at, **more: object
        ) -> object:
            if next(calls, None) == at:
                fail()
            return original(*arguments, **more)

        monkeypatch.setattr(os, function, failing)
        said = failure_of(folder)
        monkeypatch.setattr(os, function, original)
        assert said is None or "No space left" in said
        assert editions(folder) == (OLD if said else NEW)
        assert_nothing_lost(folder)
        if next(calls, None) is not None:
            return
    pytest.fail("it never came to an end")


def failure_of(folder: Path) -> str | None:
    """Do the work; give the words of its failure."""
    try:
        work(folder)
    except ProgramFailed as error:
        return error.message
    return None


def fail() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_two_builds_at_once(output: Path) -> None:
    with workshop(output), pytest.raises(ProgramFailed, match=rf"process {os.getpid()}"):
        work(output)
    assert editions(output) == OLD
    work(output)
    assert editions(output) == NEW
    assert_nothing_left(output)


def test_the_lock_of_a_killed_build_binds_nobody(output: Path) -> None:
    (output / LOCK).write_text("1\n")
    work(output)
    assert editions(output) == NEW


def test_a_lock_that_is_a_link_is_not_written_through(output: Path, tmp_path: Path) -> None:
    (tmp_path / "victim").write_text("victim")
    (output / LOCK).symlink_to(tmp_path / "victim")
    with pytest.raises(ProgramFailed, match="cannot write"):
        work(output)
    assert (tmp_path / "victim").read_text() == "victim"


def test_a_link_in_place_of_an_edition_is_replaced_not_followed(
    output: Path, tmp_path: Path
) -> None:
    (tmp_path / "victim").write_text("victim")
    (output / "book.epub").unlink()
    (output / "book.epub").symlink_to(tmp_path / "victim")
    work(output)
    assert (tmp_path / "victim").read_text() == "victim"
    assert editions(output) == NEW


def test_an_output_folder_that_is_a_link_is_filled(output: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(output)
    work(tmp_path / "link")
    assert editions(output) == NEW
    assert (tmp_path / "link").is_symlink()


def test_the_manuscript_is_never_overwritten(output: Path) -> None:
    with workshop(output) as folder:
        (folder / "book.html").write_bytes(b"new")
        made = [FinishedFile(folder / "book.html", "", 3)]
        with pytest.raises(UsageError, match="overwrite the manuscript"):
            publish(made, output, output / "book.html")
    assert editions(output) == OLD


def test_a_folder_in_place_of_an_edition_is_reported(output: Path) -> None:
    (output / "book.pdf").mkdir()
    with pytest.raises(ProgramFailed, match="is a folder"):
        work(output)
    assert {name: (output / name).read_bytes() for name in OLD} == OLD


def test_a_new_output_folder_goes_again_if_nothing_came_of_it(tmp_path: Path) -> None:
    with workshop(tmp_path / "new" / "er"):
        pass
    assert not (tmp_path / "new" / "er").exists()


def test_a_file_in_place_of_the_folder_is_reported(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(ProgramFailed, match="cannot write"):
        work(tmp_path / "out")
    assert (tmp_path / "out").read_text() == "a file"


@pytest.mark.skipif(os.geteuid() != 0, reason="NOT RUN: needs to become another user")
def test_a_folder_that_cannot_be_written_is_reported_at_once(output: Path) -> None:
    output.chmod(0o555)
    output.parent.chmod(0o755)
    child = os.fork()
    if child == 0:
        os.setuid(65534)
        try:
            work(output)
        except ProgramFailed as error:
            os._exit(3 if "Permission denied" in error.message else 4)
        except BaseException:  # noqa: BLE001
            os._exit(5)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3
    assert editions(output) == OLD
