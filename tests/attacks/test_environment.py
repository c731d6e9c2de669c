"""Attacks and faults that are no manuscripts: names, places, the environment. Rows path* and env*.

The program is run as a person runs it, with the environment that the row names.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from building import CHAPBOOK
from unit.render.epub_sample import PIXEL

WELL = "---\ntitle: Book\ncover: dot.png\n---\n\nText.[^a]\n\n[^a]: A note.\n"
_FORMATS = ("--format", "html,epub", "--no-collate")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A folder with a manuscript that is well."""
    folder = tmp_path / "book"
    folder.mkdir()
    (folder / "book.md").write_text(WELL, encoding="utf-8")
    (folder / "dot.png").write_bytes(PIXEL)
    return folder


def run(
    folder: Path, *arguments: str, environment: dict[str, str | None] | None = None, **more: object
) -> subprocess.CompletedProcess[str]:
    """Run the program; a variable that is None is taken away."""
    changed = {**os.environ, **(environment or {})}
    done = subprocess.run(
        [CHAPBOOK, *arguments],
        cwd=folder,
        env={name: value for name, value in changed.items() if value is not None},
        text=True,
        check=False,
        **({"capture_output": True} | more),  # type: ignore[call-overload]
    )
    assert "Traceback" not in f"{done.stdout}{done.stderr}"
    return done


