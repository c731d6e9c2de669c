"""Documents: examples build, links lead somewhere, and the README is short."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from chapbook.formats import DEFAULT_FORMATS, FORMATS
from chapbook.options import BuildOptions
from chapbook.pipeline import check
from documents import PAGES, ROOT, name_of, without_blocks, without_code

README = ROOT / "README.md"
MANUAL = ROOT / "scripts" / "MANUAL.md"
_FLAGS = re.MULTILINE | re.DOTALL


def anchors(page: Path) -> set[str]:
    """Return the identifiers of the headings of a page, as the hosts of repositories make them."""
    headings = re.findall(r"^#+ (.+)$", without_blocks(page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


def broken_links(page: Path) -> list[str]:
    """Return the relative links of a page that lead to no file, or to no heading of it."""
    found = re.findall(r"\]\(([^)\s]+)\)", without_code(page.read_text("utf-8")))
    broken = []
    for link in found:
        path, _, fragment = link.partition("#")
        target = page.parent / path if path else page
        if ":" in path:
            continue
        if not target.exists() or (fragment and fragment not in anchors(target)):
            broken.append(link)
    return broken


def test_the_readme_has_fewer_than_700_words() -> None:
    assert len(README.read_text(encoding="utf-8").split()) < 700


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_to_files_and_headings(page: Path) -> None:
    assert broken_links(page) == []


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A head\n\n[a](#a-head) [b](#b) [c](none.md) [d](page.md#x) [e](https://x.y)")
    assert broken_links(page) == ["#b", "none.md", "page.md#x"]


def test_the_manual_names_every_format_and_those_of_a_default_build() -> None:
    row = r"^\| `--format (.*)` \|.* all but (.*) \|$"
    found = re.search(row, MANUAL.read_text("utf-8"), re.MULTILINE)
    assert found is not None
    assert found[1].split(",") == list(FORMATS)
    others = [name for name in FORMATS if name not in DEFAULT_FORMATS.split(",")]
    assert re.findall(r"`(\w+)`", found[2]) == others


@pytest.mark.parametrize("page", [README, MANUAL], ids=name_of)
def test_the_example_has_no_problems(page: Path, tmp_path: Path) -> None:
    (example,) = re.findall(r"^```markdown\n(.*?)^```$", page.read_text("utf-8"), _FLAGS)
    manuscript = tmp_path / "my-book.md"
    manuscript.write_text(example, encoding="utf-8")
    options = BuildOptions(manuscript, manuscript.name, (), tmp_path / "out")
    assert check(options, lambda _: None).diagnostics == ()
