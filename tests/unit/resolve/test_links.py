"""Links and pictures: what leads nowhere, leads out, or is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from chapbook.model.ast import walk
from chapbook.policy import in_force, policy_of
from core import Resolved, resolved, said
from unit.render.epub_sample import PIXEL as PNG

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


def check(text: str, folder: Path = Path("/nowhere")) -> Resolved:
    return resolved(f"---\ntitle: T\n---\n\n# One {{#one}}\n\n{text}\n", folder)


@pytest.mark.parametrize(
    "target",
    [
        "#one",
        "https://example.org/#x",
        "mailto:a@example.org",
        "tel:+4912345",
        "HTTP://example.org",
    ],
)
def test_links_that_may_stay(target: str) -> None:
    book = check(f"A [link]({target}).").silent
    assert [n["c"][2][0] for n in walk(book.divisions[0].blocks) if n["t"] == "Link"] == [target]


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "vbscript:x",
    ],
)
def test_links_that_may_not(target: str) -> None:
    assert said(check(f"A [link]({target}).").diagnostics)[0].startswith("CB407 7:")


@pytest.mark.parametrize("target", ["other.md", "//example.org/x", "../x.html#y", "?q", "images/"])
def test_links_to_files_lose_their_target_but_not_their_words(target: str) -> None:
    result = check(f"A [link *here*]({target}).")
    assert said(result.diagnostics) == ["CB408 7:17"]
    kinds = [node["t"] for node in walk(result.book.divisions[0].blocks)]
    assert "Link" not in kinds
    assert "Emph" in kinds


def test_a_link_without_a_place_is_reported_with_the_nearest() -> None:
    result = check("A [link](#onne). Another [](#onne).\n\nText.[^a]\n\n[^a]: In a note [x](#two).")
    assert said(result.diagnostics) == ["CB401 7:10", "CB401 7:29", "CB401 11:21"]
    assert [d.facts["suggestion"] for d in result.diagnostics] == ["one", "one", ""]


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("<#two two>", "CB401"),
        ("#größe", "CB401"),
        ("https://[fe80::1%25eth0]/", "CB420"),
        ("<https://exa mple.org/50%25 ä>", "CB420"),
        ("<ftp://example.org/a%20b c|d>", "CB407"),
    ],
)
def test_a_target_is_found_as_it_was_written(target: str, code: str) -> None:
    column = 11 if target.startswith("<") else 10
    assert said(check(f"A [link]({target}).").diagnostics) == [f"{code} 7:{column}"]


@pytest.mark.parametrize(
    ("target", "meant"),
    [
        ("//example.org/x", "https://example.org/x"),
        ("www.example.org", "https://www.example.org"),
        ("ann@example.org", "mailto:ann@example.org"),
        ("notes/ann@2x.png/", ""),
        ("other.md", ""),
    ],
)
def test_an_address_without_its_scheme_is_suggested_with_it(target: str, meant: str) -> None:
    (found,) = check(f"A [link]({target}).").diagnostics
    assert (found.code.value, found.facts["suggestion"]) == ("CB408", meant)


def test_links_are_found_in_their_order_however_many_citations_come_after() -> None:
    entry = "references: [{id: a, type: book, title: Sand}]"
    text = "A [x](nix.md), a [z](#z), a book [@a], a [y](nix.md), [z](#z)."
    found = resolved(f"---\ntitle: T\n{entry}\n---\n\n# One\n\n{text}\n").diagnostics
    assert said(found) == ["CB408 8:7", "CB401 8:22", "CB408 8:46", "CB401 8:59"]


@pytest.mark.parametrize(
    "anchor",
    ["[span]{#here}", "::: {#here}\nx\n:::", "`x`{#here}", "## Here {#here}", "<a id='here'></a>",
     '<a name="here"></a>', "| a |\n|---|\n| 1 |\n\nTable: cap {#here}", "```{#here}\nx\n```"],
)  # fmt: skip
def test_a_link_may_lead_to_anything_with_an_identifier(anchor: str) -> None:
    assert said(check(f"A [link](#here).\n\n{anchor}").diagnostics) == []


def test_identifiers_are_unique() -> None:
    result = check("[a]{#x} [b]{#x}\n\n[c]{#one}")
    assert said(result.diagnostics) == ["CB406 7:13", "CB406 9:5"]
    assert [d.facts["first"] for d in result.diagnostics] == ["7", "5"]


def test_a_heading_in_another_script_can_be_linked_to() -> None:
    book = resolved("---\ntitle: T\n---\n\n# 주체 사상\n\nA [link](#주체-사상).\n").silent
    assert book.divisions[0].identifier == "주체-사상"


@pytest.mark.parametrize("text", ["<a href='#nowhere'>x</a>", '> <a href="#nowhere">x</a>'])
def test_raw_links_follow_the_same_rules(text: str) -> None:
    assert [f.split()[0] for f in said(check(text).diagnostics)] == ["CB401"]
    assert [f.split()[0] for f in said(check(text.replace("#", "a/")).diagnostics)] == ["CB408"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("![Words](dot.png)", []),
        ("![](dot.png)", ["CB403 7:5"]),
        ("![](dot.png){.decorative}", []),
        ('![](dot.png){alt=""}', []),
        ('![](dot.png){alt="Words"}', []),
        ("<img src='dot.png'>", ["CB403 7:11"]),
        ("<img src='dot.png' alt=''>", []),
        ("![Words](none.png)", ["CB402 7:10"]),
        ("![Words](text.png)", ["CB405 7:10"]),
        ("![Words](empty.png)", ["CB405 7:10"]),
        ("![Words](../dot.png)", ["CB404 7:10"]),
        ("![Words](/etc/passwd)", ["CB404 7:10"]),
        ("![Words](https://example.org/a.png)", ["CB404 7:10"]),
        ("![Words](data:image/png;base64,AAAA)", ["CB404 7:10"]),
        ("![Words](link.png)", ["CB404 7:10"]),
        ("![Words](with%20space.svg)", []),
        ("![Words](folder)", ["CB410 7:10"]),
        ("![](none.png)", ["CB402 7:5", "CB403 7:5"]),
        ("Text.[^a]\n\n[^a]: ![](dot.png)", ["CB403 9:11"]),
        ("[![](dot.png){.decorative}](#one)", ["CB403 7:6"]),
        ("[![](dot.png){.decorative} words](#one)", []),
        ("[![](dot.png){.decorative} ![Words](dot.png)](#one)", []),
        ('[![](dot.png){.decorative alt="Words"}](#one)', []),
        ("[*![](dot.png){.decorative}*](https://example.org)", ["CB403 7:7"]),
        ("[![](dot.png){.decorative}$x$](#one)", []),
    ],
)
def test_pictures(tmp_path: Path, text: str, codes: list[str]) -> None:
    folder = tmp_path / "book"
    (folder / "folder").mkdir(parents=True)
    for path in (tmp_path / "dot.png", folder / "dot.png"):
        path.write_bytes(PNG)
    (folder / "with space.svg").write_bytes(SVG)
    (folder / "text.png").write_bytes(b"This is text.")
    (folder / "empty.png").write_bytes(b"")
    (folder / "link.png").symlink_to(tmp_path / "dot.png")
    assert said(check(text, folder).diagnostics) == codes


@pytest.mark.parametrize(
    ("front", "strict", "severity"),
    [
        ("", False, "warning"),
        ("", True, "error"),
        ("accessibility: required\n", False, "error"),
        ("accessibility: {required: yes, certified-by: Ann}\n", False, "error"),
        ("accessibility: {certified-by: Ann}\n", False, "warning"),
    ],
)
def test_a_picture_without_words_is_a_warning_unless_they_are_required(
    tmp_path: Path, front: str, strict: bool, severity: str
) -> None:
    (tmp_path / "dot.png").write_bytes(PNG)
    text = f"---\ntitle: T\n{front}---\n\n# C\n\n![](dot.png)\n"
    with in_force(policy_of(strict=strict, raw_html=False)):
        (finding,) = resolved(text, tmp_path).diagnostics
    assert (finding.code.value, finding.severity.value) == ("CB403", severity)


def test_a_picture_is_named_once_with_its_kind_by_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(SVG)
    (tmp_path / "b.svg").write_bytes(PNG)
    book = check("![A](a.png) ![B](b.svg) ![A again](a.png)", tmp_path).silent
    assert [(p.target, p.media_type) for p in book.pictures] == [
        ("a.png", "image/svg+xml"), ("b.svg", "image/png"),
    ]  # fmt: skip
    assert (book.pictures[0].name, book.pictures[0].content) == ("a.png", SVG)


PLACES = {
    "In other.md [q](other.md)": "CB408 1:17",
    "a.md\n\n[w](<a b.md>) [r]\n\n[r]: a.md": "CB408 3:6, CB408 5:6",
    'b.md <a href="b.md">z</a>': "CB408 1:15",
    "# A {#x}\n\n[l](#x 't') [t](#x)\n\n[s]{#x}": "CB406 5:5",
    "Same words.\n\n# Same words\n\n[s]{#same-words}": "CB406 5:5",
    "[l](#x)\n\n<b id='x'>f</b> [s]{#x}": "CB406 3:21",
    "c.png ![out](<../c d.png>) ![e](../c.png)": "CB402 1:15, CB402 1:33",
}


@pytest.mark.parametrize("text", PLACES)
def test_faults_of_links_are_reported_where_they_are(text: str) -> None:
    found = resolved(text).diagnostics
    assert ", ".join(said(found)) == PLACES[text]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[a](x.md#y) and [b](x.md)", ["CB408 7:5", "CB408 7:21"]),
        ("[a](x.md?y)\n\n> [b](x.md) x.md", ["CB408 7:5", "CB408 9:7"]),
        ("`my_x.md` [a](my\\_x.md)", ["CB408 7:15"]),
        ("[a](x&amp;y.md) [b](<p q.md>)", ["CB408 7:5", "CB408 7:22"]),
        ("x.md\n\n[a][b]\n\n[b]: x.md 'T'", ["CB408 11:6"]),
        ("| [a](x/y.md) | <a href=x.md>b</a> |\n|---|---|", ["CB408 7:7", "CB408 7:25"]),
        ("![a](../x.png) ![b](..\\/y.png)", ["CB402 7:6", "CB402 7:21"]),
        ("[a]{#x} [b]{#x} [c]{#x}", ["CB406 7:21", "CB406 7:13"]),
        ("# A {#x}\n\n> # B {#x}\n\n<i id='x'>c</i>", ["CB406 9:8", "CB406 11:8"]),
    ],
)
def test_each_use_of_a_target_or_an_identifier_has_its_place(text: str, found: list[str]) -> None:
    assert sorted(said(check(text).diagnostics)) == sorted(found)


def test_a_picture_without_a_file_name_is_reported_at_its_place() -> None:
    text = "A [link][r] and ![plan]().\n\n[r]: https://example.org"
    assert said(check(text).diagnostics) == ["CB402 7:17"]
