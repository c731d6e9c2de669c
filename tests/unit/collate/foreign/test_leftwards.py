"""Text in two directions in print: words against its direction count, their order does not."""

from __future__ import annotations

from chapbook.collate.foreign.copies import Passage
from chapbook.collate.foreign.leftwards import in_print, key_of, mostly_leftward, too_few
from chapbook.collate.foreign.streams import Stream, stream_of

TEXT = "كلمة garden في حديقة القرية سنة 1932 هنا."
ENGLISH = "The word עולם גדול (ב) was said in 1932."


def stream(text: str) -> Stream:
    return stream_of("a copy", (Passage("paragraph", text, "here"),), fold=True)


def test_a_text_is_written_from_the_right_if_most_of_its_letters_are() -> None:
    assert mostly_leftward(TEXT)
    assert not mostly_leftward(ENGLISH)


def test_words_of_the_other_direction_are_taken_apart() -> None:
    one, _, apart = in_print(stream(TEXT), stream(TEXT), drawn=True)
    assert apart is not None
    assert apart[0].words == ["garden", "1932", "."]
    assert one.words == [word for word in stream(TEXT).words if word not in apart[0].words]
    one, _, apart = in_print(stream(ENGLISH), stream(ENGLISH), drawn=False)
    assert apart is not None
    assert apart[0].words == ["עולם", "גדול", "ב"]
    assert "".join(one.words) == "theword||wassaidin1932."


def test_text_in_one_direction_stays_as_it_is() -> None:
    plain = stream("The word was said.")
    assert in_print(plain, plain, drawn=True) == (plain, plain, None)


def test_a_lost_word_is_found_and_another_order_is_none() -> None:
    whole = stream("1932 garden garden.")
    assert list(too_few(whole, stream("garden. garden 1932 7"))) == []
    (gap,) = too_few(whole, stream("1932 garden."))
    assert whole.words[gap.a : gap.b] == ["garden"]


def test_a_word_in_parts_is_not_lost() -> None:
    assert list(too_few(stream("يُسمّى"), stream("ي ُسمّى"))) == []
    assert len(list(too_few(stream("يُسمّى"), stream("ي")))) == 1


def test_in_print_a_number_counts_wherever_it_is_drawn_and_marks_do_not() -> None:
    assert key_of("الباب 12 (ب)") == key_of("12 الباب )ب(")
    assert key_of("الباب 1") != key_of("الباب 2")
    assert key_of("يُسمّى") == key_of("ي ُسمّى")
    assert key_of("On שלום in 1932") != key_of("In שלום on 1933")
    assert key_of("The Wall, 1932") == "thewall,1932"
