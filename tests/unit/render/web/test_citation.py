"""How to cite the book: its front matter as a CSL item."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from chapbook.model.metadata import Contributor
from chapbook.render.web.citation import csl_item
from unit.render import epub_sample as sample


@pytest.mark.parametrize(
    ("name", "sort", "said"),
    [
        ("Ada Fern", "Fern, Ada", {"family": "Fern", "given": "Ada"}),
        ("The Fern Editors", "Fern Editors, The", {"literal": "The Fern Editors"}),
        ("Plato", None, {"literal": "Plato"}),
    ],
)
def test_societies_keep_the_order_of_their_name(
    name: str, sort: str | None, said: dict[str, str], tmp_path: Path
) -> None:
    person = Contributor(name, sort, ("aut",))
    metadata = replace(sample.manuscript(tmp_path).metadata, contributors=(person,))
    assert csl_item(metadata)["author"] == [said]
