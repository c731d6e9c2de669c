"""The editions as a web page describes them: files with their facts."""

from __future__ import annotations

from dataclasses import dataclass

from chapbook.model.editions.output import Accessibility, Artifact, Format, PdfFacts


@dataclass(frozen=True, slots=True)
class Edition:
    """A file that a page offers; size and digest are unknown while the file is not yet made.

    `pages` counts those of a PDF, `sheets` the paper of a pamphlet; `tagged` and `claims` are what
    a PDF says of itself. `accessibility` is what was found in the content.
    """

    format: Format
    name: str
    media_type: str
    size: int | None = None
    sha256: str | None = None
    pages: int | None = None
    sheets: int | None = None
    tagged: bool = False
    claims: tuple[str, ...] = ()
    accessibility: Accessibility | None = None

    @property
    def for_paper(self) -> bool:
        """Return whether it is made to be printed."""
        return self.format.for_paper


def edition_of(
    artifact: Artifact,
    facts: PdfFacts | None,
    sheets: int | None,
    accessibility: Accessibility | None,
) -> Edition:
    """Describe a finished file."""
    return Edition(
        format=artifact.format,
        name=artifact.path.name,
        media_type=artifact.media_type,
        size=artifact.size,
        sha256=artifact.sha256,
        pages=facts.pages if facts else None,
        sheets=sheets,
        tagged=facts is not None and facts.tagged,
        claims=facts.claims if facts else (),
        accessibility=accessibility,
    )
