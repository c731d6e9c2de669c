"""The arithmetic of note markers, worked out a second time and another way than the builder's."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count, islice, product
from string import ascii_lowercase

_SYMBOLS = "*†‡§‖¶"
_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")


def _roman(number: int) -> str:
    """Write a Roman numeral digit by digit: each decade repeats the pattern of the ones."""
    written = ""
    for digit, decade in zip(f"{number:04d}", ("m??", "cdm", "xlc", "ivx"), strict=True):
        written += _ONES[int(digit)].translate(str.maketrans("ivx", decade))
    return written


def _letters(number: int) -> str:
    """Return the n-th of a, b … z, aa, ab …, by listing them."""
    listed = (
        "".join(choice) for length in count(1) for choice in product(ascii_lowercase, repeat=length)
    )
    return next(islice(listed, number - 1, None))


def _symbols(number: int) -> str:
    """Return the n-th of * † ‡ § ‖ ¶ ** †† and so on."""
    repeat, index = divmod(number - 1, len(_SYMBOLS))
    return _SYMBOLS[index] * (repeat + 1)


def marker(kind: str, number: int) -> str:
    """Return the marker that the note `number` (from 1) of a series of this kind should show."""
    kinds: dict[str, Callable[[int], str]] = {
        "decimal": str,
        "lower-alpha": _letters,
        "upper-alpha": lambda n: _letters(n).upper(),
        "lower-roman": _roman,
        "symbol": _symbols,
    }
    return kinds[kind](number)
