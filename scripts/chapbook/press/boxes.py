"""Boxes of a page, compared (ISO 32000-1, 14.11.2); all lengths in millimetres."""

from __future__ import annotations

from itertools import pairwise

from chapbook.model.editions.press import PageFact

# PDF writes lengths in points with a few decimals.
EXACT = 0.01


def nested(page: PageFact) -> bool:
    """Return whether trim lies in bleed, bleed in crop, crop in media (ISO 32000-1, 14.11.2)."""
    boxes = (page.trim, page.bleed, page.crop, page.media)
    return all(
        inner[0] >= outer[0] - EXACT
        and inner[1] >= outer[1] - EXACT
        and inner[2] <= outer[2] + EXACT
        and inner[3] <= outer[3] + EXACT
        for inner, outer in pairwise(boxes)
    )


def distances(page: PageFact) -> tuple[float, ...]:
    """Return how far the bleed goes beyond the trim at each edge."""
    return (
        page.trim[0] - page.bleed[0], page.trim[1] - page.bleed[1],
        page.bleed[2] - page.trim[2], page.bleed[3] - page.trim[3],
    )  # fmt: skip


def trim_size(page: PageFact) -> tuple[float, float]:
    """Return width and height of the trim."""
    return page.trim[2] - page.trim[0], page.trim[3] - page.trim[1]


def near(one: tuple[float, float], other: tuple[float, float], slack: float) -> bool:
    """Return whether two sizes differ by no more than `slack`."""
    return abs(one[0] - other[0]) <= slack and abs(one[1] - other[1]) <= slack
