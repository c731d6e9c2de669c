"""Keys of blocks: made of words, the same in every edition, unique in the book."""

from __future__ import annotations

from lxml import etree
from markupsafe import Markup

from chapbook.model.editions.block_keys import KEY, key_of, template_key
from chapbook.render.text.keys import give_keys, keyed_page, keyed_xhtml, restate_keys, text_blocks


def tree(markup: str) -> etree._Element:
    return etree.fromstring(f"<div>{markup}</div>")


def keys(root: etree._Element) -> list[str]:
    return [element.get(KEY, "") for element in root.iter() if element.get(KEY)]


def keyed(markup: str, scope: str = "", taken: set[str] | None = None) -> etree._Element:
    root = tree(markup)
    give_keys(root, scope, set() if taken is None else taken)
    return root


def test_each_element_that_holds_words_is_a_block() -> None:
    root = tree(
        "<p>One <em>two</em></p><ul><li>tight</li><li><p>loose</p></li></ul>"
        "<table><tr><th>head</th><td/></tr></table><div><p>inner</p> bare</div>"
    )
    assert [block.tag for block in text_blocks(root)] == ["p", "li", "p", "th", "div", "p"]


def test_pictures_formulas_and_calls_are_words_too() -> None:
    root = tree(
        '<figure><img alt="A map"/></figure><p><math><mi>x</mi></math></p>'
        '<p><span class="chapbook-call" data-call="0"/></p><p><img alt=""/></p><p> </p>'
    )
    assert [block.tag for block in text_blocks(root)] == ["figure", "p", "p"]


def test_a_key_is_made_of_words_and_not_of_places() -> None:
    before = keys(keyed("<p>First.</p><p>Second.</p>"))
    after = keys(keyed("<p>New.</p><p>First.</p><p>Second.</p>"))
    assert after[1:] == before


def test_equal_words_get_different_keys() -> None:
    found = keys(keyed("<p>Again.</p><p>Again.</p>"))
    assert len(set(found)) == 2


def test_the_key_in_a_note_differs_from_that_in_the_text() -> None:
    assert keys(keyed("<p>Word.</p>")) != keys(keyed("<p>Word.</p>", "note"))


def test_a_key_of_the_author_is_taken_off() -> None:
    root = keyed(f'<p {KEY}="=abcdef">Mine.</p><section {KEY}="x"><p>Two.</p></section>')
    assert keys(root) == [key_of("", "Mine."), key_of("", "Two.")]


def test_a_note_that_is_stated_again_has_keys_of_its_own() -> None:
    root = keyed("<p>Body.</p>", "note")
    (key,) = keys(root)
    restate_keys(root, 0)
    assert keys(root) == [key]
    restate_keys(root, 1)
    assert keys(root) == [f"{key}.2"]


def test_blocks_of_templates_have_the_key_of_their_words() -> None:
    page = keyed_page(Markup('<p class="a">The <em>Title</em></p>\n'))
    assert f'{KEY}="{template_key("The Title")}"' in page
    assert template_key("one two") == template_key("TWO, one!")
    assert template_key("one two") != template_key("one too")


def test_entries_of_lists_in_the_navigation_have_no_keys() -> None:
    page = (
        '<html xmlns="http://www.w3.org/1999/xhtml"><body><nav><h1>Contents</h1>'
        '<ol><li><a href="a">One</a></li></ol></nav><p>Text</p></body></html>'
    )
    assert keyed_xhtml(page).count(KEY) == 2
