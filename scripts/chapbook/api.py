"""The functions of the package `chapbook`: what `build`, `check` and `collate` do, for programs.

They take the options of the commands as keywords and return data; nothing is printed. `API.md`
beside the package explains them. The command line reads its options by the same function.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import TypedDict, TypeVar, Unpack

from chapbook import pipeline
from chapbook.errors import (
    ChapbookError,
    EditionFailed,
    ExitCode,
    ProgramFailed,
    ProgramMissing,
    UsageError,
    as_chapbook_error,
)
from chapbook.formats import DEFAULT_FORMATS, READERS, formats_of
from chapbook.model.editions.collation import CollationReport
from chapbook.model.editions.imposition import Flip, ImpositionSummary, PamphletOptions
from chapbook.model.editions.output import Check, Profile
from chapbook.model.editions.press import House
from chapbook.options import (
    BuildOptions,
    CollateOptions,
    epoch_of,
    papers_of,
    thickness_of,
)
from chapbook.outcome import Outcome, Progress
from chapbook.policy import policy_of
from chapbook.proof import collate_files
from chapbook.report.problem import Problem, problem_of

# The names of the package `chapbook`.
__all__ = [
    "ChapbookError",
    "EditionFailed",
    "EditionFile",
    "Problem",
    "ProgramFailed",
    "ProgramMissing",
    "Result",
    "UsageError",
    "build",
    "check",
    "collate",
]

PathLike = str | Path
_Choice = TypeVar("_Choice", bound=Enum)


class CheckKeywords(TypedDict, total=False):
    """The options of `check`: those of the command without their hyphens, each optional."""

    formats: str | Sequence[str]
    strict: bool
    raw_html: bool
    limits: Sequence[str]


class BuildKeywords(CheckKeywords, total=False):
    """The options of `build`: those of `check`, and what editions are made and how."""

    output: PathLike
    profile: str
    scheme: str | None
    papers: str | Sequence[str]
    flip: str
    paper_weight: float | None
    fit: bool
    instructions: bool
    validate: bool
    press: str
    collate: bool


@dataclass(frozen=True, slots=True)
class EditionFile:
    """A finished file: its edition (`html`, `epub` …), its size in bytes and its SHA-256 digest."""

    path: Path
    format: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Result:
    """What a check or a build found and wrote.

    Without errors among the `problems`, a build wrote `files`. `collation` compares them, `sheets`
    describes how to print those of a pamphlet. `validators` is None unless they were requested.
    `seconds` are those of each stage. `exit_code` is that of the command.
    """

    problems: tuple[Problem, ...]
    files: tuple[EditionFile, ...]
    collation: CollationReport | None
    sheets: tuple[ImpositionSummary, ...]
    validators: tuple[Check, ...] | None
    seconds: Mapping[str, float]
    exit_code: ExitCode

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop a build."""
        return tuple(one for one in self.problems if one.severity == "error")


def build(
    manuscript: PathLike, *, progress: Progress | None = None, **options: Unpack[BuildKeywords]
) -> Result:
    """Build the editions of a manuscript into `output` (`build`), all of them or none.

    `progress` is called with the name of each stage. Raises UsageError, ProgramMissing,
    ProgramFailed, or EditionFailed if the editions differ; all are ChapbookError.
    """
    with _documented_errors():
        chosen = build_options(manuscript, **options)
        return _result(pipeline.build(chosen, progress or _silent))


def check(
    manuscript: PathLike, *, progress: Progress | None = None, **options: Unpack[CheckKeywords]
) -> Result:
    """Find all that a build would find, and write nothing. Raises ChapbookError as `build` does."""
    with _documented_errors():
        chosen = build_options(manuscript, **options)
        return _result(pipeline.check(chosen, progress or _silent))


def collate(
    paths: PathLike | Sequence[PathLike] = "build",
    *,
    manuscript: PathLike | None = None,
    output: PathLike | None = None,
    online: bool = False,
    progress: Progress | None = None,
) -> CollationReport:
    """Compare finished editions: a folder or files, of any tool.

    The report is written into `output` too, or into the folder if `paths` is one. Raises UsageError
    for a file that does not exist, ProgramFailed if the report cannot be written.
    """
    given = [paths] if isinstance(paths, str | Path) else paths
    chosen = tuple(map(Path, given)) or (Path("build"),)
    with _documented_errors():
        folder = chosen[0] if len(chosen) == 1 and chosen[0].is_dir() else None
        options = CollateOptions(
            chosen,
            None if manuscript is None else Path(manuscript),
            folder if output is None else Path(output),
            online,
        )
        return collate_files(options, progress or _silent, READERS)


def build_options(manuscript: PathLike, **options: Unpack[BuildKeywords]) -> BuildOptions:
    """Read the options of a build as they are written. Raises UsageError for an unknown value."""
    pamphlet = PamphletOptions(
        scheme=options.get("scheme"),
        papers=papers_of(_joined(options.get("papers", "a4,letter"))),
        flip=_choice("flip", Flip, options.get("flip", "short")),
        thickness=thickness_of(None, options.get("paper_weight")),
        instructions=options.get("instructions", False),
        fit=options.get("fit", False),
    )
    policy = policy_of(
        options.get("limits", ()),
        strict=options.get("strict", False),
        raw_html=options.get("raw_html", False),
    )
    return BuildOptions(
        Path(manuscript),
        str(manuscript),
        formats_of(_joined(options.get("formats", DEFAULT_FORMATS))),
        Path(options.get("output", "build")),
        epoch=epoch_of(),
        profile=_choice("profile", Profile, options.get("profile", "universal")),
        pamphlet=pamphlet,
        policy=policy,
        validate=options.get("validate", False),
        house=_choice("press", House, options.get("press", "generic")),
        collate=options.get("collate", True),
    )


def exit_code_of(outcome: Outcome) -> ExitCode:
    """Return the exit code of a run that came to its end."""
    if outcome.failed:
        return ExitCode.MANUSCRIPT_ERRORS
    return ExitCode.CHECK_NOT_RUN if outcome.unvalidated else ExitCode.WELL


def _result(outcome: Outcome) -> Result:
    files = (
        EditionFile(one.path, one.format.name, one.size, one.sha256) for one in outcome.artifacts
    )
    return Result(
        tuple(map(problem_of, outcome.diagnostics)),
        tuple(files),
        outcome.collation,
        outcome.sheets,
        outcome.checks,
        MappingProxyType(dict(outcome.seconds)),
        exit_code_of(outcome),
    )


def _joined(names: str | Sequence[str]) -> str:
    return names if isinstance(names, str) else ",".join(names)


def _choice(option: str, kind: type[_Choice], name: str) -> _Choice:
    try:
        return kind(name)
    except ValueError as error:
        known = ", ".join(str(one.value) for one in kind)
        message = f"unknown {option} “{name}”"
        raise UsageError(message, f"choose from {known}") from error


def _silent(_stage: str) -> None:
    pass


@contextmanager
def _documented_errors() -> Iterator[None]:
    """Turn errors of the system and limits of Python into ChapbookError; bugs stay as they are."""
    try:
        yield
    except (OSError, RecursionError, MemoryError) as error:
        raise as_chapbook_error(error) from error
