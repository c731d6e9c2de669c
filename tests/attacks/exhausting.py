"""Attacks on time and memory: text, YAML, notes and pictures that cost far more than their size.

Sizes are a tenth of what hurts; the five smallest, which hurt the most, are as they are. The limits are
tighter than the defaults, so that refusing is quick; what is refused must name its limit.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from attacks.attack import Attack
from chapbook.formats import formats_of
from chapbook.policy import Limits, Policy
from unit.render.epub_sample import PIXEL

TIGHT = Policy(Limits(pandoc_seconds=2, pdf_seconds=20))
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">'


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(
    width: int, height: int, data: bytes, extra: bytes = b"", depth: int = 8, colour: int = 2
) -> bytes:
    """Make a PNG of any claim and any content."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + extra + _chunk(b"IDAT", zlib.compress(data))
            + _chunk(b"IEND", b""))  # fmt: skip


def _dos() -> Iterator[tuple[str, str]]:
    yield "dos-quote", ">" * 1000 + " a"
    yield "dos-bracket", "[" * 5000 + "a"
    yield "dos-bracket_pairs", "[a](" * 2000
    yield "dos-imgbracket", "![" * 2000 + "a"
    yield "dos-emph", "*a_ " * 2000 + "\n\n" + "**a *a " * 2000 + "\n\n" + "_a *b **c " * 500
    yield "dos-star_run", "a" + "*" * 10_000 + "b"
    yield "dos-backtick", " ".join("e" + "`" * n for n in range(1, 150))
    yield "dos-lt", "<" * 5000 + "\n\n" + "<a " * 2000 + "\n\n" + '<a href="' * 500
    yield "dos-comment", "<!--" * 2000 + "\n\n" + "a <!-- " * 500
    yield "dos-dollar", "$a " * 2000 + "\n\n" + "$$a " * 1000
    yield "dos-inline_note", "^[" * 500 + "a" + "]" * 500
    yield "dos-list", "".join("  " * n + "- a\n" for n in range(100))
    yield "dos-list_marker", "- " * 500 + "a"
    yield "dos-div", "\n".join(":" * (303 - n) + " {.a}" for n in range(300)) + "\nx\n"
    yield "dos-span", "[" * 300 + "x" + "]{.a}" * 300
    yield "dos-sup_sub", "^a~b" * 2000
    yield "dos-quotes", '"' * 5000 + "\n\n" + "'a \"b " * 1000
    yield "dos-paren", "[a](" + "(" * 2000
    yield "dos-linkref", (" ".join(f"[a{n}]" for n in range(3000)) + "\n\n"
                          + "\n".join(f"[a{n}]: http://x.example/{n}" for n in range(3000)))  # fmt: skip
    yield (
        "dos-table_pipe",
        "|" + "a|" * 200 + "\n|" + "-|" * 200 + "\n" + ("|" + "b|" * 200 + "\n") * 50,
    )
    line = "+" + "---+" * 30 + "\n"
    yield "dos-table_grid", line + ("|" + " a |" * 30 + "\n" + line) * 30
    yield (
        "dos-deflist",
        "".join("    " * n + f"T{n}\n\n" + "    " * n + ":   d\n\n" for n in range(50)),
    )
    yield (
        "dos-entity",
        "&" * 10_000 + "\n\n" + "&#x" * 2000 + "\n\n" + "&#99999999999;&nosuch;" * 50,
    )
    yield "dos-citations", "@a " * 3000 + "\n\n" + "[@" * 1000
    yield "dos-attr", "{" * 5000 + "\n\n# H {" + "a=b " * 5000 + "}"
    yield "dos-html_open", "<div>\n" * 300 + "x"
    yield "dos-tex", "\\begin{a}\n" * 500 + "x"
    steps = "".join(
        f"\\newcommand{{\\a{chr(97 + n)}}}{{" + f"\\a{chr(96 + n)}" * 10 + "}\n"
        for n in range(1, 10)
    )
    yield "dos-macro", "\\newcommand{\\aa}{xxxxxxxxxx}\n" + steps + "\n$\\aj$\n"
    yield "dos-one_word", "a" * 1_000_000
    yield "dos-one_para", "lorem ipsum " * 80_000
    yield "dos-many_lines", "a\n" * 100_000
    yield "dos-headings", "".join(f"# Heading {n % 7}\n\ntext\n\n" for n in range(10_001))
    yield "dos-hr", "***\n\n" * 3000
    yield "dos-trailing_ws", "a" + " " * 500_000 + "b"
    yield "dos-tabs", "a" + "\t" * 100_000 + "b\n\n" + "\t" * 1000 + "x"
    yield "dos-zwj", "a" + "\u0301" * 50_000
    yield "dos-rtl", "ab \u05d0\u05d1 " * 12_000 + "\u202e\u2067" * 1000


