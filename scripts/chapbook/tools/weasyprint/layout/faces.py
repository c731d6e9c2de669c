"""Letters with their marks come from one face, whatever the order of the families.

Pango chooses a face character by character. Where the first family has a letter and not its mark,
the mark comes from another face: beside the letter, or on a dotted circle. Here each cluster
(`model.letters.clusters`) that the first family does not have whole gets the first family that has.
Where no family has all of it, the one that has the letter and most of the marks comes first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont
from weasyprint.text.ffi import ffi, pango, unicode_to_char_p
from weasyprint.text.fonts import FontConfiguration

from chapbook.model.letters.clusters import drawn, is_emoji, joined_clusters
from chapbook.tools.fonts.coverage import best_of, is_whole

_DECLARED = """
    PangoAttribute * pango_attr_family_new (const char *family);
    PangoAttribute * pango_attr_fallback_new (gboolean enable_fallback);
    PangoAttrList * pango_attr_list_copy (PangoAttrList *list);
"""
_WEIGHTS = {"normal": 400, "bold": 700}

ffi.cdef(_DECLARED)


@dataclass(frozen=True, slots=True)
class _DeclaredFace:
    family: str
    style: str
    weight: int | None
    path: Path

    @property
    def characters(self) -> frozenset[str]:
        return _characters(self.path)

    def distance(self, style: str, weight: int) -> tuple[bool, int]:
        """Return how far the face is from what is asked for, as a key to sort by."""
        return self.style != style, 0 if self.weight is None else abs(self.weight - weight)


@cache
def _characters(path: Path) -> frozenset[str]:
    with TTFont(path, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap() or ()))


@dataclass(frozen=True, slots=True)
class Choice:
    """The families for a part of a text, from byte `start` to `end`; `whole` if one has it all."""

    start: int
    end: int
    families: tuple[str, ...]
    whole: bool


class Faces(FontConfiguration):  # type: ignore[misc]  # WeasyPrint has no types
    """The font configuration of a document, which knows the characters of each family."""

    def __init__(self) -> None:
        """Begin without a face."""
        super().__init__()
        self._declared: dict[str, list[_DeclaredFace]] = {}
        self._choices: dict[tuple[Any, ...], tuple[Choice, ...]] = {}

    def add_font_face(self, rule_descriptors: Mapping[str, Any], url_fetcher: Any) -> None:
        """Add a face as WeasyPrint does, and keep where its file is."""
        before = self._files()
        super().add_font_face(rule_descriptors, url_fetcher)
        family, weight = rule_descriptors["font_family"], rule_descriptors.get("font_weight", "")
        style = rule_descriptors.get("font_style", "normal")
        for path in sorted(self._files() - before):
            number = _WEIGHTS.get(weight, weight) if weight else None
            face = _DeclaredFace(family, style, number, path)
            self._declared.setdefault(family.casefold(), []).append(face)

    def _files(self) -> frozenset[Path]:
        return frozenset(self._folder.iterdir()) if self._folder else frozenset()

    def choices(self, text: str, style: Mapping[str, Any]) -> tuple[Choice, ...]:
        """Return the families for the clusters of a text that its first family has not whole."""
        if text.isascii() or next(joined_clusters(text), None) is None:
            return ()
        asked = tuple(style["font_family"]), style["font_style"], style["font_weight"]
        key = text, *asked
        if key not in self._choices:
            self._choices[key] = tuple(self._choose(text, *asked))
        return self._choices[key]

    def _choose(
        self, text: str, families: Sequence[str], style: str, weight: int
    ) -> Iterator[Choice]:
        faces: list[_DeclaredFace] = []
        for start, end in joined_clusters(text):
            faces = faces or self._in_order(families, style, weight)
            cluster = text[start:end]
            asked = _pictures_first(faces) if is_emoji(cluster) else faces
            found = best_of(cluster, [face.characters for face in asked])
            if found is None or (
                asked[found] is faces[0] and faces[0].characters.issuperset(drawn(cluster))
            ):
                continue
            best = asked[found]
            order = (best.family, *(face.family for face in faces if face is not best))
            offset, length = len(text[:start].encode()), len(cluster.encode())
            whole = is_whole(cluster, best.characters)
            yield Choice(offset, offset + length, order[:1] if whole else order, whole)

    def _in_order(self, families: Sequence[str], style: str, weight: int) -> list[_DeclaredFace]:
        """Return a face of each family asked for, then of all others."""
        names = dict.fromkeys((*(name.casefold() for name in families), *self._declared))
        return [
            min(self._declared[name], key=lambda face: face.distance(style, weight))
            for name in names
            if name in self._declared
        ]


def _pictures_first(faces: Sequence[_DeclaredFace]) -> list[_DeclaredFace]:
    """Return the faces in their order, those of emoji first: they have signs for whole clusters."""
    return sorted(faces, key=lambda face: "emoji" not in face.family.casefold())


def with_whole_clusters(set_text: Callable[..., None]) -> Callable[..., None]:
    """Wrap `Layout.set_text`: clusters get the family that has all of them."""

    def set_text_by_clusters(layout: Any, text: str, *arguments: Any, **keywords: Any) -> None:
        # A layout is given one text after another; what was chosen for the last one goes.
        used, plain = getattr(layout, "without_choices", (None, None))
        if used is not None and used is layout.layout:
            pango.pango_layout_set_attributes(layout.layout, plain)
            layout.without_choices = None, None
        set_text(layout, text, *arguments, **keywords)
        faces = layout.style.font_config
        choices = faces.choices(layout.text, layout.style) if isinstance(faces, Faces) else ()
        if choices:
            _apply(layout, choices)

    return set_text_by_clusters


def _apply(layout: Any, choices: Collection[Choice]) -> None:
    present = pango.pango_layout_get_attributes(layout.layout)
    copies = [
        pango.pango_attr_list_new() if present == ffi.NULL else pango.pango_attr_list_copy(present)
        for _ in range(2)
    ]
    plain, chosen = (ffi.gc(copy, pango.pango_attr_list_unref) for copy in copies)
    for choice in choices:
        pointer, _ = unicode_to_char_p(",".join(choice.families))
        attributes = [pango.pango_attr_family_new(pointer)]
        if choice.whole:
            attributes.append(pango.pango_attr_fallback_new(False))  # noqa: FBT003 -- C has no names
        for attribute in attributes:
            attribute.start_index, attribute.end_index = choice.start, choice.end
            pango.pango_attr_list_change(chosen, attribute)
    pango.pango_layout_set_attributes(layout.layout, chosen)
    layout.without_choices = layout.layout, plain
