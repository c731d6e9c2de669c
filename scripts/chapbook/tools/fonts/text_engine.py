"""The versions of the libraries that WeasyPrint sets type with.

They come from the system, not from the lock file, and decide where lines break: who wants the same
bytes on another machine has to have the same ones.
"""

from __future__ import annotations

import ctypes

_LIBRARIES = (
    ("Pango", "libpango-1.0.so.0", "pango_version_string"),
    ("HarfBuzz", "libharfbuzz.so.0", "hb_version_string"),
)


def versions() -> dict[str, str]:
    """Return the version of each library that is there, as it states it itself."""
    return {
        name: stated
        for name, library, function in _LIBRARIES
        if (stated := _stated(library, function)) is not None
    }


def _stated(library: str, function: str) -> str | None:
    try:
        say = getattr(ctypes.CDLL(library), function)
    except (OSError, AttributeError):
        return None  # the layout stops, and says what is missing
    say.restype = ctypes.c_char_p
    answer: bytes = say()
    return answer.decode("ascii")
