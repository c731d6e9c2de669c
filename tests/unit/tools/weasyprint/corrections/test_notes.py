"""What a page leaves of its notes decides whether the next page is made again."""

from __future__ import annotations

from typing import Any

import pytest

from chapbook.tools.weasyprint.corrections.notes import _with_notes_left_over


class Pages:
    """A context of two pages, whose first is made and leaves something of a note."""

    def __init__(self, before: Any) -> None:
        self.carried = {} if before is None else {1: before}
        self.page_maker = [(None, {}), (None, {"content_changed": False})]
        self.resumed: list[int] = []

    def resume(self, page: int) -> None:
        self.resumed.append(page)


@pytest.mark.parametrize(
    ("before", "left", "text", "again"),
    [
        (None, (("a", {0: None}),), {0: None}, False),  # the next page is not made yet
        ((("a", {0: None}),), (("a", {0: None}),), {0: None}, False),
        ((("a", {0: None}),), (("a", {1: None}),), {0: None}, True),
        ((("a", {0: None}),), (), {0: None}, True),
        ((), (("a", {0: None}),), None, True),  # a page of notes alone, after the last text
        ((("a", {0: None}),), (), None, False),  # nothing comes after this page
    ],
)
def test_the_next_page_follows_the_notes_that_are_left(
    before: Any, left: Any, text: Any, again: bool
) -> None:
    pages = Pages(before)

    def remake(index: int, context: Pages, *_: Any) -> tuple[str, Any]:
        context.carried[index + 1] = left
        return "page", text

    assert _with_notes_left_over(remake)(0, pages, None, None) == ("page", text)
    assert pages.resumed == [1]
    assert pages.page_maker[1][1]["content_changed"] is again
