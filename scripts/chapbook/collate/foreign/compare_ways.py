"""From every call of a witness to its note, and from every note back to each of its calls."""

from __future__ import annotations

from chapbook.collate.foreign.compare_notes import reading_of
from chapbook.collate.foreign.witness import Witness
from chapbook.model.collation import Comparison, Finding, Reading, compared, not_run

_MANY = 3


def ways_back(witness: Witness) -> Comparison:
    """Say whether every call of a witness leads to a note, and every note back to its calls."""
    names = (witness.name,)
    if witness.notes is None:
        reason = witness.reasons.get("notes") or witness.reasons.get("all", "")
        return not_run("ways to notes and back", names, reason or "it says nothing of notes")
    findings = [
        Finding(fault.message, (Reading(witness.name, fault.place, fault.words),))
        for fault in witness.faults
        if fault.subject == "notes"
    ]
    lacking = [note for note in witness.notes if note.unreturned]
    if len(lacking) > _MANY and len(lacking) == len(witness.notes):
        message = f"none of the {len(lacking)} notes leads back to its call"
        findings.append(Finding(message, tuple(reading_of(witness, n) for n in lacking[:_MANY])))
        lacking = []
    for note in lacking:
        for place in note.unreturned:
            message = f"the note {note.label} has no way back to its call at {place}"
            findings.append(Finding(message, (reading_of(witness, note),)))
    return compared("ways to notes and back", names, findings)
