"""A report of pip-audit is a PASS only if every package was asked about."""

from __future__ import annotations

from typing import Any

import pytest

from audit import FAIL, NOT_RUN, PASS, judge

WELL = {"name": "a", "version": "1", "vulns": []}
HOLE = {"name": "b", "version": "2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3"]}]}
SKIPPED = {"name": "c", "skip_reason": "Dependency not found on PyPI"}


@pytest.mark.parametrize(
    ("packages", "code"),
    [
        ([WELL, WELL], PASS), ([WELL, HOLE], FAIL), ([WELL, HOLE, SKIPPED], FAIL),
        ([WELL, SKIPPED], NOT_RUN), ([SKIPPED], NOT_RUN), ([], NOT_RUN),
    ],
)  # fmt: skip
def test_the_verdict(packages: list[dict[str, Any]], code: int) -> None:
    assert judge({"dependencies": packages})[0] == code
