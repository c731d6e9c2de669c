"""Which characters each glyph stands for, where several glyphs are drawn for several characters.

Shaping gives clusters: a letter with its accents, a ligature. WeasyPrint notes the whole text of a
cluster for the glyph that it meets first and nothing for the others, so that copied text has marks
twice or not at all, and PDF/UA finds a glyph without a character (ISO 14289-1, 7.21.7). Here the
letter gets the letter and each mark its mark.

A glyph stands for the same text wherever it is drawn. Where that is not its text in a cluster, as
in scripts whose vowels are drawn before their consonants, it is written with another code, which
stands for that text (`CIDToGIDMap`, ISO 32000-1, 9.7.4.2), so that the characters of a cluster come
in their order. Fonts with other outlines than TrueType have no such map: there the cluster is a
span with the text that it stands for (`ActualText`, 14.9.4).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

import pydyf  # type: ignore[import-untyped]
from weasyprint.text.ffi import ffi, harfbuzz

from chapbook.model.letters.clusters import drawn

# For a glyph that draws a part of a character (a dot of a letter) whose other part has it: the word
# joiner. The text of the cluster is given by a span.
NOTHING = "\u2060"
_LAST_CODE = 0xFFFE
_DECLARED = """
    hb_bool_t hb_font_get_nominal_glyph (
        hb_font_t *font, hb_codepoint_t unicode, hb_codepoint_t *glyph);
