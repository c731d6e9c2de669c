"""The command `impose`: any PDF becomes sheets; and the options it shares with `build`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from chapbook.cli.options import AS_JSON, FLIP, INSTRUCTIONS, WEIGHT
from chapbook.cli.output import say
from chapbook.errors import ChapbookError, ExitCode
from chapbook.impose.findings import findings_of, pages_in_words
from chapbook.impose.schemes import PAPERS, SCHEMES
from chapbook.model.editions.imposition import (
    Fit,
    Flip,
    ImpositionOptions,
    ImpositionSummary,
    Padding,
)
from chapbook.model.source import Place
from chapbook.options import points_of, thickness_of
from chapbook.report import json_of, lines_of


@click.command("impose")
@click.argument("pdf", type=click.Path(path_type=Path))
@click.option("--scheme", type=click.Choice(list(SCHEMES)), default="saddle", show_default=True)
@click.option("--paper", type=click.Choice(list(PAPERS)), default="a4", show_default=True)
@FLIP
@click.option("--right-to-left", is_flag=True, help="The book is bound on the right.")
@click.option(
    "--thickness", type=float, metavar="MM", help="Leaf thickness, instead of --paper-weight."
)
@WEIGHT
@click.option(
    "--sheets-per-signature",
    type=int,
    metavar="N",
    help="Sheets in a signature.  [default: set by the scheme]",
)
@click.option("--gutter", type=float, default=0, metavar="MM", help="Blank space at the fold.")
@click.option(
    "--margin", type=float, default=0, metavar="MM", help="Blank space at the edges of the sheet."
)
@click.option(
    "--blanks", type=click.Choice([one.value for one in Padding]), default="before-last",
    show_default=True, help="Where to put blank pages.",
)  # fmt: skip
@click.option("--shrink", is_flag=True, help="Shrink pages that do not fit the paper.")
@click.option(
    "--fit-pages",
    is_flag=True,
    help="Accept pages of different sizes: rotate and shrink them to the most common size.",
)
@click.option("--crop-marks", is_flag=True, help="Print crop marks where there is room.")
@click.option("--fold-marks", is_flag=True, help="Print fold marks.")
@click.option(
    "--signature-marks", is_flag=True, help="Print numbered bars on the folds of signatures."
)
@INSTRUCTIONS
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@AS_JSON
def impose_command(
    *, pdf: Path, output: Path | None, instructions: bool, as_json: bool, **wishes: Any
) -> None:
    """Arrange the pages of PDF on sheets to print, fold and bind."""
    from chapbook.formats import FORMATS
    from chapbook.pamphlet.sheets import impose_file

    try:
        options = _options(**wishes)
        target = output or pdf.with_name(f"{pdf.stem}-{options.scheme}-{options.paper}.pdf")
        artifact, summary = impose_file(pdf, target, options, instructions=instructions)
    except ChapbookError as error:
        if as_json:
            click.echo(json_of((), exit_code=error.exit_code, failure=error.in_full))
        raise
    found = tuple(findings_of(summary, Place(str(pdf))))
    if as_json:
        made, sheets = (artifact.in_format(FORMATS["pamphlet"]),), (summary,)
        click.echo(json_of(found, exit_code=ExitCode.WELL, artifacts=made, sheets=sheets))
        return
    for line in lines_of(found):
        say(line)
    click.echo(f"{artifact.path}  {artifact.size / 1024:,.0f} KiB")
    say(sheets_in_words(summary))
    last = summary.sheets * SCHEMES[summary.scheme].pages_per_sheet
    if summary.blanks and summary.blank_positions[-1] < last:
        say("The last page of the PDF is the back cover; --blanks end puts blank pages after it.")


def _options(  # one for each option that is not taken as it is
    *,
    flip: str,
    blanks: str,
    thickness: float | None,
    paper_weight: float | None,
    gutter: float,
    margin: float,
    **as_they_are: Any,
) -> ImpositionOptions:
    """Turn the words and millimetres of the command into what the stage takes."""
    return ImpositionOptions(
        flip=Flip(flip),
        padding=Padding(blanks),
        thickness=thickness_of(thickness, paper_weight),
        gutter=points_of(gutter),
        margin=points_of(margin),
        **as_they_are,
    )


def sheets_in_words(summary: ImpositionSummary) -> str:
    """Describe the sheets in words, for those who print them."""
    sheets = "1 sheet" if summary.sheets == 1 else f"{summary.sheets} sheets"
    parts = [f"{sheets} of {summary.paper}"]
    if len(summary.signatures) > 1:
        parts.append(f"{len(summary.signatures)} signatures")
    if summary.blanks:
        where = pages_in_words(summary.blank_positions)
        parts.append(f"{_pages(summary.blanks)} ({where} of the folded book)")
    if summary.fitted:
        parts.append(f"{pages_in_words(summary.fitted)} fitted to the size of the others")
    if summary.scale < 1:
        parts.append(f"pages scaled to {summary.scale:.1%}")
    if summary.both_sides:
        parts.append(f"print on both sides, flip on the {summary.flip.value} edge")
    return ", ".join(parts) + (f"; {_fit_in_words(summary.fit)}" if summary.fit else "")


def _fit_in_words(fit: Fit) -> str:
    """Describe the chosen setting, and its benefit."""
    chosen = f"set in {fit.size:g}/{fit.leading:g} pt, margins at {fit.margins:.0%}"
    instead = "" if fit.blanks == fit.blanks_before else f" instead of {fit.blanks_before}"
    return f"{chosen}: {_pages(fit.blanks)}{instead}, best of {fit.layouts} layouts"


def _pages(blanks: int) -> str:
    return f"{blanks or 'no'} blank page{'' if blanks == 1 else 's'}"
