"""Fuzz the program for a while, each time with other manuscripts.

`.venv/bin/python tests/benchmarks/fuzz.py 300`: the argument is seconds. What it finds is printed
with the manuscript; it then belongs into `FOUND` of `tests/attacks/test_fuzzing.py`.
"""

from __future__ import annotations

import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hypothesis import HealthCheck, Phase, given, settings

from attacks.test_fuzzing import _MANUSCRIPT, _with_cover, try_out


def _trying(folder: Path) -> Callable[[str], None]:
    def attempt(text: str) -> None:
        try_out(_with_cover(text), folder)

    return attempt


def main(seconds: float) -> int:
    """Try manuscripts until the time is over; give the number of faults found."""
    end, faults, tried = time.monotonic() + seconds, 0, 0
    while time.monotonic() < end:
        with tempfile.TemporaryDirectory() as folder:
            one = settings(
                max_examples=50, deadline=None, database=None, phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )(given(_MANUSCRIPT)(_trying(Path(folder))))  # fmt: skip
            try:
                one()
            except Exception:  # noqa: BLE001 -- whatever it is, it is what we look for
                faults += 1
                traceback.print_exc()
            tried += 50
    sys.stdout.write(f"{tried} manuscripts, {faults} faults\n")
    return faults


if __name__ == "__main__":
    sys.exit(min(main(float(sys.argv[1]) if len(sys.argv) > 1 else 60), 1))
