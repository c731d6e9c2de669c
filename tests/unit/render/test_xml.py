from __future__ import annotations

import pytest
from lxml import etree

from chapbook.errors import EditionFailed
from chapbook.render.xml import as_markup, xhtml_document


def test_a_tree_gets_the_namespaces_of_its_languages() -> None:
    tree = etree.fromstring("<p lang='fr'>a<math><mi>x</mi></math>b<svg><g/></svg><!--c-->d</p>")
    assert as_markup(tree) == (
        '<p lang="fr" xml:lang="fr">a<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi>'
        '</math>b<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>d</p>'
    )


def test_text_is_escaped() -> None:
    tree = etree.Element("p", {"title": '"<'})
    tree.text = "<script> & ]]>"
    again = etree.fromstring(f"<div xmlns:epub='x'>{as_markup(tree)}</div>")[0]
    assert (again.text, again.get("title")) == (tree.text, '"<')


def test_a_page_that_is_not_well_formed_is_refused() -> None:
    with pytest.raises(EditionFailed, match="well-formed"):
        xhtml_document("<html><p></html>")


def test_a_page_cannot_pull_in_other_files(tmp_path) -> None:  # type: ignore[no-untyped-def]
    secret = tmp_path / "secret"
    secret.write_text("secret")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]><html><p>&x;</p></html>'
    assert b"secret</p>" not in xhtml_document(page)
