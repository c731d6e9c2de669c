"""What people read of a book's facts: the ISBN with its hyphens, a last change that is known."""

from __future__ import annotations

import pytest

from chapbook.render.templating import fill
from chapbook.render.web.download import _about
from chapbook.render.web.download_words import download_words
from core import resolved

ISBN = "978-3-16-148410-0"


@pytest.mark.parametrize(
    ("front", "changed"),
    [
        ("date: 2026", None),
        ("date: 2026-05-04", None),
        ("date: 2026\nmodified: 2026-02-03", "2026-02-03"),
    ],
)
def test_a_last_change_is_shown_only_where_it_is_known(front: str, changed: str | None) -> None:
    metadata = resolved(f"---\ntitle: T\n{front}\nisbn: {ISBN}\n---\n\nText.\n").silent.metadata
    about = dict(_about(metadata, download_words("en")))
    assert about.get("Last changed") == changed
    assert about["ISBN"] == ISBN


def test_a_copyright_page_keeps_the_hyphens() -> None:
    metadata = resolved(f"---\ntitle: T\nisbn: {ISBN}\n---\n\nText.\n").silent.metadata
    page = fill("pdf/copyright-page.xhtml", metadata=metadata, credits=(), year=None, words=None)
    assert ISBN in page