DOS = tuple(
    Attack(row, text + "\n", bounded=True, policy=TIGHT, formats=formats_of("html"))
    for row, text in _dos()
)

TINY = (
    Attack("dos-tiny_brackets", "[" * 22 + "a\n", refused="CB006"),
    Attack("dos-tiny_links", "[" * 14 + "a" + "](b)" * 14 + "\n", refused="CB006"),
    Attack("dos-tiny_dunder", "[a.__b__]\n" * 20, refused="CB006"),
    Attack("dos-tiny_badimage", "".join(f"![{n}[(x{n}.svg){{width=100%}}\n" for n in range(12)), refused="CB006"),
    Attack("dos-tiny_badnotes", " ".join(f"word[^n{n}" for n in range(20)) + "\n", refused="CB006"),
)  # fmt: skip

YAML = (
    Attack("yaml01", whole="---\na: &a [x,x,x]\nb: &b [*a,*a,*a]\ntitle: *b\n---\n\nText.\n", refused="CB101"),
    Attack("yaml01b", "Text [@x].\n", front="bibliography: r.yaml\n", refused="CB302", files={
        "r.yaml": "a: &a [x,x,x,x,x,x,x,x]\n" + "".join(
            f"{chr(98 + n)}: &{chr(98 + n)} [" + ",".join([f"*{chr(97 + n)}"] * 8) + "]\n" for n in range(8))}),
    Attack("yaml02", whole="---\ntitle: !!python/object/apply:os.system ['touch @PWNED@']\nx: !!python/name:os.system\n"
                           "---\n\nText.\n", refused="CB101"),
    Attack("yaml03", whole="---\ntitle: " + "[" * 5000 + "]" * 5000 + "\n---\n\nText.\n", refused="CB006 CB101"),
    Attack("yaml03b", whole="---\ntitle: " + "{a: " * 900 + "}" * 900 + "\n---\n\nText.\n", refused="CB101"),
    Attack("yaml04", whole="---\ntitle: &a [*a]\n---\n\nText.\n", refused="CB101"),
    Attack("yaml05", whole="---\ntitle: One\ntitle: Two\n<<: {author: X}\n---\n\nText.\n", refused="CB104"),
    Attack("yaml07", whole="---\ntitle: Never closed\n\n# Chapter\n\nText.\n", refused="CB101"),
    Attack("yaml08", whole="---\n- a\n- b\n---\n\nText.\n\n---\ntitle: second\n---\n", refused="CB101"),
    Attack("yaml08b", front="", body="Text.\n\n---\ntitle: second\nheader-includes: <script>\n---\n", warned="CB106"),
    Attack("yaml10", front="n: " + "9" * 100_000 + "\nm: 2024-02-30\n", warned="CB102"),
)  # fmt: skip

