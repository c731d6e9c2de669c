"""The author's own style sheet: read through the guard, its faults reported in its own lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from font_source_serif_pro import __file__ as face_package

from core import Resolved, resolved, said

FACE = Path(face_package).parent / "files" / "SourceSerifPro-Regular.ttf"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'


def with_sheet(css: str, folder: Path, name: str = "my.css") -> Resolved:
    (folder / "my.css").write_text(css, encoding="utf-8")
    return resolved(f"---\ntitle: T\nprint: {{css: {name}}}\n---\n\nText.\n", folder)


def told(found: Resolved) -> list[str]:
    return [
        f"{d.place.path}:{d.place.line}:{d.place.column} {d.code.value}" for d in found.diagnostics
    ]


def test_a_sheet_brings_its_faces_and_pictures(tmp_path: Path) -> None:
    (tmp_path / "faces").mkdir()
    (tmp_path / "faces" / "my face.ttf").write_bytes(FACE.read_bytes())
    (tmp_path / "leaf.svg").write_text(SVG)
    found = with_sheet(
        '@font-face { font-family: M; src: url("faces/my face.ttf") }\n'
        "hr { background: url(leaf.svg), url('leaf.svg'), url(data:image/png;base64,AA==) }\n",
        tmp_path,
    )
    sheet = found.silent.print_sheet
    assert sheet is not None
    assert [(file.target, file.media_type) for file in sheet.files] == [
        ("faces/my face.ttf", "font/ttf"),
        ("leaf.svg", "image/svg+xml"),
    ]


def test_no_sheet_is_no_fault() -> None:
    assert resolved("Text.\n").silent.print_sheet is None


@pytest.mark.parametrize(
    ("css", "place"),
    [
        ("p { color: red", None),
        ("p { color red }", "my.css:1:14 CB506"),
        ("}\np {}", "my.css:1:1 CB506"),
        ("@media print { p { color red } }", "my.css:1:29 CB506"),
        ("@page { margin 1cm }", "my.css:1:19 CB506"),
        ('p {}\n@import "other.css";', "my.css:2:1 CB506"),
        ("@import url(http://example.org/a.css);", "my.css:1:1 CB506"),
        ("p { background: url(/etc/passwd) }", "my.css:1:17 CB506"),
        ("p { background: url(../up.png) }", "my.css:1:17 CB506"),
        ("p { background: url('missing.png') }", "my.css:1:17 CB506"),
        ("p { background: u\\72l(http://example.org/a.png) }", "my.css:1:17 CB506"),
        ("@font-face { src: url(file:///a.ttf) }", "my.css:1:19 CB506"),
        ("@font-face { src: url(broken.ttf) }", "my.css:1:19 CB506"),
        ("@font-face { src: url(leaf.svg) }", "my.css:1:19 CB506"),
        ("@font-face { src: local(X), url(leaf.svg) }", "my.css:1:29 CB506"),
        ("p { background: url(my.css) }", "my.css:1:17 CB405"),
        ("p { background: url(evil.svg) }", "my.css:1:17 CB409"),
    ],
)
def test_a_fault_is_reported_at_its_place_in_the_sheet(
    css: str, place: str | None, tmp_path: Path
) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"\0\1\0\0" + bytes(40))
    (tmp_path / "leaf.svg").write_text(SVG)
    (tmp_path / "evil.svg").write_text(SVG.replace("/>", "><script>1</script></svg>"))
    found = with_sheet(css, tmp_path)
    assert (place in told(found)) if place else (told(found) == [])
    assert (found.manuscript is None) == (place is not None)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('local("No Such Face")', ["my.css:1:38 CB510"]),
        ("local(No Such), local(Nor This)", ["my.css:1:38 CB510", "my.css:1:54 CB510"]),
        ('local("No Such Face"), url(face.ttf)', []),
        ('local("source serif pro")', []),
    ],
)
def test_a_face_of_fonts_that_are_not_there_is_reported(
    source: str, expected: list[str], tmp_path: Path
) -> None:
    (tmp_path / "face.ttf").write_bytes(FACE.read_bytes())
    sheet = f"@font-face {{ font-family: Mine; src: {source} }}\nbody {{ font-family: Mine }}"
    assert told(with_sheet(sheet, tmp_path)) == expected


@pytest.mark.parametrize(
    "name", ["../my.css", "/etc/hosts", "none.css", "http://example.org/a.css"]
)
def test_a_sheet_that_cannot_be_read_is_reported_at_its_key(name: str, tmp_path: Path) -> None:
    assert said(with_sheet("p {}", tmp_path, name).diagnostics) == ["CB410 3:9"]


def test_a_sheet_must_be_utf8(tmp_path: Path) -> None:
    found = with_sheet("p {}", tmp_path)
    (tmp_path / "my.css").write_bytes(b"/* \xe9 */")
    found = resolved("---\ntitle: T\nprint: {css: my.css}\n---\n\nText.\n", tmp_path)
    assert said(found.diagnostics) == ["CB410 3:9"]
