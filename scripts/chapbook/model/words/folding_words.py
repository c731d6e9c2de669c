"""Instructions for printing, folding and binding a pamphlet, by language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FoldingWords:
    """The sentences of one language.

    `steps` has a sentence for each step named in `render.web.folding`. In them `{sheets}` is the
    number of sheets in words, `{bundles}` the number of signatures, `{sizes}` their sizes.
    `turned_right` and `turned_wrong` are printed on the back of a first sheet, one upside down:
    the upright one shows whether the printer is set correctly.
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
    turned_right="If these words are upright, your printer is set correctly. Print the rest.",
    turned_wrong="If these words are upright, your printer flips the sheets on the wrong edge. "
    "Choose the other edge in the print dialog.",
    steps={
        "print-short": "In the print dialog, choose two-sided printing, flipped on the short edge, "
        "and the actual size (100%), not “fit to page”. If your printer prints on one side only, "
        "print the odd pages, turn the stack over on its short edge, and print the even pages on "
        "the back.",
        "print-long": "In the print dialog, choose two-sided printing, flipped on the long edge, "
        "and the actual size (100%), not “fit to page”. If your printer prints on one side only, "
        "print the odd pages, turn the stack over on its long edge, and print the even pages on "
        "the back.",
        "print-one-side": "In the print dialog, choose one-sided printing and the actual size "
        "(100%), not “fit to page”.",
        "test": "Test it with one sheet: print pages 1 and 2 only, fold the sheet with the cover "
        "outside, and open it. The text inside must be upright like the cover. If it is upside "
        "down, choose the other edge in the dialog.",
        "test-first": "Test it with this sheet: print pages 1 and 2 only, and turn the sheet over "
        "like a page of a book. If the words on the back are upside down, choose the other edge "
        "in the dialog. Then print the rest.",
        "knock": "Print the rest. Keep the sheets in order, with the cover outermost, and tap "
        "their edges on the table until they are even.",
        "fold": "Put the stack down with the cover underneath, fold all sheets at once down the "
        "middle, and rub the fold flat with the back of a spoon.",
        "fold-one": "Fold the sheet down the middle with the cover outside, and rub the fold flat "
        "with the back of a spoon.",
        "staple": "Open it in the middle with the cover on top. Staple twice through the fold "
        "from outside, each staple a quarter of the height from an end. Use a long-arm stapler, "
        "or sew through the same two places with needle and thread.",
        "trim": "The inner leaves stick out a little. For a straight edge, trim them with a sharp "
        "knife along a ruler.",
        "bundle": "Print the rest. Divide the sheets, in order, into {bundles} bundles of "
        "{sizes} sheets. Fold each bundle down the middle with its first page outside.",
        "gather": "Stack the folded bundles in order, the first on top.",
        "sew": "Sew through the folds with needle and thread, or press the stack and glue its "
        "spine.",
        "cut": "Print the rest. Keep the sheets in order, and cut the stack down the middle.",
        "pile": "Put the half with the cover on top of the other half.",
        "edge": "Staple, sew or glue the stack along the edge that becomes the spine.",
        "across": "Print the rest. Put each sheet down with its first page underneath and nearest "
        "you. Fold the far half over the near half, then fold it down the middle with its first "
        "page outside.",
        "nest": "Open each folded sheet in its middle and put the next one inside.",
        "slit": "Slit the folds at the top with a knife.",
        "creases": "Fold the sheet into eight panels and open it again. Cut a slit in the middle, "
        "between the four inner panels.",
        "push": "Fold it lengthwise with the print outside, and push the ends together until the "
        "slit opens and the panels meet.",
        "wrap": "Fold the leaves around with the cover in front, and press the folds flat.",
    },
)
