"""Any PDF becomes a file of sheets, with the instructions before them where they are wanted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from chapbook.errors import ProgramFailed, UsageError
from chapbook.impose import impose, with_first_sheet
from chapbook.model.editions.imposition import ImpositionOptions, ImpositionSummary
from chapbook.model.editions.output import FinishedFile
from chapbook.package.pdf import package_pdf
from chapbook.render.web.folding import first_sheet
from chapbook.tools.sheets.drawing import size_of_sheets

# The language of a PDF of any make is not known.
_LANGUAGE = "en"


def impose_file(
    source: Path, target: Path, options: ImpositionOptions, *, instructions: bool = False
) -> tuple[FinishedFile, ImpositionSummary]:
    """Place the pages of the PDF `source` on sheets and write them to `target`, or nothing.

    Raises UsageError where the file cannot be imposed as was asked, ProgramFailed where that fails.
    """
    if source.resolve() == target.resolve():
        raise UsageError("the output file would overwrite the input", "choose another --output")
    if not target.parent.is_dir():
        raise UsageError(f"folder not found: {target.parent}", "choose another --output")
    try:
        with TemporaryDirectory(prefix=".chapbook-", dir=target.parent) as folder:
            artifact, summary = impose(source, Path(folder, target.name), options)
            if instructions:
                artifact = with_instructions(artifact, summary, _LANGUAGE)
            artifact.path.chmod(0o644)
            artifact.path.replace(target)
    except OSError as error:
        message = f"cannot write {target}: {error.strerror}"
        raise ProgramFailed(message, "choose another --output") from error
    return replace(artifact, path=target), summary


def with_instructions(
    sheets: FinishedFile, summary: ImpositionSummary, language: str
) -> FinishedFile:
    """Add a first sheet with printing and folding instructions."""
    rendition = first_sheet(summary, size_of_sheets(sheets.path), language)
    first = sheets.path.with_name(f".first-{sheets.path.name}")
    try:
        package_pdf(rendition, first)
        return with_first_sheet(sheets, first)
    finally:
        first.unlink(missing_ok=True)
