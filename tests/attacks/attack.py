"""An attack: a manuscript with what lies beside it, and what must come of it; and how it is tried."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from attacks.oracle import SECRET, findings
from chapbook import pipeline
from chapbook.errors import ChapbookError
from chapbook.formats import formats_of
from chapbook.model.diagnostics import Diagnostic, Severity
from chapbook.model.editions.output import Format
from chapbook.options import BuildOptions
from chapbook.policy import Policy
from chapbook.report import lines_of
from unit.render.epub_sample import PIXEL

FRONT = "---\ntitle: Probe\nauthor: Nobody\nlang: en\ncover: dot.png\n{}---\n\n"
Content = str | bytes | Callable[[Path], None]


@dataclass(frozen=True)
class Attack:
    """One row of the list of attacks.

    `body` is the text, `front` more lines of front matter, `whole` the manuscript instead of both.
    In texts and files `@OUT@` is the folder that nobody may read, `@WEB@` a server that counts its
    visitors, `@PWNED@` a file that nobody may make. `refused` are the codes of the errors that must
    be told, none where the book must be built; `warned` those of warnings; `shows` are words that
    the HTML edition must hold. `bounded` allows either, if a limit is what refuses.
    """

    row: str
    body: str = "Text.\n"
    front: str = ""
    whole: Content | None = None
    files: Mapping[str, Content] = field(default_factory=dict)
    refused: str = ""
    warned: str = ""
    shows: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    bounded: bool = False
    policy: Policy = field(default_factory=Policy)
    formats: tuple[Format, ...] = formats_of("html,epub")


@dataclass(frozen=True)
class Trial:
    """What came of an attack: the words said, the findings, the files, an exception's message."""

    said: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    made: tuple[Path, ...]
    failure: str | None

    @property
    def errors(self) -> set[str]:
        """The codes of the errors."""
        found = (d for d in self.diagnostics if d.severity is Severity.ERROR)
        return {finding.code.value for finding in found}

    @property
    def warnings(self) -> set[str]:
        """The codes of the warnings."""
        found = (d for d in self.diagnostics if d.severity is Severity.WARNING)
        return {finding.code.value for finding in found}


def lay_out(attack: Attack, folder: Path, web: str) -> Path:
    """Write the manuscript and its files into `folder / "book"`, and the secrets beside it."""
    book, outside = folder / "book", folder / "outside"
    book.mkdir()
    outside.mkdir()
    for name in ("secret.txt", "secret.css", "secret.bib", "secret.csl", "secret.md"):
        (outside / name).write_bytes(b"/* " + SECRET + b" */")
    (outside / "secret.png").write_bytes(PIXEL + SECRET)
    (outside / "secret.svg").write_bytes(
        b'<svg xmlns="http://www.w3.org/2000/svg"><text>' + SECRET + b"</text></svg>"
    )
    marks = {"@OUT@": str(outside), "@WEB@": web, "@PWNED@": str(folder / "PWNED")}
    for name, content in {"dot.png": PIXEL, **attack.files}.items():
        _write(book / name, content, marks)
    whole = FRONT.format(attack.front) + attack.body if attack.whole is None else attack.whole
    _write(book / "book.md", whole, marks)
    return book / "book.md"


def _write(path: Path, content: Content, marks: Mapping[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if callable(content):
        content(path)
        return
    if isinstance(content, str):
        for mark, value in marks.items():
            content = content.replace(mark, value)
        content = content.encode("utf-8", "surrogatepass")
    path.write_bytes(content)


def attempt(attack: Attack, manuscript: Path, output: Path) -> Trial:
    """Build, in this process. Anything but the errors of the program goes through: a traceback."""
    options = BuildOptions(
        manuscript, manuscript.name, attack.formats, output, policy=attack.policy, collate=False
    )
    try:
        outcome = pipeline.build(options, lambda _stage: None)
    except ChapbookError as error:
        return Trial((error.message, error.next_step), (), _made(output), error.message)
    return Trial(tuple(lines_of(outcome.diagnostics)), outcome.diagnostics, _made(output), None)


_BESIDE = frozenset({"opds", "index-book-cover"})
_REPORTS = frozenset({"collation", "SHA256SUMS", "index"})


def _made(output: Path) -> tuple[Path, ...]:
    """Return the editions; the report of the collation, which goes with them, is another's."""
    found = sorted(output.iterdir()) if output.exists() else []
    return tuple(path for path in found if path.is_file() and path.stem not in _REPORTS)


def assert_harmless(trial: Trial, folder: Path) -> None:
    """Hold what is true of every attack, whatever came of it."""
    assert not (folder / "PWNED").exists()
    for path in trial.made:
        assert findings(path) == [], path.name
    for line in trial.said:
        assert line.isprintable(), ascii(line)
    assert not any(SECRET.decode() in line for line in trial.said)
    assert {path.name for path in folder.iterdir()} <= {"book", "out", "outside"}


def judge(attack: Attack, trial: Trial) -> None:
    """Hold what the row expects."""
    if attack.bounded:
        limited = trial.failure is not None and (
            "limit" in trial.failure or "deep" in trial.failure
        )
        assert trial.made or limited or "CB006" in trial.errors or trial.errors, trial.said
        assert trial.failure is None or limited, trial.said
        return
    expected = set(attack.refused.split())
    assert trial.failure is None, trial.said
    assert trial.errors == expected, trial.said
    assert set(attack.warned.split()) <= trial.warnings, trial.said
    if expected:
        assert trial.made == ()
        lines = [d.place.line for d in trial.diagnostics if d.severity is Severity.ERROR]
        assert all(lines) or "CB00" in attack.refused or "CB101" in attack.refused, trial.said
    else:
        wanted = {form.ending for form in attack.formats if form.ending}
        assert {path.suffix for path in trial.made if path.stem not in _BESIDE} == wanted
        html = "".join(p.read_text(encoding="utf-8") for p in trial.made if p.suffix == ".html")
        assert [words for words in attack.shows if words not in html] == []
        assert [words for words in attack.hides if words in html] == []
