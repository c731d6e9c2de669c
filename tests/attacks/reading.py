"""Attacks that try to read: files outside, the network, and what pretends to be a picture of ours."""

from __future__ import annotations

import os
from pathlib import Path

from attacks.attack import Attack
from chapbook.formats import formats_of

_ALL = formats_of("html,epub,pdf")
_DROPPED = "CB501"


def link(target: str):
    """Make a symbolic link; `@OUT@` is two folders up."""
    return lambda path: path.symlink_to(
        target.replace("@OUT@", str(path.parent.parent / "outside"))
    )


def pipe(path: Path) -> None:
    """Make a named pipe."""
    os.mkfifo(path)


def _picture(*targets: str) -> str:
    return "\n\n".join(f"![A picture]({target})" for target in targets) + "\n"


FILES = (
    Attack("fr01", _picture("/etc/passwd", "@OUT@/secret.png", "file:///etc/passwd"), refused="CB404"),
    Attack("fr02", _picture("../outside/secret.png", "./../outside/secret.png"), refused="CB404"),
    Attack(
        "fr04",
        _picture("%2e%2e/outside/secret.png", "..%2foutside%2fsecret.png", "%2fetc/passwd",
                 "%252e%252e/outside/secret.png"),
        refused="CB402 CB404",
    ),
    Attack(
        "fr05",
        _picture(r"..\\outside\\secret.png", "C:/Windows/win.ini", "//127.0.0.1/share/x.png",
                 r"\\\\127.0.0.1\\share\\x.png"),
        refused="CB404",
    ),
    Attack("fr07", "!include book.md\n\n!include(b.md)\n\n``` {.include}\nbook.md\n```\n",
           files={"b.md": "!include b.md\n"}, shows=("!include book.md",)),
    Attack("fr08", '<style>@import url("file://@OUT@/secret.css"); @import "../outside/secret.css";</style>\n',
           warned=_DROPPED, hides=("secret.css",)),
    Attack("fr10", front="css: style.css\n", warned="CB108", hides=("SECRET", "font-family:x"),
           files={"style.css": "@import url('../outside/secret.css'); @font-face{font-family:x}"}),
    Attack("fr11", '<link rel="attachment" href="file:///etc/passwd">\n\n[x](secret.txt){rel=attachment}\n',
           warned=f"{_DROPPED} CB408", formats=_ALL),
    Attack("fr13", _picture("a.svg"), refused="CB409", files={
        "a.svg": '<svg xmlns="http://www.w3.org/2000/svg"><image href="file://@OUT@/secret.png"/></svg>'}),
    Attack("fr14", _picture("a.svg", "b.svg"), refused="CB405 CB409", files={
        "a.svg": '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
                 '<svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>',
        "b.svg": '<!DOCTYPE svg SYSTEM "../outside/secret.txt"><svg xmlns="http://www.w3.org/2000/svg"/>'}),
    Attack("fr16", _picture("a.svg"), refused="CB409", files={
        "a.svg": '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/2001/XInclude">'
                 '<text><x:include parse="text" href="/etc/passwd"/></text></svg>'}),
    Attack("fr17", '<iframe src="file:///etc/passwd"></iframe>\n\n<object data="../outside/secret.txt">'
                   '</object>\n\n<embed src="../outside/secret.svg"><video poster="/etc/passwd"></video>\n',
           warned=_DROPPED, formats=_ALL),
    Attack("fr19", "```{=html}\n<script>x()</script><iframe src='file:///etc/passwd'></iframe>\n```\n\n"
                   "`<img src=x onerror=x()>`{=html} `\\input{/etc/passwd}`{=latex} `#read(\"/etc/passwd\")`{=typst}\n",
           refused="CB402"),
    Attack("fr20", '<base href="file://@OUT@/">\n\n![A dot](dot.png)\n', warned=_DROPPED),
    Attack("fr22", front="css: [/etc/passwd, ../outside/secret.css]\nstylesheet: ../outside/secret.css\n",
           warned="CB102 CB108"),
    Attack(
        "fr23",
        "Text [@x].\n",
        front="header-includes: <script>x()</script>\ninclude-before: <b>\ntemplate: /etc/passwd\n"
              "bibliography: [/etc/passwd, ../outside/secret.bib]\ncsl: ../outside/secret.csl\n"
              "lua-filter: evil.lua\nresource-path: /\npdf-engine: /bin/true\nreference-doc: /etc/passwd\n",
        files={"evil.lua": "os.execute('touch @PWNED@')"},
        refused="CB302 CB410",
    ),
    Attack("fr25", _picture("a.png", "b.png"), refused="CB404", files={
        "a.png": link("/etc/passwd"), "b.png": link("@OUT@/secret.png")}),
    Attack("fr26", _picture("a/secret.png"), refused="CB404", files={"a": link("@OUT@")}),
    Attack("fr27", _picture("pipe.png", "zero.png", "here"), refused="CB404 CB410", files={
        "pipe.png": pipe, "zero.png": link("/dev/zero"), "here": lambda path: path.mkdir()}),
    Attack("fr28", _picture("/dev/zero", "/dev/stdin", "/proc/self/environ", "/proc/self/cwd/dot.png"),
           refused="CB404"),
    Attack("fr29", _picture("a.png"), refused="CB405", files={"a.png": "this is text\n"}),
    Attack("fr31", """[x]{title='"><script>x()</script>' data-x='" onload="x()'}

![Alt "><script>y()</script>](dot.png "t\\"><script>z()</script>")

$$\\text{</annotation></math><script>}$$
"""),
    Attack("fr32", front="cover-image: {a: b}\ncss: 17\nbibliography: {x: y}\ncsl: [a]\n", refused="CB103"),
)  # fmt: skip


