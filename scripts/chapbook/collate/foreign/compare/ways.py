"""From every call of a copy to its note, and from every note back to each of its calls."""

from __future__ import annotations

from chapbook.collate.foreign.compare.notes import reading_of
from chapbook.collate.foreign.copies import Copy
from chapbook.model.editions.collation import Comparison, Finding, Reading, compared, not_run

_MANY = 3


def ways_back(copy: Copy) -> Comparison:
    """Return whether every call of a copy leads to a note, and every note back to its calls."""
    names = (copy.name,)
    if copy.notes is None:
        reason = copy.reasons.get("notes") or copy.reasons.get("all", "")
        return not_run("links to notes and back", names, reason or "it has no information on notes")
    findings = [
        Finding(fault.message, (Reading(copy.name, fault.place, fault.words),))
        for fault in copy.faults
        if fault.subject == "notes"
    ]
    lacking = [note for note in copy.notes if note.unreturned]
    if len(lacking) > _MANY and len(lacking) == len(copy.notes):
        message = f"none of the {len(lacking)} notes links back to its call"
        findings.append(Finding(message, tuple(reading_of(copy, n) for n in lacking[:_MANY])))
        lacking = []
    for note in lacking:
        for place in note.unreturned:
            message = f"the note {note.label} has no link back to its call at {place}"
            findings.append(Finding(message, (reading_of(copy, note),)))
    return compared("links to notes and back", names, findings)
