"""The words of the download page: one TOML file a language in `render/languages`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from chapbook.model.letters.languages import primary

_FALLBACK = "en"


@cache
def download_words(language: str) -> Mapping[str, Any]:
    """Return the words of a BCP 47 language tag; English where the language is not known here.

    The entry `language` says which language they are in.
    """
    folder = files("chapbook.render").joinpath("languages")
    name = primary(language)
    found = folder.joinpath(f"{name}.toml")
    file = found if name.isalpha() and found.is_file() else folder.joinpath(f"{_FALLBACK}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
