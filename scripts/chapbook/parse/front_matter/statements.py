"""What a person states about a book's accessibility; everything else is found in the content."""

from __future__ import annotations

from collections.abc import Mapping

from chapbook.model.metadata import AccessibilityStatement
from chapbook.parse.front_matter.people import as_list
from chapbook.parse.front_matter.yaml_tree import Value


def accessibility_statement(data: Mapping[str, Value]) -> AccessibilityStatement:
    """Read the key `accessibility`; its form has been validated against the schema."""
    given = data.get("accessibility")
    found: Mapping[str, Value] = given if isinstance(given, dict) else {}

    def text(key: str) -> str | None:
        return " ".join(str(found.get(key) or "").split()) or None

    return AccessibilityStatement(
        certified_by=text("certified-by"),
        credential=text("certifier-credential"),
        report=text("certifier-report"),
        summary=text("summary"),
        required=given == "required" or found.get("required") in ("true", "yes"),
        hazards=tuple(str(hazard) for hazard in as_list(found.get("hazards"))),
    )


def fonts_wanted(data: Mapping[str, Value]) -> bool:
    """Check whether the key `epub` requires embedded fonts."""
    given = data.get("epub")
    return isinstance(given, dict) and given.get("embed-fonts") in ("true", "yes")
