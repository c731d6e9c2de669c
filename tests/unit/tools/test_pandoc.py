"""The wrapper of pandoc: a pure function of its input, found once, refused when too old."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pypandoc
import pytest

from chapbook.errors import LimitReached, NestedTooDeeply, ProgramFailed, ProgramMissing
from chapbook.model.ast import walk
from chapbook.policy import Limits, Policy, in_force
from chapbook.tools import pandoc
from chapbook.tools.citation_styles import style_path


@pytest.fixture
def anew() -> Iterator[None]:
    """Forget the pandoc that was found, before and after."""
    pandoc.program.cache_clear()
    yield
    pandoc.program.cache_clear()


def script(path: Path, body: str) -> str:
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def kinds(text: str) -> list[str]:
    return [node["t"] for node in walk(pandoc.read_markdown(text)["blocks"])]


def test_the_full_reader_reads_all_but_the_front_matter() -> None:
    text = "% no title\n\n---\ntitle: no metadata\n---\n\nA[^1] [@cite] ~~x~~ $y$ ^[z]\n\n[^1]: n\n"
    document = pandoc.read_markdown(text)
    assert document["meta"] == {}
    assert {"Note", "Cite", "Strikeout", "Math"} <= {n["t"] for n in walk(document["blocks"])}


def test_a_text_is_read_once_whatever_blank_lines_are_before_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    runs = list[str]()
    run = pandoc._run

    def counted(arguments: list[str], text: str) -> str:
        runs.append(text)
        return run(arguments, text)

    monkeypatch.setattr(pandoc, "_run", counted)
    texts = ("  \n\t\nRead *once*.", "\n\nRead *once*.", "\n\n    Read *once*.", "\nRead *once*.")
    trees = [pandoc.read_markdown(text)["blocks"] for text in texts]
    assert [tree[0]["t"] for tree in trees] == ["Para", "Para", "CodeBlock", "Para"]
    assert trees[0] == trees[1] == trees[3]
    assert len(runs) == 3
    trees[0].clear()
    assert pandoc.read_markdown(texts[0])["blocks"]


def test_html_is_a_fragment_with_mathml_and_without_highlighting() -> None:
    html = pandoc.write_html(pandoc.read_markdown("$x$\n\n```python\nx = 1\n```\n"))
    assert "<math" in html
    assert '<pre class="python"><code>x = 1</code></pre>' in html
    assert "<html" not in html


def test_files_outside_cannot_be_read(tmp_path: Path) -> None:
    """Under --sandbox an include, a picture's size or a data file is out of reach."""
    secret = tmp_path / "secret.md"
    secret.write_text("SECRET", encoding="utf-8")
    document = pandoc.read_markdown(f"\\input{{{secret}}}\n\n![x]({secret})\n")
    assert "SECRET" not in pandoc.write_html(document)


def test_neither_environment_nor_user_data_change_the_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = pandoc.read_markdown('"x" -- y\n')
    defaults = tmp_path / "pandoc"
    defaults.mkdir()
    (defaults / "abbreviations").write_text("x\n", encoding="utf-8")
    for name, value in {
        "XDG_DATA_HOME": str(tmp_path),
        "HOME": str(tmp_path),
        "LC_ALL": "C",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    assert pandoc.read_markdown('"x" -- y\n') == before


def test_any_text_reaches_pandoc_whole() -> None:
    document = pandoc.read_markdown("é 주 😀 \u00a0\u2028x\n")
    assert [n["c"] for n in walk(document["blocks"]) if n["t"] == "Str"][:3] == ["é", "주", "😀"]


def test_references_are_read_with_their_mathematics() -> None:
    (entry,) = pandoc.references("@book{doe, title={A $x$}, author={Doe, Jane}}", "biblatex")
    assert entry["c"]["id"] == {"t": "MetaString", "c": "doe"}
    assert [node["t"] for node in entry["c"]["title"]["c"]] == ["Str", "Space", "Math"]


def test_citations_are_set_in_the_given_style() -> None:
    style = style_path("chicago-author-date")
    assert style is not None
    data = [(".bib", b"@book{doe, title={T}, author={Doe}}")]
    document = pandoc.cite(pandoc.read_markdown("[@doe, 5]\n"), data, style.read_bytes())
    assert "Doe" in pandoc.write_html(document)


def test_a_failure_is_reported_with_the_message_of_pandoc() -> None:
    with pytest.raises(ProgramFailed, match="pandoc failed"):
        pandoc.references("{", "csljson")


@pytest.mark.parametrize("marks", [150, 700])
def test_text_without_bottom_is_refused_by_name(marks: int) -> None:
    with pytest.raises(NestedTooDeeply):
        pandoc.read_markdown(">" * marks + " x\n")


@pytest.mark.usefixtures("anew")
def test_a_pandoc_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> str:
        raise OSError("no pandoc")

    monkeypatch.setattr(pypandoc, "get_pandoc_path", missing)
    with pytest.raises(ProgramMissing, match="not installed"):
        pandoc.read_markdown("x")


@pytest.mark.usefixtures("anew")
@pytest.mark.parametrize("version", ["2.19.2", "3.8.9"])
def test_a_pandoc_that_is_too_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str
) -> None:
    path = script(tmp_path / "pandoc", f"echo 'pandoc {version}'")
    monkeypatch.setattr(pypandoc, "get_pandoc_path", lambda: path)
    with pytest.raises(ProgramMissing, match=r"older than 3\.9"):
        pandoc.read_markdown("x")


