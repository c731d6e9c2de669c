"""Raw HTML: what is reported as dropped is dropped, what is not stays, and all is well-formed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from chapbook.errors import NestedTooDeeply
from chapbook.tools.raw_html import nesting, sanitise
from core import examples

HANDLERS = ["onclick", "onload", "onerror", "onfocus", "onmouseover", "onanimationstart"]
ATTRIBUTES = [
    "id", "class", "lang", "dir", "title", "role", "href", "src", "alt", "width", "height", "style",
    "name", "data-x", "aria-label", "aria-hidden", "type", "start", "value", "colspan", "rowspan",
    "scope", "headers", "span", "cite", "datetime", "open", "checked", "action", "formaction",
    "srcset", "srcdoc", "target", "rel", "xmlns", "xlink:href", "xml:lang", "contenteditable",
    "tabindex", "hidden", "slot", "is", "background", "ping", "poster", "autofocus", *HANDLERS,
]  # fmt: skip
FORBIDDEN_TAGS = [
    "script", "style", "iframe", "object", "embed", "form", "button", "select", "textarea", "link",
    "meta", "base", "svg", "video", "audio", "applet", "frame", "frameset", "marquee", "blink",
    "template", "noscript", "title", "html", "body", "head", "plaintext", "xmp", "dialog", "portal",
]  # fmt: skip


def serialised(html: str) -> str:
    return etree.tostring(sanitise.clean(html), encoding="unicode")


def inner(html: str) -> str:
    return serialised(html).removeprefix("<div>").removesuffix("</div>").replace("<div/>", "")


def reported(html: str) -> list[str]:
    return [item.what for item in sanitise.without_tags(html)[1]]


@pytest.mark.parametrize("tag", FORBIDDEN_TAGS)
def test_forbidden_elements_go_and_are_reported(tag: str) -> None:
    html = f"<{tag}>text</{tag}>"
    assert f"<{tag}" not in serialised(html)
    assert any(what.startswith(f"<{tag}>") for what in reported(html))


PLACES = {  # where an element may stand: HTML5 parsers move it elsewhere otherwise
    "li": "<ul>{}</ul>", "dt": "<dl>{}</dl>", "dd": "<dl>{}</dl>",
    "caption": "<table>{}</table>", "colgroup": "<table>{}</table>",
    "col": "<table><colgroup>{}</colgroup></table>", "thead": "<table>{}</table>",
    "tbody": "<table>{}</table>", "tfoot": "<table>{}</table>",
    "tr": "<table><tbody>{}</tbody></table>", "td": "<table><tbody><tr>{}</tr></tbody></table>",
    "th": "<table><tbody><tr>{}</tr></tbody></table>", "input": "<p>{}</p>",
}  # fmt: skip
VOID = {"br", "hr", "img", "col", "wbr", "input"}
HTML_TAGS = sorted(set(sanitise._TEXT_TAGS.split()))


def element(tag: str, attributes: str) -> str:
    if tag == "input" and "type=" not in attributes:
        attributes += " type='checkbox'"
    word = "x" if tag in nesting.HEADINGS else ""  # one without a word does not stay
    end = "" if tag in VOID else f"{word}</{tag}>"
    return PLACES.get(tag, "{}").format(f"<{tag} {attributes}>{end}")


@pytest.mark.parametrize("tag", HTML_TAGS)
def test_an_attribute_stays_if_and_only_if_it_is_not_reported(tag: str) -> None:
    for name in ATTRIBUTES:
        value = {"type": "checkbox", "style": "text-align: left", "href": "#x"}.get(name, "x")
        html = element(tag, f"{name}='{value}'")
        (found,) = sanitise.clean(html).iter(tag) if tag != "div" else [sanitise.clean(html)[0]]
        kept = found.get("id" if (tag, name) == ("a", "name") else name) is not None
        assert kept is (f"{name} of <{tag}>" not in reported(html)), f"{name} of <{tag}>"


@pytest.mark.parametrize("tag", HTML_TAGS)
@pytest.mark.parametrize("name", [*HANDLERS, "srcdoc", "formaction", "xlink:href"])
def test_what_runs_programs_stays_nowhere(tag: str, name: str) -> None:
    assert not sanitise.allowed(tag, name)
    assert name not in serialised(element(tag, f"{name}='x'"))


@pytest.mark.parametrize(
    "target",
    ["javascript:x", "JAVASCRIPT:x", " javascript:x", "java\tscript:x", "java\nscript:x",
     "&#106;avascript:x", "javascript&colon;x", "vbscript:x", "data:text/html,x", "file:///x",
     "blob:x", "\x01javascript:x"],
)  # fmt: skip
@pytest.mark.parametrize(
    "form", ['<a href="{}">x</a>', '<img src="{}" alt="">', '<q cite="{}">x</q>']
)
def test_unsafe_targets_go_and_are_reported(form: str, target: str) -> None:
    html = form.format(target)
    assert "script" not in serialised(html)
    assert not {"href", "src", "cite"} & set(next(sanitise.clean(html).iterdescendants()).attrib)
    assert len(reported(html)) == 1


@pytest.mark.parametrize(
    ("target", "safe"),
    [("#x", True), ("https://a/b:c", True), ("a/b:c", True), ("?a:b", True), ("mailto:a@b", True),
     ("x:y", False), ("C:\\x", False), ("", True)],
)  # fmt: skip
def test_targets(target: str, *, safe: bool) -> None:
    assert sanitise.safe_link(target) is safe


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<b>a<i>b</b>c</i>", "<b>a<i>b</i></b><i>c</i>"),
        ("a & b < c &nbsp;&copy;", "a &amp; b &lt; c \u00a0©"),
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("</p></div>a", "<p/>a"),
        ("<br/><hr><img src=a.png alt=x>", '<br/><hr/><img src="a.png" alt="x"/>'),
        ("<!-- c --><?pi x?><!DOCTYPE x>a<![CDATA[b]]>", "a"),
        ("<a name=x>a</a><a name=x id=y>b</a>", '<a id="x">a</a><a id="y">b</a>'),
        (
            "a<input>b<input type=text>c<input type=checkbox checked>",
            'abc<input type="checkbox" checked=""/>',
        ),
        ("<p style='color:red;text-align:right'>x</p>", "<p>x</p>"),
        ("<div style='width:5em;position:fixed'>x</div>", '<div style="width:5em">x</div>'),
        ("<a href='other.html'>x</a>", "<a>x</a>"),
        ("<script>a</script><style>b</style>c", "c"),
        ("<b>&#1;&#xFFFE;x</b>", "<b>x</b>"),
        (
            "<math><mi>x</mi><mo stretchy='false'>(</mo></math>",
            '<math><mi>x</mi><mo stretchy="false">(</mo></math>',
        ),
        ("", ""),
    ],
)
def test_fragments(html: str, clean: str) -> None:
    assert inner(html) == clean


TOKENS = [
    "<b>", "</b>", "<p>", "</p>", "<div class='x'>", "</div>", "<table>", "<tr>", "<td>",
    "</table>", "<a href='javascript:x'>", "<script>", "</script>", "<style>", "<svg>", "</svg>",
    "<math>", "<mi>", "<mtext>", "</math>", "<!--", "-->", "<![CDATA[", "]]>", "<?", "&lt;",
    "&#0;", "&", "<", ">", '"', "'", "<img src=x onerror=y>", "<template>", "<noscript>",
    "</noscript>", "<title>", "<textarea>", "<plaintext>", "<select>", "<option>",
    "<p title='</p><script>'>", "text", " ", "\u2028", "\x7f",
]  # fmt: skip


@examples(150)
@given(st.lists(st.sampled_from(TOKENS), max_size=14).map("".join))
def test_anything_becomes_a_well_formed_tree_of_allowed_elements(html: str) -> None:
    tree = etree.fromstring(serialised(html))
    for found in tree.iter():
        assert found.tag in sanitise.TAGS
        for name, value in found.attrib.items():
            assert sanitise.allowed(str(found.tag), str(name))
            assert "javascript" not in str(value) or name == "title"


def test_cleaning_twice_changes_nothing() -> None:
    html = "<p>a <b>b <i>c</b> d</i></p><table><td>x</table><a name=y>z</a>"
    assert inner(inner(html)) == inner(html)


@pytest.mark.parametrize("count", [200, 600])
def test_deep_elements_are_no_trouble(count: int) -> None:
    assert serialised("<b>" * count + "x").count("<b>") == count


def test_bottomless_elements_are_refused_by_name() -> None:
    with pytest.raises(NestedTooDeeply):
        sanitise.clean("<b>" * 5000)


def test_pictures_and_links_are_found() -> None:
    html = "<img src=a.png alt=''><IMG SRC='b.png'><a href='#x'>y</a><a>z</a><a href=javascript:x>"
    assert list(sanitise.pictures(html)) == [("a.png", ""), ("b.png", None)]
    assert sanitise.links(html) == ("#x",)
