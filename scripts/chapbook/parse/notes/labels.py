"""What a note's label may be, as pandoc's reader takes it."""

from __future__ import annotations

import re

# No-break and other wide spaces may be in a label; the caret and brackets may not.
LABEL = r"[^\[\]\t\n\r ^]+"

# A call that pandoc left in the text, and one that was written with a backslash.
LITERAL = re.compile(rf"\[\^({LABEL})\]")
ESCAPED = re.compile(rf"(?<!\\)(?:\\\\)*(?:\\\[\\?|\[\\)\^({LABEL})\]")
