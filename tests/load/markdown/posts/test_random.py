"""Whatever a post holds, it is rendered; and what is made of Markdown alone is well-formed."""

import re

from hypothesis import given
from hypothesis import strategies as st

from tests.load.markdown.posts.rendering import plain, rendered

PIECES = st.sampled_from(
    [
        " a",
        "b c",
        "word",
        "*",
        "**",
        "_",
        "~~",
        "`",
        "```",
        "[",
        "]",
        "(",
        ")",
        "[x](y.md)",
        "![i](j.png)",
        "<",
        ">",
        "<b>",
        "</b>\n",
        " <a href=x>",
        "</a>",
        "<p",
        "<!-- more -->",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "[^1]",
        "[^1]:",
        "^[",
        "|",
        "|-|-|",
        "#",
        "##\n",
        " -",
        "1.",
        "- [ ]",
        "&amp;",
        "&#1;",
        '"',
        "'",
        "--",
        "...",
        "https://a.b/c",
        "www.a.b",
        "{{ x }}",
        "]({{",
        "[r]",
        "[r]: s.md",
        "---\n",
        " ===",
        "<br/>",
        "<img srcset='a 1x,'",
        '<img src="a',
        "é",
        "日",
        "🎉",
    ]
) | st.sampled_from(["\n", "\n\n", "    ", "\t", " ", "\\", "\x07", "\u0085", "\u2028", "\u202e"])
MARKDOWN = st.lists(PIECES, max_size=30).map("".join)
WITHOUT_HTML = MARKDOWN.map(lambda text: text.replace("<", "("))

_TAG = re.compile(r"<(/?)([a-z0-9]+)[^<>]*>")
_VOID = {"img", "br", "hr", "input"}


@given(st.text() | MARKDOWN)
def test_any_text_is_rendered(text: str) -> None:
    post = rendered(text)
    assert "\0" not in plain(post.content) + plain(post.summary) + post.summary_text
    assert not [heading for heading in post.headings if not heading.text.strip()]
    assert len({heading.anchor for heading in post.headings}) == len(post.headings)


@given(WITHOUT_HTML)
def test_markdown_alone_is_balanced(text: str) -> None:
    post = rendered(text)
    assert_balanced(plain(post.content))
    assert_balanced(plain(post.summary))
    for heading in post.headings:
        assert_balanced(heading.text)
    ids = re.findall(r' id="([^"]*)"', plain(post.content))
    assert sorted(ids) == sorted(set(ids))
    assert " id=" not in re.sub(r">[^<]*<", "><", plain(post.summary))


@given(WITHOUT_HTML, WITHOUT_HTML)
def test_a_summary_is_the_beginning_of_the_post(before: str, after: str) -> None:
    """Up to the tags that close what was open at the mark, and footnotes, which it has not."""
    post = rendered(f"{before} <!-- more --> {after}".replace("[^", "").replace("^[", "").replace("#", ""))
    summary = re.sub(r"(\s|</[a-z0-9]+>)*\Z", "", plain(post.summary))
    assert (
        plain(post.content).startswith(summary)
        or not post.has_more
        or "more --&gt;" in plain(post.content)
        or ("<!-- more" not in post.summary_text)
    )


@given(MARKDOWN.filter(lambda text: "<p" not in text and '="a' not in text))  # a tag without “>” swallows what follows
def test_a_summary_closes_what_it_opens(text: str) -> None:
    post = rendered(text)
    assert_balanced(re.sub(r"<!--.*?-->", "", plain(post.summary), flags=re.DOTALL))


def assert_balanced(html: str) -> None:
    html = re.sub(r"(<script>).*?(</script>)", r"\1\2", html, flags=re.DOTALL)
    open_: list[str] = []
    for end, name in _TAG.findall(html):
        if end:
            assert open_, html
            assert open_.pop() == name, html
        elif name not in _VOID:
            open_.append(name)
    assert not set(open_) - {"p"}, html  # an unended <script> swallows the tag that ends its paragraph
