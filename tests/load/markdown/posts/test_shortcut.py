"""The shortcut and markdown-it say the same, to the byte, of any text; and the shortcut is taken for ordinary posts."""

import re
from datetime import UTC
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.common.utils import unescapeAll

from sitegen.formats.post import parse_post
from sitegen.ground.sources import Source
from sitegen.load.markdown import PostRenderer, RenderedPost
from sitegen.load.markdown.posts import shortcut
from sitegen.load.markdown.posts.engine import post_engine
from sitegen.load.markdown.posts.headings import foreign_ids
from sitegen.load.markdown.posts.quotes import quotes_of
from sitegen.load.markdown.posts.references import References
from sitegen.load.markdown.posts.shortcut import blocks, words
from sitegen.model.markup import Body, Reference
from tests.conftest import REPOSITORY, commonmark_spec, shared_samples

SETTINGS = [("en", True), ("en", False), ("fr", True)]
"""The language, and whether quotes are typographic."""

# Each of them is taken by the shortcut.
ORDINARY = [
    "Words.",
    "Words *with* **some** _light_ __marks__, `code <b>` and [a link](https://example.org/a?b=c#d).",
    "Two lines\nof a paragraph,  \nand a break.\n\nAnother one -- with dashes --- and so on...",
    'Don\'t say "never", she said (or "ever").',
    "# A title\n\n## Another *one* & `code`\n\nWords\n\n## Another *one* & `code`\n\nSetext\n---\n\nwords",
    "See [there](other.md), [here](../a/b.md#c 'title'), [up](/x?y) and [down](#z).",
    '![An image & more](a/b.png) and ![another](https://example.org/c.png "Title") with words.',
    "Words\n\n- one\n- two,\n  in two lines\n- [three](three.md)\n\n1. one\n2. two\n\nmore words",
    "Words\n\n- one\n  - inner\n  - [inner](inner.md)\n    1. innermost\n- two\n\nmore words",
    "Words\n\n3. one\n\n4. two\n\nmore words",
    "Words\n\n> A quotation\n> in two lines.\n>\n> -- *Somebody*, [there](there.md)\n\nWords",
    "Words\n\n```python title\ndef f():\n\n    return '<p>'\n```\nmore words\n\n***\n\nand more",
    "Words\n\n| a | b |\n|---|:-:|\n| [c](c.md) | `d` |\n| [c](c.md) [c](c.md) | |\n\nmore words",
    "Before [it](a.md).\n\n<!-- more -->\n\n## After\n\nit",
    "Before it.\n\n<!--MORE-->\n\n---\n",
    "Bare https://example.org/a_b/c, (http://example.com). And <https://example.org/>.",
    "Entities &amp; backslashes \\* are for markdown-it, in their paragraph: {{ tags }} too.\n\nNot in this one.",
    "Mail [us](mailto:a@b.c), call `x = y` a 2 * 3, snake_case, 1990s, 1986. was a year.\n-5 degrees",
]

