"""The JSON Schemas that ship with the package."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

import jsonschema


@cache
def _schema(name: str) -> dict[str, Any]:
    """Return a schema after validating it against its meta-schema."""
    text = files("chapbook").joinpath(f"schemas/{name}.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    jsonschema.Draft202012Validator.check_schema(schema)
    return schema


def report_schema() -> dict[str, Any]:
    """Return the schema of what `--json` prints."""
    return _schema("report")


def collation_schema() -> dict[str, Any]:
    """Return the schema of `collation.json`."""
    return _schema("collation")


def preflight_schema() -> dict[str, Any]:
    """Return the schema of the report on files for a press."""
    return _schema("preflight")
