"""Where the files that ship beside the code are found."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import chapbook
from chapbook.errors import ProgramMissing
from chapbook.model.markers import expand_selectors

# Of any complete set of styles; an empty folder of the right name is not one.
_FIRST_SHEET = "base.css"


@cache
def styles_folder() -> Path:
    """Return the folder of the style sheets: absolute, symbolic links resolved.

    A wheel carries them inside the package; in a clone, installed as editable, they lie at the top
    of the repository, beside `scripts`. Raises ProgramMissing if neither place has them.
    """
    package = Path(chapbook.__file__).resolve().parent
    for folder in (package / "styles", package.parent.parent / "styles"):
        if (folder / _FIRST_SHEET).is_file():
            return folder
    raise ProgramMissing("the style sheets of Chapbook are not installed", "reinstall Chapbook")


def style_sheet(name: str) -> str:
    """Return a style sheet, with the kinds of markers filled in. Raises ProgramMissing."""
    return expand_selectors((styles_folder() / name).read_text(encoding="utf-8"))
