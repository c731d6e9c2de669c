"""Run WeasyPrint's own tests twice, as it comes and with our patches, and compare the outcomes.

Run by hand; it takes five minutes:

    .venv/bin/python tests/benchmarks/weasyprint_suite.py [--sdist FILE]

pip downloads the source distribution, in the version and with the checksum of the lock file; the
WeasyPrint that is tested is the one that is installed. Its tests of drawing need Ghostscript.
What replaces its tagging while a file is written (`Swap` in `tools/weasyprint/patches.py`) is left
out, since it writes other tags than those that WeasyPrint tests.

Exits with 1 if a test fails only with the patches and the README of `tools/weasyprint` does not
name it, with its reason.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "scripts" / "locks" / "run.txt"
README = ROOT / "scripts" / "chapbook" / "tools" / "weasyprint" / "README.md"


def pytest_configure(config: Any) -> None:
    """Apply the patches: pytest loads this file as a plugin for the second run."""
    from chapbook.tools.weasyprint import patches  # noqa: PLC0415 -- not for the first run

    del config
    patches.apply()


def download(folder: Path) -> Path:
    """Have pip download the source distribution that the lock file names."""
    locked = LOCK.read_text(encoding="utf-8")
    found = re.search(r"^weasyprint==(?:.*\\\n)*.*", locked, re.MULTILINE)
    assert found is not None, f"{LOCK} does not name weasyprint"
    requirement = folder / "requirement.txt"
    requirement.write_text(found[0], encoding="utf-8")
    options = ["--no-deps", "--no-binary", "weasyprint", "--require-hashes"]
    files = ["--requirement", str(requirement), "--dest", str(folder)]
    subprocess.run([sys.executable, "-m", "pip", "download", "-q", *options, *files], check=True)
    (sdist,) = folder.glob("weasyprint-*.tar.gz")
    return sdist


def unpack(sdist: Path, folder: Path) -> Path:
    """Unpack the tests and leave out the package, so that the installed one is imported."""
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    (top,) = (path.parent for path in folder.glob("*/pyproject.toml"))
    shutil.rmtree(top / "weasyprint")
    return top


def outcomes(top: Path, *plugin: str) -> dict[str, str]:
    """Run the tests and return the outcome of each: passed, failed, error or skipped."""
    report = top / "report.xml"
    paths = [str(ROOT / "scripts"), str(Path(__file__).parent)]
    options = ["-q", "--tb=no", "-p", "no:cacheprovider", *plugin, f"--junit-xml={report}"]
    subprocess.run(
        [sys.executable, "-m", "pytest", *options, "tests"],
        cwd=top,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        stdout=subprocess.DEVNULL,
        check=False,  # failures are what is looked for
    )
    cases = ElementTree.parse(report).iter("testcase")  # noqa: S314 -- pytest has just written it
    return {f"{case.get('classname')}::{case.get('name')}": _outcome(case) for case in cases}


def _outcome(case: ElementTree.Element) -> str:
    names = {"failure": "failed", "error": "error", "skipped": "skipped or expected to fail"}
    return next((names[child.tag] for child in case if child.tag in names), "passed")


def _summary(name: str, found: Mapping[str, str]) -> str:
    counts = Counter(found.values())
    return f"{name}: " + ", ".join(f"{counts[one]} {one}" for one in sorted(counts)) + "\n"


def _only_in(found: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """Return the tests that do not pass in the one and pass in the other."""
    return [one for one in found if found[one] != "passed" and other.get(one) == "passed"]


def _listed(head: str, tests: Iterable[str]) -> str:
    return head + "".join(f"  {test}\n" for test in tests)


def main() -> int:
    """Run both and print what differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sdist", type=Path, help="source distribution that is already here")
    arguments = parser.parse_args()
    if shutil.which("gs") is None:
        sys.stderr.write("Ghostscript is missing (Debian: ghostscript)\n")
        return 4
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        top = unpack(arguments.sdist or download(folder), folder)
        stock = outcomes(top)
        sys.stdout.write(_summary("stock", stock))
        sys.stdout.flush()
        patched = outcomes(top, "-p", Path(__file__).stem)
        sys.stdout.write(_summary("patched", patched))
    only_ours = _only_in(patched, stock)
    readme = README.read_text(encoding="utf-8")
    unexplained = [test for test in only_ours if f"`{test.rpartition('::')[2]}`" not in readme]
    sys.stdout.write(_listed("fail only with the patches:\n", only_ours))
    sys.stdout.write(_listed("of these not explained in the README:\n", unexplained))
    sys.stdout.write(_listed("fail only without the patches:\n", _only_in(stock, patched)))
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
