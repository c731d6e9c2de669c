"""The ICC profile of the press that the front matter names: found, read, or reported."""

from __future__ import annotations

from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.manuscript import ParsedManuscript
from chapbook.resolve.places import Finder
from chapbook.tools import guard
from chapbook.tools.press import ink


def read_profile(
    parsed: ParsedManuscript, finder: Finder
) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """Return the content of the profile, None where none is named; and what is wrong with it."""
    name = parsed.metadata.press.icc
    if name is None:
        return None, ()
    place = finder.key(r"(?<![^\s{,])icc[ \t]*:")
    file = guard.read_file(parsed.source.folder, name)
    if isinstance(file, guard.Refused):
        return None, (diagnostic(Code.FILE_REFUSED, place, target=name, problem=file.words),)
    problem = ink.profile_problem(file.content)
    if problem is not None:
        return None, (diagnostic(Code.NO_PRESS_PROFILE, place, target=name, problem=problem),)
    return file.content, ()
