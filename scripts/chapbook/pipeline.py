"""The order of the stages: read -> parse -> resolve -> render -> package -> impose, press.

A stage gives a value and diagnostics. What `parse` found wrong does not keep `resolve` from
looking too; but nothing is rendered from a manuscript with errors. Finished files
replace older ones when all that was asked for has succeeded, and not before.
"""

from __future__ import annotations

from dataclasses import replace

from chapbook.collate import Source
from chapbook.editions import Rendered, compose_editions, make_editions
from chapbook.formats import READERS
from chapbook.model.manuscript import Manuscript
from chapbook.options import BuildOptions
from chapbook.outcome import Clock, Outcome, Progress
from chapbook.parse import parse
from chapbook.policy import in_force
from chapbook.proof import prove, report_files
from chapbook.publish import publish, workshop
from chapbook.read import read
from chapbook.render.text.fragments import fragments
from chapbook.resolve import resolve
from chapbook.tools.processes import working_in


def check(options: BuildOptions, progress: Progress) -> Outcome:
    """Find all that a build would find; nothing is written."""
    outcome = Outcome()
    with in_force(options.policy):
        _rendered(options, outcome, Clock(outcome, progress))
    return outcome


def build(options: BuildOptions, progress: Progress) -> Outcome:
    """Make the editions asked for and put them into the output folder, all or none.

    Raises ChapbookError where a program is missing or fails, EditionFailed where the editions do
    not agree: then older ones stay, and the new ones are kept aside.
    """
    outcome = Outcome()
    clock = Clock(outcome, progress)
    with in_force(options.policy), workshop(options.output) as folder, working_in(folder):
        rendered = _rendered(options, outcome, clock)
        if rendered is not None:
            made, outcome.sheets = make_editions(rendered, folder, clock)
            with clock.stage("collate"):
                outcome.collation = prove(made, folder, options, _source(rendered), READERS)
            told = report_files(folder)
            publish([*made, *told], options.output, options.manuscript)
            outcome.artifacts = tuple(
                replace(one, path=options.output / one.path.name) for one in made
            )
    return outcome


def _source(rendered: Rendered) -> Source | None:
    expectation = rendered.book.trees.expectation
    text = rendered.book.manuscript.source.text
    return None if expectation is None else Source(text, expectation)


def _rendered(options: BuildOptions, outcome: Outcome, clock: Clock) -> Rendered | None:
    manuscript = _resolved(options, outcome, clock)
    if manuscript is None:
        return None
    with clock.stage("render"):
        trees, findings = fragments(manuscript)
        rendered, faults = compose_editions(manuscript, trees, options)
    outcome.found((*findings, *faults))
    return None if outcome.failed else rendered


def _resolved(options: BuildOptions, outcome: Outcome, clock: Clock) -> Manuscript | None:
    with clock.stage("read"):
        source, findings = read(options.manuscript, options.shown_path)
    outcome.found(findings)
    if source is None:
        return None
    with clock.stage("parse"):
        parsed, findings = parse(source, options.epoch)
    outcome.found(findings)
    if parsed is None:
        return None
    with clock.stage("resolve"):
        manuscript, findings = resolve(parsed)
    outcome.found(findings)
    return None if outcome.failed else manuscript
