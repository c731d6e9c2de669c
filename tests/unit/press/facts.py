"""Facts of a file that keeps every rule, to be changed in one point by a test."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from chapbook.model.editions.press import FileFacts, ImageFact, PageFact


def a_page(edge: float = 0.0, slug: float = 0.0, **changes: Any) -> PageFact:
    """Return a page of 148 × 210 mm with this bleed and room for marks."""
    out = edge + slug
    whole = (0.0, 0.0, 148 + 2 * out, 210 + 2 * out)
    page = PageFact(
        media=whole,
        crop=whole,
        bleed=(slug, slug, whole[2] - slug, whole[3] - slug),
        trim=(out, out, whole[2] - out, whole[3] - out),
        margins=(20.0, 20.0, 20.0, 20.0),
        marked=slug > 0,
        colours=frozenset({"DeviceGray"}),
        text=frozenset({("DeviceGray", (0.0,))}),
        smallest=8.5,
        transparent=False,
        annotations=0,
    )
    return replace(page, **changes)


def a_file(*pages: PageFact, count: int = 40, **changes: Any) -> FileFacts:
    """Return a file of `count` pages that ends with a blank one."""
    blank = a_page(margins=None, text=frozenset(), colours=frozenset(), smallest=None)
    return replace(
        FileFacts(
            size=100_000,
            version="1.6",
            locked=False,
            pages=pages or (*(a_page() for _ in range(count - 1)), blank),
            images=(ImageFact(3, 300.0),),
            fonts={"ABCDEF+Face": True},
            screen_parts=(),
            has_metadata=False,
            intent="CMYK",
            claims="PDF/X-4",
        ),
        **changes,
    )
