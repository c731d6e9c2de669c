from __future__ import annotations

import pytest

from chapbook.tools.fonts.coverage import best_of, is_whole

LATIN, MARKS, ALL = frozenset("aré"), frozenset("\u0325\u0301"), frozenset("aré\u0325")


@pytest.mark.parametrize(
    ("cluster", "whole"),
    [("r\u0325", True), ("e\u0301", True), ("a\u0301", False), ("r\u0325\u200d", True)],
)
def test_a_face_has_a_cluster_by_its_parts_or_composed(cluster: str, whole: bool) -> None:
    assert is_whole(cluster, ALL) is whole


@pytest.mark.parametrize(
    ("cluster", "faces", "found"),
    [
        ("r\u0325", [LATIN, MARKS, ALL], 2),
        ("a\u0325\u0301", [LATIN, ALL, MARKS], 1),
        ("a\u0301", [MARKS, LATIN, ALL], 1),
        ("x\u0325", [LATIN, MARKS], None),
    ],
)
def test_the_best_face_has_all_or_the_letter_and_most_marks(
    cluster: str, faces: list[frozenset[str]], found: int | None
) -> None:
    assert best_of(cluster, faces) == found