# In each of them stands something that a hasty reader would get wrong.
DOUBTFUL = [
    "[name]: address.md\n\nSee [name].",
    "Words [name]\n\n- [name]: address.md",
    "> [name]: address.md\n\nWords [name]",
    "A note[^1].\n\n[^1]: Here.",
    "A note^[here] in line",
    "Words\n---\n\n- - -\n\n* * *",
    "a | b\n---|---\nc | d",
    "a | b\n|---|---|\n|---|---|\n",
    "Words\n2. two",
    "- one\n\n  two\n- three",
    "- one\n- two\n\n\n- three\n\n    code",
    "- one\n  - inner\n\n- two",
    "- one\n   - two\n  - three",
    "- [ ] task\n- [x] done",
    "- one\nlazy\n\nwords",
    "> quoted\nlazy",
    "> quoted\n>> deeper",
    "- one\n+ two\n* three",
    "1. one\n1) two",
    "# Title #\n\n#notitle\n\n####### seven",
    "words\n# Title\nwords\n```\ncode",
    "```\ncode\n````\n\n    ```\n",
    "<div>\n\nwords\n\n</div>",
    "words <b id='a-title'>bold</b>\n\n# A title",
    "    code\n\nwords",
    "*a **b* c**",
    "**a*b**c*",
    "***a*** and ****b****",
    "*a_b*c_",
    "a*b*c, a**b**c",
    "*(a)*b*",
    "_a_b_ and __a__b__",
    "**a.**. **“b”**c",
    "`` a ` b `` and `c",
    "` a `, ` `",
    "[a `b](c)` d](e)",
    "[a [b](c) d](e)",
    "[![a](b)](c)",
    "[*a](b)* c",
    "[a](b c)",
    "[a](b 'c' d)",
    '[a]( "b")',
    "[a]()",
    "[](a)",
    "[ ](a)",
    "[a](//b/c)",
    "[a](javascript:b)",
    "[a](b%zz)",
    "[a](B:c)",
    "![*a* `b`](c)",
    "![{{ a }}](b) c",
    "![a](b) words\n\n![c](d)",
    "# ![a](b) c\n\nwords",
    "~~a~~ ~b~",
    "a <b@c.d> < e",
    "&copy; &nosuch; &#65; &",
    '"*a* b" and \'c\' and "d',
    '"a"b" ""',
    "'a' is \"b\"",
    "a 'b' c, d's e' 'f",
    'a"b"c "d"',
    "'90s boys' 'tis 12\" 5'11\"",
    '"a"\n"b" *"c"*',
    "ahttps://b.c/d",
    "HTTPS://A.B/c",
    "https://a.b/c_d_e https://a.b/(c) https://a.b?c&amp;d xhttps://a.b HTTPS://A.B https://a",
    "*https://a.b* https://a.b* [https://a.b](c)",
    "www.a.b and WWW.c.d",
    "[www.a.b](https://www.a.b) and Www.c.d",
    "--a -- b --- c ---- d -----\n-- e\n--f",
    ".... ... ..",
    "words\\\nmore  \n  words",
    '{{ a }} {% b %} [c]({{ "/d" | url }})',
    "words <!-- more --> words",
    "<!-- more -->\n\nwords",
    "\u00a0words\u00a0\n\u00a0",
    "`\u00a0`\n\nwords",
    "a\tb\n\n\tc",
    "a\n \nb\n\t\nc\n   ",
    "---\n\n---",
    "Top\n===\n\n# top\n\n# Comment-1\n\n# fn1",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_the_shortcut_is_taken(text: str) -> None:
    assert takes_the_shortcut(text)
    assert_same(text)


@pytest.mark.parametrize("text", DOUBTFUL)
def test_doubtful_texts(text: str) -> None:
    for around in ("{}", "Words.\n\n{}", "{}\n\nMore [words](a.md).", "# Title\n{}\nmore"):
        assert_same(around.replace("{}", text))


def test_every_text_at_hand() -> None:
    """This repository's own, the examples of the specification, and real posts where the samples lie beside it."""
    folders = [REPOSITORY / "content", REPOSITORY / "docs", REPOSITORY / "src" / "sitegen" / "starter"]
    if samples := shared_samples():
        folders.append(samples / "18f" / "content")
    texts = [path.read_text(encoding="utf-8") for folder in folders for path in sorted(folder.rglob("*.md"))]
    assert len(texts) > 25
    for text in [*texts, *specification()]:
        assert_same(text.removeprefix("---\n").partition("\n---\n")[2] or text)


def test_most_posts_of_this_repository_take_it() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((REPOSITORY / "content").rglob("*.md"))]
    bodies = [text.removeprefix("---\n").partition("\n---\n")[2] for text in texts]
    assert sum(map(takes_the_shortcut, bodies)) >= 0.8 * len(bodies)


def each(texts: str) -> st.SearchStrategy[str]:
    return st.sampled_from(texts.replace("\n    ", "").split("¦"))


WORDS = each(
    """a¦b c¦Some words,¦and more.¦don't¦"quoted"¦"a *b* c"¦*em*¦**strong**¦_em_¦__s__¦***¦*¦**¦_¦~~¦`code`¦``x``¦`
    ¦[x](y.md)¦[x](/a/b?c=d#e)¦[x *y*](https://a.b/c)¦[`c`](d)¦![i](j.png)¦![i & j](/k.png "T")¦[x](y "t")¦[¦]¦(¦)¦<¦>
    ¦< 2¦<b>¦<https://a.b>¦https://a.b/c¦(https://a.b).¦www.a.b¦&amp;¦&¦& co¦\\*¦\\¦--¦---¦...¦..¦a -- b¦'¦"¦'tis¦boys'
    ¦1990's¦12"¦{{ x }}¦[r]¦[r][]¦^[n]¦[^1]¦é¦日本¦“q”¦—¦…¦!¦?¦:¦://¦snake_case¦a*b*c¦2 * 3¦\u00a0¦x]: y¦=¦+¦#x¦[a](%20)
    ¦[a](b%zz)¦[a](//h/p)¦[a](mailto:x@y)¦[a](<b c>)¦[a]()¦![](x.png)¦[![i](j)](k)¦http¦[l\nm](n)¦*a\nb*¦|¦a | b¦[x](http://www.a.b/c!d?e=f&g#h)"""
)
MARKS = each(
    """¦¦¦¦- ¦* ¦1. ¦2. ¦1) ¦> ¦>¦# ¦## ¦  ¦   ¦    ¦\t¦- [ ] ¦[r]: ¦[^1]: ¦|¦| ¦|---¦---¦***¦===¦```¦~~~¦<!-- more -->
    ¦<div>¦  - ¦   - ¦-¦-- ¦-a¦123¦1990. ¦* * *¦|---|¦| a | b |\n|---|---|\n¦> > ¦> - ¦- - """
)
LINES = st.tuples(MARKS, st.lists(WORDS, min_size=1, max_size=5).map(" ".join)).map("".join)
ENDS = st.sampled_from(["\n", "\n\n", "\n\n", "\n\n\n", "\n \n", "  \n", "\\\n", "", "\n> ", "\n  ", "\n- "])
WHOLE = st.sampled_from([f"{text}\n\n" for text in ORDINARY])
TEXTS = st.lists(st.tuples(LINES, ENDS).map("".join) | WHOLE, max_size=8).map("".join)


