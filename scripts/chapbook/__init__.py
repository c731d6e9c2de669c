"""Chapbook: one manuscript with typed notes becomes HTML, EPUB and PDF editions that agree.

`chapbook.build`, `check` and `collate` do what the commands of these names do; `API.md` beside the
package explains them. The architecture page is `README.md` beside this file.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chapbook.api import ChapbookError as ChapbookError
    from chapbook.api import EditionFailed as EditionFailed
    from chapbook.api import EditionFile as EditionFile
    from chapbook.api import Problem as Problem
    from chapbook.api import ProgramFailed as ProgramFailed
    from chapbook.api import ProgramMissing as ProgramMissing
    from chapbook.api import Result as Result
    from chapbook.api import UsageError as UsageError
    from chapbook.api import build as build
    from chapbook.api import check as check
    from chapbook.api import collate as collate

__all__ = [
    "ChapbookError",
    "EditionFailed",
    "EditionFile",
    "Problem",
    "ProgramFailed",
    "ProgramMissing",
    "Result",
    "UsageError",
    "build",
    "check",
    "collate",
]
__version__ = "0.2.0"


class _Package(ModuleType):
    """This package, which imports its functions on first use: every module imports the package."""

    def __getattr__(self, name: str) -> Any:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module("chapbook.api"), name)

    @property
    def collate(self) -> Any:
        """The function; `from chapbook.collate import …` still finds the stage of that name."""
        return self.__getattr__("collate")

    @collate.setter
    def collate(self, _stage: ModuleType) -> None:
        """Keep the import system from putting the stage here."""

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *__all__})


sys.modules[__name__].__class__ = _Package
