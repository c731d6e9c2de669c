"""Bibliographic data reaches the editions as pandoc's own citeproc prints it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from chapbook.model.ast import Node, text_of, walk
from chapbook.model.manuscript import Manuscript
from chapbook.tools import pandoc
from chapbook.tools.citation_styles import style_path
from core import resolved, said


def entries(**files: str) -> dict[str, str]:
    return {name.replace("_", "."): content for name, content in files.items()}


BIB_DATES = """
@book{van, author={Ludwig van Beethoven}, title={Letters}, year={circa 1820}}
@article{ques, author={Ann Ques}, title={Ques}, year={[1999?]}, journaltitle={J}}
@article{range, author={Ann Range}, title={Range}, year={1999--2001}, journaltitle={J}}
@book{edtf, author={Ann Edtf}, title={Edtf}, date={1999~}}
@book{open, author={Ann Open}, title={Open}, date={1999-05/2001-06}}
@book{season, author={Ann Season}, title={Season}, date={2001-21}}
@book{bc, author={Ann Old}, title={Old}, date={-0043}}
@book{forth, author={Ann Forth}, title={Forth}, pubstate={forthcoming}}
"""
JSON_DATES = json.dumps(
    [
        {"id": key, "type": "book", "title": "T", "author": [{"family": key}], "issued": issued}
        for key, issued in {
            "literal": {"literal": "circa 1820"},
            "circa": {"date-parts": [[1820]], "circa": True},
            "span": {"date-parts": [[1999, 5], [2001, 6]]},
            "raw": {"raw": "1999?"},
            "season": {"date-parts": [["2001"]], "season": 1},
        }.items()
    ]
)
TITLES = r"""
@article{math, author={A. B. See}, title={On $E=mc^2$ and $\alpha$-rays},
  journal={Phys. Rev.}, year={1905}}
@book{code, author={C. D. Code}, title={The \texttt{make -j} Manual}, year={1906}}
@book{caps, author={E. F. Caps}, title={A \textsc{Small} {NASA} Thing}, year={1907}}
@book{sub, author={G. H. Sub}, title={H\textsubscript{2}O and 1\textsuperscript{er}}, year={1908}}
@book{corp, author={{Barnes, Noble, and Co.}}, title={Catalogue},
  publisher={Barnes, Noble}, year={1909}}
@book{two, author={{Society of Authors, Inc.} and Doe, Jane}, title={Rules}, year={1910}}
"""
YAML = """
references:
- {id: math, type: book, title: "On $E=mc^2$ and $x_1$", author: [{family: Why}], issued: 1999}
- {id: code, type: book, title: "The `make` *manual*", author: [{family: Code}], issued: 1999~}
- {id: caps, type: book, title: "[Small]{.smallcaps} letters", author: [{family: Caps}],
   issued: {literal: circa 1820}}
- {id: corp, type: book, title: "Catalogue", author: "Barnes, Noble, and Co.", issued: 2001-05}
- {id: lit, type: book, title: "Rules", author: [{literal: "Society of Authors, Inc."}],
   issued: {literal: "[n.d., 1999?]"}}
