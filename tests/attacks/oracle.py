"""What must be in no finished file: bytes of files outside, and anything that runs, fetches or lies.

It shares no code with the builder, and looks at files as a hostile reader would: HTML through a
browser's parser, XHTML through a strict XML parser, every stream of a PDF.
"""

from __future__ import annotations

import base64
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import tinyhtml5
from lxml import etree

SECRET = b"SECRET-OUTSIDE-7f3a"
_MARKS = (SECRET, b"root:x:0:0", b"CANARY-WAS-ASKED")
_BASE64 = re.compile(rb"base64,([A-Za-z0-9+/=]{24,})")
_ACTIVE = frozenset(
    """script iframe object embed base form video audio foreignobject applet frame frameset portal
    template slot animate set""".split()
)
_URLS = frozenset(
    "src href data action formaction poster srcset ping background manifest cite".split()
)
_BAD_URL = re.compile(
    r"(?:javascript|vbscript|file|data:(?!image/(?:png|jpeg|gif)|font/)|view-source|feed|jar|blob)"
)
_STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069]")
_ROOT = Path(__file__).resolve().parents[2]
_OUR_SCRIPTS = frozenset(
    path.read_text(encoding="utf-8").strip()
    for folder in ("scripts/chapbook", "styles")
    for path in sorted((_ROOT / folder).rglob("*.js"))
)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9/_.-]*")


def findings(path: Path) -> list[str]:
    """Return what is in a finished file that must not be there."""
    if path.suffix == ".epub":
        return sorted(set(_epub(path)))
    content = path.read_bytes()
    return sorted({*_leaks(content), *(_pdf(path) if path.suffix == ".pdf" else _html(content))})


def _leaks(content: bytes) -> Iterator[str]:
    found = [content, *(base64.b64decode(m[1] + b"==") for m in _BASE64.finditer(content))]
    yield from (f"bytes {mark.decode()}" for mark in _MARKS for part in found if mark in part)


def _html(content: bytes) -> Iterator[str]:
    root = tinyhtml5.parse(BytesIO(content), namespace_html_elements=False)
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    shown = [e for e in elements if not _is_data(e.attrib) and not _is_ours(e.tag, e.text or "")]
    yield from _markup((e.tag, dict(e.attrib)) for e in shown)


def _is_ours(tag: str, text: str) -> bool:
    """The page's own scripts are files of the repository, word for word."""
    return tag == "script" and text.strip() in _OUR_SCRIPTS


def _is_data(attributes: object) -> bool:
    """JSON-LD is data: no browser runs it."""
    return isinstance(attributes, dict) and attributes.get("type") == "application/ld+json"


def _xml(content: bytes) -> Iterator[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        yield f"not well-formed: {error}"
        return
    if root.getroottree().xpath("//processing-instruction()"):
        yield "an instruction to a program"
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    yield from _markup((str(e.tag), {str(k): str(v) for k, v in e.items()}) for e in elements)


def _markup(elements: Iterator[tuple[str, dict[str, str]]]) -> Iterator[str]:
    for name, attributes in elements:
        tag = name.rpartition("}")[2].lower()
        if tag in _ACTIVE:
            yield f"<{tag}>"
        if tag == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
            yield "a refresh"
        for key, value in attributes.items():
            yield from _attribute(tag, key.rpartition("}")[2].lower(), value)


def _attribute(tag: str, key: str, value: str) -> Iterator[str]:
    address = re.sub(r"[\x00-\x20]", "", value).lower()
    if key.startswith("on") or key in ("srcdoc", "ping"):
        yield f"{key} of <{tag}>"
    if key == "style" and ("url(" in address or "expression" in address):
        yield "a style that fetches"
    if key == "rel" and "attachment" in address:
        yield "an attachment"
    if key in _URLS and _BAD_URL.match(address):
        yield f"{key} of <{tag}> is {address[:30]}"
    if key in _URLS and tag not in ("a", "link") and re.match(r"(?:https?:)?//", address):
        yield f"{key} of <{tag}> is remote"
    if tag == "link" and "stylesheet" in attributes_of(value) and "//" in address:
        yield "a remote style sheet"


def attributes_of(value: str) -> set[str]:
    """Return the words of an attribute."""
    return set(value.lower().split())


def _epub(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as container:
        seen: set[str] = set()
        for entry in container.infolist():
            name = entry.filename
            if name.lower() in seen or not _NAME.fullmatch(name) or ".." in name:
                yield f"an entry named {name!a}"
            if entry.external_attr >> 28 == 0o12:
                yield f"a link named {name!a}"
            seen.add(name.lower())
            content = container.read(entry)
            yield from _leaks(content)
            if name.endswith((".xhtml", ".svg", ".opf", ".ncx", ".xml")):
                yield from _xml(content)
            if name.endswith((".opf", ".xhtml")) and _STEERING.search(_metadata(content)):
                yield f"a steering character in {name}"
            if name.endswith(".css") and re.search(rb"@import|url\(\s*['\"]?(?:\w+:|//)", content):
                yield f"a style sheet that fetches: {name}"


def _metadata(content: bytes) -> str:
    root = etree.fromstring(content)
    wanted = list(root.iter("{*}title", "{*}creator", "{*}meta", "{*}description"))
    return " ".join("".join(element.itertext()) for element in wanted)


def _pdf(path: Path) -> Iterator[str]:
    with pikepdf.open(path) as pdf:
        if len(pdf.attachments):
            yield "embedded files"
        for entry in pdf.objects:
            if isinstance(entry, pikepdf.Stream):
                yield from _stream(entry)
            if isinstance(entry, pikepdf.Dictionary) and entry.get("/S") in _ACTIONS:
                yield f"an action {entry.get('/S')}"
            if isinstance(entry, pikepdf.Dictionary) and "/URI" in entry:
                address = str(entry["/URI"])
                if not re.match(r"https?:|mailto:|tel:", address):
                    yield f"a link to {address[:30]}"
        yield from (f"{key}" for key in ("/OpenAction", "/AA", "/AcroForm") if key in pdf.Root)


_ACTIONS = frozenset("/JavaScript /Launch /GoToR /SubmitForm /ImportData /Rendition /Movie".split())


def _stream(entry: pikepdf.Stream) -> Iterator[str]:
    if entry.get("/Type") == "/EmbeddedFile":
        yield "an embedded file"
    if entry.get("/Subtype") != "/Image":
        yield from _leaks(entry.read_bytes())
