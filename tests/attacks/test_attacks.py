"""Every attack of the list is tried, in one process, with a server that must have no visitors.

Rows are named as in the list of attacks this project was given; letters after a number are further
payloads of the same row. `test_environment.py` has the rows that are no manuscripts.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from attacks.attack import Attack, assert_harmless, attempt, judge, lay_out
from attacks.canary import Canary
from attacks.exhausting import DOS, ENCODINGS, NOTES, PICTURES, TINY, YAML
from attacks.reading import FILES, NETWORK
from attacks.strange import STRANGE
from attacks.writing import ACTIVE, METADATA, NAMES, TEMPLATES

ATTACKS = (
    *FILES, *NETWORK, *ACTIVE, *TEMPLATES, *METADATA, *NAMES,
    *YAML, *NOTES, *ENCODINGS, *PICTURES, *TINY, *DOS, *STRANGE,
)  # fmt: skip
_OPENED: list[str] = []
_WATCHED: list[str] = []


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    """Note what this process opens of the folder outside, and every use of the network."""
    if not _WATCHED:
        return
    if event == "open" and isinstance(arguments[0], str | bytes):
        path = os.fsdecode(arguments[0])
        if path.startswith(_WATCHED[0]) or path in ("/etc/passwd", "/proc/self/environ"):
            _OPENED.append(path)
    elif event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        _OPENED.append(event)


sys.addaudithook(_watch)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.row)
def test_the_attack_comes_to_nothing(attack: Attack, tmp_path: Path, canary: Canary) -> None:
    manuscript = lay_out(attack, tmp_path, canary.address)
    before = canary.visits
    _WATCHED.append(str(tmp_path / "outside"))
    try:
        trial = attempt(attack, manuscript, tmp_path / "out")
    finally:
        _WATCHED.clear()
        opened = [path for path in _OPENED if path != str(tmp_path / "outside")]
        _OPENED.clear()
    assert opened == []
    assert canary.visits == before
    assert_harmless(trial, tmp_path)
    judge(attack, trial)


def test_the_canary_hears_who_comes(canary: Canary) -> None:
    """The server that must have no visitors counts one that does come."""
    before = canary.visits
    canary.visit()
    assert canary.visits == before + 1


def test_every_row_is_tried_once() -> None:
    rows = [attack.row for attack in ATTACKS]
    assert len(rows) == len(set(rows))
    assert len(rows) >= 200