"""

ffi.cdef(_DECLARED)


@dataclass(frozen=True, slots=True)
class Run:
    """The glyphs of a run in visual order, and its text as UTF-8.

    `glyphs` has None for what is not drawn; `widths` are advances; `clusters` are the offsets in
    `text` of the clusters that the glyphs belong to.
    """

    glyphs: Sequence[int | None]
    widths: Sequence[int]
    clusters: Sequence[int]
    text: bytes
    rtl: bool

    def letters(self) -> list[tuple[list[int], str]]:
        """Return the glyphs of each letter in visual order, and its text, in the order of the text.

        A vowel that is drawn in two parts is a cluster of its own, whose first part belongs to the
        cluster before it: a letter is a cluster with the marks that follow.
        """
        found: list[tuple[list[int], str]] = []
        for start in sorted(set(self.clusters)):
            members = [index for index, one in enumerate(self.clusters) if one == start]
            text = self.cluster(members[0])
            if found and text and _is_accent(text[0]):
                before, letter = found.pop()
                members, text = sorted((*before, *members)), letter + text
            found.append((members, text))
        return found

    def cluster(self, index: int) -> str:
        """Return the text of the cluster that a glyph belongs to."""
        start = self.clusters[index]
        end = min((other for other in self.clusters if other > start), default=len(self.text))
        return self.text[start:end].decode()


def learn_texts(
    known: MutableMapping[int, str], nominal: Callable[[str], int | None], run: Run
) -> list[tuple[list[int], str]]:
    """Add the text of each new glyph of a run to `known`; return the letters with other texts.

    `nominal` returns the glyph of a character by itself.
    """
    for index, glyph in enumerate(run.glyphs):
        if glyph is not None and glyph not in known:
            alone = [char for char in run.cluster(index) if nominal(char) == glyph]
            known[glyph] = alone[0] if alone else _share_of(run, index)
    texts = ["" if glyph is None else known[glyph] for glyph in run.glyphs]
    if "".join(reversed(texts) if run.rtl else texts) == run.text.decode():
        return []
    return [
        (members, text)
        for members, text in run.letters()
        if any(texts[index] for index in members)
        and _differs("".join(texts[i] for i in (reversed(members) if run.rtl else members)), text)
    ]


def _share_of(run: Run, index: int) -> str:
    return text_of_glyph(index, run.widths, run.clusters, run.text, rtl=run.rtl)


def _differs(found: str, text: str) -> bool:
    """Return whether a reader would take `found` for another text."""
    return NOTHING in found or _compatible(found) != _compatible(text)


def _compatible(text: str) -> str:
    return unicodedata.normalize("NFKC", drawn(text))


def text_of_glyph(
    index: int, widths: Sequence[int], clusters: Sequence[int], text: bytes, *, rtl: bool
) -> str:
    """Return the characters of the glyph `index` of a run.

    `widths` are the advances of its glyphs in visual order, `clusters` the offsets (bytes of UTF-8)
    of their clusters in `text`, the text of the run.
    """
    start = clusters[index]
    end = min((other for other in clusters if other > start), default=len(text))
    members = [i for i, cluster in enumerate(clusters) if cluster == start]
    whole = text[start:end].decode()
    if len(members) == 1:
        return whole
    shares = _shares(whole, [widths[i] == 0 for i in (members[::-1] if rtl else members)])
    position = members[::-1].index(index) if rtl else members.index(index)
    return shares[position] or NOTHING


def _shares(whole: str, is_mark: Sequence[bool]) -> list[str]:
    """Share the text of a cluster among its glyphs, in the order of the text.

    What is shared out is canonically equivalent to the text (Unicode, UAX 15): a face may draw one
    character as a letter and a mark, and a letter and a mark of the text as one glyph.
    """
    shares = [""] * len(is_mark)
    letters = [i for i, mark in enumerate(is_mark) if not mark]
    marks = [i for i, mark in enumerate(is_mark) if mark]
    if not letters or not marks:
        shares[0] = whole
        return shares
    parts = unicodedata.normalize("NFD", whole)
    stem = unicodedata.normalize("NFC", "".join(c for c in parts if not _is_accent(c)))
    accents = [c for c in parts if _is_accent(c)]
    for accent in list(accents):
        composed = unicodedata.normalize("NFC", stem + accent)
        if len(accents) > len(marks) and len(composed) == len(stem):
            stem = composed
            accents.remove(accent)
    shares[letters[0]] = stem
    for number, char in enumerate(accents):
        shares[marks[min(number, len(marks) - 1)]] += char
    return shares


def _is_accent(char: str) -> bool:
    return unicodedata.category(char)[0] == "M"


@dataclass(frozen=True, slots=True)
class RunTexts:
    """What a run needs beside the texts of its glyphs, by the indexes of glyphs.

    `spans` are the texts of spans by their first glyph; `codes` are written instead of the glyph.
    """

    spans: Mapping[int, str]
    codes: Mapping[int, int]


_NOTHING_ELSE = RunTexts({}, {})


def texts_of_run(font: Any, item: Any, text: bytes, empty: int) -> RunTexts:
    """Learn the texts of the glyphs of an item of Pango, and find what else is needed."""
    infos = item.glyphs.glyphs[0 : item.glyphs.num_glyphs]
    glyphs = [info.glyph for info in infos]
    content = text[item.item.offset : item.item.offset + item.item.length]
    rtl = bool(item.item.analysis.level % 2)
    known = map(font.to_unicode.get, reversed(glyphs) if rtl else glyphs)
    if "".join(one or "\0" for one in known) == content.decode():
        return _NOTHING_ELSE  # as nearly all runs of Latin letters
    run = Run(
        [glyph if glyph < empty else None for glyph in glyphs],
        [info.geometry.width for info in infos],
        list(item.glyphs.log_clusters[0 : len(glyphs)]),
        content,
        rtl,
    )
    spans: dict[int, str] = {}
    codes: dict[int, int] = {}
    for members, whole in learn_texts(font.to_unicode, _nominal(font), run):
        shown = [index for index in members if run.glyphs[index] is not None]
        if "glyf" not in font.tables:
            spans[shown[0]] = whole
            continue
        # PDFium reads a raised glyph after all others, so that it had better have no text.
        level = [index for index in shown if not infos[index].geometry.y_offset] or shown
        parts = split_text(whole, len(level))
        own = dict(zip(reversed(level) if run.rtl else level, parts, strict=True))
        for index in shown:
            codes[index] = _further_code(font, infos[index].glyph, own.get(index, NOTHING))
    return RunTexts(spans, codes)


def split_text(text: str, count: int) -> list[str]:
    """Split the text of a cluster among `count` glyphs, in its order; the last gets the rest."""
    parts = list(text if len(text) >= count else unicodedata.normalize("NFD", text))
    parts += [NOTHING] * (count - len(parts))
    return [*parts[: count - 1], "".join(parts[count - 1 :])]


def _nominal(font: Any) -> Callable[[str], int | None]:
    def nominal(char: str) -> int | None:
        found = ffi.new("hb_codepoint_t *")
        known = harfbuzz.hb_font_get_nominal_glyph(font.hb_font, ord(char), found)
        return int(found[0]) if known else None

    return nominal


def _further_code(font: Any, glyph: int, text: str) -> int:
    """Return a code, after those of all glyphs, for a glyph where it stands for `text`."""
    if font.to_unicode.get(glyph) == text:
        return glyph
    if not hasattr(font, "further_codes"):
        font.further_codes = {}
    code: int = font.further_codes.setdefault(
        (glyph, text), font.glyph_count + len(font.further_codes)
    )
    if code > _LAST_CODE:
        return glyph
    font.to_unicode[code] = text
    return code


def code_map(pdf: Any, font: Any, *, compress: bool) -> Any:
    """Return the map from codes to glyphs of a font (ISO 32000-1, 9.7.4.2)."""
    further = {c: g for (g, _), c in getattr(font, "further_codes", {}).items() if c <= _LAST_CODE}
    if not further:
        return "/Identity"
    glyphs = [*range(font.glyph_count), *(further[code] for code in sorted(further))]
    stream = pydyf.Stream([b"".join(g.to_bytes(2, "big") for g in glyphs)], compress=compress)
    pdf.add_object(stream)
    return stream.reference


def begin_span(stream: Any, string: str, text: str) -> str:
    """Show what is drawn so far and open a span that stands for `text`; return the next string."""
    _show(stream, string)
    content = (b"\xfe\xff" + text.encode("utf-16-be")).hex().encode()
    stream.stream.append(b"/Span <</ActualText <" + content + b">>> BDC")
    return "<"


def end_span(stream: Any, string: str) -> str:
    """Show what is drawn so far and close a span; return the next string."""
    _show(stream, string)
    stream.stream.append(b"EMC")
    return "<"


def _show(stream: Any, string: str) -> None:
    shown = string[:-1] if string[-1] == "<" else string + ">"
    if shown:
        stream.show_text(shown)


def without_empty_strings(show_text: Callable[[Any, str], None]) -> Callable[[Any, str], None]:
    """Wrap `Stream.show_text`: the operand of `TJ` holds no empty string.

    Where it holds one, PDFium passes over the number at its end (ISO 32000-1, 9.4.3), by which the
    pen returns from a mark, and draws what follows over the letter.
    """

    def show_text_without(stream: Any, text: str) -> None:
        show_text(stream, text.replace("<>", " "))

    return show_text_without
