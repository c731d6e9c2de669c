"""Scripts of a web page, written into it. The policy of the page names each by its digest.

Content Security Policy 3, 2.3.1 (`hash-source`): no other script can run in the page, whatever its
text holds.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256

from markupsafe import Markup

from chapbook.render.templating import fill


@dataclass(frozen=True, slots=True)
class InlineScript:
    """A script as it is between its tags, without a line end at either side."""

    text: Markup

    @property
    def source(self) -> str:
        """The script as a policy names it: `'sha256-…'`."""
        digest = b64encode(sha256(self.text.encode()).digest()).decode("ascii")
        return f"'sha256-{digest}'"


def inline_script(name: str) -> InlineScript:
    """Read a script of `templates/html` by its name, without `.js`."""
    return InlineScript(Markup(fill(f"html/{name}.js").strip()))  # noqa: S704 -- our own script
