"""The words of a passage while it is read, with and without its formulas."""

from __future__ import annotations

from chapbook.collate.normal import spaced

# As many letters have the few words in them that are before a call.
_END = 200


class Wording:
    """Pieces of text in order. A formula is not text: each format writes it in its own way."""

    def __init__(self) -> None:
        """Begin without words."""
        self._pieces: list[str] = []
        self._formulas: dict[int, str] = {}
        self.blank = True

    @property
    def empty(self) -> bool:
        """Return whether nothing was added, not even a space."""
        return not self._pieces

    def add(self, text: str) -> None:
        """Add a piece of text."""
        if not text:
            return
        self._pieces.append(text)
        self.blank = self.blank and not text.strip()

    def add_formula(self, tex: str) -> None:
        """Add a formula, which only `said` writes."""
        self._formulas[len(self._pieces)] = tex
        self._pieces.append("")

    def plain(self) -> str:
        """Return the words without the formulas."""
        return spaced("".join(self._pieces))

    def said(self) -> str:
        """Return the words with each formula as TeX, where it says so."""
        pieces = enumerate(self._pieces)
        return spaced("".join(self._formulas.get(rank, piece) for rank, piece in pieces))

    def end(self) -> str:
        """Return the last words; a passage may have a call after each of thousands."""
        start, length = len(self._pieces), 0
        while start and length < _END:
            start -= 1
            length += len(self._pieces[start])
        return spaced("".join(self._pieces[start:]))
