from __future__ import annotations

import os
import re
from pathlib import Path

import pikepdf
import pytest

from chapbook.errors import LimitReached, ProgramFailed, ProgramMissing
from chapbook.model.editions.output import PdfResource
from chapbook.policy import Limits, Policy, in_force
from chapbook.tools.weasyprint import process as weasyprint
from chapbook.tools.weasyprint.process import LayoutProcess, lay_out
from unit.tools.pdf_pages import note, rendition, words

PARAGRAPH = f"<p>{words(60)}{note(1, 12)} {words(40)}</p>"


def test_the_same_bytes_in_another_place_time_zone_and_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Variable fonts are instanced, which stamps a date if nothing else is said.
    made = rendition(PARAGRAPH + "<p><i>‖</i> ❦ Ἀθῆναι</p>")
    lay_out(made, tmp_path / "one.pdf")
    elsewhere = tmp_path / "else where"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    for name, value in {
        "TZ": "Asia/Pyongyang",
        "LC_ALL": "C",
        "LANG": "tr_TR.UTF-8",
        "TMPDIR": str(elsewhere),
        "PYTHONHASHSEED": "77",
        "SOURCE_DATE_EPOCH": "1234567890",
        "HOME": str(elsewhere),
    }.items():
        monkeypatch.setenv(name, value)
    lay_out(made, Path("two.pdf"))
    assert (tmp_path / "one.pdf").read_bytes() == (elsewhere / "two.pdf").read_bytes()


def test_only_the_pinned_faces_are_in_the_file(tmp_path: Path) -> None:
    lay_out(rendition(PARAGRAPH), tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        fonts = {
            str(item.BaseFont).partition("+")[2]
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and "/BaseFont" in item
        }
    assert fonts
    assert all(name.startswith("Source-Serif-Pro") for name in fonts), fonts


def test_the_metadata_packet_is_readable_without_decoding(tmp_path: Path) -> None:
    lay_out(rendition(PARAGRAPH), tmp_path / "a.pdf")
    assert b"<x/>" in (tmp_path / "a.pdf").read_bytes()


@pytest.mark.parametrize(
    "url",
    ["https://example.org/a.png", "file:///etc/passwd", "chapbook://picture/9", "ftp://x/y"],
)
def test_a_file_that_is_not_listed_is_denied(tmp_path: Path, url: str) -> None:
    with pytest.raises(ProgramFailed, match=re.escape(url)):
        lay_out(rendition(f'{PARAGRAPH}<img src="{url}" alt="x"/>'), tmp_path / "a.pdf")
    assert not (tmp_path / "a.pdf").exists()


def test_a_style_sheet_cannot_reach_the_network_either(tmp_path: Path) -> None:
    made = rendition(PARAGRAPH, 'p{background:url("http://example.org/x.png")}')
    with pytest.raises(ProgramFailed, match=r"example\.org"):
        lay_out(made, tmp_path / "a.pdf")


def test_a_drawing_cannot_reach_out_though_its_errors_are_swallowed(tmp_path: Path) -> None:
    drawing = tmp_path / "in" / "a.svg"
    drawing.parent.mkdir()
    drawing.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        '<image href="file:///etc/hostname" width="9" height="9"/></svg>'
    )
    extra = PdfResource("chapbook://picture/1", drawing, "image/svg+xml", drawing.parent)
    made = rendition('<p><img src="chapbook://picture/1" alt="x"/></p>', extra=(extra,))
    with pytest.raises(ProgramFailed, match="etc/hostname"):
        lay_out(made, tmp_path / "a.pdf")


def test_a_listed_file_outside_its_folder_is_denied(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    (tmp_path / "out.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (inside / "link.svg").symlink_to(tmp_path / "out.svg")
    extra = PdfResource("chapbook://picture/1", inside / "link.svg", "image/svg+xml", inside)
    made = rendition('<p><img src="chapbook://picture/1" alt="x"/></p>', extra=(extra,))
    with pytest.raises(ProgramFailed, match="denied"):
        lay_out(made, tmp_path / "a.pdf")


def test_a_broken_picture_fails_the_build(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    extra = PdfResource("chapbook://picture/1", tmp_path / "a.png", "image/png", tmp_path)
    made = rendition('<p><img src="chapbook://picture/1" alt="x"/></p>', extra=(extra,))
    with pytest.raises(ProgramFailed, match="Failed to load image"):
        lay_out(made, tmp_path / "a.pdf")


def test_a_character_without_a_glyph_fails_the_build(tmp_path: Path) -> None:
    with pytest.raises(ProgramFailed, match=r"U\+2C81"):
        lay_out(rendition("<p>ⲁ</p>"), tmp_path / "a.pdf")


def test_a_dangling_link_fails_the_build(tmp_path: Path) -> None:
    with pytest.raises(ProgramFailed, match="nowhere"):
        lay_out(rendition('<p><a href="#nowhere">x</a></p>'), tmp_path / "a.pdf")


def test_a_layout_that_takes_too_long_is_ended(
    tmp_path: Path,
) -> None:
    with in_force(Policy(Limits(pdf_seconds=1))):
        process = LayoutProcess(rendition(PARAGRAPH * 20_000), tmp_path / "a.pdf")
        with pytest.raises(LimitReached, match="limit pdf-seconds is 1") as found:
            process.finish()
    assert "--limit pdf-seconds=2" in found.value.next_step
    with pytest.raises(ProcessLookupError):
        os.kill(process.pid, 0)


def test_missing_libraries_are_named() -> None:
    failure = weasyprint._failure(1, "OSError: cannot load library 'libpango-1.0-0'")
    assert isinstance(failure, ProgramMissing)
    assert "libpango" in failure.next_step


def test_a_crash_gives_its_last_line() -> None:
    failure = weasyprint._failure(1, "Traceback\n  File\nKeyError: 'x'\n")
    assert isinstance(failure, ProgramFailed)
    assert "KeyError" in failure.message