@pytest.mark.usefixtures("anew")
@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("exit 83", "pandoc failed \\(83\\)"),
        ("cat >/dev/null; echo '{}'", "no document"),
        ("cat >/dev/null; echo '[]'", "no document"),
        ("cat >/dev/null; echo 'nonsense'", "no document"),
        ("cat >/dev/null", "no document"),
    ],
)
def test_a_pandoc_that_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, error: str
) -> None:
    """An exit code of 0 with no document, or with half of one, is a failure all the same."""
    path = script(
        tmp_path / "pandoc", f"case $1 in --version) echo 'pandoc 3.9';; *) {body};; esac"
    )
    monkeypatch.setattr(pypandoc, "get_pandoc_path", lambda: path)
    with pytest.raises(ProgramFailed, match=error):
        pandoc.read_markdown("x")


@pytest.mark.usefixtures("anew")
def test_a_pandoc_that_never_ends_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = script(
        tmp_path / "pandoc", "case $1 in --version) echo 'pandoc 3.9';; *) exec sleep 60;; esac"
    )
    monkeypatch.setattr(pypandoc, "get_pandoc_path", lambda: path)
    with (
        in_force(Policy(Limits(idle_seconds=1))),
        pytest.raises(LimitReached, match="does not respond") as f,
    ):
        pandoc.read_markdown("x")
    assert "--limit idle-seconds=2" in f.value.next_step


@pytest.mark.usefixtures("anew")
@pytest.mark.parametrize("body", ["echo rubbish", "printf '\\377'", "exit 3", "kill -9 $$", ":"])
def test_what_does_not_say_that_it_is_pandoc_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    path = script(tmp_path / "pandoc", body)
    monkeypatch.setattr(pypandoc, "get_pandoc_path", lambda: path)
    with pytest.raises((ProgramMissing, ProgramFailed)):
        pandoc.read_markdown("x")


@pytest.mark.usefixtures("anew")
def test_a_pandoc_that_the_system_ends_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = script(
        tmp_path / "pandoc", "case $1 in --version) echo 'pandoc 3.9';; *) kill -9 $$;; esac"
    )
    monkeypatch.setattr(pypandoc, "get_pandoc_path", lambda: path)
    with pytest.raises(ProgramFailed, match=r"was stopped by the system \(SIGKILL\)"):
        pandoc.read_markdown("x")


@pytest.mark.parametrize(
    ("limit", "text"),
    [("pandoc-seconds", "[" * 22), ("pandoc-memory", "[" * 16 + "x" + "]{.a}" * 16)],
)
def test_a_text_that_takes_too_long_or_too_much_meets_the_limit(limit: str, text: str) -> None:
    tight = Limits(pandoc_seconds=1) if limit == "pandoc-seconds" else Limits(pandoc_memory=60)
    with in_force(Policy(tight)), pytest.raises(LimitReached, match=limit) as found:
        pandoc.read_markdown(text)
    assert f"--limit {limit}=" in found.value.next_step


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    pandoc.read_markdown("x")
    assert list(tmp_path.iterdir()) == []
