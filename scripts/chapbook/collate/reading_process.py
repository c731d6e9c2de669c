"""The program of a process that reads finished files for another; see `reading`.

Arguments: for each file its sort and its path. Output: what was read, as a pickle.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Sequence
from pathlib import Path

from chapbook.collate.files import Given, Sort
from chapbook.collate.reading import read_file


def main(arguments: Sequence[str]) -> None:
    """Read the files and write what was found."""
    pairs = zip(arguments[::2], arguments[1::2], strict=True)
    files = [Given(Path(path), Sort[sort]) for sort, path in pairs]
    sys.stdout.buffer.write(pickle.dumps(list(map(read_file, files)), pickle.HIGHEST_PROTOCOL))


if __name__ == "__main__":
    main(sys.argv[1:])
