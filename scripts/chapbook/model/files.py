"""One rule for files that a manuscript names: they lie in its folder."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote


def inside(folder: Path, target: str) -> Path | None:
    """Resolve a relative target, symbolic links included; None if it leads out of `folder`."""
    name = unquote(target)
    if not name or "\0" in name or "\\" in name or Path(name).is_absolute():
        return None
    root = folder.resolve()
    path = (root / name).resolve()
    return path if path.is_relative_to(root) else None
