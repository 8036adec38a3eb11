"""The quick ways of `render_body` make what the whole way makes, to the last byte: tested by difference."""

import json
import re
import subprocess
import sys
import types
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sitegen.load.markdown.compiled
import sitegen.load.only_words
from sitegen.load.balance import balance
from sitegen.load.bodies import render_body, render_thoroughly
from sitegen.load.line_ends import with_paragraphs
from sitegen.load.markdown.compiled import compiled_html
from sitegen.load.only_words import words_html
from sitegen.load.plain_markup import plain_html, plain_markup
from sitegen.load.sanitize import guard, strict
from sitegen.model.documents import CommentFormat
from tests.conftest import commonmark_spec

MARKDOWN, HTML, TEXT = CommentFormat.MARKDOWN, CommentFormat.HTML, CommentFormat.TEXT

WORDS = [
    *(
        "word",
        "two words",
        "it's",
        '"so"',
        "(and)",
        "x.",
        "y,",
        "well:",
        "3.5",
        "#tag",
        "+1",
        "a-b",
        "snake_case",
        "äö",
    ),
    *(
        "–",
        "€5",
        "“q”",
        "🙂",
        "漢",
        "é",
        "ann@x.example",
        "A&B",
        "a < b",
        ":-)",
        "<3",
        "->",
        "etc. ...",
        "[x]",
        "!",
        "?",
    ),
    *(" ", " ", " ", "\n", "\n", "\n\n", "\n \n", "  \n", "\n  "),
]
MARKS = [
    *"abw .,-+*_#>=[]()!&'\":;01|~`\\<@/\t\r\0",
    *("\n", "\n\n", "\n> ", "\n>", "\n- ", "\n* ", "\n1. ", "\n2) ", "\n# ", "\n---\n", "\n===\n", "\n    ", "\n  "),
    *("**", "__", "~~", "``", "```\n", "](", "](http://x.example/)", "![", "[a](http://x.example/a_b)", "[a]: ", "[a]"),
    *("http://x.example/", "https://x.example/a_b?c=d&e=f", "http://", "://", "www.x.example", "(http://x.example/b)"),
    *("http://x.example/a.", "http://a..b/", "https://u@x.example", "http://x.example:80/", "https://x.example/%C3%zz"),
    *("*em*", "**strong**", "***x***", "_em_", "`code`", "*a **b** c*", "[b *c*](https://x.example)", "` a`", "2*3*4"),
    *("&amp;", "&lt;", "&b;", "&#1;", "\u00a0", "\u2003", "\ufeff", "\u200d", "\u0301", "\u3002", "\ufffe", "<x@y.z>"),
    *(
        "www.x.example/a.b",
        "(www.y.example).",
        "http://www.x.example/",
        "[a.b](https://www.x.example)",
        "Www.x.example",
    ),
    *(
        "<3",
        "< ",
        "<-",
        "<3@x.example>",
        "\\a",
        "\\ ",
        "\n```c\n",
        "\n```\n",
        "\n```\n\n    <b>\n> `\n```\n",
        "\n ```\n",
    ),
    *("1. ", "10. ", "- ", "+ ", "* ", "> ", "# ", "--", "-- x", "==", " *", "* ", "<b>", "<http://x.example/>", "\\*"),
]
TAGS = [
    *(
        "<p>",
        "</p>",
        "<p>a</p>",
        "</p>\n\n<p>",
        "</p>\n<p>",
        "\n<p>",
        "<br>",
        "<br/>",
        "<br />",
        "<em>",
        "</em>",
        "<b>b</b>",
    ),
    *(
        "<strong>y</strong>",
        "<em>x</em>",
        "<em> a</em>",
        "<em>a </em>",
        "<em><br>a</em>",
        "<strong><em>z</em></strong>",
    ),
    *(
        "<code>",
        "</code>",
        "<code>c</code>",
        "<pre><code>x\n y</code></pre>",
        "<pre>",
        "</pre>",
        "<i>i</i>",
        "<s>s</s>",
    ),
    *('<a href="http://x.example/">', "</a>", '<a href="/rel">r</a>', '<a title="a" href="HTTP://X.example">u</a>'),
    *(
        '<a href="http://x.example/?a=b&amp;c" rel="nofollow" target="_blank">l</a>',
        "<a href='http://x.example/'>m</a>",
    ),
    *(
        '<a rel="x" href="https://x.example/a#b">l <em>e</em></a>',
        '<em><a href="http://x.example/">m</a></em>',
        "<del>d",
    ),
    *("<ul>", "</ul>", "<li>", "</li>", '<ol start="3">', "</ol>", "<ul><li>a</li><li>b</li></ul>", "<blockquote>"),
    *(
        "</blockquote>",
        "<blockquote><p>q</p></blockquote>",
        "&amp;",
        "&quot;",
        "&#39;",
        "&rsquo;",
        "&nbsp;",
        "&#1;",
        "&",
    ),
    *("<", ">", "<div>", "<h1>h</h1>", '<img src="http://x.example/">', "<script>", "<!--", "-->", "<td>"),
]


