"""Themes: lookup, options, the sandbox, and messages to their authors."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click import unstyle

from sitegen.build import BuildReport, build
from sitegen.cli.printing import in_full
from tests.conftest import MakeSite

NOW = datetime(2024, 1, 1, tzinfo=UTC)
SITE = {
    "sitegen.yaml": "title: A site\nurl: https://example.org/blog/\ntheme: mine\n",
    "content/posts/2020-01-02-hello.md": "---\ntitle: Hello\ntags: [a]\n---\n\nWords.\n",
    "themes/mine/theme.yaml": "name: mine\nextends: default\n",
}


def make(make_site: MakeSite, files: dict[str, str | bytes]) -> tuple[Path, BuildReport]:
    site = make_site({**SITE, **files})
    return site, build(site, site / "output", now=NOW)


def messages(report: BuildReport) -> list[str]:
    return [unstyle(in_full(each)) for each in report.diagnostics]


def template(text: str) -> dict[str, str | bytes]:
    return {"themes/mine/templates/404.html": text}


def test_a_site_theme_replaces_one_block(make_site: MakeSite) -> None:
    """A template of the same name extends the built-in one by its full name; the rest stays."""
    site, report = make(make_site, {
        "themes/mine/templates/post.html":
            '{% extends "default/post.html" %}{% block post_terms %}<p>MINE</p>{% endblock %}',
    })  # fmt: skip
    assert messages(report) == []
    page = (site / "output/2020/01/hello/index.html").read_text(encoding="utf-8")
    assert "<p>MINE</p>" in page
    assert '<h1 class="post-title p-name">Hello</h1>' in page
    assert "post-terms" not in page


def test_assets_of_the_site_theme_come_before_those_behind_it(make_site: MakeSite) -> None:
    """One asset replaced, the others from the theme that is extended."""
    site, report = make(make_site, {"themes/mine/assets/style.css": "/* mine */", "themes/mine/assets/x/y.js": "1"})
    assert messages(report) == []
    assert (site / "output/assets/style.css").read_text(encoding="utf-8") == "/* mine */"
    assert (site / "output/assets/x/y.js").read_text(encoding="utf-8") == "1"


def test_options_have_the_type_that_the_theme_says(make_site: MakeSite) -> None:
    """Defaults of the theme, values of the settings, options of the theme behind."""
    site, report = make(make_site, {
        "sitegen.yaml": SITE["sitegen.yaml"] + "theme_options: {count: '3', dark: yes, side: left}\n",
        "themes/mine/theme.yaml":
            "name: mine\nextends: default\noptions:\n  count: {type: integer, default: 1}\n"
            "  dark: {type: boolean, default: false}\n  side: {type: choice, choices: [left, right], default: right}\n"
            "  word: {default: hey}\n",
        **template("{{ theme.count + 1 }} {{ theme.dark }} {{ theme.side }} {{ theme.word }}, {{ theme.typeface }}"),
    })  # fmt: skip
    assert messages(report) == []
    assert (site / "output/404.html").read_text(encoding="utf-8") == "4 True left hey, serif"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "line\n<p>{{ pagee.title }}</p>",
            "themes/mine/templates/404.html:2:7: error[undefined]: “pagee” is not defined\n"
            "  2 | <p>{{ pagee.title }}</p>\n"
            "    |       ^\n"
            "  hint: did you mean “page”? there are: asset, data, dict, has, has_asset, latest_posts, menu, namespace,"
            " page, range, recent_comments, site, terms, theme, url",
            id="38-undefined-variable",
        ),
        pytest.param(
            "{{ page.titel }}",
            "themes/mine/templates/404.html:1:9: error[undefined]: a page has no “titel”\n"
            "  1 | {{ page.titel }}\n"
            "    |         ^\n"
            "  hint: did you mean “title”? it has: absolute_url, description, kind, language, number, title, url",
            id="undefined-attribute",
        ),
        pytest.param(
            "{{ theme.colour }}",
            "themes/mine/templates/404.html:1:10: error[undefined]: a mapping has no “colour”\n"
            "  1 | {{ theme.colour }}\n"
            "    |          ^\n"
            "  hint: it has: accent, favicon, recent_comments, typeface",
            id="undefined-option",
        ),
        pytest.param(
            "\n{% for x in %}",
            "themes/mine/templates/404.html:2:1: error[template-syntax]: Expected an expression, got 'end of statement"
            " block'\n  2 | {% for x in %}\n    | ^",
            id="syntax",
        ),
        pytest.param(
            '{% extends "bass.html" %}',
            "themes/mine/templates/404.html:1:1: error[template-missing]: there is no template “bass.html”\n"
            '  1 | {% extends "bass.html" %}\n    | ^\n  hint: did you mean “base.html”?',
            id="missing-template",
        ),
        pytest.param(
            '{% include "../../../sitegen.yaml" %}',
            "themes/mine/templates/404.html:1:1: error[template-missing]: there is no template"
            " “../../../sitegen.yaml”\n"
            '  1 | {% include "../../../sitegen.yaml" %}\n    | ^',
            id="include-outside",
        ),
        pytest.param(
            "{{ ''.__class__.__mro__ }}",
            "themes/mine/templates/404.html:1:1: error[template-forbidden]: access to attribute '__class__' of 'str'"
            " object is unsafe.\n  1 | {{ ''.__class__.__mro__ }}\n    | ^\n"
            "  hint: themes run in a sandbox; see docs/themes.md",
            id="sandbox",
        ),
        pytest.param(
            "{{ 1 // 0 }}",
            "themes/mine/templates/404.html:1:1: error[template-error]: ZeroDivisionError: integer division or modulo"
            " by zero\n  1 | {{ 1 // 0 }}\n    | ^",
            id="exception",
        ),
        pytest.param(
            "{{ asset('nothing.css') }}",
            "themes/mine/templates/404.html:1:1: error[template-error]: there is no asset “nothing.css” in the theme"
            " nor in static/\n  1 | {{ asset('nothing.css') }}\n    | ^",
            id="missing-asset",
        ),
        pytest.param(
            "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
            "themes/mine/templates/404.html:1:1: error[template-error]: the template calls itself without end\n"
            "  1 | {% macro m() %}{{ m() }}{% endmacro %}{{ m() }}\n    | ^",
            id="recursion",
        ),
    ],
)  # fmt: skip
def test_a_mistake_in_a_template_is_told_with_its_place(make_site: MakeSite, text: str, expected: str) -> None:
    """The whole message, and nothing is written."""
    site, report = make(make_site, template(text))
    assert messages(report) == [expected]
    assert not (site / "output").exists()


@pytest.mark.parametrize(
    "expression", ["'a' * 10**9", "10**9 * 'a'", "9 ** (9 ** 9)", "[1] * 10**8", "range(10**9)|list"]
)
def test_a_slip_of_a_digit_does_not_fill_the_memory(make_site: MakeSite, expression: str) -> None:
    """What makes much of little is refused, and the message says where."""
    _, report = make(make_site, template("{{ " + expression + " }}"))
    assert [(each.code, str(each.where)) for each in report.diagnostics] == [
        ("template-forbidden", "themes/mine/templates/404.html:1:1")
    ]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            {"sitegen.yaml": SITE["sitegen.yaml"].replace("mine", "defualt")},
            "sitegen.yaml:3:8: error[unknown-theme]: there is no theme “defualt”\n"
            "  3 | theme: defualt\n    |        ^\n  hint: did you mean “default”?",
            id="unknown",
        ),
        pytest.param(
            {"themes/mine/theme.yaml": "name: mine\nextends: mine\n"},
            "themes/mine/theme.yaml:2:10: error[theme-circle]: the theme extends itself: mine → mine\n"
            "  2 | extends: mine\n    |          ^\n  hint: remove one “extends”",
            id="circle",
        ),
        pytest.param(
            {"themes/mine/theme.yaml": "name: yours\nextends: default\n"},
            "themes/mine/theme.yaml:1:7: error[wrong-value]: name: “yours” is not the name of the folder “mine”\n"
            "  1 | name: yours\n    |       ^\n  hint: write “mine”",
            id="name",
        ),
        pytest.param(
            {"sitegen.yaml": SITE["sitegen.yaml"] + "theme_options: {acent: red}\n"},
            "sitegen.yaml:4:24: error[unknown-key]: theme_options.acent: the theme has no option of this name\n"
            "  4 | theme_options: {acent: red}\n    |                        ^\n  hint: did you mean “accent”?",
            id="option",
        ),
        pytest.param(
            {"sitegen.yaml": SITE["sitegen.yaml"] + "theme_options:\n  typeface: comic\n"},
            "sitegen.yaml:5:13: error[wrong-value]: theme_options.typeface: “comic” is not one of serif, sans\n"
            "  5 |   typeface: comic\n    |             ^\n  hint: write “serif” or “sans”",
            id="choice",
        ),
    ],
)
def test_a_mistake_about_a_theme_is_told_with_its_place(
    make_site: MakeSite, files: dict[str, str | bytes], expected: str
) -> None:
    """The whole message."""
    _, report = make(make_site, files)
    assert messages(report) == [expected]


def test_all_templates_with_mistakes_are_told_at_once(make_site: MakeSite) -> None:
    """Each place once, however many pages meet it."""
    _, report = make(make_site, {
        "content/posts/2020-01-03-again.md": "---\ntitle: Again\n---\n",
        "themes/mine/templates/post.html": "{{ nothing }}",
        "themes/mine/templates/archive.html": "{% if %}",
        "themes/mine/templates/base.html": "{{ theme.no }}",
    })  # fmt: skip
    assert [(str(each.where), each.code) for each in report.diagnostics] == [
        ("themes/mine/templates/archive.html:1:1", "template-syntax"),
        ("themes/mine/templates/base.html:1:10", "undefined"),
        ("themes/mine/templates/post.html:1:4", "undefined"),
    ]


def test_a_block_that_the_template_behind_does_not_have_is_told(make_site: MakeSite) -> None:
    """Jinja would drop it in silence; a new block within a known one is fine."""
    _, report = make(make_site, {
        "themes/mine/templates/post.html": (
            '{% extends "default/post.html" %}\n{% block post_term %}x{% endblock %}\n'
            "{% block content %}{% block mine %}y{% endblock %}{% endblock %}"
        ),
    })  # fmt: skip
    expected = (
        "themes/mine/templates/post.html:2:1: warning[unknown-block]: the template that this one extends has no block"
        " “post_term”: what stands in it is not shown\n  2 | {% block post_term %}x{% endblock %}\n    | ^\n"
        "  hint: did you mean “post_terms”?"
    )
    assert messages(report) == [expected]


def test_a_theme_without_a_manifest_is_told(make_site: MakeSite) -> None:
    """The folder is there, and yet it is no theme."""
    site = make_site({**SITE, "themes/mine/templates/404.html": "x"})
    (site / "themes/mine/theme.yaml").unlink()
    expected = (
        "sitegen.yaml:3:8: error[unknown-theme]: the theme “mine” has no theme.yaml\n"
        "  3 | theme: mine\n    |        ^\n  hint: write themes/mine/theme.yaml with “name: mine” in it"
    )
    assert messages(build(site, site / "output", now=NOW)) == [expected]


@pytest.mark.parametrize("linked", ["templates/404.html", "assets/secret.txt", "templates"])
def test_a_link_out_of_a_theme_is_an_error(make_site: MakeSite, tmp_path: Path, linked: str) -> None:
    """Row 52: a theme from elsewhere must not publish the owner's files."""
    secret = tmp_path / "secret"
    secret.write_text("secret", encoding="utf-8")
    site = make_site(SITE)
    (site / "themes/mine" / linked).parent.mkdir(exist_ok=True)
    (site / "themes/mine" / linked).symlink_to(secret if "." in linked else tmp_path)
    report = build(site, site / "output", now=NOW)
    expected = f"themes/mine/{linked}: error[outside-theme]: this file is a link that leads out of the theme"
    assert messages(report) == [f"{expected}\n  hint: put the file itself here"]


