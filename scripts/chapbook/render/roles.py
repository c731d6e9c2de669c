"""How the contributors are named on a title or copyright page: `Edited by …`, by language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chapbook.model.letters.languages import in_language
from chapbook.model.metadata import Contributor

# MARC relator codes (id.loc.gov/vocabulary/relators): the words before the names.
_ENGLISH = {
    "edt": "Edited by",
    "trl": "Translated by",
    "ill": "Illustrated by",
    "com": "Compiled by",
    "ann": "Annotated by",
    "aui": "Introduction by",
    "aft": "Afterword by",
    "pht": "Photographs by",
    "bkd": "Designed by",
    "pbl": "Published by",
}
_WORDS = {
    "en": _ENGLISH,
    "de": {
        "edt": "Herausgegeben von",
        "trl": "Übersetzt von",
        "ill": "Illustriert von",
        "com": "Zusammengestellt von",
        "ann": "Kommentiert von",
        "aui": "Einleitung von",
        "aft": "Nachwort von",
        "pht": "Fotografien von",
        "bkd": "Gestaltet von",
        "pbl": "Veröffentlicht von",
    },
    "fr": {
        "edt": "Édité par",
        "trl": "Traduit par",
        "ill": "Illustré par",
        "com": "Réuni par",
        "ann": "Annoté par",
        "aui": "Introduction de",
        "aft": "Postface de",
        "pht": "Photographies de",
        "bkd": "Conception graphique de",
        "pbl": "Publié par",
    },
    "es": {
        "edt": "Edición de",
        "trl": "Traducción de",
        "ill": "Ilustraciones de",
        "com": "Compilación de",
        "ann": "Notas de",
        "aui": "Introducción de",
        "aft": "Epílogo de",
        "pht": "Fotografías de",
        "bkd": "Diseño de",
        "pbl": "Publicado por",
    },
    "it": {
        "edt": "A cura di",
        "trl": "Traduzione di",
        "ill": "Illustrazioni di",
        "com": "Compilato da",
        "ann": "Note di",
        "aui": "Introduzione di",
        "aft": "Postfazione di",
        "pht": "Fotografie di",
        "bkd": "Progetto grafico di",
        "pbl": "Pubblicato da",
    },
    "nl": {
        "edt": "Onder redactie van",
        "trl": "Vertaald door",
        "ill": "Geïllustreerd door",
        "com": "Samengesteld door",
        "ann": "Geannoteerd door",
        "aui": "Inleiding van",
        "aft": "Nawoord van",
        "pht": "Foto's van",
        "bkd": "Vormgegeven door",
        "pbl": "Uitgegeven door",
    },
    "pt": {
        "edt": "Edição de",
        "trl": "Tradução de",
        "ill": "Ilustrações de",
        "com": "Compilação de",
        "ann": "Notas de",
        "aui": "Introdução de",
        "aft": "Posfácio de",
        "pht": "Fotografias de",
        "bkd": "Projeto gráfico de",
        "pbl": "Publicado por",
    },
    "ar": {
        "edt": "تحرير",
        "trl": "ترجمة",
        "ill": "رسوم",
        "com": "جمع",
        "ann": "تعليق",
        "aui": "مقدمة بقلم",
        "aft": "خاتمة بقلم",
        "pht": "تصوير",
        "bkd": "تصميم",
        "pbl": "نشر",
    },
    "ko": {
        "edt": "엮은이:",
        "trl": "옮긴이:",
        "ill": "그린이:",
        "com": "엮은이:",
        "ann": "주석:",
        "aui": "머리말:",
        "aft": "후기:",
        "pht": "사진:",
        "bkd": "꾸밈:",
        "pbl": "펴낸 곳:",
    },
    "ja": {
        "edt": "編集：",
        "trl": "翻訳：",
        "ill": "挿絵：",
        "com": "編纂：",
        "ann": "注釈：",
        "aui": "序文：",
        "aft": "後書き：",
        "pht": "写真：",
        "bkd": "装丁：",
        "pbl": "発行：",
    },
}


@dataclass(frozen=True, slots=True)
class Credit:
    """A line of a title page: `words` (empty for a role without words here), then `names`."""

    words: str
    names: str


def credit_lines(people: Iterable[Contributor], language: str) -> tuple[Credit, ...]:
    """Gather contributors by their first role, in the order in which the roles first appear."""
    table = in_language(_WORDS, language)
    return tuple(Credit(table.get(role, ""), ", ".join(names)) for role, names in _by_role(people))


def _by_role(people: Iterable[Contributor]) -> Iterator[tuple[str, list[str]]]:
    gathered: dict[str, list[str]] = {}
    for person in people:
        gathered.setdefault(person.roles[0] if person.roles else "", []).append(person.name)
    yield from gathered.items()
