"""Titles shortened to running heads."""

from __future__ import annotations

import pytest

from chapbook.model.metadata import PrintSettings
from chapbook.render.running_heads import running_head


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("Of Miracles", "Of Miracles"),
        (
            "The Second Part of the Enquiry: in which a very long argument is brought to an end",
            "The Second Part of the Enquiry",
        ),
        ("word " * 20, "word word word word word word word word word …"),
        ("In short: " + "word " * 20, "In short: word word word word word word word …"),
        ("An introduction, " + "perhaps, " * 9, "An introduction, perhaps, perhaps, perhaps …"),
        ("x" * 80, "x" * 46 + " …"),
        ("The " + "x" * 80, "The " + "x" * 42 + " …"),
        ("e\u0301" * 48, "e\u0301" * 48),
        ("e\u0301" * 80, "e\u0301" * 46 + " …"),
        ("水" * 24, "水" * 24),
        ("水" * 40, "水" * 23 + " …"),
        ("水路 " + "水" * 40, "水路 " + "水" * 20 + " …"),
    ],
)
def test_running_heads_fit_on_a_line(title: str, head: str) -> None:
    assert running_head(title.strip(), PrintSettings()) == head
