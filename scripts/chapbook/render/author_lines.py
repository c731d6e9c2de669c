"""The authors on a title page: each name with institutions, notes and addresses below it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree
from markupsafe import Markup

from chapbook.model.metadata import Contributor, Metadata
from chapbook.render.text.fragments import Fragments

_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")


@dataclass(frozen=True, slots=True)
class AuthorLines:
    """An author with the lines below the name; `mailto` is None where no address is given."""

    name: str
    lines: tuple[Markup, ...]
    orcid_url: str | None
    email: str | None
    mailto: str | None

    @property
    def has_facts(self) -> bool:
        """Whether anything is shown below the name."""
        return bool(self.lines or self.orcid_url or self.email)


def author_lines(
    metadata: Metadata, fragments: Fragments, write: Callable[[etree._Element], Markup]
) -> tuple[AuthorLines, ...]:
    """Return the authors in order; `write` serialises a line for the edition."""
    pairs = zip(metadata.authors, fragments.of_authors, strict=True)
    return tuple(_author(person, tuple(map(write, lines))) for person, lines in pairs)


def _author(person: Contributor, lines: tuple[Markup, ...]) -> AuthorLines:
    is_address = person.email is not None and _EMAIL.fullmatch(person.email)
    mailto = f"mailto:{person.email}" if is_address else None
    return AuthorLines(person.name, lines, person.orcid_url, person.email, mailto)
