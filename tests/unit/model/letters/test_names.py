"""Names that nothing else has."""

from hypothesis import given
from hypothesis import strategies as st

from chapbook.model.letters.names import Names, lengthened

_WISHES = st.sampled_from(("x", "x-2", "x-3", "x-2-2", "y"))


def test_a_wish_in_use_is_numbered() -> None:
    names = Names(("map", "map-3"))
    assert [names.free("map") for _ in range(3)] == ["map-2", "map-4", "map-5"]


def test_a_number_is_before_the_end_of_a_name() -> None:
    names = Names()
    assert [names.free("map", ".png") for _ in range(2)] == ["map.png", "map-2.png"]
    assert names.free("map", ".svg") == "map.svg"


def test_form_and_first_number_are_given() -> None:
    names = Names(("Note 1",), form="{} ({})", first=1)
    assert names.free("Note 1") == "Note 1 (1)"


@given(st.sets(_WISHES), st.lists(_WISHES, max_size=30))
def test_no_name_is_given_twice(taken: set[str], wishes: list[str]) -> None:
    names = Names(taken)
    given = [names.free(wish) for wish in wishes]
    assert len({*given, *taken}) == len(given) + len(taken)
    assert all(name in names for name in given)


def test_a_name_is_lengthened_as_far_as_it_must_be() -> None:
    assert lengthened("page", {"page", "page-"}) == "page--"
    assert lengthened("page", {"page-"}) == "page"