"""

CASES = {
    "literal, circa, range and uncertain dates of BibLaTeX": entries(r_bib=BIB_DATES),
    "dates of CSL JSON": entries(r_json=JSON_DATES),
    "mathematics, code, small capitals and corporate authors": entries(r_bib=TITLES),
    "BibTeX by its own ending": entries(r_bibtex=TITLES),
    "the same in YAML": entries(r_yaml=YAML),
    "several files": entries(a_bib=BIB_DATES, b_json='[{"id": "z", "type": "book", "title": "Z"}]'),
}


def book_of(folder: Path, style: str, language: str, files: dict[str, str]) -> Path:
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    keys = [e["c"]["id"]["c"] for e in _entries(files)]
    names = [key if isinstance(key, str) else text_of(key) for key in keys]
    lines = [f"Text [@{name}, 5]." for name in names]
    text = f"---\nlang: {language}\ncsl: {style}\nbibliography: [{', '.join(files)}]\n---\n\n"
    path = folder / "book.md"
    path.write_text(text + "\n\n".join(["# C", *lines]) + "\n", encoding="utf-8")
    return path


def _entries(files: dict[str, str]) -> list[Node]:
    readers = {"bib": "biblatex", "bibtex": "bibtex", "json": "csljson", "yaml": "markdown"}
    found: list[Node] = []
    for name, content in files.items():
        reader = readers[name.partition(".")[2]]
        text = f"---{content}---\n" if reader == "markdown" else content
        found += pandoc.references(text, reader)
    return found


def as_pandoc_sets_it(path: Path, style: str) -> list[str]:
    """Return the entries of the bibliography, as HTML, that pandoc makes of the file by itself."""
    sheet = style_path(style)
    command = [pandoc.program(), "--citeproc", f"--csl={sheet}", "-t", "json", str(path)]
    output = subprocess.run(command, check=True, capture_output=True, cwd=path.parent).stdout
    return list(_set(json.loads(output)["blocks"]))


def _set(tree: Any) -> list[str]:
    """Return each entry of a bibliography as HTML."""
    return [
        pandoc.write_html(pandoc.document(node["c"][1]))
        for node in walk(tree)
        if node["t"] == "Div" and "csl-entry" in node["c"][0][1]
    ]


@pytest.mark.parametrize("files", CASES.values(), ids=list(CASES))
@pytest.mark.parametrize(
    ("style", "language"),
    [("chicago-notes-bibliography", "en"), ("chicago-author-date", "en"), ("din-1505-2", "de")],
)
def test_entries_are_as_pandoc_prints_them(
    tmp_path: Path, style: str, language: str, files: dict[str, str]
) -> None:
    path = book_of(tmp_path, style, language, files)
    book = resolved(path.read_text(encoding="utf-8"), tmp_path).silent
    ours = _set([division.blocks for division in book.divisions])
    assert ours == as_pandoc_sets_it(path, style)
    assert ours


def notes_of(book: Manuscript) -> list[str]:
    return [text_of(book.notes[statement.note].blocks) for statement in book.statements]


def test_dates_that_are_words_are_printed(tmp_path: Path) -> None:
    (tmp_path / "refs.bib").write_text(BIB_DATES, encoding="utf-8")
    (tmp_path / "refs.json").write_text(JSON_DATES, encoding="utf-8")
    cites = "".join(f"Text [@{key}].\n\n" for key in ("van", "ques", "range", "literal", "circa"))
    text = f"---\nbibliography: [refs.bib, refs.json]\n---\n\n# C\n\n{cites}"
    assert notes_of(resolved(text, tmp_path).silent) == [
        "Ludwig van Beethoven, Letters (circa 1820).",
        "Ann Ques, “Ques,” J, [1999?].",
        "Ann Range, “Range,” J, 1999--2001.",
        "literal, T (circa 1820).",
        "circa, T ([1820?]).",
    ]


def test_the_front_matter_keeps_mathematics_code_and_small_capitals() -> None:
    text = f"---{YAML}---\n\n# C\n\n" + "".join(
        f"One [@{k}].\n\n" for k in ("math", "code", "caps")
    )
    book = resolved(text).silent
    nodes = {node["t"] for note in book.notes for node in walk(note.blocks)}
    assert {"Math", "Code", "SmallCaps"} & nodes >= {"Math", "Code"}
    assert any(
        "smallcaps" in str(note.blocks) or "SmallCaps" in str(note.blocks) for note in book.notes
    )


def test_an_entry_is_cited_by_each_of_its_keys(tmp_path: Path) -> None:
    (tmp_path / "r.bib").write_text(
        "@book{first, ids={second, third}, author={Doe, Jane}, title={T}, date={1999}}\n"
    )
    text = "---\nbibliography: r.bib\n---\n\n# C\n\nOne [@second]. Two [@first].\n"
    assert notes_of(resolved(text, tmp_path).silent) == ["Jane Doe, T (1999).", "Doe, T."]


def test_raw_tex_in_an_entry_is_reported(tmp_path: Path) -> None:
    (tmp_path / "r.bib").write_text(r"@book{a, author={Doe, Jane}, title={A \unknown{x} Y}}")
    text = "---\nbibliography: r.bib\n---\n\n# C\n\nOne [@a].\n"
    result = resolved(text, tmp_path)
    assert said(result.diagnostics) == ["CB311 2:1"]
    assert not any(n["t"] == "RawInline" for note in result.book.notes for n in walk(note.blocks))


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("[x]{onclick=evil()}", "CB501"),
        ("<b onclick=evil()>x</b>", "CB501"),
        ("[x](javascript:evil())", "CB407"),
        ("&#1;", "CB004"),
    ],
)
def test_an_entry_brings_in_nothing_that_the_text_may_not_hold(title: str, code: str) -> None:
    text = f"---\nreferences:\n- {{id: a, type: book, title: '{title}'}}\n---\n\n# C\n\nOne [@a].\n"
    found = resolved(text).diagnostics
    assert {d.code.value for d in found} == {code}
    assert all(d.place.line is not None for d in found)


@pytest.mark.parametrize(
    "date", ["circa 1820", "1999-2001", "May 1999", "[1820]", "forthcoming", "182x", "1994b"]
)
def test_a_date_in_yaml_that_is_not_printed_is_reported(date: str) -> None:
    text = f"---\nreferences:\n- {{id: a, title: T, issued: '{date}'}}\n---\n\n# C\n\nOne [@a].\n"
    result = resolved(text)
    assert said(result.diagnostics) == ["CB312 3:21"]
    assert date.strip("[]") not in text_of(result.book.notes[0].blocks)


@pytest.mark.parametrize(
    "date",
    ["1999", "1999-05-06", "1999~", "1999/2001", "-0043", "{literal: circa 1820}", "2001-21",
     "{year: 1999}", "[{year: 1999}, {year: 2001}]", "{date-parts: [[1820]], circa: true}"],
)  # fmt: skip
def test_a_date_in_yaml_that_is_printed_is_not(date: str) -> None:
    text = f"---\nreferences:\n- {{id: a, title: T, issued: {date}}}\n---\n\n# C\n\nOne [@a].\n"
    book = resolved(text).silent
    assert any(figure in text_of(book.notes[0].blocks) for figure in ("1999", "1820", "44", "2001"))


# Fields of an entry, and those of them that are reported.
BIB_FIELDS = {
    "date = {199X}": "date: 199X",
    'date="circa 1820", urldate = {never}, url = {https://b.org}': (
        "date: circa 1820, urldate: never"
    ),
    "year = 1820, origdate = {{about} 1800}": "origdate: {about} 1800",
    "DATE = {12 March\n 1820}": "date: 12 March 1820",
    "year = {circa 1820}, month = mar": "",
    "date = {1820~/1825?}, origdate = 1800, title = {A date = {of} it}": "",
    "date = {199X}, year = {1999}, note = {date = x}": "",
}


@pytest.mark.parametrize("fields", BIB_FIELDS)
def test_a_date_of_bibtex_that_is_not_read_is_reported(tmp_path: Path, fields: str) -> None:
    entries = f"@book{{a, title={{T}},\n  {fields}\n}}\n@book{{b, title={{U}}, date={{20XX}}}}\n"
    (tmp_path / "refs.bib").write_text(entries, encoding="utf-8")
    found = resolved("---\nbibliography: refs.bib\n---\n\n# C\n\nOne [@a].\n", tmp_path).diagnostics
    assert {(f.code.value, f.place.line) for f in found} <= {("CB312", 2)}
    assert ", ".join(f"{f.facts['key']}: {f.facts['date']}" for f in found) == BIB_FIELDS[fields]


@pytest.mark.parametrize("name", ["chapbook-call", "chapbook-note", "chapbook-division"])
def test_an_entry_cannot_pass_for_a_call(name: str) -> None:
    title = f"A []{{.{name} call=0}} B"
    text = f"---\nreferences:\n- {{id: a, type: book, title: '{title}'}}\n---\n\n# C\n\nOne [@a].\n"
    assert notes_of(resolved(text).silent) == ["A  B (n.d.)."]


REFERENCES = """---
references:
- {id: doe, type: book, title: The Book (A Novel), author: [{family: Doe, given: Jane}],
   issued: 1999, publisher: Press}