NOTES = (
    Attack("note01", "Text[^a].\n\n[^a]: See[^a].\n", refused="CB205"),
    Attack("note02", "Text[^a].\n\n[^a]: To b[^b].\n\n[^b]: To c[^c].\n\n[^c]: To a[^a].\n", refused="CB205"),
    Attack("note04", "Text.\n\n[^x]: Lonely.\n", warned="CB202", hides=("Lonely",)),
    Attack("note05", "Text[^x].\n\n[^x]: One.\n\n[^x]: Two.\n", refused="CB203"),
    Attack("note07", " ".join(f"w[^n{n}]" for n in range(20_001)) + "\n\n"
           + "\n\n".join(f"[^n{n}]: Note." for n in range(20_001)) + "\n", refused="CB006"),
    Attack("note08", "Text[^a].\n\n[^a]: " + "\n\n    ".join("lorem ipsum " * 50 for _ in range(100)) + "\n",
           warned="CB211"),
    Attack("note10", "A[^A-b] C[^a_b] D[^\u00e9] E[^e\u0301]\n\n[^A-b]: first\n\n[^a_b]: second\n\n"
                     "[^\u00e9]: third\n\n[^e\u0301]: fourth\n", shows=("first", "second", "third", "fourth")),
    Attack("note11", "T[^1].\n\n[^1]: First.\n\n    - a\n        - b\n\n    ```\n    code [^1]\n    ```\n\n"
                     "    <script>x()</script>\n\n    > quote\n", warned="CB501", shows=("quote",)),
    Attack("own-many-series", front="notes:\n" + "".join(f"  s{n}: {{}}\n" for n in range(51)), refused="CB006"),
    Attack("own-many-symbols", "\n\n".join(f"w^[note {n}]" for n in range(301)) + "\n",
           front="notes:\n  ed: {marker: symbol}\n", refused="CB006"),
    Attack("own-one-picture-name", "\n\n".join(f"![p]({n}/map.png)" for n in range(200)) + "\n",
           files={f"{n}/map.png": png(1, 1, bytes([0, n, 7, 7])) for n in range(200)}),
    Attack("note12", "Text[^0].\n\n" + "\n\n".join(f"[^{n}]: To the next[^{n + 1}]." for n in range(200))
           + "\n\n[^200]: End.\n", refused="CB205"),
)  # fmt: skip

ENCODINGS = (
    Attack("enc-invalid_utf8", whole=b"---\ntitle: T\n---\n\ncaf\xe9 \xc0\xaf \xed\xa0\x80\n", refused="CB003"),
    Attack("enc-bom", whole=b"\xef\xbb\xbf---\ntitle: Bom\ncover: dot.png\n---\n\nText.\n", shows=("Bom",)),
    Attack("enc-utf16", whole="---\ntitle: T\n---\n\nText \u00e9.\n".encode("utf-16"), refused="CB003"),
    Attack("enc-nul", "A\0B\n\n![x](a\0b.png)\n\n[^n\0]: x\n", refused="CB004 CB212 CB402"),
    Attack("enc-controls", "A\x01\x08\x0b\x1f\x7fB\x80\x9f `code \x01`\n", refused="CB004"),
    Attack("enc-noncharacters", "A\ufffe\uffff\ufdd0 B &#xFFFE; &#1;\n", refused="CB004"),
    Attack("enc-cr_only", whole=b"---\rtitle: T\rcover: dot.png\r---\r\rOne.\r\rTwo[^x].\r\r[^x]: N\r"),
    Attack("enc-empty", whole=b"", refused="CB005"),
    Attack("enc-blank", whole=b" \n\t\n\n   \n", refused="CB005"),
    Attack("enc-gzip", whole=b"\x1f\x8b\x08\0" + zlib.compress(b"text" * 99), refused="CB003"),
    Attack("enc-missing_final_newline", "Text\n\n```\nopen fence[^1]", refused="CB201"),
)  # fmt: skip


def _zip() -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("inner.html", "<script>SECRET-OUTSIDE-7f3a</script>")
    return stream.getvalue()


def _comment(text: bytes) -> bytes:
    return _chunk(b"tEXt", b"Comment\0" + text)


