"""The name of a link holds what the link shows, however the reader's browser splits words.

axe compares both word by word, as the browser's own language divides them. The locales here divide
differently: by spaces alone, by dictionaries (Japanese, Chinese, Thai), and from right to left.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from browsing import Chromium, Reader
from chapbook.model.markers import MarkerKind
from chapbook.model.notes import Series
from chapbook.model.words.by_language import LANGUAGES, words
from in_browser import DESK, every_reading_edition

pytestmark = pytest.mark.validator

LOCALES = ("en-US", "de-DE", "ja-JP", "ko-KR", "zh-CN", "th-TH", "ar-EG", "fi-FI")
every_locale = pytest.mark.parametrize("locale", LOCALES)
SERIES = (Series("note"), Series("gloss", MarkerKind.LOWER_ALPHA), Series("kv", label="訳注"))
# Pairs of what a link shows and its name; those whose name lacks a word of what is shown.
UNNAMED = """(pairs) => {
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' })
  const bare = text => text.normalize('NFKD').replace(/\\([^()]*\\)/g, '')
  const words = text => [...segmenter.segment(bare(text))].filter(one => one.isWordLike)
    .map(one => one.segment.toLowerCase())
  return pairs.filter(([shown, name]) => {
    const known = words(name)
    return !words(shown).length || words(shown).some(word => !known.includes(word))
  })
}"""


def names(language: str) -> list[tuple[str, str]]:
    """Return what calls and links back show in a language, each with its name."""
    own = words(language)
    found = []
    for series in SERIES:
        for marker in ("1", "12", "b", "xiv"):
            note = own.note_label(series, marker)
            found += [(marker, note), (marker, own.backlink_label(note, 1))]
            found += [(str(n), own.backlink_label(note, n)) for n in (2, 10)]
    return found


@every_locale
def test_names_hold_what_is_shown_in_each_language(browser: Chromium, locale: str) -> None:
    page = Path(__file__).parent / "manuscripts" / "figure.svg"
    with browser.open(page, Reader(DESK, locale=locale)) as tab:
        unnamed = [["2", "注 1の本文（2か所目）へ戻る"], ["1", "주 1의 본문으로 돌아가기"]]
        assert tab.ask(UNNAMED, unnamed) == unnamed
        pairs = [pair for language in LANGUAGES for pair in names(language)]
        assert tab.ask(UNNAMED, pairs) == []
        split = tab.ask("new Intl.Segmenter().resolvedOptions().locale")
        assert split.partition("-")[0] == locale.partition("-")[0]


@every_reading_edition
@every_locale
def test_axe_finds_the_names_sound_in_each_locale(
    browser: Chromium, path: Path, locale: str
) -> None:
    with browser.open(path, Reader(DESK, locale=locale)) as tab:
        assert tab.axe("label-content-name-mismatch") == []
