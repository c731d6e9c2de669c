"""Titles of callouts that their author gave none, by language."""

from __future__ import annotations

from chapbook.model.letters.languages import in_language

KINDS = ("note", "tip", "important", "warning", "caution")

# What other programs call them, and the kind that it is.
ALIASES = {
    "info": "note", "todo": "note", "hint": "tip", "attention": "warning", "danger": "caution",
    "error": "caution",
}  # fmt: skip

_TITLES = {
    "ar": "ملاحظة|نصيحة|مهم|تحذير|تنبيه",
    "bg": "Бележка|Съвет|Важно|Предупреждение|Внимание",
    "cs": "Poznámka|Tip|Důležité|Varování|Upozornění",
    "da": "Bemærk|Tip|Vigtigt|Advarsel|Forsigtig",
    "de": "Hinweis|Tipp|Wichtig|Warnung|Vorsicht",
    "el": "Σημείωση|Συμβουλή|Σημαντικό|Προειδοποίηση|Προσοχή",
    "en": "Note|Tip|Important|Warning|Caution",
    "es": "Nota|Consejo|Importante|Advertencia|Precaución",
    "et": "Märkus|Nõuanne|Tähtis|Hoiatus|Ettevaatust",
    "fa": "نکته|راهنمایی|مهم|هشدار|احتیاط",
    "fi": "Huomautus|Vihje|Tärkeää|Varoitus|Huomio",
    "fr": "Remarque|Conseil|Important|Avertissement|Attention",
    "ga": "Nóta|Leid|Tábhachtach|Rabhadh|Aire",
    "he": "הערה|עצה|חשוב|אזהרה|זהירות",
    "hr": "Napomena|Savjet|Važno|Upozorenje|Oprez",
    "hu": "Megjegyzés|Tipp|Fontos|Figyelmeztetés|Vigyázat",
    "it": "Nota|Suggerimento|Importante|Avviso|Attenzione",
    "ja": "注記|ヒント|重要|警告|注意",
    "ko": "참고|팁|중요|경고|주의",
    "lt": "Pastaba|Patarimas|Svarbu|Įspėjimas|Atsargiai",
    "lv": "Piezīme|Padoms|Svarīgi|Brīdinājums|Uzmanību",
    "mt": "Nota|Suġġeriment|Importanti|Twissija|Attenzjoni",
    "nl": "Opmerking|Tip|Belangrijk|Waarschuwing|Let op",
    "pl": "Uwaga|Wskazówka|Ważne|Ostrzeżenie|Przestroga",
    "pt": "Nota|Dica|Importante|Aviso|Cuidado",
    "ro": "Notă|Sfat|Important|Avertisment|Atenție",
    "ru": "Примечание|Совет|Важно|Предупреждение|Осторожно",
    "sk": "Poznámka|Tip|Dôležité|Varovanie|Upozornenie",
    "sl": "Opomba|Nasvet|Pomembno|Opozorilo|Previdno",
    "sv": "Obs|Tips|Viktigt|Varning|Försiktighet",
    "tr": "Not|İpucu|Önemli|Uyarı|Dikkat",
    "uk": "Примітка|Порада|Важливо|Попередження|Обережно",
    "zh": "注意|提示|重要|警告|小心",
}


def callout_title(kind: str, language: str) -> str:
    """Return the title of a kind of callout; of an unknown kind it is the word of the author."""
    known = ALIASES.get(kind, kind)
    if known not in KINDS:
        return kind.replace("-", " ").capitalize()
    return in_language(_TITLES, language).split("|")[KINDS.index(known)]
