from __future__ import annotations

import pytest

from chapbook.tools.stylesheets import read_sheet


@pytest.mark.parametrize(
    ("css", "families"),
    [
        ('p { font-family: Georgia, "My Face", serif }', ["Georgia", "My Face"]),
        ("p { font-family: Adobe Caslon }", ["Adobe Caslon"]),
        ("p { font: italic 9pt/12pt Georgia, Palatino, serif }", ["Georgia", "Palatino"]),
        ("p { font: bold var(--size) Georgia }", ["Georgia"]),
        ("p { font: inherit } q { font: caption } i { font-family: var(--x), inherit }", []),
        (":root { --head-faces: Helvetica, var(--text-faces) }", ["Helvetica"]),
        ("@media print { p { font-family: Georgia } }", ["Georgia"]),
        ("@page { @top-left { font: 9pt Georgia } }", ["Georgia"]),
        ('@font-face { font-family: Mine; src: url("a.ttf") }', []),
    ],
)
def test_the_families_that_a_sheet_asks_for(css: str, families: list[str]) -> None:
    assert [mark.text for mark in read_sheet(css).families()] == families


def test_families_are_found_at_their_line_and_column() -> None:
    (mark,) = read_sheet("p {\n  font-family: serif, Georgia;\n}").families()
    assert (mark.line, mark.column) == (2, 23)


def test_the_families_that_a_sheet_declares() -> None:
    css = '@font-face { font-family: "My Face"; src: url(a.ttf) } p { font-family: Georgia }'
    assert read_sheet(css).declared_families() == {"My Face"}