def build(folder: Path, *arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    """Run a build of the editions that are quick to make."""
    return run(folder, "build", "book.md", *_FORMATS, "--output", "out", *arguments, **more)  # type: ignore[arg-type]


def files(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder, hidden ones too, but the report of the collation."""
    found = (path for path in sorted(folder.iterdir()) if path.stem != "collation")
    return {path.name: path.read_bytes() for path in found}


# --- Names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["--strict.md", "-o..md", "-", "book[1].md", "*.md", "a b\u2028.md"]
)
def test_path06_path07_the_very_file_is_built(book: Path, name: str) -> None:
    (book / name).write_text(WELL.replace("Book", "The right one"), encoding="utf-8")
    (book / "book1.md").write_text(WELL.replace("Book", "Wrong"), encoding="utf-8")
    done = run(book, "build", *_FORMATS, "--output", "out", "--", name)
    assert done.returncode == 0, done.stderr
    assert sorted(files(book / "out")) == ["the-right-one.epub", "the-right-one.html"]


@pytest.mark.parametrize("name", ["http://127.0.0.1:1/x.md", "file:///etc/passwd", "/etc/shadow/x"])
def test_path08_env01_an_address_is_no_file(book: Path, name: str) -> None:
    done = run(book, "build", name, "--output", "out")
    assert done.returncode == 3
    assert "CB001" in done.stderr
    assert not (book / "out").exists()


def test_path09_a_name_cannot_steer_the_terminal(book: Path) -> None:
    name = "a\nb\x1b[31mred\x07\u202e\"'$(id).md"
    (book / name).write_text("---\nauthor: X\n---\n\n![x](none.png) [^u]\n", encoding="utf-8")
    done = run(book, "check", name)
    assert done.returncode == 3
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", done.stdout + done.stderr)
    (book / name).write_text("Text.\n", encoding="utf-8")
    assert run(book, "build", name, "--format", "html", "--output", "out").returncode == 0
    (made,) = files(book / "out")
    assert re.fullmatch(r"[a-z0-9-]+\.html", made)


def test_path10_a_link_in_place_of_an_edition_is_replaced(book: Path, tmp_path: Path) -> None:
    (tmp_path / "victim").write_text("victim")
    (book / "out").mkdir()
    for kind in ("html", "epub"):
        (book / "out" / f"book.{kind}").symlink_to(tmp_path / "victim")
    assert build(book).returncode == 0
    assert (tmp_path / "victim").read_text() == "victim"
    assert not (book / "out" / "book.epub").is_symlink()


def test_path11_the_manuscript_is_not_overwritten(book: Path) -> None:
    (book / "book.html").write_text(WELL, encoding="utf-8")
    done = run(book, "build", "book.html", *_FORMATS, "--output", ".")
    assert done.returncode == 2
    assert "overwrite the manuscript" in done.stderr
    assert (book / "book.html").read_text(encoding="utf-8") == WELL
    assert not (book / "book.epub").exists()


def test_path05_no_archive_is_unpacked(book: Path, tmp_path: Path) -> None:
    """There is no import of EPUB or ZIP; a container given as a manuscript is not text."""
    with zipfile.ZipFile(book / "evil.epub", "w") as archive:
        archive.writestr("../../pwned.txt", "pwned")
    done = run(book, "build", "evil.epub", "--output", "out")
    assert done.returncode == 3
    assert not list(tmp_path.rglob("pwned.txt"))


def test_path12_the_order_of_what_a_person_lists_is_kept(book: Path) -> None:
    """One manuscript is one file: a second one is a mistake in usage, not a chapter."""
    assert run(book, "build", "book.md", "dot.md").returncode == 2


# --- Places ---------------------------------------------------------------------------------------


def test_env02_env03_what_cannot_be_read_is_reported(book: Path) -> None:
    done = run(book, "build", ".", "--output", "out")
    assert (done.returncode, "CB002" in done.stderr) == (3, True)
    os.mkfifo(book / "pipe.md")
    done = run(book, "build", "pipe.md", "--output", "out")
    assert (done.returncode, "CB002" in done.stderr) == (3, True)
    if os.geteuid() != 0:
        (book / "book.md").chmod(0)
        done = build(book)
        assert (done.returncode, "CB002" in done.stderr) == (3, True)


def test_env04_a_folder_that_cannot_be_written_is_reported_before_the_work(book: Path) -> None:
    (book / "out").write_text("a file\n")
    done = run(book, "build", "book.md", "--output", "out/deeper")
    assert done.returncode in (2, 5)
    assert "chapbook: parse" not in done.stderr
    assert (book / "out").read_text() == "a file\n"


@pytest.mark.skipif(os.geteuid() != 0, reason="NOT RUN: only root can mount a small disk")
def test_env05_a_full_disk_leaves_the_older_editions(book: Path) -> None:
    out = book / "out"
    out.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(out)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode != 0:
        pytest.skip("NOT RUN: this machine lets nobody mount a small disk")
    try:
        (out / "book.html").write_bytes(b"old")
        (out / "book.epub").write_bytes(b"old")
        (out / "filler").write_bytes(bytes(150_000))
        done = build(book)
        assert done.returncode == 5
        assert "No space left" in done.stderr
        assert files(out) == {"book.html": b"old", "book.epub": b"old", "filler": bytes(150_000)}
    finally:
        subprocess.run(["umount", str(out)], check=True)


def test_env07_a_request_to_end_is_followed_and_nothing_stays(book: Path) -> None:
    (book / "book.md").write_text(WELL.replace("cover: dot.png\n", "") + "Words. " * 20_000)
    process = subprocess.Popen(
        [CHAPBOOK, "build", "book.md", "--output", "out"],
        cwd=book,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    for line in process.stderr:
        if "package" in line:
            break
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=60) == 143
    process.stderr.close()
    assert not (book / "out").exists()


def test_env08_two_builds_into_one_folder(book: Path) -> None:
    command = [CHAPBOOK, "build", "book.md", *_FORMATS, "--output", "out"]
    pairs = [
        subprocess.Popen(command, cwd=book, stderr=subprocess.PIPE, text=True) for _ in range(3)
    ]
    said = [process.communicate(timeout=300)[1] for process in pairs]
    codes = sorted(process.returncode for process in pairs)
    assert codes[0] == 0
    assert set(codes) <= {0, 5}
    assert all(
        "another build" in words
        for process, words in zip(pairs, said, strict=True)
        if process.returncode
    )
    assert sorted(files(book / "out")) == ["book.epub", "book.html"]
    assert zipfile.ZipFile(book / "out" / "book.epub").testzip() is None


def test_env14_env19_long_and_odd_paths(book: Path) -> None:
    deep = book / ("long " * 40) / "ünï\nline" / ("d" * 200)
    deep.mkdir(parents=True)
    for name in ("book.md", "dot.png"):
        shutil.copy(book / name, deep / name)
    assert build(deep, environment={"TMPDIR": "/nowhere/at/all"}).returncode == 0


# --- The environment ------------------------------------------------------------------------------


def test_env10_env11_env18_the_same_bytes_whatever_surrounds_the_build(book: Path) -> None:
    """Locale C, no HOME, another time zone, files of 1970, no standard input."""
    assert build(book).returncode == 0
    expected = files(book / "out")
    surroundings: list[dict[str, str | None]] = [
        {"LC_ALL": "C", "LANG": None, "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
        {"HOME": None, "XDG_CACHE_HOME": None, "XDG_CONFIG_HOME": None, "TZ": "Asia/Kathmandu"},
        {"HOME": "/nowhere", "XDG_CACHE_HOME": "/nowhere", "PYTHONHASHSEED": "5"},
    ]
    os.utime(book / "dot.png", (0, 0))
    for environment in surroundings:
        shutil.rmtree(book / "out")
        assert build(book, environment=environment, stdin=subprocess.DEVNULL).returncode == 0
        assert files(book / "out") == expected, environment
    assert stat.S_IMODE((book / "out" / "book.epub").stat().st_mode) == 0o644


# A library that is before the system's: any request for the time of day returns 1970.
_CLOCK = """
#define _GNU_SOURCE
#include <time.h>
#include <sys/time.h>
#include <sys/syscall.h>
#include <unistd.h>
time_t time(time_t *t) { if (t) *t = 0; return 0; }
int gettimeofday(struct timeval *v, void *z) { v->tv_sec = v->tv_usec = 0; return 0; }
int clock_gettime(clockid_t c, struct timespec *t) {
    if (c == CLOCK_REALTIME || c == CLOCK_REALTIME_COARSE) { t->tv_sec = t->tv_nsec = 0; return 0; }
    return (int) syscall(SYS_clock_gettime, c, t);
}
"""


def test_env09_a_clock_of_1970_changes_no_byte(book: Path, tmp_path: Path) -> None:
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("NOT RUN: there is no C compiler to put the clock back with")
    (tmp_path / "clock.c").write_text(_CLOCK)
    library = tmp_path / "clock.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, tmp_path / "clock.c"], check=True)
    asked = [
        sys.executable,
        "-c",
        "import time, datetime; print(time.time(), datetime.date.today())",
    ]
    put_back = {**os.environ, "LD_PRELOAD": str(library)}
    told = subprocess.run(asked, env=put_back, capture_output=True, text=True, check=True).stdout
    assert told == "0.0 1970-01-01\n"
    assert build(book).returncode == 0
    expected = files(book / "out")
    shutil.rmtree(book / "out")
    assert build(book, environment={"LD_PRELOAD": str(library)}).returncode == 0
    assert files(book / "out") == expected


@pytest.mark.parametrize("epoch", ["0", "4354819200", "99999999999999999999"])
def test_env09_an_epoch_that_no_zip_file_can_hold(book: Path, epoch: str) -> None:
    assert build(book, environment={"SOURCE_DATE_EPOCH": epoch}).returncode == 0
    with zipfile.ZipFile(book / "out" / "book.epub") as container:
        assert all(1980 <= entry.date_time[0] <= 2107 for entry in container.infolist())


@pytest.mark.parametrize(
    "script",
    ["exit 127", "echo rubbish", "kill -9 $$", "printf '\\377\\376'", "echo 'pandoc 2.1'"],
)
def test_env13_a_pandoc_that_is_none_is_not_used(book: Path, tmp_path: Path, script: str) -> None:
    fake = tmp_path / "pandoc"
    fake.write_text(f"#!/bin/sh\n{script}\n")
    fake.chmod(0o755)
    done = build(book, environment={"PYPANDOC_PANDOC": str(fake)})
    assert done.returncode in (4, 5), done.stderr
    assert "pandoc" in done.stderr
    assert not (book / "out").exists()


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("kill -11 $$", "SIGSEGV"), ("kill -9 $$", "SIGKILL"), ("exit 251", "limit pandoc-memory"),
        ("cat >/dev/null; echo '{\"blocks\": 5}'", ""), ("cat >/dev/null; echo rubbish", "no document"),
        ("exec sleep 600", "limit idle-seconds"), ("while :; do :; done", "limit pandoc-seconds"),
    ],
)  # fmt: skip
def test_env20_a_pandoc_that_crashes_hangs_or_lies(
    book: Path, tmp_path: Path, script: str, said: str
) -> None:
    (book / "out").mkdir()
    (book / "out" / "book.html").write_bytes(b"old")
    fake = tmp_path / "pandoc"
    fake.write_text(f"#!/bin/sh\ncase $1 in --version) echo 'pandoc 3.9';; *) {script};; esac\n")
    fake.chmod(0o755)
    limits = ("--limit", "idle-seconds=1", "--limit", "pandoc-seconds=1")
    start = time.monotonic()
    done = build(book, *limits, environment={"PYPANDOC_PANDOC": str(fake)})
    assert time.monotonic() - start < 60
    assert done.returncode in (3, 5)
    assert said in done.stderr
    assert files(book / "out") == {"book.html": b"old"}


def test_env15_closed_streams_and_a_reader_that_goes(book: Path) -> None:
    shell = f"{CHAPBOOK} build book.md --format html --output out"
    for ending in ("<&- >&- 2>&-", ">&-", "2>&-", "| true"):
        done = subprocess.run(
            ["sh", "-c", f"{shell} {ending}"],
            cwd=book,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert "Traceback" not in done.stderr
        assert (book / "out" / "book.html").exists()
        shutil.rmtree(book / "out")


def test_env16_a_strict_umask_changes_no_mode(book: Path) -> None:
    script = f"umask 077; exec {CHAPBOOK} build book.md --format html --output out"
    assert (
        subprocess.run(["sh", "-c", script], cwd=book, capture_output=True, check=False).returncode
        == 0
    )
    assert stat.S_IMODE((book / "out" / "book.html").stat().st_mode) == 0o644


@pytest.mark.parametrize("limit", ["-n 16", "-f 8", "-v 300000"])
def test_env17_low_limits_of_the_system(book: Path, limit: str) -> None:
    script = f"ulimit {limit}; exec {sys.executable} -m chapbook build book.md --format html --output out"
    done = subprocess.run(
        ["bash", "-c", script], cwd=book, capture_output=True, text=True, timeout=300, check=False
    )
    whole = (book / "out" / "book.html").exists()
    assert (done.returncode == 0) == whole
    assert whole or not (book / "out").exists()


def test_env12_no_network_is_needed(book: Path) -> None:
    tried = subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False)
    if tried.returncode != 0:
        pytest.skip("NOT RUN: this machine makes no network namespaces")
    done = subprocess.run(
        ["unshare", "-rn", CHAPBOOK, "build", "book.md", *_FORMATS, "--output", "out"],
        cwd=book, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_total_seconds_ends_all_and_the_next_build_clears_away(book: Path) -> None:
    (book / "book.md").write_text(WELL.replace("cover: dot.png\n", "") + "Words, words. " * 60_000)
    start = time.monotonic()
    done = run(
        book, "build", "book.md", "--format", "pdf", "--output", "out", "--limit", "total-seconds=4"
    )
    assert time.monotonic() - start < 4 + 15  # 2 s on an idle machine; the tests run beside others
    assert done.returncode == 5
    assert "limit total-seconds is 4" in done.stderr
    assert "--limit total-seconds=8" in done.stderr
    (book / "book.md").write_text(WELL, encoding="utf-8")
    assert build(book).returncode == 0
    assert sorted(files(book / "out")) == ["book.epub", "book.html"]
