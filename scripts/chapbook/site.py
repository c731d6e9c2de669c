"""What goes with the editions onto a web host: download page, cover, catalogues, checksums.

It is made after the editions, since it lists their sizes and digests, and published with them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup

from chapbook.model.editions.imposition import ImpositionSummary
from chapbook.model.editions.output import (
    MEDIA_TYPES,
    Accessibility,
    Artifact,
    Check,
    CoverPicture,
    FinishedFile,
    Format,
    Verdict,
)
from chapbook.model.manuscript import Manuscript
from chapbook.model.metadata import Metadata
from chapbook.package.site import facts_of, web_raster, write_checksums, write_file
from chapbook.render.cover.front import WIDTH, cover_rendition
from chapbook.render.html.head import WebCover
from chapbook.render.text.fragments import Fragments, pictures_without_words
from chapbook.render.web.address import CHECKSUMS, DOWNLOAD_PAGE, OPDS_1, OPDS_2
from chapbook.render.web.download import Downloads, render_download_page
from chapbook.render.web.editions import Edition, edition_of
from chapbook.render.web.folding import print_and_fold
from chapbook.render.web.opds import opds_1, opds_2
from chapbook.tools.pictures.reading import Raster, icon, shrunk

# Twice what the page shows, for screens of many pixels.
_SHOWN_WIDTH = 640
_ICON = 64
_ENDINGS = {media_type: ending for ending, media_type in MEDIA_TYPES.items()}


@dataclass(frozen=True, slots=True)
class SiteCover:
    """The cover as pixels, and as web pages name it."""

    raster: Raster
    web: WebCover


@dataclass(frozen=True, slots=True)
class Findings:
    """What is known of the editions beside their files.

    `accessibility` is that of the content, by format; `sheets` what the pamphlets are printed on;
    `collated` says that the editions are compared before they are published.
    """

    checks: tuple[Check, ...] = ()
    accessibility: Mapping[str, Accessibility] = field(default_factory=dict)
    sheets: tuple[ImpositionSummary, ...] = ()
    collated: bool = False


def site_cover(
    manuscript: Manuscript, fragments: Fragments, cover: CoverPicture, folder: Path
) -> SiteCover:
    """Make the cover ready for web pages; `folder` is for what is made on the way."""
    raster = web_raster(cover, cover_rendition(manuscript, fragments), WIDTH, folder)
    name = f"{manuscript.metadata.slug}-cover{_ENDINGS[raster.media_type]}"
    small = icon(raster, _ICON).data_address
    return SiteCover(raster, WebCover(name, cover.alt, raster.width, raster.height, small))


def planned(metadata: Metadata, formats: Sequence[Format]) -> tuple[Edition, ...]:
    """Describe the editions of a build before they are made, those whose names are known."""
    return tuple(
        Edition(form, metadata.slug + form.ending, form.media_type)
        for form in formats
        if form.ending
    )


def own_checks(made: Sequence[Artifact], trees: Fragments) -> tuple[Check, ...]:
    """Return what a build proves before it publishes.

    Links that lead nowhere are CB401, notes that are not on the page of their call fail the edition
    (package.pdf): these would have stopped it. Pictures without words are a warning, CB403.
    """
    words = Verdict.FAIL if pictures_without_words(trees) else Verdict.PASS
    names = ("links", *(name for one in made for name in one.format.proves))
    proved = (Check(name, "", Verdict.PASS) for name in dict.fromkeys(names))
    return (Check("alternatives", "", words), *proved)


def make_site(
    manuscript: Manuscript,
    fragments: Fragments,
    made: Sequence[Artifact],
    cover: SiteCover | None,
    findings: Findings,
    folder: Path,
) -> tuple[FinishedFile, ...]:
    """Write the download page and all that goes with it into `folder`, beside the files `made`."""
    metadata = manuscript.metadata
    editions = tuple(_edition(one, findings) for one in made if one.format.offered)
    readable = [one for one in editions if one.format.in_catalogues]
    accessibility = next(iter(findings.accessibility.values()), None)
    web = cover.web if cover else None
    page = render_download_page(
        metadata,
        fragments,
        Downloads(
            editions,
            findings.checks,
            accessibility,
            web,
            shrunk(cover.raster, _SHOWN_WIDTH).data_address if cover else "",
            print_and_fold(findings.sheets, metadata.language) if findings.sheets else Markup(),
            findings.collated,
        ),
    )
    files = {
        DOWNLOAD_PAGE: page,
        OPDS_1: opds_1(metadata, web, readable),
        OPDS_2: opds_2(metadata, web, readable, accessibility),
    }
    if cover:
        files[cover.web.name] = cover.raster.content
    written = [write_file(content, folder / name) for name, content in files.items()]
    sums = write_checksums([*made, *written], folder / CHECKSUMS)
    return (*written, sums)


def _edition(artifact: Artifact, findings: Findings) -> Edition:
    found = findings.accessibility.get(artifact.format.name)
    sheets = {one.file: one.sheets for one in findings.sheets}
    return edition_of(artifact, facts_of(artifact), sheets.get(artifact.path.name), found)
