"""What differs between the EPUBs for particular shops and readers: data only.

`universal` keeps every rule that can hold for all reading systems at once. Where two of them want
opposite things, a profile sides with one. The reasons and their sources are in `EPUB.md`; the rules
themselves are checked on finished files by the tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from chapbook.model.editions.output import Profile

# U+FE0E selects the text form: without it some systems show a coloured picture.
_HOOKS = ("\u21a9\ufe0e", "\u21aa\ufe0e")
# The fonts of Kobo's e-readers have no hooked arrows.
_ARROWS = ("\u2190", "\u2192")
# Part, chapter, section, sub-section.
_ALL_LEVELS = 4


@dataclass(frozen=True, slots=True)
class Habits:
    """How an EPUB is written for one profile; the defaults are those of `universal`.

    `call_type` is the `epub:type` of a note call. `marker_links_back`: the marker before a note is
    itself the link to its first call, and further links are right behind it; otherwise all links
    back are at the end of the note. `backlink_signs` are for left-to-right and right-to-left
    books. `contents_depth` is the number of levels that the table of contents has.
    `cover_page`: the cover has its own page in the text, beside being named as cover.
    """

    call_type: str = "noteref"
    marker_links_back: bool = False
    backlink_signs: tuple[str, str] = _HOOKS
    contents_depth: int = _ALL_LEVELS
    cover_page: bool = True

    def backlink_sign(self, direction: str) -> str:
        """Return the sign of a link back in a book of that `direction` (`ltr` or `rtl`)."""
        return self.backlink_signs[direction == "rtl"]


HABITS: Mapping[Profile, Habits] = MappingProxyType(
    {
        Profile.UNIVERSAL: Habits(),
        Profile.KOBO: Habits(call_type="footnote", backlink_signs=_ARROWS),
        Profile.KINDLE: Habits(marker_links_back=True, contents_depth=2, cover_page=False),
    }
)