def test_a_theme_that_is_itself_a_link_is_an_error(make_site: MakeSite, tmp_path: Path) -> None:
    """Row 52, the whole folder."""
    site = make_site({**SITE, "sitegen.yaml": SITE["sitegen.yaml"].replace("mine", "other")})
    (tmp_path / "other").mkdir()
    (tmp_path / "other/theme.yaml").write_text("name: other\n", encoding="utf-8")
    (site / "themes/other").symlink_to(tmp_path / "other")
    report = build(site, site / "output", now=NOW)
    assert [(each.code, str(each.where)) for each in report.diagnostics] == [("outside-theme", "themes/other")]


def test_content_is_never_a_template(make_site: MakeSite) -> None:
    """Row 35: braces in titles and bodies stay as they are written."""
    site, report = make(make_site, {
        "sitegen.yaml": "title: A site\nurl: https://example.org/\n",
        "content/posts/2020-01-02-hello.md": "---\ntitle: '{{7*7}}'\n---\n\n{{ 7*7 }} {% raw %}\n",
        "content/comments/2020-01-02-hello.yaml":
            "comments:\n- {id: '1', author: '{{8*8}}', date: 2020-01-02, body: '{{ 6*7 }}'}\n",
    })  # fmt: skip
    assert messages(report) == []
    page = (site / "output/2020/01/hello/index.html").read_text(encoding="utf-8")
    for written in ("{{7*7}}", "{{ 7*7 }} {% raw %}", "{{8*8}}", "{{ 6*7 }}"):
        assert written in page
    for computed in ("49", "64", "42"):
        assert f">{computed}<" not in page
