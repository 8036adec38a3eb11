"""The guard alone: which tags and attributes pass it, and which addresses."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.load.sanitize import guard, safe_address, safe_web_address, strict, unentangled

REL = 'rel="nofollow ugc noopener noreferrer"'


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://example.org", "http://example.org"),
        ("HTTPS://Example.ORG/A?b=c&d=%20#e", "https://example.org/A?b=c&d=%20#e"),
        (" http://example.org/ \n", "http://example.org/"),
        ("http://example.org:8080/~me/", "http://example.org:8080/~me/"),
        ("http://127.0.0.1/", "http://127.0.0.1/"),
        ("http://[2001:db8::1]:80/", "http://[2001:db8::1]:80/"),
        ("http://bücher.example/ß", "http://bücher.example/ß"),
        ("http://example.org./", "http://example.org./"),
        # What is no URL code point is encoded, white space and direction marks too.
        ("http://example.org/a b\tc<d>\"e'[f]|\\", "http://example.org/a%20b%09c%3Cd%3E%22e'%5Bf%5D%7C%5C"),
        ("http://example.org/100%?%zz%41", "http://example.org/100%25?%25zz%41"),
        ("http://example.org/#a#b", "http://example.org/#a%23b"),
        ("http://example.org/\u202egpj.exe", "http://example.org/%E2%80%AEgpj.exe"),
        ("http://example.org/\ud800", "http://example.org/%3F"),
        ("mailto:ann@Example.org", "mailto:ann@example.org"),
        ("mailto:ann@example.org?subject=a b", "mailto:ann@example.org?subject=a%20b"),
    ],
)
def test_safe_addresses(address: str, expected: str) -> None:
    """An address that people and browsers read alike, in the form in which it is linked."""
    assert safe_address(address) == expected
    assert safe_address(expected) == expected


@pytest.mark.parametrize(
    "address",
    [
        "",
        "#comment-1",
        "/about/",
        "about.html",
        "//evil.example/",
        "\\\\evil.example\\",
        "https:evil.example",
        "https:/evil.example",
        "https:///evil.example",
        "http:\\\\evil.example",
        "http://bank.example\\@evil.example/",
        "http://bank.example@evil.example/",
        "http://user:password@example.org/",
        "ht\ntp://example.org/",
        "http://exa\tmple.org/",
        "http://exam ple.org/",
        "http://example.org\u3002evil/",
        "http://evil\u2044.example/",
        "http://example..org/",
        "http://-example.org/",
        "http://" + "a" * 64 + ".org/",
        "http://example.org:99999/",
        "http://example.org:/",
        "http://999.1.1.1/",
        "http://0x7f.1/",
        "http://[::1/",
        "http://[::g]/",
        "http://%65vil.example/",
        "http://",
        "http://?",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "javascript://example.org/%0aalert(1)",
        "vbscript:x",
        "data:text/html,x",
        "blob:https://example.org/x",
        "ftp://example.org/",
        "file:///etc/passwd",
        "view-source:http://example.org/",
        "intent://example.org",
        "mailto:",
        "mailto:ann",
        "mailto:@example.org",
        "mailto:ann@example.org,bob@example.org",
        "mailto:a%0abcc:b@example.org",
        "http://example.org/" + "a" * 4096,
    ],
)
def test_unsafe_addresses(address: str) -> None:
    """Everything else is no link."""
    assert safe_address(address) == ""


def test_web_addresses_are_not_e_mail() -> None:
    """An author's home page is on the web."""
    assert safe_web_address("http://example.org/") == "http://example.org/"
    assert safe_web_address("mailto:ann@example.org") == ""
    assert safe_web_address("javascript:alert(1)") == ""


@given(st.text(alphabet="htps:/\\@.-_%[]?#a0é\u3002\u202e \t\n", max_size=30).map("http://".__add__) | st.text())
def test_a_safe_address_is_what_it_seems(address: str) -> None:
    """Python's own reading of it agrees, and a second look changes nothing."""
    safe = safe_address(address)
    assert safe_address(safe) == safe
    if safe and not safe.startswith("mailto:"):
        parts = urlsplit(safe)
        assert parts.scheme in ("http", "https")
        assert parts.hostname
        assert "@" not in parts.netloc
        assert not set(safe) & set(' \t\r\n"<>\\^`{|}')


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<b>x</b>", "<b>x</b>"),
        ('<p id=comment-1 class=x style="position:fixed" title=t lang=de onclick=x dir=rtl>x</p>', "<p>x</p>"),
        (
            '<a name=body href="http://example.org/" target=_top rel=me>x</a>',
            f'<a href="http://example.org/" {REL}>x</a>',
        ),
        ('<a href="javascript:x">x</a>', f"<a {REL}>x</a>"),
        ("<script>alert(1)</script><style>x</style><svg><g>x</g></svg><iframe>x</iframe>y", "y"),
        ("<form><input value=x><button formaction=x>go</button></form>", "go"),
        ("<!-- x --><?x?><!doctype x>y", "y"),
        ('<img src="//evil.example/x.png" onerror=x alt=y>', '<img alt="y">'),
        ('<img src=http://example.org/x.png srcset="x 2x">', '<img src="http://example.org/x.png">'),
        ("<ol start=3 type=a reversed><li value=9>x</ol>", '<ol start="3"><li>x</li></ol>'),
        ("<ol start=-1><li>x</ol>", "<ol><li>x</li></ol>"),
        ("<video src=x><source src=y>words</video>", "words"),
        ("a < b && c > d", "a &lt; b &amp;&amp; c &gt; d"),
    ],
)
def test_guard(html: str, expected: str) -> None:
    """Tags without their attributes, words as they are."""
    assert guard(html) == expected


def test_strict_emits_no_structure() -> None:
    """What `balance` has not rewritten does not get through."""
    assert strict("<h1>x</h1><div>y<img src=http://example.org/ alt=z></div><p>w</p>") == "xy<p>w</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<p>" + "".join(f"<b {number}>" for number in range(3_000)) + "<p>x" * 8_000,
        '<p><a href="http://example.org/' + "x" * 30_000 + '">' + "<p>x" * 8_000,
        "<p>" + "".join(f"<FONT\n{number}" for number in range(3_000)) + "<p>x" * 8_000,
    ],
)
def test_entangled_formatting_does_not_multiply(html: str) -> None:
    """Each would be 100 MB and more."""
    untangled = unentangled(html)
    assert untangled != html
    assert len(guard(untangled)) < 3 * len(html)


def test_ordinary_formatting_is_not_touched() -> None:
    """A long comment, with many links and much emphasis, is left alone."""
    html = "".join(f'<p><b>{n}</b> <i>x</i> <a href="http://example.org/{n}">a link</a></p>\n' for n in range(800))
    assert len(html) > 45_000
    assert unentangled(html) is html
