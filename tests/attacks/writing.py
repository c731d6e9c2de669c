"""Attacks that try to write: scripts and mark-up into editions, names into the file system."""

from __future__ import annotations

from attacks.attack import Attack
from chapbook.formats import formats_of
from unit.render.epub_sample import PIXEL

_ALL = formats_of("html,epub,pdf")
_TEMPLATE = (
    "{{ 7*7 }} {{ cycler.__init__.__globals__.os.popen('touch @PWNED@').read() }} {% for x in "
    "range(999999999) %}x{% endfor %} {% include '/etc/passwd' %}"
)

ACTIVE = (
    Attack("xss01", "<script>x()</script>\n\nText <script src='@WEB@/a.js'></script> text.\n\n<SCRIPT\n"
                    ">y()</SCRIPT\n>\n\n<noscript><p title='</noscript><b onclick=z()>'>\n", warned="CB501",
           formats=_ALL),
    Attack("xss02", "<p onclick='x()'>p</p>\n\n<svg onload=y()></svg>\n\n<details open ontoggle=z()>x"
                    "</details>\n\n<body onpageshow=a()>\n\n[x]{onclick='b()'}\n\n"
                    "![A dot](dot.png){onerror='c()'}\n", warned="CB501"),
    Attack(
        "xss04",
        "[a](javascript:x()) [b](JaVaScRiPt:x()) [c](java&#115;cript:x()) [d](&#x6A;avascript:x())\n"
        "[e](vbscript:x) [f](data:text/html;base64,PHN) [g](<java\tscript:x()>) <javascript:x()>\n"
        "[j]( javascript:x()) [m](view-source:file:///etc/passwd) [n](file:///etc/passwd) [o](feed:x) "
        "[p](jar:x)\n",
        refused="CB407",
    ),
    Attack("xss04b", "<a href='javascript:x()'>a</a> <a href='JAVA\tSCRIPT:x()'>b</a> "
                     "<q cite='javascript:x()'>c</q>\n", warned="CB501"),
    Attack("xss04c", "Text [@x; @y].\n\n::: {#refs}\n:::\n", front="csl: apa\nreferences:\n- {id: x, type: webpage, "
                     "title: T, URL: 'javascript:x()'}\n- {id: y, type: book, title: '<script>x()</script>'}\n",),
    Attack("xss05", "![A drawing](a.svg)\n", refused="CB409", files={
        "a.svg": '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script>y()</script></svg>'}),
    Attack("xss07", '<meta http-equiv="refresh" content="0;url=javascript:x()"><base href="@WEB@/">\n\n'
                    "<form action='javascript:x()'><input type=submit formaction=javascript:y()></form>\n\n"
                    "<math><maction actiontype='x' xlink:href='javascript:z()'>c</maction></math>\n",
           warned="CB501"),
    Attack(
        "xss08",
        whole='---\ntitle: "</title><script>x()</script>"\nauthor: "A <img src=x onerror=y()>"\n'
              'subtitle: "<svg onload=z()>"\ndescription: "]]><script>x()</script>"\ncover: dot.png\n'
              'rights: "<script>x()</script>"\nkeywords: ["k\\"><script>x()</script>"]\n'
              'identifier: "urn:x\\"><script>x()</script>"\npublisher: "</script><script>x()</script>"\n'
              'licence: {name: "</script><!--", url: "https://example.org/\\"><script>"}\n---\n\nText.\n',
        formats=_ALL,
    ),
    Attack("xss08b", front='licence: {name: L, url: "javascript:x()"}\n', refused="CB103"),
    Attack("xss08c", front='url: "javascript:x()"\n', refused="CB103"),
    Attack("xss10", 'A[^"><script>] B[^a"b] C[^../../x] D[^ü] E[^javascript:x()]\n\n[^"><script>]: one\n\n'
                    '[^a"b]: two\n\n[^../../x]: three\n\n[^ü]: four\n\n[^javascript:x()]: five\n'),
    Attack("xss11", "<!-- --!><script>x()</script> -->\n\n<![CDATA[<script>y()</script>]]>\n\n<?php z() ?>"
                    "<!DOCTYPE html [<!ENTITY x 'y'>]>\n\n<!--[if IE]><script>a()</script><![endif]-->\n\n"
                    "<!--> <b onclick=b()>c</b> -->\n\nText.\n", formats=_ALL),
    Attack("xss13", "$\\href{javascript:x()}{x}$ $\\unicode{x3c}script$ $<script>y()</script>$\n",),
    Attack("xss14", "```{.\"onload=x() .<script> lang='\"><img>'}\ncode </code></pre><script>y()</script>\n"
                    "```\n\n``` \"><script>z()</script>\nx\n```\n"),
    Attack("xss16", '[x]{epub:type="noteref" role="doc-noteref" hidden=hidden}\n\n::: {.footnotes '
                    "epub:type=footnotes}\nfake\n:::\n", warned="CB501", hides=("hidden=hidden",)),
)  # fmt: skip

