"""The editions of a rendered book: the order they are made in, and what one gives to another."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from chapbook.errors import EditionFailed
from chapbook.impose.findings import findings_of
from chapbook.model.editions.imposition import ImpositionSummary
from chapbook.model.editions.output import (
    COVERED,
    Accessibility,
    Artifact,
    Check,
    CoverPicture,
    Format,
    PageBreak,
    Profile,
)
from chapbook.model.manuscript import Manuscript
from chapbook.options import BuildOptions
from chapbook.outcome import Clock
from chapbook.package.checks import run_checks, unasked_checks
from chapbook.package.cover import package_cover, package_wrap
from chapbook.package.epub import package_epub
from chapbook.package.html import package_html
from chapbook.package.pdf import package_pdf
from chapbook.pamphlet import PamphletPages, make_pamphlets
from chapbook.policy import in_this_context
from chapbook.press import PressOrder, broken, press_cover, press_interior, put_down
from chapbook.render.cover.front import UNNUMBERED, WIDTH, cover_rendition, cover_words
from chapbook.render.cover.wrap import cover_wrap
from chapbook.render.epub.edition import render_epub
from chapbook.render.html.edition import render_html
from chapbook.render.pdf.edition import PdfPages, render_pdf
from chapbook.render.pdf.page_breaks import page_breaks
from chapbook.render.pdf.print_sheet import ignored_declarations
from chapbook.render.pdf.tables import divided_tables
from chapbook.render.text.fragments import Fragments
from chapbook.report.preflight import PRESS_HINT, preflight_json, preflight_text
from chapbook.site import Findings, SiteCover, make_site, own_checks, planned, site_cover
from chapbook.tools.processes import ended_at_failure


@dataclass(frozen=True)
class Rendered:
    """The book as all editions need it, and its pages where one has any."""

    manuscript: Manuscript
    trees: Fragments
    pages: PdfPages | None
    pamphlets: tuple[PamphletPages, ...]


@dataclass(frozen=True)
class _Workbench:
    """What all makers of editions need; they write into `folder`."""

    rendered: Rendered
    options: BuildOptions
    folder: Path
    clock: Clock

    @property
    def manuscript(self) -> Manuscript:
        return self.rendered.manuscript

    @property
    def trees(self) -> Fragments:
        return self.rendered.trees

    def html(self, breaks: tuple[PageBreak, ...], cover: SiteCover | None) -> Artifact:
        with self.clock.stage("package html"):
            metadata = self.manuscript.metadata
            siblings = planned(metadata, self.options.formats)
            web = cover.web if cover else None
            rendition = render_html(self.manuscript, self.trees, web, siblings, breaks)
            return package_html(rendition, self.folder / f"{metadata.slug}.html")

    def pdf(self, pages: PdfPages) -> tuple[Artifact, tuple[PageBreak, ...]]:
        """Make the PDF; tell where its pages begin."""
        with self.clock.stage("package pdf"):
            rendition = render_pdf(pages)
            target = self.folder / f"{self.manuscript.metadata.slug}.pdf"
            artifact, layout = package_pdf(rendition, target)
            sheet = self.manuscript.print_sheet
            self.clock.outcome.found(tuple(ignored_declarations(sheet, layout.warnings)))
            self.clock.outcome.found(tuple(divided_tables(self.manuscript, layout.divided)))
            return artifact, page_breaks(rendition, layout.starts, layout.front)

    def cover(self) -> CoverPicture:
        with self.clock.stage("package cover"):
            given, alt = self.manuscript.cover, cover_words(self.manuscript.metadata)
            design = cover_rendition(self.manuscript, self.trees)
            return package_cover(design, given, alt, width=WIDTH, folder=self.folder)

    def epub(
        self, breaks: tuple[PageBreak, ...], cover: CoverPicture | None
    ) -> tuple[Artifact, Accessibility]:
        """Make the EPUB; tell what was found of its accessibility."""
        with self.clock.stage("package epub"):
            profile, metadata = self.options.profile, self.manuscript.metadata
            other = "" if profile is Profile.UNIVERSAL else f"-{profile.value}"
            rendition = render_epub(self.manuscript, self.trees, profile, breaks, cover)
            target = self.folder / f"{metadata.slug}{other}.epub"
            return package_epub(rendition, metadata, target), rendition.accessibility

    def press(self, pdf: Artifact, pages: PdfPages) -> tuple[Artifact, ...]:
        """Make interior, cover and the report on both; raises EditionFailed if a rule is broken."""
        with self.clock.stage("press"):
            metadata = self.manuscript.metadata
            place = self.folder / metadata.slug
            order = PressOrder(self.options.house, metadata, self.manuscript.press_profile)
            interior, wrap, inside = press_interior(
                pdf.path, Path(f"{place}-print.pdf"), order, unnumbered=UNNUMBERED
            )
            page = package_wrap(cover_wrap(pages, self.trees, wrap), self.folder)
            cover, outside = press_cover(page, Path(f"{place}-cover.pdf"), order, wrap)
            if faults := broken((inside, outside)):
                message = f"not what {order.house.value} asks for"
                raise EditionFailed(message, PRESS_HINT, preflight_text(faults).splitlines())
            told = {
                ".txt": preflight_text((inside, outside)),
                ".json": preflight_json((inside, outside)),
            }
            return interior, cover, *put_down(Path(f"{place}-preflight"), told)

    def pamphlet(self) -> tuple[tuple[Artifact, ...], tuple[ImpositionSummary, ...]]:
        options, pages = self.options.pamphlet, self.rendered.pamphlets
        made, sheets = make_pamphlets(pages, options, self.folder, self.clock.stage)
        place = self.manuscript.source.whole
        self.clock.outcome.found(tuple(f for one in sheets for f in findings_of(one, place)))
        return made, sheets

    def site_cover(self, cover: CoverPicture | None) -> SiteCover | None:
        if cover is None or Format.SITE not in self.options.formats:
            return None
        return site_cover(self.manuscript, self.trees, cover, self.folder)

    def checks(self, made: Sequence[Artifact]) -> tuple[Check, ...]:
        """Report what is proved of the files: by making them, and by outside checkers."""
        if not self.options.validate:
            return (*own_checks(made, self.trees), *unasked_checks(made))
        with self.clock.stage("validate"):
            self.clock.outcome.checks = run_checks(made)
            return (*own_checks(made, self.trees), *self.clock.outcome.checks)

    def site(
        self, made: Sequence[Artifact], cover: SiteCover | None, findings: Findings
    ) -> tuple[Artifact, ...]:
        with self.clock.stage("site"):
            return make_site(self.manuscript, self.trees, made, cover, findings, self.folder)


def make_editions(
    rendered: Rendered, options: BuildOptions, folder: Path, clock: Clock
) -> tuple[list[Artifact], tuple[ImpositionSummary, ...]]:
    """Make each edition asked for; tell how sheets among them are printed.

    The PDF is laid out by a program of its own, so it goes alongside the cover; HTML and EPUB come
    after it, since the page numbers in them are those of the PDF. The files for the press are made
    of the PDF, which is laid out for them even where it was not asked for itself. The site tells of
    them all.
    """
    bench = _Workbench(rendered, options, folder, clock)
    formats, made = options.formats, dict[Format, tuple[Artifact, ...]]()
    findings = Findings()
    with ThreadPoolExecutor(max_workers=1) as pool, ended_at_failure():
        pages = rendered.pages
        under_way = None if pages is None else pool.submit(in_this_context(bench.pdf), pages)
        cover = bench.cover() if COVERED.intersection(formats) else None
        shown = bench.site_cover(cover)
        breaks: tuple[PageBreak, ...] = ()
        if pages is not None and under_way is not None:
            pdf, page_list = under_way.result()
            if Format.PDF in formats:
                made[Format.PDF], breaks = (pdf,), page_list
            if Format.PRINT in formats:
                made[Format.PRINT] = bench.press(pdf, pages)
        if Format.HTML in formats:
            made[Format.HTML] = (bench.html(breaks, shown),)
        if Format.PAMPHLET in formats:
            made[Format.PAMPHLET], sheets = bench.pamphlet()
            findings = replace(findings, sheets=sheets)
        if Format.EPUB in formats:
            epub, found = bench.epub(breaks, cover)
            made[Format.EPUB], findings = (epub,), replace(findings, accessibility=found)
    finished = [artifact for form in formats for artifact in made.get(form, ())]
    collated = bench.options.collate and len(made) > 1
    findings = replace(findings, checks=bench.checks(finished), collated=collated)
    if Format.SITE in formats:
        finished += bench.site(finished, shown, findings)
    return finished, findings.sheets
