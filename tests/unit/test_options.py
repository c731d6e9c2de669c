"""options: what was requested is checked once against what is available."""

from __future__ import annotations

import pytest

from chapbook.errors import UsageError
from chapbook.options import epoch_of, points_of, thickness_of


@pytest.mark.parametrize(
    ("value", "instant"),
    [
        ("0", "1980-01-01T00:00:00Z"),
        ("315532799", "1980-01-01T00:00:00Z"),
        ("315532801", "1980-01-01T00:00:01Z"),
        (" 1700000000 ", "2023-11-14T22:13:20Z"),
        ("4354819199", "2107-12-31T23:59:59Z"),
        ("99999999999999999999999999", "2107-12-31T23:59:59Z"),
    ],
)
def test_source_date_epoch_stays_within_what_a_zip_file_can_hold(value: str, instant: str) -> None:
    assert epoch_of({"SOURCE_DATE_EPOCH": value}) == instant


def test_without_source_date_epoch_there_is_none() -> None:
    assert epoch_of({}) is None
    assert epoch_of({"SOURCE_DATE_EPOCH": ""}) is None


@pytest.mark.parametrize("value", ["now", "-1", "1.5", "1e9", "٣", "0x10", "+1"])
def test_source_date_epoch_must_be_a_number(value: str) -> None:
    with pytest.raises(UsageError):
        epoch_of({"SOURCE_DATE_EPOCH": value})


def test_a_number_of_absurd_length_is_no_trouble() -> None:
    assert epoch_of({"SOURCE_DATE_EPOCH": "9" * 5000}) == "2107-12-31T23:59:59Z"


def test_office_paper_is_a_tenth_of_a_millimetre() -> None:
    a_tenth = points_of(0.1)
    assert thickness_of(None, None) == pytest.approx(a_tenth)
    assert thickness_of(None, 80) == pytest.approx(a_tenth)
    assert thickness_of(None, 160) == pytest.approx(2 * a_tenth)
    assert thickness_of(0.25, None) == pytest.approx(2.5 * a_tenth)


@pytest.mark.parametrize(
    ("millimetres", "grammage"),
    [(0.1, 80), (-0.1, None), (None, -80), (float("nan"), None), (3, None), (None, float("inf"))],
)
def test_paper_that_is_none_is_refused(millimetres: float | None, grammage: float | None) -> None:
    with pytest.raises(UsageError):
        thickness_of(millimetres, grammage)


def test_a_length_is_in_points() -> None:
    assert points_of(25.4) == pytest.approx(72)
    with pytest.raises(UsageError):
        points_of(float("nan"))
