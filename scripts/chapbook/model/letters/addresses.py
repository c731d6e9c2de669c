"""Web addresses in one spelling, the same in every edition: ASCII, valid, as a browser reads them.

RFC 3986 says which characters an address may hold, RFC 3987 how others are written with them, the
URL Standard (https://url.spec.whatwg.org/) what browsers make of blanks and backslashes, UTS 46 how
a name of a host is written in ASCII. What is not a web address (`#identifier`, `file.md`) stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv6Address
from urllib.parse import quote, unquote

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_AUTHORITY = re.compile(r"//([^/?#]*)(.*)", re.DOTALL)
# RFC 3986, 3.3: sub-delims, `:` and `@`; letters, digits and `-._~` are always let through.
_IN_PATH = "/!$&'()*+,;=:@%"
_IN_QUERY = _IN_PATH + "?"
_IN_USER = "!$&'()*+,;=:%"
_BARE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_ENDS = "".join(map(chr, range(0x21))) + "\u00a0"
_LINE_ENDS = re.compile("[\t\r\n]")
_BLANKS = re.compile(r"(?:\s|%20)+")
# The forbidden host code points of the URL Standard, 3.5.
_NOT_IN_HOST = re.compile(r"[\x00-\x20#/:<>?@\[\\\]^|%\x7f\s.]")
# Categories that UTS 46 (4.1) allows in no label: controls, formats, unassigned, separators.
_NOT_IN_LABEL = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"})
# What the mapping table of UTS 46 ignores: soft hyphens, blanks without width, variation selectors.
_IGNORED_IN_HOST = re.compile(
    "[\u00ad\u034f\u180b-\u180d\u180f\u200b\u2060\u2064\ufe00-\ufe0f\ufeff"
    "\U0001bca0-\U0001bca3\U000e0100-\U000e01ef]"
)
_JOINERS = "\u200c\u200d"
_FULL_STOPS = re.compile("[\u3002\uff0e\uff61]")
_LONGEST_LABEL = 63
_LAST_PORT = 65535


@dataclass(frozen=True, slots=True)
class NoAddress:
    """Why an address is not valid: words that end the sentence “… is not an address: ”."""

    problem: str


def normalised(target: str) -> str | NoAddress:
    """Return an address as all editions write it; what is not a web address stays unchanged."""
    bare = _LINE_ENDS.sub("", target.strip(_ENDS))
    match = _SCHEME.match(bare)
    scheme = match[1] if match else ""
    write = _WRITERS.get(scheme.lower())
    if write is None:
        return target
    found = write(bare[len(scheme) + 1 :])
    return found if isinstance(found, NoAddress) else f"{scheme}:{found}"


def _web(rest: str) -> str | NoAddress:
    path, mark, behind = _parted(rest)
    match = _AUTHORITY.fullmatch(path.replace("\\", "/"))
    if match is None or not match[1]:
        return NoAddress("it has no host")
    user, at, place = match[1].rpartition("@")
    host = _host_and_port(place)
    if isinstance(host, NoAddress):
        return host
    query = _after(mark, behind)
    return f"//{_encoded(user, _IN_USER)}{at}{host}{_encoded(match[2], _IN_PATH)}{query}"


def _parted(rest: str) -> tuple[str, str, str]:
    """Part what is before the query or the fragment, its sign, and what is after it."""
    match = re.search("[?#]", rest)
    if match is None:
        return rest, "", ""
    return rest[: match.start()], match[0], rest[match.end() :]


def _after(mark: str, text: str) -> str:
    """Write a query with its fragment, or a fragment: in it a second `#` is not a sign."""
    if mark == "?":
        query, sign, fragment = text.partition("#")
        return f"?{_encoded(query, _IN_QUERY)}{sign}{_encoded(fragment, _IN_QUERY)}"
    return mark + _encoded(text, _IN_QUERY)


def _encoded(text: str, safe: str) -> str:
    return quote(_BARE_PERCENT.sub("%25", text), safe=safe)


def _host_and_port(place: str) -> str | NoAddress:
    if place.upper().startswith("%5B"):  # pandoc encodes the brackets of an IPv6 address
        place = unquote(place)
    host, colon, port = place.rpartition(":")
    if not colon or place.endswith("]"):
        host, port = place, ""
    if port and not (port.isascii() and port.isdigit() and int(port[:6]) <= _LAST_PORT):
        return NoAddress(f"“{port}” is not a valid port")
    found = _bracketed(host) if host.startswith("[") else _host(unquote(host))
    if isinstance(found, NoAddress) or not port:
        return found
    return f"{found}:{port}"


def _bracketed(host: str) -> str | NoAddress:
    """Write an IPv6 address; the URL Standard (3.5) allows no zone in it (`fe80::1%eth0`)."""
    try:
        address = IPv6Address(host[1:-1])
    except AddressValueError:
        return NoAddress(f"“{host}” is not a valid host")
    return NoAddress(f"“{host}” is not a valid host") if address.scope_id else f"[{address}]"


def _host(host: str) -> str | NoAddress:
    """Write the name of a host in ASCII (UTS 46, 4, without its transitional rules)."""
    plain = _FULL_STOPS.sub(".", host).removesuffix(".")  # of the root: example.org.
    labels = [_label(one) for one in plain.split(".")]
    written = [one for one in labels if one is not None]
    if len(written) < len(labels):
        return NoAddress(f"“{host}” is not a valid host" if host else "it has no host")
    return ".".join(written)


def _label(label: str) -> str | None:
    if label.isascii():
        possible = 0 < len(label) <= _LONGEST_LABEL and not _NOT_IN_HOST.search(label)
        return label if possible and _decodes(label) else None
    # Letter by letter: Python's own lower case knows a final sigma, UTS 46 does not.
    seen = unicodedata.normalize("NFKC", _IGNORED_IN_HOST.sub("", label))
    plain = unicodedata.normalize("NFKC", "".join(map(str.lower, seen)))
    if plain.isascii():
        return _label(plain)
    return _label(f"xn--{plain.encode('punycode').decode()}") if _may_be_label(plain) else None


def _decodes(label: str) -> bool:
    """Check whether a label is plain, or valid Punycode (RFC 3492) for other letters."""
    if not label.lower().startswith("xn--"):
        return True
    try:
        letters = label[4:].encode().decode("punycode")
    except UnicodeError:
        return False
    return not letters.isascii() and _may_be_label(letters)


def _may_be_label(letters: str) -> bool:
    """Check whether letters are valid in a label (UTS 46, 4.1): no initial mark, no controls."""
    return not (
        _NOT_IN_HOST.search(letters)
        or unicodedata.category(letters[0]).startswith("M")
        or any(
            unicodedata.category(one) in _NOT_IN_LABEL and one not in _JOINERS for one in letters
        )
    )


def _mail(rest: str) -> str | NoAddress:
    """Write the recipients and headers of a letter (RFC 6068, 2), hosts in ASCII.

    Headers without a recipient are valid.
    """
    people, mark, headers = rest.partition("?")
    if not (people.strip(_ENDS) or headers):
        return NoAddress("it has no recipient")
    return ",".join(map(_recipient, people.split(","))) + _after(mark, headers)


def _recipient(address: str) -> str:
    name, at, host = address.strip(_ENDS).rpartition("@")
    written = _host(host) if at and not host.isascii() else host
    ending = host if isinstance(written, NoAddress) else written
    return f"{_encoded(name, _IN_PATH)}{at}{_encoded(ending, _IN_PATH)}"


def _telephone(rest: str) -> str | NoAddress:
    """Write a number (RFC 3966, 3): hyphens may part it, blanks may not."""
    written = _encoded(_BLANKS.sub("-", rest.strip(_ENDS)), _IN_PATH)
    return written or NoAddress("it has no number")


_WRITERS: Mapping[str, Callable[[str], str | NoAddress]] = {
    "http": _web,
    "https": _web,
    "mailto": _mail,
    "tel": _telephone,
}
