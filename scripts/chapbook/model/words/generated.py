"""The few words that Chapbook itself puts into an edition, by language."""

from __future__ import annotations

from dataclasses import dataclass

from chapbook.model.notes import Series

# Names that say no more than "note": the undeclared series, and what authors call a lone one.
UNNAMED_SERIES = frozenset({"", "note", "notes", "default"})


@dataclass(frozen=True, slots=True)
class Words:
    """Generated words of one language. Templates take them from here and from nowhere else.

    In `back_to_call` and `back_to_further_call` no letter or digit touches `{note}` and
    `{ordinal}`, and no bracket holds them. The link shows the marker or the ordinal alone, and its
    name must contain what it shows as a word (WCAG 2.2, 2.5.3), however a browser splits words.
    """

    contents: str
    notes: str
    note: str
    back_to_call: str
    back_to_further_call: str
    colophon: str
    title_page: str
    copyright: str
    cover: str
    text: str
    bibliography: str
    published_by: str
    page: str
    skip_to_text: str
    made_with: str
    note_continues: str
    note_continued: str
    see_page: str
    how_to_cite: str
    pages_beside: str
    lasting_links: str
    all_signs: str

    def note_label(self, series: Series, marker: str) -> str:
        """Name a note for a listener: `Note 3`, or `Gloss a` in a series that has a name.

        Its label or name is taken, not the title: that heads the whole series (`Glosses`).
        """
        return f"{series.label or _name(series) or self.note} {marker}"

    def backlink_label(self, note: str, ordinal: int) -> str:
        """Name the link from a note to its call number `ordinal` (from 1)."""
        form = self.back_to_call if ordinal == 1 else self.back_to_further_call
        return form.format(note=note, ordinal=ordinal)

    def note_continued_label(self, note: str) -> str:
        """Return the words over the rest of a note, at the head of its place on the next page."""
        return self.note_continued.format(note=note)


def _name(series: Series) -> str:
    if series.name in UNNAMED_SERIES:
        return ""
    return series.name[:1].upper() + series.name[1:].replace("-", " ")