_BOMB = zlib.compress(bytes(20_000_000))
_FRAME = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\2\2\x44\1\0"
_GIF = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
_BROKEN = bytearray(PIXEL)
_BROKEN[29] ^= 0xFF


def _shown(row: str, content: bytes | str, refused: str = "", name: str = "a.png") -> Attack:
    return Attack(row, f"![A picture]({name})\n", files={name: content}, refused=refused)


PICTURES = (
    _shown("img01", png(30_000, 30_000, b"\0" * 99, depth=1, colour=0), "CB411"),
    _shown("img02", png(100_000, 100_000, b"0123456789"), "CB411"),
    _shown("img03", png(200, 200, bytes(120_200))[:60], "CB411"),
    _shown("img04", bytes(_BROKEN), "CB411"),
    Attack("img05", "![A picture](a.png)\n", files={"a.png": png(1, 1, b"\0abc", _chunk(b"zTXt", b"C\0\0" + _BOMB)
           + _chunk(b"iTXt", b"C\0\1\0\0\0" + _BOMB))}),
    _shown("img05b", png(1, 1, b"\0abc", _chunk(b"iCCP", b"p\0\0" + _BOMB)), "CB411"),
    _shown("img06", b"", "CB405"),
    _shown("img07", png(0, 0, b""), "CB411"),
    _shown("img08", _GIF + _FRAME * 300 + b"\x3b", "CB411", "a.gif"),
    _shown("img10", '<!DOCTYPE svg [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>' + _SVG + "<text>&b;</text></svg>",
           "CB405", "a.svg"),
    _shown("img11", _SVG + '<g id="u0"><rect width="1" height="1"/></g>' + "".join(
        f'<g id="u{n}">' + f'<use href="#u{n - 1}"/>' * 10 + "</g>" for n in range(1, 10)) + "</svg>", "CB409", "a.svg"),
    _shown("img12", _SVG + '<g id="a"><use xlink:href="#a"/></g></svg>', "CB409", "a.svg"),
    _shown("img13", _SVG.replace('"9"', '"1e9"') + '<rect width="1e99" height="NaN"/></svg>', "CB409", "a.svg"),
    _shown("img14", _SVG + "<g>" * 2000 + "</g>" * 2000 + "</svg>", "CB409", "a.svg"),
    _shown("img15", _SVG + "<path d='M0 0L9 9'/>" * 50_000 + "</svg>", "CB409", "a.svg"),
    _shown("img16", "%!PS-Adobe-3.0 EPSF-3.0\n(%pipe%touch @PWNED@) (w) file closefile\n", "CB405"),
    Attack("img17", "![a](a.png) ![b](b.png) ![c](c.png) ![d](d.png) ![e](e.jpg)\n", refused="CB405 CB411", files={
        "a.png": b"II*\0\x08\0\0\0\0\0", "b.png": b"RIFF\x24\0\0\0WEBPVP8L", "c.png": b"BM" + bytes(50),
        "d.png": b"\0\0\1\0\1\0" + bytes(16), "e.jpg": b"8BPS\0\1" + bytes(20)}),
    _shown("img18", png(1, 1, b"\0abc", _comment(b"SECRET-OUTSIDE-7f3a")) + b"<script>SECRET-OUTSIDE-7f3a" + _zip()),
    Attack("img19", "\n\n".join(f"![p{n}](p{n % 50}.png)" for n in range(500)) + "\n",
           files={f"p{n}.png": png(1, 1, bytes([0, n, 7, 7])) for n in range(50)}),
    Attack("img20", '::: {style="width:1e9px;height:1e9px;font-size:1e7px"}\nx\n:::\n\n[y]{style="letter-spacing:1e9px"}\n',
           warned="CB501", formats=formats_of("html,epub,pdf")),
    _shown("img22", png(13_300, 13_300, b"\0" * 99, depth=1, colour=0), "CB411"),
)  # fmt: skip
