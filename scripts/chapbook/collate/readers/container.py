"""The files in a container, with a bound: what is small may unpack to more than a memory holds."""

from __future__ import annotations

import unicodedata
from zipfile import ZipFile

# As much text as all files of an EPUB together may hold; a book of 1,000 pages has a tenth of it.
_MOST = 40_000_000


class Container:
    """Reads members of a ZIP file up to a bound; what its headers say is not believed."""

    def __init__(self, opened: ZipFile) -> None:
        """Take an opened container."""
        self._zip = opened
        # File names are compared composed (EPUB 3.3, 4.2.2), however they are stored.
        self._stored = {unicodedata.normalize("NFC", name): name for name in opened.namelist()}
        self._left = _MOST

    def names(self) -> frozenset[str]:
        """Return the names of all members."""
        return frozenset(self._zip.namelist())

    def read(self, name: str) -> bytes:
        """Read a member whole. Raises ValueError past the bound, or if there is none."""
        try:
            with self._zip.open(self._stored[unicodedata.normalize("NFC", name)]) as member:
                content = member.read(self._left + 1)
        except KeyError:
            raise ValueError(f"it does not contain the file “{name}”") from None
        self._left -= len(content)
        if self._left < 0:
            raise ValueError(f"it unpacks to more than {_MOST:,} bytes")
        return content
