from __future__ import annotations

import pytest
from lxml import etree

from chapbook.render.text.addresses import is_address, mark_addresses


def marked(body: str, *, leftwards: bool = False) -> str:
    """Mark a paragraph; `|` marks a place to break, `{…}` what is marked."""
    tree = etree.fromstring(f"<p>{body}</p>")
    before = "".join(tree.itertext())
    mark_addresses(tree, leftwards=leftwards)
    assert "".join(tree.itertext()) == before
    found = etree.tostring(tree, encoding="unicode")[3:-4].replace("<wbr/>", "|")
    for old, new in (
        ('<span class="address">', "{"),
        ('<span class="code-word">', "{"),
        ('<span class="together">', "<"),
        ("</span>", "}"),
    ):
        found = found.replace(old, new)
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See https://example.org/a/bc.", "See {https://|example|.org/|a/|bc}."),
        ("(https://e.org/Foo_(bar))", "({https://|e.org/|Foo|_(bar)})"),
        ("www.inter-national.org,", "{www|.inter|<-n}ational|.org},"),
        ("ann.example@example.org", "{ann|.example@example|.org}"),
        ("doi:10.1234/ab.c-d", "{doi:|10|<.1}234/|ab|.c|<-d}}"),
        ("10.1000/182-ab", "{10|<.1}000/|182|<-a}b}"),
        ("10.1002/(SICI)43:4&lt;338::AID-JBM2&gt;3.0.CO;2-X.",
         "{10|<.1}002/|(SICI)43:|4&lt;338::|AID|<-J}BM2&gt;3|<.0}|.CO<;2}|<-X}}."),
        ("a &lt;https://e.org/ab&gt; b&lt;c", "a &lt;{https://|e.org/|ab}&gt; b&lt;c"),
        ("com.example.documents.Reader", "{com|.example|.documents|.Reader}"),
        ("a file_name_of.pdf here", "a {file|_name|_of|.pdf} here"),
        ("sum 9f86d081884c7d65.", "sum {9f86d081884c7d65}."),
        ("COVID-19-related (SARS-CoV2-variant).", "{COVID-19-related} ({SARS-CoV2-variant})."),
        ("10.000.000Mark", "{10.000.000Mark}"),
        ("the v2.10.3-documentation", "the {v2.10.3-documentation}"),
        ("550e8400-e29b-41d4-a716", "{550e8400|<-e}29b|<-4}1d4|<-a}716}"),
        ("x?parameters=conf&amp;b=c", "{x<?p}arameters|=conf|&amp;b|=c}"),
        ("/usr/share/doc", "{/usr/|share/|doc}"),
        ("<a>https://e.org/ab</a> x", "<a>{https://|e.org/|ab}</a> x"),
        ("<em>a</em> https://e.org/ab <b>x</b> www.example.org", ""),
        ("日本https://example.org/aを見る", "日本{https://|example|.org/a}を見る"),
        ("<code>--some-long-option</code>", "<code>{<--s}ome|<-l}ong|<-o}ption}</code>"),
        ("<pre>https://example.org/</pre>", "<pre>https://example.org/</pre>"),
    ],
)  # fmt: skip
def test_addresses_and_codes_break_where_they_may(text: str, expected: str) -> None:
    if expected:
        assert marked(text) == expected
    else:
        assert marked(text).count("{") == 2


@pytest.mark.parametrize(
    "word",
    """and/or his/her either/or U.S. U.S.-based Ph.D. e.g. i.e. a.m. z.B. 1,234.56 12/05/2011
    COVID-19 F-16 18th mid-1980s 24-hour 1939-1945 100,000.00 mother-in-law's J.-P. well-known-to-be
    don't St.Petersburg Prof.Dr.Ing. AT&T R&D
    10:30 1939–1945 O'Brien Größe understanding""".split(),
)
def test_words_of_prose_are_left_alone(word: str) -> None:
    assert not is_address(word)
    assert marked(word.replace("&", "&amp;")) == word.replace("&", "&amp;")


def test_beside_text_from_right_to_left_an_address_says_its_direction() -> None:
    assert 'class="address" dir="ltr"' in marked("https://example.org/", leftwards=True)


def test_the_work_grows_with_the_text() -> None:
    """Each would take minutes if the work grew with the square."""
    for text in (")" * 400_000, "/" * 400_000, "a/" * 200_000, "https://example.org/a " * 20_000):
        marked(text)
