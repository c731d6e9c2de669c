"""Identifiers: their schemes, check digits, the stable URN of a book, the name of its files."""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Sequence

from chapbook.model.metadata import Contributor, Identifier

# A name space of our own, itself made by UUIDv5 (RFC 9562, 5.5) of a reserved domain name.
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "chapbook.invalid")


def scheme_of(value: str) -> tuple[str, str]:
    """Recognise the scheme of an identifier by its form."""
    low = value.lower()
    if low.startswith("urn:uuid:") or re.fullmatch(
        r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", low
    ):
        return "uuid", low.removeprefix("urn:uuid:")
    if low.startswith(("urn:isbn:", "isbn")) or valid_isbn(re.sub(r"[\s-]", "", value).upper()):
        return "isbn", without_isbn(value)
    if low.startswith(("doi:", "10.")):
        return "doi", re.sub(r"^doi:", "", value, flags=re.IGNORECASE)
    return ("uri" if re.match(r"[a-z][a-z0-9+.-]*:", low) else "local"), value


def without_isbn(value: str) -> str:
    """Return an ISBN as it is written, without the word (`ISBN-13:`, `urn:isbn:`) before it."""
    return re.sub(
        r"^(?:urn:)?isbn(?:-1[03](?=[:\s]))?:?\s*", "", value.strip(), flags=re.IGNORECASE
    )


def valid_isbn(digits: str) -> bool:
    """Check the check digit of an ISBN-10 or ISBN-13 (ISO 2108, annex A)."""
    if re.fullmatch(r"97[89][0-9]{10}", digits):
        return sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits)) % 10 == 0
    if re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        values = [10 if d == "X" else int(d) for d in digits]
        return sum((10 - i) * value for i, value in enumerate(values)) % 11 == 0
    return False


def stable_identifier(
    identifiers: Sequence[Identifier], title: str, contributors: Sequence[Contributor]
) -> str:
    """Return the URN of the book: the declared UUID, else UUIDv5 (RFC 9562) of what is declared."""
    for identifier in identifiers:
        if identifier.scheme == "uuid":
            return identifier.urn
    if identifiers:
        name = identifiers[0].urn
    else:
        name = "\n".join([title, *(c.name for c in contributors if "aut" in c.roles)])
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, name)}"


RESERVED_SLUGS = frozenset({"index", "collation"})
"""Names that the download page and the report of the collation have."""


def slug_of(title: str) -> str:
    """Make a file name of a title: ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    slug = words[:60].rstrip("-") or "book"
    return f"{slug}-book" if slug in RESERVED_SLUGS else slug
