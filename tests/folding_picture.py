"""The picture of the manual that shows how to print and fold, made of the project's drawings.

Renew it by hand when a drawing changes:  PYTHONPATH=tests .venv/bin/python tests/folding_picture.py
"""

from __future__ import annotations

from building import ROOT
from chapbook.model.editions.imposition import Flip, ImpositionSummary
from chapbook.model.words.folding_words_by_language import folding_words
from chapbook.render.web.folding import drawing_style, steps

PICTURE = ROOT / ".github" / "print-and-fold.svg"
_JOB = ImpositionSummary("book.pdf", "saddle", "a4", Flip.SHORT, 8, (8,))
_WIDTH, _HEIGHT, _GAP, _COLUMNS = 240, 150, 14, 3
_FRAME = '<rect width="240" height="150" rx="6" style="fill:#f4f1ea;stroke:none"/>'


def picture() -> str:
    """Return the picture: a panel for each step, numbered as they are done."""
    panels = []
    for number, step in enumerate(steps(_JOB, folding_words("en"))):
        x = number % _COLUMNS * (_WIDTH + _GAP)
        y = number // _COLUMNS * (_HEIGHT + _GAP)
        drawing = str(step.drawing).replace('role="img"', "", 1).strip()
        label = f'<text x="12" y="24" font-size="17" font-weight="600">{number + 1}</text>'
        panels.append(
            f'<g class="drawing" transform="translate({x} {y})">{_FRAME}'
            f"{drawing.replace('<svg ', _SIZED, 1)}{label}</g>"
        )
    rows = -(-len(panels) // _COLUMNS)
    width = _COLUMNS * (_WIDTH + _GAP) - _GAP
    height = rows * (_HEIGHT + _GAP) - _GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'font-family="Georgia, serif" role="img" aria-label="Print on both sides, test with one '
        'sheet, knock the sheets together, fold, staple, trim">\n'
        f"<style>{drawing_style()}</style>\n" + "\n".join(panels) + "\n</svg>\n"
    )


_SIZED = f'<svg width="{_WIDTH}" height="{_HEIGHT}" '

if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
