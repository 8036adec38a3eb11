import pytest

from sitegen.load.markdown import PostRenderer
from tests.load.markdown.posts.rendering import plain, rendered

ENGLISH = {
    "\"a\" 'b' don't '90s": "“a” ‘b’ don’t ’90s",
    "--flag": "--flag",
    "use --strict\n--drafts": "use --strict\n--drafts",
    "a -- b, c--d, e---f, --strict, ----": "a – b, c–d, e—f, --strict, ----",
    "a... b.... c..": "a… b.... c..",
    "(c) (r) (tm) +-": "(c) (r) (tm) +-",
    "`\"a\" -- ...`": "<code>&quot;a&quot; -- ...</code>",
    "{{ 7*7 }} {% raw %} {{ 8*8 }}": "{{ 7*7 }} {% raw %} {{ 8*8 }}",
    "{% image 'a--b' \"c\" [d](e) <f> %} 'g' {{ h": '{% image \'a--b\' "c" [d](e) &lt;f&gt; %} ‘g’ {{ h',
    "[a]({{ b }}) [{{ c }}](d) `{{ 'e' }}`": "[a]({{ b }}) <a href=\"d\">{{ c }}</a> <code>{{ 'e' }}</code>",
    "https://a.b/c--d_e_f.": '<a href="https://a.b/c--d_e_f">https://a.b/c--d_e_f</a>.',
    "(https://a.b/c_(d)) HTTP://a.b": '(<a href="https://a.b/c_(d)">https://a.b/c_(d)</a>) <a href="http://a.b">HTTP://a.b</a>',
    "https://a.b/?c&amp;d": '<a href="https://a.b/?c&amp;d">https://a.b/?c&amp;d</a>',
    "www.a.b/c, a.md ftp://a.b c@d.e": '<a href="http://www.a.b/c">www.a.b/c</a>, a.md ftp://a.b c@d.e',
    "<https://a.b/--> <c@d.e>": '<a href="https://a.b/--">https://a.b/--</a> <a href="mailto:c@d.e">c@d.e</a>',
    "[https://a.b](c.md) <a href='d'>www.e.f https://g.h</a>": (
        '<a href="c.md">https://a.b</a> <a href="d">www.e.f https://g.h</a>'
    ),
    "~~a~~ https:// javascript:x": "<s>a</s> https:// javascript:x",
    "a&nbsp;b &#0; &lt;": "a\u00a0b \ufffd &lt;",
    "a\u2028b\u0085c\ufeffd\te": "a\u2028b…c\ufeffd\te",
}  # fmt: skip


@pytest.mark.parametrize("words", ENGLISH)
def test_words(words: str) -> None:
    assert plain(rendered(words).content) == f"<p>{ENGLISH[words]}</p>\n"


@pytest.mark.parametrize(
    ("language", "expected"),
    {
        "en": "“a ‘b’”", "de": "„a ‚b‘“", "de-AT": "„a ‚b‘“", "fr": "«\u202fa «\u202fb\u202f»\u202f»",
        "fr-CH": "«a ‹b›»",
        "es": "«a “b”»", "es-MX": "“a ‘b’”", "pt-BR": "“a ‘b’”", "pt-PT": "«a “b”»",
        "sv": "”a ’b’”", "ja": "「a 『b』」", "zh-Hant-TW": "「a 『b』」",
        "zh": "“a ‘b’”", "ru": "«a „b“»", "tlh": "“a ‘b’”",
    }.items(),
)  # fmt: skip
def test_quotation_marks_by_language(language: str, expected: str) -> None:
    text = "\"a 'b'\""
    assert plain(rendered(text, renderer=PostRenderer(language=language)).content) == f"<p>{expected}</p>\n"
    assert plain(rendered(text, front=f"language: {language}\ntitle: T").content) == f"<p>{expected}</p>\n"


def test_typography_may_be_off() -> None:
    post = rendered('"a" -- b... https://c.d', renderer=PostRenderer(smart_quotes=False))
    assert plain(post.content) == '<p>&quot;a&quot; -- b... <a href="https://c.d">https://c.d</a></p>\n'


BOX = '<input class="task-list-item-checkbox" type="checkbox" disabled'


def test_task_lists() -> None:
    post = rendered("- [ ] a\n- [x] *b*\n  - [X] c\n- [ ]\n- [x](y.md)\n- d [ ]\n\n1. [ ] e\n\n2. f")
    assert plain(post.content) == (
        '<ul class="contains-task-list">\n'
        f'<li class="task-list-item"><label>{BOX}> a</label></li>\n'
        f'<li class="task-list-item"><label>{BOX} checked> <em>b</em></label>\n'
        '<ul class="contains-task-list">\n'
        f'<li class="task-list-item"><label>{BOX} checked> c</label></li>\n'
        "</ul>\n</li>\n<li>[ ]</li>\n"
        '<li><a href="y.md">x</a></li>\n<li>d [ ]</li>\n</ul>\n'
        '<ol class="contains-task-list">\n'
        f'<li class="task-list-item">\n<p><label>{BOX}> e</label></p>\n</li>\n<li>\n<p>f</p>\n</li>\n</ol>\n'
    )