TEMPLATES = (
    Attack("tpl01", whole=f'---\ntitle: "{_TEMPLATE}"\nauthor: "{_TEMPLATE}"\ncover: dot.png\nslug: t\n'
                          "---\n\nText.\n", shows=("{{ 7*7 }}",), formats=_ALL),
    Attack("tpl02", f"# {{{{ 7*7 }}}}\n\n{_TEMPLATE}\n\nText[^n].\n\n[^n]: {_TEMPLATE}\n\n"
                    "![{{ 7*7 }}](dot.png)\n", shows=("{{ 7*7 }}",), hides=(">49<",)),
    Attack("tpl04", "Text {0} %s[^1].\n\n[^1]: {0.__class__.__mro__} %s %\n",
           front="subtitle: '{0.__class__} {title.__init__.__globals__} %s %n %(x)s %d {}'\n"
                 "'{0.__class__}': x\nlang: '{}%s'\n", refused="CB104"),
    Attack("tpl04b", whole="---\ntitle: '{0.__class__} %s %n %(x)s {}'\nauthor: 'a% {x!r}'\ncover: dot.png\n"
                           "---\n\nText {0} %s[^1].\n\n[^1]: {0.__class__} %s %\n",
           shows=("{0.__class__} %s %n %(x)s {}",)),
    Attack("tpl05", front="template: t.html\n", warned="CB102", hides=(">49<",), files={"t.html": _TEMPLATE}),
)  # fmt: skip

METADATA = (
    Attack("meta01", whole="---\ntitle: 'A & B < C > D \" E '' F ]]> G --> H <!-- I &amp; J; K'\nauthor: "
                           "'O''Neil & \"Sons\" <x@y>'\ncover: dot.png\n---\n\nText.\n", formats=_ALL,
           shows=("A &amp; B &lt; C",)),
    Attack("meta02", whole='---\ntitle: "a\\nb\\tc\\rd\\x01e\\x1bg\\x7fh\\uFFFEk"\nauthor: "x\\0y"\n---\n\nText.\n',
           refused="CB004"),
    Attack("meta02b", whole='---\ntitle: "\\ud800"\n---\n\nText.\n', refused="CB004"),
    Attack("meta04", "See [https://bank\u202e.example](https://example.org) and `if (x\u202e /*`\n",
           front='subtitle: "invoice\u202egpj.exe"\npublisher: "A\\u2066B"\n', warned="CB007",
           hides=("invoice\u202e", "A\u2066B")),
    Attack("meta05", front=f'subtitle: "{"T" * 100_000}"\n', refused="CB103"),
    Attack("meta05b", front="keywords:\n" + "".join(f"- A{n}\n" for n in range(10_000)), bounded=True),
    Attack("meta07", whole="---\ntitle: '   '\nauthor: ''\nlang: ''\ncover: dot.png\n---\n\nText.\n"),
    Attack("meta08", front='identifier:\n- scheme: "ISBN\\"<x>"\n  text: "97 8<&>"\n- text: "A \\" & <b>"\n'),
    Attack("meta08b", front="isbn: '9780000000000'\n", refused="CB103"),
    Attack("yaml11", front="__class__: x\nitems: y\nkeys: z\nself: w\nloop: v\nrange: u\n", warned="CB102"),
)  # fmt: skip

NAMES = (
    Attack("path01", front="slug: ../../outside/pwned\noutput: /var/pwned.epub\n", refused="CB103"),
    Attack("path01b", whole='---\ntitle: "../../CON / a\\\\b:c"\ncover: dot.png\n---\n\nText.\n'),
    Attack("path02", "# One {#../../evil}\n\n# Two {#..%2f..%2fevil}\n\n# Three {#/etc/passwd}\n\n"
                     f"# Four {{#CON}}\n\n# Five {{#nav}}\n\n# Six {{#{'x' * 3000}}}\n\n# Seven\n"),
    Attack("path04", "![a](<sp ace.png>) ![b](ünï.png) ![c](q'uote.png) ![d](per%25cent.png) "
                     "![e](<ha#sh.png>) ![f](.hidden.png)\n",
           files=dict.fromkeys(("sp ace.png", "ünï.png", "q'uote.png", "per%cent.png", "ha#sh.png", ".hidden.png"), PIXEL)),
    Attack("cfg01", files={"book.yaml": "pandoc_args: ['--lua-filter=evil.lua']\nhooks: {post: 'touch @PWNED@'}\n",
                           "evil.lua": "os.execute('touch @PWNED@')", "conf.py": "open('@PWNED@', 'w')",
                           "chapbook.py": "open('@PWNED@', 'w')", "sitecustomize.py": "open('@PWNED@', 'w')"}),
    Attack("cfg02", files={"book.yaml": "css: ../outside/secret.css\ncover: /etc/passwd\n"}),
    Attack("cfg03", files={"book.yaml": "manuscript: [1, {a: b}]\nlimits: {timeout: -1}\n"}),
    Attack("cfg04", files={"book.toml": "[hooks]\npost = 'touch @PWNED@'\n[pdf]\ncss = ['@WEB@/a.css']\n"}),
    Attack("cfg05", "<script>x()</script>\n", front="trusted: true\nraw-html: true\nstrict: false\n"
                                                   "limits: {pandoc-seconds: 999999}\n",
           files={"book.yaml": "raw_html: true\n"}, warned="CB102 CB501"),
)  # fmt: skip
