import pytest

from tests.load.markdown.posts.rendering import placed, rendered

LONG = "word " * 59 + "end"

# Markdown, the summary's markup without its last line end, and whether there is more to read.
AT_MORE = {
    "between paragraphs": ("a\n\n<!-- more -->\n\nb", "<p>a</p>", True),
    "without spaces, in capitals": ("a\n\n<!--MORE-->\nb", "<p>a</p>", True),
    "in a paragraph": ("a <!-- more --> b", "<p>a </p>", True),
    "in emphasis, in a link": ("*a [b <!--more--> c](d.md)* e", '<p><em>a <a href="⟦d.md 1:22⟧">b </a></em></p>', True),
    "in a list": ("- a\n\n  b\n\n  <!-- more -->\n- c", "<ul>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n</ul>", True),
    "in a quotation": ("> a\n>\n> <!-- more -->\n> b", "<blockquote>\n<p>a</p>\n</blockquote>", True),
    "twice": ("a\n\n<!-- more -->\n\nb\n\n<!-- more -->\n\nc", "<p>a</p>", True),
    "at the end": ("a\n\nb\n\n<!-- more -->\n", "<p>a</p>\n<p>b</p>", False),
    "before a comment only": ("a\n\n<!-- more -->\n\n<!-- b -->", "<p>a</p>", False),
    "first of all": ("<!-- more -->\n\na", "<p>a</p>", False),
    "in code": ("a\n\n    <!-- more -->\n\n```\n<!-- more -->\n```\n\n`<!-- more -->`", "<p>a</p>", True),
    "another comment": ("a\n\n<!-- more on this later -->\n\nb", "<p>a</p>", True),
    "in raw HTML": ("<p>a\n<!-- more -->\nb</p>", "<p>a", True),
    "in an element of blocks": (
        '<div id=a class="b">\n\nc\n\n<!-- more -->\n\nd\n\n</div>',
        '<div class="b">\n<p>c</p>\n</div>',
        True,
    ),
    "in an empty element": ("<div>\n<!-- more -->\n</div>\n\na", "<p>a</p>", True),
    "in raw bold letters": ("a <b>c <!-- more --> d</b>", "<p>a <b>c </b></p>", True),
    "after end tags": ("</div></article>\n\na\n\n<!-- more -->\n\nb", "<p>a</p>", True),
    "in an unended comment": ("<div><!-- a\n\nb\n\n<!-- more -->\n\nc", "<div><!-- a\n<p>b</p>\n--></div>", True),
}

WITHOUT_MORE = {
    "a short post": ("a", "<p>a</p>", False),
    "paragraphs up to sixty words": (f"a\n\n{LONG}\n\nb", f"<p>a</p>\n<p>{LONG}</p>", True),
    "up to what is no paragraph": ("a\n\n- b\n\nc", "<p>a</p>", True),
    "after a heading": ("# H\n\na\n\nb", "<p>a</p>\n<p>b</p>", True),
    "after an image": ("![i](j.png)\n\na", "<p>a</p>", True),
    "after a table and a figure": ("|a|\n|-|\n\n<figure></figure>\n\nb", "<p>b</p>", True),
    "images only": ("![i](j.png)\n\n![k](l.png)", '<p><img src="⟦j.png 1:6⟧" alt="i"></p>', True),
    "a raw image only": ("<img src=a.png>", '<img src="⟦a.png 1:10⟧">', False),
    "a list": ("- a *b*\n- [c](d.md)", "<p>a b c</p>", True),
    "a quotation": ("> a & b", "<p>a &amp; b</p>", True),
    "a table": ("|a|b|\n|-|-|\n|c|d|", "<p>a b c d</p>", True),
    "code": ("```py\nx = 1 < 2\n```", "<p>x = 1 &lt; 2</p>", True),
    "raw HTML": ("<p>a <b>b</b></p><!-- c --><script>d</script><style>e</style>", "<p>a b</p>", True),
    "a long list": ("- " + "word " * 100, "<p>" + "word " * 79 + "word…</p>", True),
    "nothing": ("", "", False),
    "a comment": ("<!-- a -->", "<!-- a -->", False),
}


@pytest.mark.parametrize("name", AT_MORE)
def test_a_summary_ends_at_its_mark(name: str) -> None:
    body, summary, has_more = AT_MORE[name]
    post = rendered(body)
    assert (placed(post.summary).strip("\n"), post.has_more) == (summary, has_more)
    assert "more --" not in placed(post.content).replace("&lt;!-- more", "") or "on this later" in body


@pytest.mark.parametrize("name", WITHOUT_MORE)
def test_a_summary_without_mark_is_the_first_paragraphs_or_the_first_words(name: str) -> None:
    body, summary, has_more = WITHOUT_MORE[name]
    post = rendered(body)
    assert (placed(post.summary).strip("\n"), post.has_more) == (summary, has_more)


def test_elsewhere_there_are_no_ids_and_footnotes() -> None:
    post = rendered("# H\n\n<a id=x class=y>a</a>[^1] b^[c] [d](#e)\n\n<!-- more -->\n\nf\n\n[^1]: n")
    assert placed(post.summary) == '<h1>H</h1>\n<p><a class=y>a</a> b <a href="⟦#e 3:37⟧">d</a></p>\n'


def test_definitions_may_stand_after_the_summary() -> None:
    post = rendered("[a] <!-- more -->\n\n[a]: b.md")
    assert placed(post.summary) == '<p><a href="⟦b.md 3:6⟧">a</a> </p>\n'


@pytest.mark.parametrize(("body", "has_more"), [("x", True), ("", False), ("<!-- c -->", False)])
def test_the_field_goes_before_all(body: str, has_more: bool) -> None:
    post = rendered(body, front='summary: "*a*[^1] <!-- more --> \\"b\\"\\n\\n[^1]: c"\ntitle: T')
    assert (placed(post.summary), post.summary_text, post.has_more) == ("<p><em>a</em>  “b”</p>\n", "a “b”", has_more)


TEXTS = {
    "*a* `b` ![c](d.png)\ne<br>f [g](h.md)[^1]\n\n[^1]: n": "a b c e f g",
    "a\n\nb": "a b",
    "&lt;b&gt; \\* &amp;amp;": "<b> * &amp;",
    "word " * 100: "word " * 39 + "word…",
    "w" * 300: "w" * 200 + "…",
    "- a\n- b": "a b",
}


@pytest.mark.parametrize("body", TEXTS)
def test_the_text_of_a_summary(body: str) -> None:
    assert rendered(body).summary_text == TEXTS[body]
