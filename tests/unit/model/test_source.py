"""Places: lines and columns as an editor counts them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core import examples, source_of


@examples(200)
@given(st.text(st.sampled_from("a\né😀\u2028\t"), max_size=30), st.data())
def test_every_offset_has_its_line_and_column(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    place = source_of(text).place(offset)
    before = text[:offset]
    assert place.line == before.count("\n") + 1
    assert place.column == len(before.rpartition("\n")[2]) + 1
