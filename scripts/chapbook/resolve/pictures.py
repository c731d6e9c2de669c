"""Pictures: each is there, in the manuscript's folder, is a picture and says what it shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from chapbook.errors import LimitReached
from chapbook.model.ast import Node, text_of, walk
from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.manuscript import Picture
from chapbook.model.source import Place
from chapbook.policy import limits, over_limit
from chapbook.resolve.places import Finder
from chapbook.tools import guard
from chapbook.tools.pictures import raster, svg
from chapbook.tools.pictures.kinds import SVG, kind_of
from chapbook.tools.pictures.plain import PlainPicture, plain_picture
from chapbook.tools.raw_html import sanitise

DECORATIVE = "decorative"
_REFUSALS = {
    guard.Reason.OUTSIDE: Code.PICTURE_OUTSIDE,
    guard.Reason.MISSING: Code.MISSING_PICTURE,
}
_NO_FILE = r"!\[[^\[\]\n]*\]\([ \t]*(?:<>)?[ \t]*[)\"']|<img\b[^<>]*\bsrc[ \t]*=[ \t]*(?:\"\"|'')"
_UNFIT = {svg.NotADrawing: Code.UNSAFE_PICTURE, raster.NotAPicture: Code.BROKEN_PICTURE}


@dataclass(slots=True)
class PictureCheck:
    """Checks pictures one by one; each target is read once.

    `strictly`: a picture without alternative text is an error, not a warning.
    """

    folder: Path
    finder: Finder
    strictly: bool = False
    pictures: dict[str, Picture] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    read: dict[str, int] = field(default_factory=dict)
    plain: dict[str, PlainPicture] = field(default_factory=dict)

    def check(self, tree: object) -> None:
        """Check all pictures of a tree, those of raw HTML too."""
        names = {id(picture) for picture in _naming_links(tree)}
        for node in walk(tree):
            if node["t"] == "Image":
                self._image(node, names_link=id(node) in names)
            elif node["t"] in ("RawInline", "RawBlock") and node["c"][0].startswith("html"):
                for target, alt in sanitise.pictures(node["c"][1]):
                    self._picture(target, has_alt=alt is not None)

    def _image(self, node: Node, *, names_link: bool) -> None:
        target = node["c"][2][0]
        silent = not _words(node) and (names_link or not _is_decorative(node))
        self._picture(target, has_alt=not silent, in_link=names_link)

    def _picture(self, target: str, *, has_alt: bool, in_link: bool = False) -> None:
        place = self.finder.target(target) if target else self.finder.next(_NO_FILE)
        if not has_alt:
            facts = {"target": target, "suggestion": "link" if in_link else ""}
            finding = diagnostic(Code.MISSING_ALT, place, **facts)
            self.diagnostics.append(replace(finding, raised=self.strictly))
        if target in self.seen:
            return
        self.seen.add(target)
        if len(self.seen) > limits().pictures:
            if len(self.seen) == limits().pictures + 1:
                self.diagnostics.append(
                    over_limit(place, "pictures", "there are too many pictures")
                )
            return
        picture = self.picture(target, place)
        if picture is not None:
            self.pictures[target] = picture

    def cover(self, target: str | None) -> Picture | None:
        """Check the cover that the front matter names. It needs no words: it has those on it."""
        place = self.finder.key(r"^cover(?:-image)?[ \t]*:")
        return None if target is None else self.picture(target, place)

    def picture(self, target: str, place: Place) -> Picture | None:
        """Return the picture, or why it cannot be used."""
        if not target:
            self.diagnostics.append(diagnostic(Code.MISSING_PICTURE, place, suggestion="a name"))
            return None
        file = guard.read_file(self.folder, target)
        if isinstance(file, guard.Refused):
            code = _REFUSALS.get(file.reason, Code.FILE_REFUSED)
            facts = {"target": target, "problem": file.words}
            self.diagnostics.append(diagnostic(code, place, **facts))
        elif self._too_much(file, place):
            pass
        elif (shown := self._plain(target, file, place)) is not None:
            return Picture(target, file.name, shown.media_type, shown.content)
        return None

    def _too_much(self, file: guard.GuardedFile, place: Place) -> bool:
        """Add the file to what all pictures have together; say whether that goes too far."""
        before = sum(self.read.values())
        self.read[file.name] = len(file.content)
        most = limits().files_bytes
        if sum(self.read.values()) <= most:
            return False
        if before <= most:
            self.diagnostics.append(over_limit(place, "files_bytes", "the pictures are too large"))
        return True

    def _plain(self, target: str, file: guard.GuardedFile, place: Place) -> PlainPicture | None:
        """Return the picture as every edition shows it, each file converted once.

        None, and a finding, if it cannot be shown.
        """
        shown = self.plain.get(file.name) or self._converted(target, file.content, place)
        if shown is not None:
            self.plain[file.name] = shown
        return shown

    def _converted(self, target: str, content: bytes, place: Place) -> PlainPicture | None:
        kind = kind_of(content)
        if kind.media_type is None and kind.converted is None:
            found = diagnostic(Code.PICTURE_KIND, place, target=target, kind=kind.name)
            self.diagnostics.append(found)
            return None
        try:
            if kind.media_type == SVG:
                return PlainPicture(svg.drawing(content), SVG)
            shown = plain_picture(content, kind)
        except (svg.NotADrawing, raster.NotAPicture) as error:
            code = _UNFIT[type(error)]
            self.diagnostics.append(diagnostic(code, place, target=target, problem=str(error)))
            return None
        except LimitReached as error:
            facts = {**error.facts, "what": f"{target}: {error.facts['what']}"}
            self.diagnostics.append(diagnostic(Code.OVER_LIMIT, place, **facts))
            return None
        if shown.frames > 1:
            facts = {"target": target, "count": f"{shown.frames:,}"}
            self.diagnostics.append(diagnostic(Code.FRAMES_LEFT_OUT, place, **facts))
        return shown


def _words(picture: Node) -> str:
    """Return the alternative text of a picture."""
    (_, _, pairs), inlines, _ = picture["c"]
    return dict(pairs).get("alt") or text_of(inlines)


def _is_decorative(picture: Node) -> bool:
    _, classes, pairs = picture["c"][0]
    return DECORATIVE in classes or dict(pairs).get("alt") == ""


def _naming_links(tree: object) -> Iterator[Node]:
    """Yield pictures that are the only content of a link: their words are its name (WCAG, H30)."""
    for link in walk(tree):
        if link["t"] == "Link" and not text_of(link["c"][1]):
            content = list(walk(link["c"][1]))
            pictures = [node for node in content if node["t"] == "Image"]
            others = any(node["t"] in ("Math", "RawInline") for node in content)
            if not others and not any(map(_words, pictures)):
                yield from pictures
