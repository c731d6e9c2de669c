"""Fixtures of the attacks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from attacks.canary import Canary


@pytest.fixture(scope="session")
def canary() -> Iterator[Canary]:
    """A server that must have no visitors."""
    server = Canary()
    yield server
    server.stop()
