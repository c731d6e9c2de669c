"""Attacks of our own, beside the list that this project was given: what an untrusted author might try."""

from __future__ import annotations

import gzip
import os
import socket
import zlib
from pathlib import Path

from attacks.attack import Attack
from attacks.exhausting import TIGHT, png
from attacks.reading import link, pipe
from chapbook.formats import formats_of
from chapbook.model.editions.output import Format
from chapbook.policy import Policy
from unit.render.epub_sample import PIXEL

_ALL = formats_of("html,epub,pdf")
_PDF = formats_of("pdf")
_HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
_SVG = _HEAD + 'width="9" height="9">'
_SHOWN = "![A picture](a.svg)\n"


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


PATHS = (
    Attack("own-path-climb", "![a](dot.png/../../outside/secret.png) ![b](x/..%2f..%2foutside/secret.png)\n",
           refused="CB402"),
    Attack("own-path-case", "![a](DOT.PNG) ![b](dot.png/) ![c](./././dot.png)\n", refused="CB402"),
    Attack("own-path-query", "![a](dot.png?/etc/passwd) ![b](dot.png#/etc/passwd) ![c](%00/etc/passwd)\n",
           refused="CB402 CB404"),
    Attack("own-path-long", f"![a]({'x' * 5000}.png) ![b]({'y/' * 3000}z.png)\n", refused="CB404"),
    Attack("own-path-chain", "![a](a.png)\n", refused="CB404",
           files={"a.png": lambda p: p.symlink_to("b.png"), "b.png": lambda p: p.symlink_to("c/../d.png"),
                  "c/x.png": PIXEL, "d.png": link("@OUT@/secret.png")}),
    Attack("own-path-circle", "![a](a.png) ![b](here/here/dot.png)\n", refused="CB410",
           files={"a.png": lambda p: p.symlink_to("b.png"), "b.png": lambda p: p.symlink_to("a.png"),
                  "here": lambda p: p.symlink_to(".")}),
    Attack("own-path-socket", "![a](a.png) ![b](b.svg)\n", refused="CB410", files={"a.png": _socket, "b.svg": pipe}),
    Attack("own-path-keys", "Text [@x].\n", refused="CB302 CB410",
           front="bibliography: [r.bib, p.bib]\ncsl: s.csl\ncover-image: c.png\nprint: {css: own.css, icc: own.icc}\n",
           files={"r.bib": link("@OUT@/secret.bib"), "p.bib": pipe, "s.csl": link("@OUT@/secret.csl"),
                  "c.png": link("@OUT@/secret.png"), "own.css": link("@OUT@/secret.css"),
                  "own.icc": link("/dev/zero")}),
    Attack("own-path-proc", "![a](root/proc/self/environ) ![b](fd/0)\n", refused="CB404",
           files={"root": lambda p: p.symlink_to("/"), "fd": lambda p: p.symlink_to("/dev/fd")}),
)  # fmt: skip


def _sheet(
    row: str, css: str, refused: str = "CB506", formats: tuple[Format, ...] = _PDF
) -> Attack:
    front = "print: {css: own.css}\n"
    return Attack(row, front=front, files={"own.css": css}, refused=refused, formats=formats)


SHEETS = (
    _sheet("own-css-import", "@import '../outside/secret.css'; @import url(@WEB@/a.css) print; @IMPORT u\\72l(@WEB@/b);"),
    _sheet("own-css-url", "p { background: url(/etc/passwd) } q { background: URL( '../outside/secret.png' ) }"),
    _sheet("own-css-escape", "p { background: u\\72l(@WEB@/a) } q { background: \\75 rl(file:///etc/passwd) }"),
    _sheet("own-css-comment", "p { background: /**/url(/**/@WEB@/a) } @page { background: url(//127.0.0.1/a) }"),
    _sheet("own-css-image-set", "p { background: image-set('@WEB@/a' 1x, url(@WEB@/b) 2x) }"),
    _sheet("own-css-image", "p { background: image('@WEB@/a') } b { content: url(@WEB@/c) }"),
    _sheet("own-css-font", "@font-face { font-family: Z; src: local('x'), url(@WEB@/z.ttf), url(../outside/secret.txt) }"),
    _sheet("own-css-attachment", "a { -weasy-link: attr(href); appearance: auto } @page { size: 1e9px } p { width: 1e9px }", "", formats=_ALL),
    Attack("own-css-strict", front="print: {css: own.css}\n", files={"own.css": "p { color: black }"}, refused="CB601",
           policy=Policy(strict=True), formats=_PDF),
)  # fmt: skip


def _drawing(row: str, inside: str, refused: str = "CB409", head: str = _SVG) -> Attack:
    return Attack(row, _SHOWN, files={"a.svg": f"{head}{inside}</svg>"}, refused=refused)


