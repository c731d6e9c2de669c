from __future__ import annotations

import json
import shutil
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chapbook.model.editions.output import Verdict
from chapbook.package.epub import package_epub
from chapbook.render.epub.edition import render_epub
from chapbook.tools.validators.epubcheck import check_epub
from unit.render import epub_sample as sample

MESSAGE = {
    "ID": "RSC-005",
    "severity": "ERROR",
    "message": "Duplicate ID",
    "locations": [{"path": "a.xhtml", "line": 3, "column": 9}, {"path": "b.xhtml"}],
}


def report(**changes: Any) -> dict[str, Any]:
    checker = {"path": "book.epub", "checkerVersion": "5.3.0"}
    counts = {"nFatal": 0, "nError": 0, "nWarning": 0, "nUsage": 0}
    return {"checker": {**checker, **counts, **changes}, "messages": []}


@pytest.fixture
def liar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that puts a false `java` on the PATH, which writes the text it is given."""

    def put(text: str | None, status: int = 0) -> Path:
        answer = tmp_path / "answer"
        copy = ""
        if text is not None:
            answer.write_text(text, encoding="utf-8")
            copy = f'for last; do :; done; cat "{answer}" > "$last"\n'
        java = tmp_path / "java"
        java.write_text(f"#!/bin/sh\n{copy}exit {status}\n", encoding="utf-8")
        java.chmod(java.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
        book = tmp_path / "book.epub"
        book.write_bytes(b"")
        return book

    return put


def test_not_run_without_java(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    result = check_epub(tmp_path / "book.epub")
    assert result.verdict is Verdict.NOT_RUN
    assert result.reason == "Java is not installed"
    assert not result.silent


@pytest.mark.parametrize(
    "answer",
    [
        None,
        "",
        "not json",
        "[]",
        "{}",
        json.dumps({"checker": {"path": "book.epub"}, "messages": []}),
        json.dumps(report(path="another.epub")),
        json.dumps({**report(), "messages": [{}]}),
    ],
)
def test_a_checker_that_gives_no_believable_report_is_a_failure(liar: Any, answer: str) -> None:
    result = check_epub(liar(answer))
    assert result.verdict is Verdict.FAIL
    assert result.reason
    assert not result.silent


def test_a_count_without_a_message_is_believed(liar: Any) -> None:
    result = check_epub(liar(json.dumps(report(nError=2))))
    assert (result.verdict, result.error) == (Verdict.FAIL, 2)


def test_a_message_without_a_count_is_believed(liar: Any) -> None:
    result = check_epub(liar(json.dumps({**report(), "messages": [MESSAGE]})))
    assert result.verdict is Verdict.FAIL
    assert [(m.code, m.place) for m in result.messages] == [
        ("RSC-005", "a.xhtml:3:9"),
        ("RSC-005", "b.xhtml"),
    ]


def test_a_clean_report_passes_and_usage_is_counted(liar: Any) -> None:
    clean = check_epub(liar(json.dumps(report())))
    assert clean.verdict is Verdict.PASS
    assert clean.silent
    usage = {**MESSAGE, "severity": "USAGE"}
    told = check_epub(liar(json.dumps({**report(nUsage=2), "messages": [usage]})))
    assert (told.verdict, told.usage, told.silent) == (Verdict.PASS, 2, False)


@pytest.mark.validator
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("java") is None, reason="EPUBCheck NOT RUN: there is no Java")
def test_the_smallest_book_is_silent(tmp_path: Path) -> None:
    book, trees = sample.smallest(tmp_path)
    package_epub(render_epub(book, trees), book.metadata, tmp_path / "small.epub")
    assert check_epub(tmp_path / "small.epub").messages == ()


@pytest.mark.validator
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("java") is None, reason="EPUBCheck NOT RUN: there is no Java")
def test_the_sample_book_is_silent_and_a_broken_one_is_not(tmp_path: Path) -> None:
    book = sample.manuscript(tmp_path)
    rendition = render_epub(book, sample.fragments())
    package_epub(rendition, book.metadata, tmp_path / "good.epub")
    result = check_epub(tmp_path / "good.epub")
    assert result.messages == ()
    assert result.silent

    broken = tuple(r for r in rendition.resources if r.name != "images/shed.svg")
    package_epub(replace(rendition, resources=broken), book.metadata, tmp_path / "bad.epub")
    result = check_epub(tmp_path / "bad.epub")
    assert result.verdict is Verdict.FAIL
    assert "RSC-007" in {message.code for message in result.messages}
