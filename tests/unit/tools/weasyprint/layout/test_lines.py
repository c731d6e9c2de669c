"""Lines that hold more than words."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import pypdfium2
import pytest

from picture_samples import png
from unit.tools.pdf_pages import layout_worker, rendition

PICTURE = "data:image/png;base64," + b64encode(png(8, 0, [[0]] * 6, size=(12, 12))).decode("ascii")


def test_a_float_in_an_inline_box_moves_its_line_once(tmp_path: Path) -> None:
    floats = ("none", "none", "left")
    pictures = " ".join(
        f"<img alt='' src='{PICTURE}' style='width:{width}pt;float:{side}'/>"
        for width, side in zip((50, 50, 30), floats, strict=True)
    )
    sheet = "@page{margin:0} body{margin:0;width:90pt;font-size:0} img{vertical-align:top}"
    made = rendition(f"<p><span>{pictures}</span></p>", sheet=sheet)
    with layout_worker() as worker:
        assert worker.lay_out(made, tmp_path / "a.pdf") is not None
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as document:
        found = document[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
        lefts = sorted(one.get_bounds()[0] for one in found)
    assert lefts == [pytest.approx(left, abs=0.1) for left in (0, 0, 30)]
