"""Every report shows what its patch changes: its HTML makes another PDF without the patches."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from chapbook.tools.weasyprint import patches

UPSTREAM = Path(patches.__file__).parent / "upstream"
# Not faults of layout; tagging/test_tags.py has tests of both.
OTHERS = {"link-annotation-in-no-element", "pydyf-stream-ends-in-a-line-end"}
# The fonts that the reports name, and where the packages that we need for other tests have them.
FONTS = {
    "NotoEmoji.ttf": ("manimgx_fonts", "NotoEmoji[[]wght].ttf"),
    "NotoSerif.ttf": ("justmytype_western_core", "NotoSerif[[]wdth,wght].ttf"),
    "NotoSerifKR-Regular.otf": ("pylopdf_fonts_ko", "NotoSerifKR-Regular.otf"),
    "SourceSerifPro-Regular.otf": ("font_source_serif_pro", "SourceSerifPro-Regular.otf"),
}
PLAIN = "<p style='font: 16px monospace'>loom, warp and weft</p>"
WRITE = """
import json, sys
from hashlib import sha256
import weasyprint
from chapbook.tools.weasyprint import patches
folder, *names = sys.argv[2:]
if sys.argv[1] == "patched":
    patches.apply()
def digest(name):
    try:
        return sha256(weasyprint.HTML(f"{folder}/{name}.html").write_pdf()).hexdigest()
    except TypeError as error:  # one of the reports is of that
        return repr(error)
print(json.dumps({name: digest(name) for name in names}))
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the HTML of the reports, with their fonts beside it."""
    folder = tmp_path_factory.mktemp("upstream")
    for report in UPSTREAM.glob("*.md"):
        found = re.search(r"```html\n(.*?)```", report.read_text(encoding="utf-8"), re.DOTALL)
        if found is not None:
            (folder / f"{report.stem}.html").write_text(found[1], encoding="utf-8")
    (folder / "plain.html").write_text(PLAIN, encoding="utf-8")
    for name, (package, pattern) in FONTS.items():
        spec = find_spec(package)
        assert spec is not None
        assert spec.origin is not None
        (folder / name).symlink_to(next(Path(spec.origin).parent.rglob(pattern)))
    return folder


def digests(pages: Path, which: str) -> dict[str, str]:
    names = sorted(path.stem for path in pages.glob("*.html") if path.stem not in OTHERS)
    done = subprocess.run(
        [sys.executable, "-c", WRITE, which, str(pages), *names],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"SOURCE_DATE_EPOCH": "0"},  # of the fonts that are cut down
    )
    found: dict[str, str] = json.loads(done.stdout)
    return found


def test_every_report_makes_another_file_without_the_patches(pages: Path) -> None:
    stock, patched = digests(pages, "stock"), digests(pages, "patched")
    assert not [name for name in patched if "Error" in patched[name]]
    same = {name for name in stock if stock[name] == patched[name]}
    assert same == {"plain"}
    assert len(stock) == len(list(UPSTREAM.iterdir())) - len(OTHERS) + 1