DRAWINGS = (
    _drawing("own-svg-style", "<style>@import '@WEB@/a.css'; rect { fill: url(@WEB@/b#c) }</style><rect/>"),
    _drawing("own-svg-style-cdata", "<style><![CDATA[ * { background: u\\72l(@WEB@/a) } ]]></style>"),
    _drawing("own-svg-attribute", "<rect style='fill:url(@WEB@/a#b)'/><rect fill='url(@WEB@/b#c)'/>"),
    _drawing("own-svg-use", "<use href='@WEB@/a.svg#b'/><use xlink:href='../outside/secret.svg#x'/>"),
    _drawing("own-svg-filter", "<filter id='f'><feImage href='@WEB@/a.png'/></filter>"),
    _drawing("own-svg-data", "<image href='data:image/svg+xml,<svg onload=x()/>'/>"),
    _drawing("own-svg-link", "<a href='java&#x0A;script:x()'><text>t</text></a>"),
    _drawing("own-svg-animate", "<a><animate attributeName='href' values='javascript:x()'/><text>t</text></a>"),
    _drawing("own-svg-set", "<rect><set attributeName='x' to='1' onbegin='x()'/></rect>"),
    _drawing("own-svg-foreign", "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml' onload='x()'/></foreignObject>"),
    _drawing("own-svg-namespace", "<script xmlns='http://www.w3.org/1999/xhtml'>x()</script>"),
    _drawing("own-svg-prefix", "<h:script xmlns:h='http://www.w3.org/1999/xhtml' src='@WEB@/a.js'/>"),
    _drawing("own-svg-base", "<g xml:base='@WEB@/'><use href='a.svg#b'/></g>"),
    _drawing("own-svg-instruction", "<rect/>", head="<?xml-stylesheet href='@WEB@/a.css'?>" + _SVG),
    _drawing("own-svg-marker", "<marker id='m'>" + "<path d='M0 0'/>" * 500 + "</marker><path marker-mid='url(#m)' d='M0 0"
             + "L1 1" * 50_000 + "'/>"),
    Attack("own-svg-utf16", _SHOWN, refused="CB405", files={
        "a.svg": (f"<?xml version='1.0' encoding='UTF-16'?>{_SVG}<script>x()</script></svg>").encode("utf-16")}),
    Attack("own-svg-gzip", "![A](a.svgz)\n\n![B](b.svg)\n", refused="CB405", files={
        "a.svgz": gzip.compress(b"<svg>" + bytes(10_000_000)), "b.svg": gzip.compress(f"{_SVG}</svg>".encode())}),
)  # fmt: skip

MARKUP = (
    Attack("own-html-schemes", "<a href='&#14;javascript:x()'>a</a> <a href='jav&#x09;ascript:x()'>b</a> "
           "<a href='javascript&colon;x()'>c</a> <a href=' data:text/html,x'>d</a> <area href='vbscript:x'>\n",
           warned="CB501"),
    Attack("own-html-math", "<math href='javascript:x()'><mi xlink:href='javascript:y()'>a</mi><maction "
           "actiontype='statusline' href='javascript:z()'><mi>b</mi></maction></math>\n", warned="CB501"),
    Attack("own-html-mutation", "<svg><style><img src=dot.png alt=Dot onerror=x()></style></svg>\n\n<noscript><style></noscript>"
           "<img src=dot.png alt=Dot onerror=y()>\n\n<math><mtext><table><mglyph><style><!--</style><img src=dot.png alt=Dot title='--&gt;&lt;img src=1 "
           "onerror=z()&gt;'>\n\n<form><math><mtext></form><form><mglyph><style></math><img src=dot.png alt=Dot onerror=a()>\n",
           warned="CB501"),
    Attack("own-html-template", "<template><script>x()</script><img src=dot.png alt=Dot onerror=y()></template>\n\n<p><template "
           "shadowrootmode=open><b onclick=z()>b</b></template></p>\n", warned="CB501"),
    Attack("own-html-raw-text", "<xmp><script>x()</script></xmp>\n\n<textarea></p><script>y()</script></textarea>\n\n"
           "<title></title><script>z()</script>\n\n<listing><plaintext><script>a()</script>\n", warned="CB501"),
    Attack("own-html-fetch", "<p style='background:url(@WEB@/a)'>a</p>\n\n<table background='@WEB@/b'><tr><td "
           "background='@WEB@/c'>x</td></tr></table>\n\n<link rel=manifest href='@WEB@/d'><body background='@WEB@/e'>"
           "<video poster='@WEB@/f'><track src='@WEB@/g'></video><input type=image src='@WEB@/h'>\n", warned="CB501",
           formats=_ALL),
    Attack("own-html-srcset", "<img src='dot.png' srcset='@WEB@/a 2x, javascript:x() 3x' alt='A dot' longdesc='@WEB@/b' "
           "usemap='#m'>\n\n<picture><source srcset='@WEB@/c'><img src='dot.png' alt='B dot'></picture>\n", warned="CB501"),
    Attack("own-html-svg-image", "<svg><image href='@WEB@/a.png'/><use href='@WEB@/b.svg#c'/></svg>\n", warned="CB501",
           formats=_ALL),
    Attack("own-html-clobber", "<p id='__proto__'>a</p>\n\n<form id=body><input name=parentNode></form>\n\n"
           "<a id=location href='https://example.org'>b</a><img name=cookie src='dot.png' alt='A dot'>\n", warned="CB501"),
    Attack("own-html-scripted", "<p onclick='x()'>a</p><script>y()</script>\n", policy=Policy(raw_html=False), warned="CB501"),
)  # fmt: skip

