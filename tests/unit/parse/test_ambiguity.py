"""Which brackets are hard for pandoc's reader, and which are not."""

from __future__ import annotations

import pytest

from core import resolved, said

CALLS = " ".join(f"Word.[^2_2_-n{k}]" for k in range(40))
DEFINITIONS = "\n".join(f"[^2_2_-n{k}]: Note {k}." for k in range(40))


def test_labels_with_underscores_are_closed_brackets() -> None:
    assert said(resolved(f"{CALLS}\n\n{DEFINITIONS}\n").diagnostics) == []


def test_labels_with_underscores_in_a_quotation_and_a_list_are_closed_brackets() -> None:
    assert said(resolved(f"> - {CALLS}\n\n{DEFINITIONS}\n").diagnostics) == []


@pytest.mark.parametrize("piece", ["[*a ", "[a_ *b] ", "@a [_b "])
def test_brackets_that_are_hard_to_read_are_reported(piece: str) -> None:
    assert said(resolved(piece * 40).diagnostics)[0].startswith("CB006 1:")


@pytest.mark.parametrize("piece", ["[@k_{}_; x] ", "[a_{}_, b](#c) ", "[x_{}_-y_]{{.z}} "])
def test_underscores_after_letters_open_nothing(piece: str) -> None:
    text = "".join(piece.format(number) for number in range(40))
    assert "CB006" not in " ".join(said(resolved(f"{text}\n").diagnostics))
