"""The gutter: pages are moved with all that is painted on them; covers are not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint import HTML

from chapbook.tools.weasyprint.binding import bind

BOOK = """
<style>
  @page { size: 400px 400px; margin: 20px }
  section { break-before: page }
  .cover { page: cover }
  div, td { width: 100px; height: 50px; border: 2px solid; background: linear-gradient(red, blue) }
  tr { background: yellow }
</style>
<section class="cover"><div>Front</div></section>
<section><div>One</div><table><tr><td>A</td></tr></table></section>
<section><div>Two</div></section>
<section class="cover"><div>Back</div></section>
"""


def painted(page: Any) -> Iterator[Any]:
    """All boxes of a page, but for itself, that have a background."""
    for box in page.descendants():
        if box is not page and getattr(box, "background", None) is not None:
            yield box


def test_backgrounds_move_with_their_boxes_and_covers_stay() -> None:
    document = HTML(string=BOOK).render()
    before = [[box.position_x for box in painted(page._page_box)] for page in document.pages]
    bind(document, [(10, 30.0)], 1)
    pages = [list(painted(page._page_box)) for page in document.pages]
    moved = [
        [box.position_x - old for box, old in zip(boxes, was, strict=True)]
        for boxes, was in zip(pages, before, strict=True)
    ]
    assert [set(shifts) for shifts in moved] == [{0}, {-40.0}, {40.0}, {0}]
    assert len(pages[1]) > 2
    for box in (box for boxes in pages for box in boxes):
        for layer in box.background.layers:
            assert layer.painting_area[0] == box.border_box_x()
            if layer.image is not None:
                assert layer.positioning_area[0] == box.padding_box_x()
            for clipped in layer.clipped_boxes:
                assert box.border_box_x() <= clipped[0] <= box.border_box_x() + 5