NETWORK = (
    Attack("net01", _picture("@WEB@/a.png"), refused="CB404"),
    Attack("net02", _picture("HTTP://127.0.0.1:1/a.png", "//127.0.0.1/b.png", "http://2130706433/d.png",
                             "http://user:pw@127.0.0.1/c.png", "http://[::1]/e.png", "ftp://127.0.0.1/f"),
           refused="CB404"),
    Attack("net04", '<link rel="stylesheet" href="@WEB@/a.css">\n', warned=_DROPPED, formats=_ALL),
    Attack("net05", "<style>@import url(@WEB@/a.css); @font-face{font-family:Z;src:url(@WEB@/b.ttf)} "
                    "body{background:url(@WEB@/c.png)}</style>\n", warned=_DROPPED),
    Attack("net07", '<iframe src="@WEB@/a.html"></iframe>\n\n<object data="@WEB@/b.svg"></object>'
                    '<embed src="@WEB@/c"><audio src="@WEB@/d"></audio>\n', warned=_DROPPED),
    Attack("net08", _picture("a.svg"), refused="CB409", files={
        "a.svg": '<svg xmlns="http://www.w3.org/2000/svg"><image href="@WEB@/a.png"/></svg>'}),
    Attack("net10", "[x](@WEB@/a.txt){rel=attachment} [y]{style='background:url(@WEB@/b.png)'}\n",
           warned=_DROPPED, formats=_ALL),
    Attack("net11", _picture("@WEB@/redirect?to=file:///etc/passwd"), refused="CB404"),
    Attack("net13", _picture("@WEB@/drip.png"), refused="CB404"),
    Attack("net14", _picture("@WEB@/endless.png"), refused="CB404"),
    Attack("net16", '<a href="x" ping="@WEB@/a">p</a><link rel="prefetch" href="@WEB@/b">'
                    '<form action="@WEB@/c"><button>go</button></form>\n', warned=_DROPPED),
    Attack("net17", '<link rel="stylesheet" href="@WEB@/bomb.css"><img src="@WEB@/b.png" alt="x">\n',
           refused="CB404"),
    Attack("net02b", "Text [@x].\n", front="csl: own.csl\nreferences: [{id: x, type: book, title: T}]\n",
           refused="CB410", files={
               "own.csl": '<style xmlns="http://purl.org/net/xbiblio/csl"><info><link '
                          'rel="independent-parent" href="@WEB@/parent"/></info></style>'}),
)  # fmt: skip
