"""What people are told about printing, folding and binding a pamphlet, by language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FoldingWords:
    """The sentences of one language.

    `steps` has one for each name of a step (`render.web.folding`). Where paper is named, `{sheets}`
    is a number of sheets in words, `{bundles}` the number of signatures, `{sizes}` theirs.
    `turned_right` and `turned_wrong` stand on the back of a first sheet, head against head: which
    of them is upright tells whether the printer is set right.
    """

    language: str
    heading: str
    sheet: str
    sheets: str
    of_paper: str
    and_: str
    turned_right: str
    turned_wrong: str
    steps: Mapping[str, str]

    def count(self, sheets: int) -> str:
        """Return the number of sheets in words."""
        return self.sheet if sheets == 1 else self.sheets.format(count=sheets)


ENGLISH = FoldingWords(
    language="en",
    heading="How to print and fold it",
    sheet="one sheet",
    sheets="{count} sheets",
    of_paper="{sheets} of {paper} paper",
    and_="and",
    turned_right="These words stand upright: your printer is set right. Print the rest.",
    turned_wrong="These words stand upright: your printer turns the sheets about the wrong edge. "
    "Choose the other edge in the print dialog.",
    steps={
        "print-short": "In the print dialog choose both sides, flipped on the short edge, and the "
        "actual size (100 %), not “fit to page”. If your printer prints one side only, print the "
        "odd pages, turn the pile over on its short edge, and print the even pages on its back.",
        "print-long": "In the print dialog choose both sides, flipped on the long edge, and the "
        "actual size (100 %), not “fit to page”. If your printer prints one side only, print the "
        "odd pages, turn the pile over on its long edge, and print the even pages on its back.",
        "print-one-side": "In the print dialog choose one side and the actual size (100 %), not "
        "“fit to page”.",
        "test": "Test it with one sheet: print pages 1 and 2 only, fold the sheet with the cover "
        "outside, and open it. Inside, the text must stand upright like the cover. If it stands "
        "on its head, choose the other edge in the dialog.",
        "test-first": "Test it with this sheet: print pages 1 and 2 only, and turn the sheet over "
        "like a leaf of a book. If the words on the back stand on their head, choose the other "
        "edge in the dialog. Then print the rest.",
        "knock": "Print the rest. Keep the sheets in their order, the cover outermost, and knock "
        "their edges together on the table.",
        "fold": "Lay the pile down with the cover underneath, fold all sheets at once down the "
        "middle, and rub the fold flat with the back of a spoon.",
        "fold-one": "Fold the sheet down the middle, the cover outside, and rub the fold flat with "
        "the back of a spoon.",
        "staple": "Open it in the middle with the cover on top. Staple twice through the fold, "
        "from outside, each a quarter of the height from an end. A stapler with a long arm "
        "reaches; or sew through the same two places with needle and thread.",
        "trim": "The inner leaves stand out a little. If you like the edge straight, cut it with "
        "a sharp knife along a ruler.",
        "bundle": "Print the rest. Part the sheets, in their order, into {bundles} bundles of "
        "{sizes} sheets. Fold each bundle down the middle, its first page outside.",
        "gather": "Lay the folded bundles upon one another in their order, the first on top.",
        "sew": "Sew through the folds with needle and thread, or press the pile and glue its back.",
        "cut": "Print the rest. Keep the sheets in their order, and cut the pile down the middle.",
        "pile": "Lay the half with the cover upon the other half.",
        "edge": "Staple, sew or glue the pile at the edge that is the back of the book.",
        "across": "Print the rest. Lay each sheet down with its first page underneath, near you. "
        "Fold the far half over the near half, then fold it down the middle, its first page "
        "outside.",
        "nest": "Open each folded sheet in its middle and lay the next one into it.",
        "slit": "Slit the folds at the head with a knife.",
        "creases": "Fold the sheet into eight fields and open it again. Slit it in the middle, "
        "between the four inner fields.",
        "push": "Fold it lengthwise with the print outside, and push the ends together until the "
        "slit opens and the fields meet.",
        "wrap": "Fold the leaves round, the cover in front, and press the folds flat.",
    },
)