def pieces(*kinds: list[str]) -> st.SearchStrategy[str]:
    """Words with something between them, so that most of it has a meaning."""
    return st.lists(st.one_of(*map(st.sampled_from, kinds)), max_size=16).map("".join)


def same(body: str, format: CommentFormat) -> bool:
    """Markup, links and repairs."""
    return render_body(body, format) == render_thoroughly(body, format)


@settings(deadline=None, max_examples=400)
@given(pieces(WORDS), st.sampled_from(CommentFormat))
def test_words_are_the_same(body: str, format: CommentFormat) -> None:
    """What most comments are."""
    assert same(body, format)


@settings(deadline=None, max_examples=1_000)
@given(pieces(WORDS, MARKS))
def test_markdown_is_the_same(body: str) -> None:
    """Among words there may be anything."""
    assert same(body, MARKDOWN)


@settings(deadline=None, max_examples=400)
@given(st.text(alphabet="a \n*_`[]()>-#1.&;:/w<!", max_size=14))
def test_short_markdown_is_the_same(body: str) -> None:
    """Where a character has a meaning, it is beside another that has one."""
    assert same(body, MARKDOWN)


@settings(deadline=None, max_examples=600)
@given(pieces(WORDS, TAGS))
def test_html_is_the_same(body: str) -> None:
    """Well formed or not."""
    assert same(body, HTML)


@settings(deadline=None, max_examples=300)
@given(pieces(WORDS, MARKS, TAGS), st.sampled_from(CommentFormat))
def test_every_body_is_the_same(body: str, format: CommentFormat) -> None:
    """In each format what belongs in another."""
    assert same(body, format)


def specified() -> list[str]:
    """The examples of the CommonMark specification, if it is here."""
    spec = commonmark_spec()
    text = spec.read_text(encoding="utf-8").replace("→", "\t") if spec else ""
    return re.findall(r"^`{32} example\n(.*?)^\.\n.*?^`{32}$", text, re.DOTALL | re.MULTILINE)


def test_the_examples_of_the_specification_are_the_same() -> None:
    """Each by itself, in a quote, in a list, and after words."""
    for example in specified():
        inside = example.replace("\n", "\n> ").removesuffix("> "), example.replace("\n", "\n  ").removesuffix("  ")
        for body in (example, f"> {inside[0]}", f"- {inside[1]}", f"Words\n{example}", f"Words\n\n{example}Words"):
            assert same(body, MARKDOWN), body


ORDINARY = [
    (MARKDOWN, 'Thanks, that\'s "it" (mostly)!\nReally?  \n\n\nNo: A&B, 3.5 > 3 #1 [sic]\n\n'),
    (MARKDOWN, "I <3 it (< 2 hours), a <- b, C:\\Users\\bob"),
    (TEXT, "*One* <b>\ntwo & three\n\n\nfour\n"),
    (HTML, "One's own\ntwo\n\nthree"),
]
LIGHT = [
    (MARKDOWN, "Some *em*, **strong** and `code`:\nsee [this](https://x.example/a_b?c=d&e).", 1),
    (MARKDOWN, "*See* https://x.example/a_b?c=d&e (or http://y.example/).", 2),
    (MARKDOWN, "> quoted\n> twice\n\nanswer\n\n- one\n- two\n\n1. a\n2. b\n\n```\ncode\n```\n", 0),
    (MARKDOWN, "*I* <3 it (< 2 hours), C:\\Users\\bob, see http://www.x.example/a.", 1),
    (MARKDOWN, "See (www.x.example/a/b.c), or [this one.](http://y.example/a_b) and http://z.example/!", 3),
    (MARKDOWN, "Like *so*:\n```c\n#include <x>\n\n    if (a < b) `x`; \\*\n```\n\nor `so`.", 0),
    (HTML, '<p>One <em>two</em><br />\nthree</p>\n\n<p><a href="http://x.example/" rel="nofollow">four</a></p>', 1),
    (HTML, "One <b>two</b>\n\nthree", 0),
]


@pytest.mark.parametrize(("format", "body"), ORDINARY)
def test_ordinary_words_go_the_quickest_way(format: CommentFormat, body: str) -> None:
    """Else the tests above would compare little, and the ways be there for nothing."""
    assert words_html(body, format) == render_thoroughly(body, format).html


@pytest.mark.parametrize(("format", "body", "links"), LIGHT)
def test_light_markup_is_seen_at_a_glance(format: CommentFormat, body: str, links: int) -> None:
    """As above."""
    seen = plain_html(with_paragraphs(body)) if format is HTML else plain_markup(compiled_html(body) or "<h1>")
    assert seen is not None
    assert len(seen.links) == links
    assert same(body, format)


