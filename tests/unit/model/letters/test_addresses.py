from __future__ import annotations

import pytest

from chapbook.model.letters.addresses import NoAddress, normalised

SAME = [
    "https://example.org",
    "https://example.org/",
    "http://user:pass@example.org:8080/a;b=c/d,e?f=g&h=i%20j#k/l?m",
    "https://[2001:db8::1]:443/x",
    "http://127.0.0.1/",
    "HTTPS://Example.ORG/A",
    "//example.org:80/a",
    "https://example.org/a_(b)!$&'*+,;=:@~",
    "mailto:ann@example.org?subject=A%20b",
    "tel:+49-30-123",
    "#größe",
    "other file.md",
    "/wiki/X:Y.md",
    "javascript:alert(1)",
    "",
]


@pytest.mark.parametrize("target", SAME)
def test_what_is_valid_or_no_web_address_stays(target: str) -> None:
    assert normalised(target) == target


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("https://de.wikipedia.org/wiki/Größe", "https://de.wikipedia.org/wiki/Gr%C3%B6%C3%9Fe"),
        ("https://example.org/100%/x", "https://example.org/100%25/x"),
        ("https://x.org/%zz?%4", "https://x.org/%25zz?%254"),
        ("http://example.org/a.pdf; b.pdf", "http://example.org/a.pdf;%20b.pdf"),
        ("http://example.org/a\u00a0b", "http://example.org/a%C2%A0b"),
        (" https://example.org/a\n b ", "https://example.org/a%20b"),
        ("https://example.org\\a\\b?c\\d", "https://example.org/a/b?c%5Cd"),
        ("https://example.org/?a[]=1|2#x#y", "https://example.org/?a%5B%5D=1%7C2#x%23y"),
        ('https://example.org/{id}"<>^`', "https://example.org/%7Bid%7D%22%3C%3E%5E%60"),
        ("https://example.org:/a", "https://example.org/a"),
        ("https://example.org.", "https://example.org"),
        ("https://%5B::1%5D:8080/a", "https://[::1]:8080/a"),
        ("https://☃.example/😀", "https://xn--n3h.example/%F0%9F%98%80"),
        ("mailto:größe@müller.example", "mailto:gr%C3%B6%C3%9Fe@xn--mller-kva.example"),
        ("mailto:a b@example.org", "mailto:a%20b@example.org"),
        ("tel:+49 30 123", "tel:+49-30-123"),
        ("tel:+49%2030", "tel:+49-30"),
        ("https://example.org/日本", "https://example.org/%E6%97%A5%E6%9C%AC"),
    ],
)
def test_an_address_has_one_valid_spelling(target: str, expected: str) -> None:
    assert normalised(target) == expected
    assert normalised(expected) == expected


@pytest.mark.parametrize(
    ("host", "expected"),
    # Made by the package idna 3.20 with `uts46=True`.
    [
        ("straße.de", "xn--strae-oqa.de"),
        ("müller.example", "xn--mller-kva.example"),
        ("ΣΊΣΥΦΟΣ.gr", "xn--kxa6akbbkh.gr"),
        ("пример.рф", "xn--e1afmkfd.xn--p1ai"),
        ("例え。テスト", "xn--r8jz45g.xn--zckzah"),
        ("مثال.إختبار", "xn--mgbh0fb.xn--kgbechtv"),
        ("\uff21.org", "a.org"),
        ("exam\u00adple.org", "example.org"),
        ("mül\u200bler.example", "xn--mller-kva.example"),
        ("☺\ufe0f.example", "xn--74h.example"),
    ],
)
def test_hosts_are_written_in_ascii(host: str, expected: str) -> None:
    assert normalised(f"https://{host}/") == f"https://{expected}/"


@pytest.mark.parametrize(
    ("target", "problem"),
    [
        ("https://", "it has no host"),
        ("http:///x", "it has no host"),
        ("https:example.org", "it has no host"),
        ("https:/example.org", "it has no host"),
        ("https://?x", "it has no host"),
        ("https://user@/", "it has no host"),
        ("https://x.org:port/", "“port” is not a valid port"),
        ("https://x.org:99999/", "“99999” is not a valid port"),
        ("https://exa mple.org/", "“exa mple.org” is not a valid host"),
        ("https://example..org/", "“example..org” is not a valid host"),
        ("https://[::g]/", "“[::g]” is not a valid host"),
        ("https://a|b.org/", "“a|b.org” is not a valid host"),
        ("https://[fe80::1%eth0]/", "“[fe80::1%eth0]” is not a valid host"),
        ("https://xn--.org/", "“xn--.org” is not a valid host"),
        ("https://xn--zzzzzzzzzz99999999.org/", "“xn--zzzzzzzzzz99999999.org” is not a valid host"),
        ("https://xn--a-.org/", "“xn--a-.org” is not a valid host"),
        ("https://a\u200e.org/", "“a\u200e.org” is not a valid host"),
        ("https://\u0301a.org/", "“\u0301a.org” is not a valid host"),
        ("https://ä\ue000.org/", "“ä\ue000.org” is not a valid host"),
        ("https://a\u2026b.org/", "“a\u2026b.org” is not a valid host"),
        ("https://\u00ad.org/", "“\u00ad.org” is not a valid host"),
        ("mailto:", "it has no recipient"),
        ("mailto: ?", "it has no recipient"),
        ("tel:", "it has no number"),
        ("tel: ", "it has no number"),
        (f"https://{'a' * 64}.org/", f"“{'a' * 64}.org” is not a valid host"),
    ],
)
def test_the_reason_for_an_invalid_address_is_given(target: str, problem: str) -> None:
    assert normalised(target) == NoAddress(problem)
