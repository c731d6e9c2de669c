"""The guard returns what is below the folder, and the reason for each refusal."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapbook.policy import Limits, Policy, in_force
from chapbook.tools.guard import GuardedFile, Reason, Refused, read_file, read_plain
from core import examples

SECRET = b"nobody may read this"
IN = b"this may be read"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A manuscript's folder with a secret beside it."""
    (tmp_path / "secret").write_bytes(SECRET)
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "a b.png").write_bytes(IN)
    (tmp_path / "book" / "sub").mkdir()
    (tmp_path / "book" / "sub" / "deep").write_bytes(IN)
    return tmp_path / "book"


def reason(folder: Path, target: str) -> Reason:
    found = read_file(folder, target)
    assert isinstance(found, Refused), found
    return found.reason


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("a b.png", "a b.png"), ("a%20b.png", "a b.png"), ("./sub/../a b.png", "a b.png"),
        ("sub//deep", "sub/deep"), ("sub/./deep", "sub/deep"),
    ],
)  # fmt: skip
def test_what_lies_below_the_folder_is_read(folder: Path, target: str, name: str) -> None:
    assert read_file(folder, target) == GuardedFile(name, IN)


@pytest.mark.parametrize("name", ["per%cent", "ha#sh", "what?", "q'uote\"", ".dot", "ünï", "%41"])
def test_odd_names_are_names(folder: Path, name: str) -> None:
    (folder / name).write_bytes(IN)
    assert read_file(folder, name) == GuardedFile(name, IN)


@pytest.mark.parametrize("name", ["a b%23.png", "[100%] x", "50% a|b", "`%41` {1}"])
def test_names_with_spaces_and_percent_signs_are_read_as_pandoc_encodes_them(
    folder: Path, name: str
) -> None:
    (folder / name).write_bytes(IN)
    written = "".join(f"%{ord(one):02X}" if one in ' <>|"{}[]^`' else one for one in name)
    assert read_file(folder, written) == GuardedFile(name, IN)


@pytest.mark.parametrize(
    "target",
    [
        "../secret", "sub/../../secret", "%2e%2e/secret", "%2E%2E%2Fsecret", "..%2fsecret", "..",
        "/etc/passwd", "%2Fetc/passwd", "//etc/passwd", "/proc/self/environ", "/dev/stdin",
        "file:///etc/passwd", "FILE:/etc/passwd", "http://example.org/x.png", "data:text/plain,x",
        "C:\\x.png", "\\\\host\\x", "..\\secret", "a\0b", "x/" * 3000 + "a",
    ],
)  # fmt: skip
def test_what_leads_out_is_refused(folder: Path, target: str) -> None:
    assert reason(folder, target) is Reason.OUTSIDE


@pytest.mark.parametrize("target", ["%252e%252e/secret", "none", "sub/none", "a b.png/x", "~/x"])
def test_a_missing_file_is_reported(folder: Path, target: str) -> None:
    assert reason(folder, target) is Reason.MISSING


@pytest.mark.parametrize("target", ["", ".", "sub", "sub/"])
def test_a_folder_is_no_file(folder: Path, target: str) -> None:
    assert reason(folder, target) is Reason.NOT_PLAIN


@pytest.mark.parametrize(
    "link",
    ["../secret", "../../../../../../../../etc/passwd", "/etc/passwd", "/proc/self/environ",
     "/dev/zero", "sub/../../secret"],
)  # fmt: skip
def test_a_symbolic_link_out_is_refused(folder: Path, link: str) -> None:
    (folder / "link").symlink_to(link)
    (folder / "again").symlink_to("link")
    assert reason(folder, "link") is Reason.OUTSIDE
    assert reason(folder, "again") is Reason.OUTSIDE


def test_a_folder_that_is_a_link_out_is_refused(folder: Path) -> None:
    (folder / "pictures").symlink_to("..")
    assert reason(folder, "pictures/secret") is Reason.OUTSIDE


def test_links_within_the_folder_are_followed(folder: Path) -> None:
    (folder / "link").symlink_to("sub/../sub")
    (folder / "absolute").symlink_to(folder / "sub" / "deep")
    assert read_file(folder, "link/deep") == GuardedFile("sub/deep", IN)
    assert read_file(folder, "absolute") == GuardedFile("sub/deep", IN)


def test_a_circle_of_links_ends(folder: Path) -> None:
    (folder / "a").symlink_to("b")
    (folder / "b").symlink_to("a")
    assert reason(folder, "a") is Reason.UNREADABLE


def test_pipes_sockets_and_devices_are_refused_at_once(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(folder / "socket"))
        assert reason(folder, "socket") is Reason.NOT_PLAIN
    assert reason(folder, "pipe") is Reason.NOT_PLAIN


def test_the_limit_is_enforced_and_named(folder: Path) -> None:
    with in_force(Policy(Limits(file_bytes=len(IN)))):
        assert isinstance(read_file(folder, "a b.png"), GuardedFile)
    with in_force(Policy(Limits(file_bytes=len(IN) - 1))):
        found = read_file(folder, "a b.png")
    assert isinstance(found, Refused)
    assert found.reason is Reason.TOO_LARGE
    assert "--limit file-bytes=" in found.words


def test_no_descriptor_is_left_open(folder: Path) -> None:
    before = len(sorted(Path("/proc/self/fd").iterdir()))
    for target in ("sub/deep", "sub/../" * 200 + "sub/deep", "sub/none", "../secret", "sub"):
        read_file(folder, target)
    assert len(sorted(Path("/proc/self/fd").iterdir())) == before


def test_what_a_person_names_may_be_a_link_but_no_pipe(folder: Path) -> None:
    (folder / "link").symlink_to("../secret")
    os.mkfifo(folder / "pipe")
    assert read_plain(folder / "link", 100, "file_bytes") == SECRET
    for path in (folder / "pipe", folder, folder / "none", Path("/dev/zero")):
        assert isinstance(read_plain(path, 100, "file_bytes"), Refused)


_STEPS = st.sampled_from(
    ["..", "%2e%2e", ".", "sub", "secret", "deep", "up", "round", "out", "%2f", "", "a b.png", "\0"]
)


@examples(300)
@given(st.lists(_STEPS, max_size=8), st.sampled_from(["", "/", "file:"]))
def test_no_way_leads_to_the_secret(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str], head: str
) -> None:
    base = tmp_path_factory.getbasetemp() / "ways"
    if not base.exists():
        (base / "book" / "sub").mkdir(parents=True)
        (base / "secret").write_bytes(SECRET)
        (base / "book" / "sub" / "deep").write_bytes(IN)
        (base / "book" / "sub" / "up").symlink_to("..")
        (base / "book" / "round").symlink_to("sub/up/sub")
        (base / "book" / "out").symlink_to("sub/up/..")
    found = read_file(base / "book", head + "/".join(steps))
    assert isinstance(found, Refused) or found == GuardedFile("sub/deep", IN)