METADATA = (
    Attack("own-meta-json", formats=_ALL, whole='---\ntitle: "</script><script>x()</script><!--<script>"\nauthor: "A\\u2028B"\n'
           'description: "</ScRiPt ><img src=x onerror=y()> ]]> {{ 7*7 }} <!--"\nseries: {title: "</script>", position: "1<2"}\n'
           'price: "1 </script>"\nedition: "</script>"\nsource: "]]></dc:source>"\nblurb: "</p><script>z()</script>"\n'
           'cover: dot.png\ncover-alt: "\\"><script>x()</script>"\nreference-section-title: "<script>x()</script>"\n'
           'notes: {a: {title: "<script>x()</script>", label: "\\"><b onclick=x()>"}}\n---\n\nText[^a:n].\n\n[^a:n]: Note.\n',
           hides=(">49<",)),
    Attack("own-meta-addresses", front='url: "https://example.org/\\"onload=x()"\naccessibility: {certified-by: "<b>", '
           'certifier-report: "https://x/\\"><script>x()</script>"}\n', refused=""),
    Attack("own-meta-emoji", whole="---\ntitle: 📚\ncover: dot.png\n---\n\nText.\n"),
    Attack("own-meta-device", whole="---\ntitle: con\ncover: dot.png\n---\n\nText.\n"),
    Attack("own-meta-length", whole=f"---\ntitle: {'Long ' * 300}\ncover: dot.png\n---\n\nText.\n"),
    Attack("own-meta-index", formats=formats_of("html,epub,site"),
           whole="---\ntitle: Index\ncover: dot.png\n---\n\nText of the book.\n", shows=("Text of the book",)),
    Attack("own-meta-collation", whole="---\ntitle: Collation\ncover: dot.png\n---\n\nText of the book.\n",
           shows=("Text of the book",)),
)  # fmt: skip

_CSL = ('<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="note"><info><title>t</title><id>t</id>'
        '<updated>2020-01-01T00:00:00Z</updated></info>{}</style>')  # fmt: skip
_LAYOUT = '<citation><layout><text macro="a"/></layout></citation>'

