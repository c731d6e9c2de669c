"""Text from right to left as it is drawn: words of other scripts count, their order does not."""

from __future__ import annotations

from chapbook.collate.leftwards import divided, is_leftward, too_few
from chapbook.collate.streams import Stream, stream_of
from chapbook.collate.witness import Passage

TEXT = "كلمة garden في حديقة القرية سنة 1932 هنا."


def stream(text: str) -> Stream:
    return stream_of("a copy", (Passage("paragraph", text, "here"),), fold=True)


def test_a_book_is_written_from_the_right_if_most_of_its_words_are() -> None:
    assert is_leftward(stream(TEXT))
    assert not is_leftward(stream("The word حديقة is Arabic for a garden."))


def test_words_of_other_scripts_are_parted_from_those_from_the_right() -> None:
    leftward, others = divided(stream(TEXT))
    assert others.words == ["garden", "1932", "."]
    assert leftward.words == [word for word in stream(TEXT).words if word not in others.words]


def test_a_lost_word_is_found_and_another_order_is_none() -> None:
    whole = stream("1932 garden garden.")
    assert list(too_few(whole, stream("garden. garden 1932 7"))) == []
    (gap,) = too_few(whole, stream("1932 garden."))
    assert whole.words[gap.a : gap.b] == ["garden"]