@given(TEXTS, st.sampled_from(SETTINGS))
def test_random_texts(text: str, settings: tuple[str, bool]) -> None:
    assert_same(text, settings)


@given(st.data())
def test_changed_texts(data: st.DataObject) -> None:
    """An ordinary text with something inserted, left out or moved to another margin."""
    text = "\n\n".join(data.draw(st.lists(st.sampled_from(ORDINARY), min_size=1, max_size=3)))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(text)))
        end = data.draw(st.sampled_from([place, place, place + 1, place + 2]))
        text = text[:place] + data.draw(WORDS | ENDS | MARKS | st.sampled_from("\n *_`[]()<\"'-=|")) + text[end:]
    assert_same(text)


ADDRESS = re.compile(words._ADDRESS, re.VERBOSE)  # noqa: SLF001
PIECES = each(
    "http://¦https://¦/¦//¦..¦./¦a¦b.c¦x-y¦?¦#¦&¦=¦@¦!¦,¦:¦%20¦%2F¦%41¦+¦~¦_¦-¦0¦AB¦&amp=¦xn--a¦80¦.¦javascript"
)


@given(st.lists(PIECES, min_size=1, max_size=8).map("".join).filter(ADDRESS.fullmatch))
def test_addresses_are_as_they_are_written(address: str) -> None:
    """In the links that the shortcut makes: markdown-it would encode what must not stand in an address."""
    engine = post_engine(None)
    assert engine.normalizeLink(address) == unescapeAll(address) == address
    assert engine.validateLink(address)


@given(TEXTS)
def test_summaries_of_the_front_matter(text: str) -> None:
    said = "\n".join(f"  {line}" for line in f"Words\n{text}".replace("\x85", "").split("\n"))
    assert_same("Words.", front=f"title: T\nsummary: |\n{said}")


@pytest.mark.parametrize(
    ("module", "name", "loose"),
    [
        (blocks, "_NOT_FOR_US", ()),
        (blocks, "_are_apart", lambda first, item: True),
        (blocks, "_UNDERLINE", re.compile("(?!)")),
        (blocks, "_END_OF_BLOCK", re.compile("")),
        (blocks, "_words", lambda text, line: blocks.Words(text.strip(), line)),
        (words, "_can_be", lambda mark, before, after: (before == " ", before != " ")),
        (words, "_escaped", lambda text: text),
        (words, "_APOSTROPHE", re.compile("'")),
        (words, "_QUOTED", re.compile('"([^"]*)"')),
        (words, "_SCHEME", re.compile("(?P<scheme>https?)\\Z", re.IGNORECASE)),
        (words, "_ALTERNATIVE", frozenset(["text", "template_tag"])),
        (words, "_NOT_ALONE", re.compile(r"[\n*_`\[<&]")),
    ],
)
def test_a_hasty_shortcut_would_be_found(
    module: object, name: str, loose: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of its cautions is needed for one of the texts above at least."""
    monkeypatch.setattr(module, name, loose)
    assert [text for text in [*DOUBTFUL, *ORDINARY] if not are_same(text)]


def takes_the_shortcut(text: str) -> bool:
    quotes = quotes_of("en")
    references = References(Source("a.md", text), text, 1)
    return shortcut.plain_rendition(post_engine(quotes), quotes, text, references, foreign_ids("c{id}")) is not None


def assert_same(text: str, settings: tuple[str, bool] | None = None, front: str = "title: T") -> None:
    quick, right = both(text, settings or SETTINGS[0], front)
    assert quick == right


def are_same(text: str) -> bool:
    quick, right = both(text, SETTINGS[0], "title: T")
    return quick == right


def both(text: str, settings: tuple[str, bool], front: str) -> tuple[list[object], list[object]]:
    """All that is said of a text, by the shortcut and by markdown-it."""
    source = Source("content/posts/a.md", f"---\n{front}\n---\n{text}")
    document, _ = parse_post(source, UTC)
    if document is None:
        return [], []
    quick, right = (renderer(*settings, shortcut=shortcut) for shortcut in (True, False))
    return said(quick.render(source, document)), said(right.render(source, document))


@cache
def renderer(language: str, smart_quotes: bool, *, shortcut: bool) -> PostRenderer:
    return PostRenderer(language=language, smart_quotes=smart_quotes, shortcut=shortcut)


def said(post: RenderedPost) -> list[object]:
    """Two references are equal wherever they stand, so their places are written out."""
    bodies = [with_places(post.content), with_places(post.summary)]
    return [*bodies, post.summary_text, post.has_more, post.headings, post.diagnostics]


def with_places(body: Body) -> list[object]:
    return [(part.target, part.where) if isinstance(part, Reference) else part for part in body]


def specification() -> list[str]:
    """The Markdown of CommonMark's examples, and all of it joined."""
    spec = commonmark_spec()
    text = spec.read_text(encoding="utf-8") if spec else ""
    examples = re.findall(r"^`{32} example\n(.*?)^\.\n", text, re.DOTALL | re.MULTILINE)
    return [example.replace("→", "\t") for example in examples]
