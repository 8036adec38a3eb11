"""Valid HTML from what the guard let pass."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.load.balance import DEEPEST_BLOCKS, DEEPEST_MARKS, balance
from sitegen.load.sanitize import guard, strict

REL = 'rel="nofollow ugc noopener noreferrer"'
LINK = f'<a href="http://x.example/" {REL}>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        # words
        ("", ""),
        (" \n&nbsp; ", ""),
        ("a", "<p>a</p>"),
        (" a\n", "<p>a</p>"),
        ("<p>a</p>b<p>c", "<p>a</p>\n<p>b</p>\n<p>c</p>"),
        ("<p>a<p>b", "<p>a</p>\n<p>b</p>"),
        ("<p></p><p>&nbsp;</p><p><br></p><b></b><blockquote><p> </blockquote>", ""),
        ("a<br>\nb<br><br>c<br> ", "<p>a<br>\nb<br><br>c</p>"),
        ("<br>a", "<p>a</p>"),
        ("a <b> b </b> c", "<p>a <b> b </b> c</p>"),
        ("a<b> </b>c", "<p>a c</p>"),
        # structure that only parts
        ("a<div>b</div>c", "<p>a</p>\n<p>b</p>\n<p>c</p>"),
        ("<div><div>a</div><div>b</div></div>", "<p>a</p>\n<p>b</p>"),
        ("a<hr>b", "<p>a</p>\n<p>b</p>"),
        ("<h2>a <b>b</b></h2>c", "<p><strong>a <b>b</b></strong></p>\n<p>c</p>"),
        ("<h1><strong>a</strong></h1>", "<p><strong>a</strong></p>"),
        ("<dl><dt>a<dd>b</dl>", "<p>a</p>\n<p>b</p>"),
        ("<table><tr><th>a<td>b<tr><td>c</table>", "<p>a b</p>\n<p>c</p>"),
        ("<center><font color=red>a</font> <u>b</u> <big>c</big></center>", "<p>a b c</p>"),
        ("<strike>a</strike> <tt>b</tt>", "<p><s>a</s> <code>b</code></p>"),
        # preformatted
        ("<pre>a\n  b\n</pre>", "<pre>a\n  b\n</pre>"),
        ("<pre>\n\n  a</pre>", "<pre>  a</pre>"),
        ("<pre>  <code>a</code></pre>", "<pre>  <code>a</code></pre>"),
        ("<pre> \n</pre>", ""),
        ("<pre>a<p>b</p></pre>c", "<pre>a</pre>\n<pre>b</pre>\n<p>c</p>"),
        # quotes
        (
            "<blockquote>a<blockquote>b</blockquote></blockquote>",
            "<blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote>",
        ),
        ("a<blockquote>b</blockquote>c", "<p>a</p>\n<blockquote><p>b</p></blockquote>\n<p>c</p>"),
        # lists
        ("<ul><li>a</li>\n<li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<ol start=4><li>a</ol><ol start=x><li>a</ol>", '<ol start="4"><li>a</li></ol>\n<ol><li>a</li></ol>'),
        ("<ol><li></li><li>b</ol><ul></ul>", "<ol><li></li><li>b</li></ol>"),
        ("<li>a</li><li>b</li>c", "<ul><li>a</li><li>b</li></ul>\n<p>c</p>"),
        (
            "<li>a</li><blockquote><li>b</li></blockquote>",
            "<ul><li>a</li></ul>\n<blockquote><ul><li>b</li></ul></blockquote>",
        ),
        ("<ul>a<li>b</li>c</ul>", "<ul><li>a</li><li>b</li><li>c</li></ul>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<ul><ul><li>b</li></ul></ul>", "<ul><li><ul><li>b</li></ul></li></ul>"),
        ("<ul><p>a</p></ul>", "<ul><li><p>a</p></li></ul>"),
        ("<ul><li>a<ul><li>b</ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<ul><li><div>a</div></ul>", "<ul><li>a</li></ul>"),
        ("<ul><li>a<p>b</ul>", "<ul><li><p>a</p><p>b</p></li></ul>"),
        ("<ul><li>a<ul><li>b</ul>c</ul>", "<ul><li><p>a</p><ul><li>b</li></ul><p>c</p></li></ul>"),
        ("<ul><li>a<blockquote>b</blockquote></ul>", "<ul><li><p>a</p><blockquote><p>b</p></blockquote></li></ul>"),
        # blocks in marks
        ("<b>a<p>b</p>c</b>", "<p><b>a</b></p>\n<p><b>b</b></p>\n<p><b>c</b></p>"),
        ("<i>a<ul><li>b</ul></i>", "<p><i>a</i></p>\n<ul><li><i>b</i></li></ul>"),
        ("<b><i>a</b>b</i>", "<p><b><i>a</i></b><i>b</i></p>"),
        ("<b>a<b>b</b></b>", "<p><b>ab</b></p>"),
        ("x<sup>2<sup>2</sup></sup>", "<p>x<sup>2<sup>2</sup></sup></p>"),
        # links and images
        ("<a href=http://x.example/>a</a>", f"<p>{LINK}a</a></p>"),
        ("<a>a</a> <a name=b>b</a> <a href=/c>c</a>", "<p>a b c</p>"),
        ("<a href=http://x.example/></a>", ""),
        ("<a href=http://x.example/><p>a<p>b</a>", f"<p>{LINK}a</a></p>\n<p>{LINK}b</a></p>"),
        (
            "<a href=http://x.example/>a<table><td><a href=http://y.example/>b</table>c</a>",
            f"<p>{LINK}a</a></p>\n<p>{LINK}b</a></p>\n<p>{LINK}c</a></p>",
        ),
        ("<img src=http://x.example/>", f"<p>{LINK}http://x.example/</a></p>"),
        ('<img src=http://x.example/ alt="a &lt;b&gt; &quot;c&quot;">', f'<p>{LINK}a &lt;b&gt; "c"</a></p>'),
        ("<a href=http://x.example/><img src=http://y.example/ alt=a></a>", f"<p>{LINK}a</a></p>"),
        ("<img src=//y.example/ alt=a><img src=data:x><img>", "<p>a</p>"),
    ],
)
def test_balance(html: str, expected: str) -> None:
    """Whole results, which neither the guard nor a second balancing changes."""
    html = guard(html)
    assert balance(html).html == expected
    assert strict(expected) == expected
    assert balance(expected).html == expected


def test_links_are_told_once_and_in_order() -> None:
    """A link that had to be opened anew is one link; the addresses are escaped as in the markup."""
    html = '<a href="http://x.example/?a=1&amp;b=2"><p>a</p><p>b</p></a><img src="http://y.example/"><a href="/z">z</a>'
    assert balance(guard(html)).links == ("http://x.example/?a=1&amp;b=2", "http://y.example/")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<blockquote>" * 100 + "a", "<blockquote>" * 23 + "<p>a</p>" + "</blockquote>" * 23),
        ("<ul><li>" * 100 + "a", "<ul><li>" * 12 + "a" + "</li></ul>" * 12),
        ("<q>" * 100 + "a", "<p>" + "<q>" * DEEPEST_MARKS + "a" + "</q>" * DEEPEST_MARKS + "</p>"),
    ],
)
def test_nesting_ends(html: str, expected: str) -> None:
    """Beyond, tags go and words stay."""
    assert DEEPEST_BLOCKS == 24
    assert balance(guard(html)).html == expected


def test_a_long_link_around_many_blocks_is_not_repeated_in_all_of_them() -> None:
    """It would be 8 MB; each block has its words."""
    html = f'<a href="http://x.example/{"y" * 4000}">' + "<div>x</div>" * 2000 + "</a>"
    balanced = balance(guard(html)).html
    assert len(balanced) < 5 * len(html)
    assert balanced.count("x</a></p>") + balanced.count("<p>x</p>") == 2000


TAGS = "a b i p ul ol li blockquote pre h1 div table tr td code br hr img q font dl dd".split()  # noqa: SIM905
SOUP = st.lists(
    st.sampled_from(TAGS).map("<{}>".format)
    | st.sampled_from(TAGS).map("</{}>".format)
    | st.sampled_from(
        ["x", " ", "\n", "y ", "&nbsp;", "&lt;", '<a href="http://x.example/">', '<img src="http://x.example/">']
    ),
    max_size=60,
).map("".join)


@settings(deadline=None, max_examples=500)
@given(SOUP)
def test_the_result_is_a_fixed_point(soup: str) -> None:
    """Of the guard, of balancing, and of both."""
    balanced = balance(guard(soup)).html
    assert strict(balanced) == balanced
    assert balance(balanced).html == balanced
    assert balance(guard(balanced)).html == balanced


@settings(deadline=None, max_examples=300)
@given(SOUP)
def test_its_length_is_linear(soup: str) -> None:
    """Whatever is opened anew."""
    guarded = guard(soup * 20)
    assert len(balance(guarded).html) <= 8 * len(guarded) + 4_000


@settings(deadline=None, max_examples=300)
@given(
    st.lists(
        st.sampled_from([f"<{tag}>" for tag in TAGS if tag not in ("table", "tr", "td", "img")]) | st.just("word "),
        max_size=80,
    )
)
def test_no_word_is_lost(soup: list[str]) -> None:
    """Nor doubled."""
    assert balance(guard("".join(soup))).html.count("word") == soup.count("word ")