def test_without_the_compiled_engine_bodies_are_the_same() -> None:
    """It need not be installed."""
    bodies = [body for format, body, *_ in LIGHT if format is MARKDOWN] + specified()
    program = (
        "import json, sys\n"
        "sys.modules['comrak'] = None\n"
        "from sitegen.load.bodies import render_body\n"
        "from sitegen.load.markdown.compiled import compiled_html\n"
        "from sitegen.model.documents import CommentFormat\n"
        "bodies = json.load(sys.stdin)\n"
        "assert not any(map(compiled_html, bodies))\n"
        "print(json.dumps([render_body(body, CommentFormat.MARKDOWN).html for body in bodies]))"
    )

    done = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(bodies),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stderr == ""
    assert json.loads(done.stdout) == [render_body(body, MARKDOWN).html for body in bodies]


# Conditions under which a body may go a quick way, and a body that comes out otherwise without them.
LOOSENED_WORDS = [
    (r"|(?<=\\)(?![A-Za-z0-9])", "a\\!"),
    ("[A-Za-z/!?]|", "<tel:5>"),
    (r"|[^ \n<>@]*+@", "<3@x.example>"),
    ("|(?<=~)~", "~~a~~"),
    ("|(?<=&)#?[A-Za-z0-9]{1,40};", "&copy;"),
    (r"|(?<=\])[(:\[]", "[a](/b)"),
    ("|(?<=:)//", "http://x.example/"),
    (r"|(?<=:)//|(?<=[Ww])[Ww]{2}\.", "www.x.example"),
    (r"|#{1,6}(?![^ \n])", "# a"),
    (r"|[+-](?!\w)", "- a"),
    (r"|[0-9]+[.)](?![^ \n])", "1. a"),
    (r' or _BLOCK.search("\n" + text)', "a\n> b"),
    (r' or not body.replace("\n", "").isprintable()', "a\u00a0"),
    ("len(body) > _LONGEST or ", "€" * 30_000),
]
LOOSENED_MARKDOWN = [
    ("[A-Za-z/!?]|", "<b>"),
    (r"|[^ \n<>@]*+@", "x:http://x.example/ <3@x.example>"),
    (r"|(?<=\\)(?![A-Za-z0-9])", "a\\ \nb"),
    (r"(?<!\]\(.)", "[x](http://x.example/a.) http://y.example/"),
    (r"*?(?<=\n)```(?![^\n])", "```\na```\nb\n```\n<b>\n```\nc"),
    (r"|(?<=~)~", "~~a~~"),
    ("|(?<=&)#?[A-Za-z0-9]{1,40};", "&#1;"),
    (r"[:\[]|", "[a]: javascript:x"),
    (r"|(?<=[^`\n]`)`", "x ```a` `aa`a`*`"),
    (r"|(?<=\n`)`(?!`[A-Za-z]*(?![^\n]))", "```a` `aa`a`*`"),
    (r"|(?<=[Ww])[Ww]{2}\.(?<![ \n(]www\.)(?<!://www\.)", "Www.x.example"),
    (r"|(?<=\n)(?: *(?:>|[*+-] |[0-9]+[.)] )){4}", "> > > > > > > > > a"),
    (r"|(?<=\n)[ >*+\-0-9.)]*[*+\-.)] *(?![^\n])", " 11."),
    (r'markdown.replace("\n", "").isprintable()', "\u00a0a"),
    (r'not ("`" in markdown and _UNSURE_CODE.search(text))', "> `a\n>   b`"),
    ('html.count("<a ") != addresses', "`x http://x.example/ `"),
    ('"[" in markdown', "[see http://x.example/ ](http://y.example/)"),
]


def loosened(module: types.ModuleType, condition: str, always: str) -> types.ModuleType:
    """The module as it would be without one of its conditions."""
    source = Path(str(module.__file__)).read_text(encoding="utf-8")
    assert source.count(condition) == 1
    changed = types.ModuleType(module.__name__)
    exec(compile(source.replace(condition, always), condition, "exec"), changed.__dict__)
    return changed


@pytest.mark.parametrize(("condition", "body"), LOOSENED_WORDS, ids=range(len(LOOSENED_WORDS)))
def test_each_condition_for_words_is_needed(condition: str, body: str) -> None:
    """The tests above can fail."""
    assert same(body, MARKDOWN)
    words = loosened(sitegen.load.only_words, condition, "").words_html(body, MARKDOWN)
    assert words != render_thoroughly(body, MARKDOWN).html


@pytest.mark.parametrize(("condition", "body"), LOOSENED_MARKDOWN, ids=range(len(LOOSENED_MARKDOWN)))
def test_each_condition_for_the_compiled_engine_is_needed(condition: str, body: str) -> None:
    """As above, where it is installed."""
    pytest.importorskip("comrak")
    assert same(body, MARKDOWN)
    in_code = {"m": "True", "n": "True", "h": "False", '"': "False", "*": "*?```"}
    html = loosened(sitegen.load.markdown.compiled, condition, in_code.get(condition[0], "")).compiled_html(body)
    assert html is not None
    assert strict(balance(guard(html)).html) != render_thoroughly(body, MARKDOWN).html