CITATIONS = (
    Attack("own-cite-macro", "Text [@x].\n", front="csl: own.csl\nreferences: [{id: x, type: book, title: T}]\n", bounded=True,
           files={"own.csl": _CSL.format('<macro name="a"><text macro="a"/></macro>' + _LAYOUT)}, policy=TIGHT),
    Attack("own-cite-doubling", "Text [@x].\n", front="csl: own.csl\nreferences: [{id: x, type: book, title: T}]\n", bounded=True,
           files={"own.csl": _CSL.format("".join(
               f'<macro name="{chr(97 + n)}"><group>' + f'<text macro="{chr(98 + n)}"/>' * 8 + "</group></macro>" for n in range(20))
               + '<macro name="u"><text variable="title"/></macro>' + _LAYOUT)}, policy=TIGHT),
    Attack("own-cite-entity", "Text [@x].\n", front="csl: own.csl\nreferences: [{id: x, type: book, title: T}]\n", refused="CB410",
           files={"own.csl": '<!DOCTYPE s [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + _CSL.format("&e;")}),
    Attack("own-cite-strings", "Text [@x].\n", front="bibliography: r.bib\n", bounded=True, policy=TIGHT, files={
        "r.bib": '@string{a0 = "lol"}\n' + "".join(f"@string{{a{n} = a{n - 1} # a{n - 1}}}\n" for n in range(1, 40))
                 + "@book{x, title = a39}\n"}),
    Attack("own-cite-deep-json", "Text [@x].\n", front="bibliography: r.json\n", refused="CB302", files={"r.json": "[" * 100_000}),
    Attack("own-cite-deep-yaml", "Text [@x].\n", front="bibliography: r.yaml\n", refused="CB302",
           files={"r.yaml": "references: " + "[" * 5000}),
    Attack("own-cite-many", " ".join(f"[@k{n}]" for n in range(2_000)) + "\n", bounded=True, policy=TIGHT,
           front="references:\n" + "".join(f"- {{id: k{n}, type: book, title: T{n}}}\n" for n in range(2_000))),
)  # fmt: skip


def _deep(row: str, text: str) -> Attack:
    return Attack(row, text + "\n", bounded=True, policy=TIGHT, formats=formats_of("html"))


DEPTHS = (
    _deep("own-deep-emphasis", "*a **b " * 400 + "c" + "** *" * 400),
    _deep("own-deep-mixed", "> - " * 200 + "a"),
    _deep("own-deep-items", "\n".join("    " * n + "- > a" for n in range(120))),
    _deep("own-deep-spans", "[" * 6 + "a" + "]{.x}" * 6 + " [a [b [c [d](e)](f)](g)](h)"),
    _deep("own-deep-note", "Text[^a].\n\n[^a]: x\n\n" + "\n\n".join("    " + "    " * n + "- a" for n in range(120))),
    _deep("own-deep-quotes-html", "<blockquote>\n" * 2000 + "x"),
    _deep("own-deep-inline-html", "<b>" * 3000 + "x"),
    _deep("own-deep-tables-html", "<table><tr><td>\n" * 500 + "x"),
    _deep("own-deep-front", "Text."),
    _deep("own-wide-rows", "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 1_500),
    _deep("own-wide-entities", "&amp;&#x41;&lt; " * 4_000),
    _deep("own-wide-references", "[a]: b\n" * 1_000 + "[a] " * 1_000),
    _deep("own-wide-links", "http://a.b/c <http://d.e> " * 600),
    _deep("own-wide-backslashes", "\\" * 100_001 + " " + "\\(" * 2_000),
    _deep("own-wide-dots", "." * 50_000 + " -" * 20_000 + "---" * 10_000),
    _deep("own-wide-colons", ":" * 50_000 + "\n\n" + ": a\n" * 2_000),
    _deep("own-wide-pipes", "|" * 5_000 + "\n" + "|-" * 2_500 + "|\n"),
    _deep("own-wide-numbers", "".join(f"{n}. a\n" for n in range(5_000)) + "(@) b\n" * 2_000),
    _deep("own-wide-labels", "[^" + "a" * 50_000 + "]\n\n" + "[^a " * 2_000 + "\n\n" + "[^a]: " * 2_000),
    _deep("own-wide-brackets-escaped", "\\[" * 20_000 + "\\]" * 20_000),
    _deep("own-wide-prefixes", "> " * 90 + "a\n" + (" " * 2_000 + ">" * 90 + "\n") * 20),
    _deep("own-wide-fences", "```\n" * 5_001 + "~~~ a\n" * 5_001),
    _deep("own-wide-setext", "a\n===\n" * 4_000),
    _deep("own-wide-attributes", "".join(f"[x]{{a{n}='{n}' onclick='{n}'}} " for n in range(1_500))),
    _deep("own-wide-identifiers", "".join(f"[x]{{#same}} [y](#none{n}) " for n in range(1_500))),
)  # fmt: skip

_TALL = png(65_500, 100, b"\0" * 99)
_EXIF = b"\xff\xd8\xff\xe1\xff\xff" + b"Exif\0\0" + bytes(65_527)
PICTURES = (
    Attack("own-picture-long", "![A](a.png)\n", files={"a.png": _TALL}, refused="CB411"),
    Attack("own-picture-gif", "![A](a.gif)\n", files={"a.gif": b"GIF89a\xff\xff\xff\xff\0\0\0" + b";"}, refused="CB411"),
    Attack("own-picture-jpeg", "![A](a.jpg)\n", files={"a.jpg": _EXIF}, refused="CB411"),
    Attack("own-picture-bomb", "![A](a.png)\n", files={"a.png": png(6_000, 6_000, bytes(108_006_000))}, bounded=True,
           policy=TIGHT, formats=_ALL),
    Attack("own-picture-html", "![A](a.gif)\n", files={"a.gif": b"GIF89a/*" + b"<script>x()</script>*/=1;"}, refused="CB411"),
    Attack("own-font-bomb", front="print: {css: own.css}\n", refused="CB506", formats=_PDF, files={
        "own.css": "@font-face { font-family: Z; src: url(z.woff) } p { font-family: Z }",
        "z.woff": b"wOFF\0\1\0\0" + bytes(36) + zlib.compress(bytes(10_000_000))}),
)  # fmt: skip

STRANGE = (*PATHS, *SHEETS, *DRAWINGS, *MARKUP, *METADATA, *CITATIONS, *DEPTHS, *PICTURES)
