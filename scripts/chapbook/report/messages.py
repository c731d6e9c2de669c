"""Put diagnostics into words: what is wrong, and what to do about it.

Words may change; codes do not. `ERRORS.md` says more about each code; a test holds the two
together.
"""

from __future__ import annotations

import re

from chapbook.model.diagnostics import Code, Diagnostic
from chapbook.report.messages_of_editions import EDITIONS
from chapbook.report.messages_of_text import TEXT
from chapbook.report.other_keys import WRITE_INSTEAD

MESSAGES = {**TEXT, **EDITIONS}
_KEYS = (Code.UNKNOWN_KEY, Code.PANDOC_ONLY_KEY)
# A finding is one line, also where its fact (a formula, say) is many.
_LINE_END = re.compile(r"\s*[\n\r\u2028\u2029]\s*")


class _Facts(dict[str, str]):
    """Facts that a diagnostic does not have are empty."""

    def __missing__(self, key: str) -> str:
        return ""


def message_of(finding: Diagnostic) -> str:
    """Put a diagnostic into words."""
    return MESSAGES[finding.code].message.format_map(_facts(finding))


def hint_of(finding: Diagnostic) -> str:
    """Return what to do about a diagnostic."""
    if finding.code in _KEYS and not finding.facts.get("where"):
        instead = WRITE_INSTEAD.get(finding.facts.get("key", "").lower())
        if instead is not None:
            return instead
    words = MESSAGES[finding.code]
    form = words.suggested if words.suggested and finding.facts.get("suggestion") else words.hint
    return form.format_map(_facts(finding)) or f"ERRORS.md explains {finding.code.value}"


def _facts(finding: Diagnostic) -> _Facts:
    facts = _Facts({name: _LINE_END.sub(" ", value) for name, value in finding.facts.items()})
    facts["in_where"] = f" in “{facts['where']}”" if facts["where"] else ""
    return facts