- {id: roe, type: book, title: Other, author: [{family: Roe, given: Jim}], issued: 2000}
---

# C

"""


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("Not so [@doe].", "Not so (Jane Doe, The Book (A Novel) [Press, 1999])."),
        ("Not so (see [@doe, 5]).", "Not so (see Jane Doe, The Book (A Novel) [Press, 1999], 5)."),
        ("(In [see @roe; @roe].)", "(In see Jim Roe, Other [2000]; Roe, Other.)"),
        ("One (a) [@roe].", "One (a) (Jim Roe, Other [2000])."),
        ("(So *it is* [-@roe, 7]; no.)", "(So it is Other [2000], 7; no.)"),
        ("[@roe]", "Jim Roe, Other (2000)."),
        ("So: a) it is [@roe].", "So: a) it is (Jim Roe, Other [2000])."),
        ("Dies „(ebenda) [@roe]“.", "Dies „(ebenda) (Jim Roe, Other [2000])“."),
    ],
)  # fmt: skip
def test_a_citation_in_a_sentence_of_a_note_has_one_pair_of_parentheses(
    note: str, shown: str
) -> None:
    book = resolved(f"{REFERENCES}Text.[^n]\n\n[^n]: {note}\n").silent
    assert notes_of(book) == [shown]


def test_a_style_of_authors_and_dates_keeps_its_parentheses() -> None:
    text = REFERENCES.replace("---\nreferences", "---\ncsl: chicago-author-date\nreferences")
    book = resolved(f"{text}Text.[^n]\n\n[^n]: Not so (but see [@doe]).\n").silent
    assert notes_of(book) == ["Not so (but see (Doe 1999))."]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("One [@doe, 5; and so on] two.", 5),
        ("One [see @doe; also p. 8; @roe] two.", 5),
        ("One @doe [p. 5; also 6] two.", 5),
        ("*One* [@doe;\nmore] two.", 7),
        ("One [-@doe, pp. 3; see 4] two.", 5),
        ("One [*see* -@doe; more] two.", 5),
    ],
)
def test_brackets_that_pandoc_reads_as_words_are_reported(text: str, column: int) -> None:
    assert said(resolved(f"{REFERENCES}{text}\n").diagnostics) == [f"CB310 10:{column}"]


@pytest.mark.parametrize(
    "text",
    [
        "[@doe, 5; @roe]",
        "[@doe, 5\\; and more]",
        '[@doe, 5 "a; b"]',
        "[@doe, *a; b*]",
        "[see @doe; also @roe, 7]",
        "`[@doe, 5; and so on]`",
        "\\[@doe says; so do I\\]",
        "[me; @doe](https://example.org)",
        "[me; you]",
        "^[One thing; see @doe, 5.]",
        "me@example.org [one; two]",
        "@doe [p. 5] says; so.",
    ],
)
def test_brackets_that_are_read_as_meant_are_not(text: str) -> None:
    assert said(resolved(f"{REFERENCES}One {text}.\n").diagnostics) == []


def test_a_semicolon_in_a_suffix_is_kept() -> None:
    book = resolved(f"{REFERENCES}One [@roe, 5\\; and more].\n").silent
    assert notes_of(book) == ["Jim Roe, Other (2000), 5; and more."]


def test_an_address_of_a_bibliography_file_is_reported_at_the_key_that_names_it(
    tmp_path: Path,
) -> None:
    bad = "@online{a, author={Ann A}, title={T}, url={https://exa mple.org/}, year={2001}}"
    (tmp_path / "r.bib").write_text(bad, encoding="utf-8")
    text = "---\ntitle: T\nbibliography: r.bib\n---\n\n# C\n\nOne [@a].\n"
    assert said(resolved(text, tmp_path).diagnostics) == ["CB423 3:1"]
