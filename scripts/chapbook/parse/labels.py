"""What a note's label may be, as pandoc's reader takes it."""

from __future__ import annotations

# No-break and other wide spaces may stand in a label; the caret and brackets may not.
LABEL = r"[^\[\]\t\n\r ^]+"
