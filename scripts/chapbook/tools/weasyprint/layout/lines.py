"""Where a line begins, and where one may break that ends in a space: what WeasyPrint forgets.

`corrections.text` puts them into WeasyPrint's `split_first_line`; `lay` makes a Pango layout of
a text, `width_of` measures its first line (CSS pixels).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class _Begun:
    """What stands on a line before a child of an inline box.

    WeasyPrint moves the boxes in the list of a line aside for a float. The children of an inline
    box are moved with it, and must not be moved twice.
    """

    def is_in_normal_flow(self) -> bool:
        """Return what keeps WeasyPrint from moving it."""
        return False


_SOMETHING = (0, _Begun())


def begun(
    line_children: list[Any], children: list[Any], waiting_children: list[Any]
) -> list[tuple[Any, Any]]:
    """Return a list that is empty only where a child of an inline box begins its line.

    WeasyPrint looks at the children of the line alone. In a link that is first on its line it took
    each piece of text for the beginning of the line, where words may be broken anywhere.
    """
    return line_children or ([_SOMETHING] if children or waiting_children else [])


def fits_without_space(
    lay: Callable[[str], Any], width_of: Callable[[Any], float], text: str, room: float
) -> bool:
    """Return whether `text` fits into one line when the space at its end is left out."""
    cut = text.rstrip(" ")
    if not cut or cut == text:
        return False
    layout = lay(cut)  # Pango frees the line with its layout: both are needed to the end
    line, rest = layout.get_first_line()
    return rest is None and width_of(line) <= room


def broken_before_last_word(
    lay: Callable[[str, float | None], Any],
    width_of: Callable[[Any], float],
    text: str,
    room: float,
) -> tuple[Any, Any, int] | None:
    """Break a text that ends in a no-break space, and is too wide by it, before its last word.

    Pango lets white space hang over the end of a line, the no-break space too, and sees nothing
    to break. Gives layout, first line and where it breaks off (bytes); None if it cannot break.
    """
    cut = text.rstrip(" \u00a0")
    if not cut or cut == text:
        return None
    bare = lay(cut, None)
    line, _ = bare.get_first_line()
    layout = lay(text, min(room, width_of(line) - 0.5))
    line, rest = layout.get_first_line()
    if rest is None or width_of(line) > room:
        return None
    return layout, line, rest
