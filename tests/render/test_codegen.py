"""The code that templates become says what Jinja's own would say, and lets nothing pass that Jinja's own would not."""

from datetime import UTC, datetime
from types import FunctionType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, Template
from jinja2.compiler import CodeGenerator
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.runtime import Context
from jinja2.sandbox import unsafe
from markupsafe import Markup, escape

from sitegen.ground.sources import Source
from sitegen.model.content import Comment, Reply, Thread
from sitegen.model.documents import Author, CommentStatus, CommentType, ThreadStatus
from sitegen.model.markup import Html
from sitegen.model.settings import SiteFacts
from sitegen.model.theme import ThemeManifest
from sitegen.render.codegen import OUR_TYPES, OWNERS, escaped
from sitegen.render.environment import make_environment
from sitegen.render.theme import Theme, ThemeFolder

COMMENT = Comment(
    id="1",
    parent=None,
    author=Author(name="A & <b>", url="https://a.example/?x&y"),
    date=datetime(2020, 1, 2, tzinfo=UTC),
    updated=None,
    type=CommentType.COMMENT,
    status=CommentStatus.APPROVED,
    title="",
    body=Html("<p>&amp;</p>"),
    likes=0,
)
TOMBSTONE = Reply(anchor="c-2", comment=None, withheld=CommentStatus.SPAM, depth=2)
REPLY = Reply(anchor="c-1", comment=COMMENT, depth=1, replies=(TOMBSTONE,))
THREAD = Thread(
    key="posts/a",
    status=ThreadStatus.CLOSED,
    closed_at=None,
    replies=(REPLY, REPLY),
    pings=(),
    total=2,
    shown=2,
    pinged=0,
    withheld={},
)
GIVEN = {"thread": THREAD, "reply": REPLY, "site": SiteFacts(title="T & <t>", url="https://example.org/")}
PARTS = {
    "part.html": "[{{ reply.anchor }}{{ outer }}{{ loop is defined }}{% set outer = 'new' %}{{ outer }}]",
    "blocks.html": "{% block a %}<{{ name }}>{% endblock %}{% block b %}{{ self.a() }}{% endblock %}",
    "child.html": '{% extends "blocks.html" %}{% block a %}{{ super() }}{{ reply.anchor }}{% endblock %}',
    "words.html": """
{% set one = "O & ne" %}
{% set items = {"a": 1} %}
{% set _own = 1 %}
{% macro many(n, unit="x") %}{{ n }}<{{ unit }}>{% if caller is defined %}{{ caller() }}{% endif %}{% endmacro %}
""",
}
TEMPLATES = """
{{ reply.comment.author.name }} {{ thread.status.value }} {{ thread.replies|length }} {{ site.base_path }}
--
{{ reply.comment.likes }}{{ thread.closed_at }}{{ reply.comment.body }}{{ 1 }}{{ "a" ~ "&" }}
--
{% set outer = "o" %}
{% for reply in thread.replies %}{% include "part.html" %}{{ outer }}{% endfor %}{{ outer }}
--
{% set outer = 1 %}
{% macro each(reply, name) %}{% include "part.html" %}{% include "child.html" %}{% endmacro %}
{{ each(reply, "&") }}
--
{% macro each(context, called) %}{{ context }}{{ called }}{% endmacro %}
{{ each(called="&", context=1) }}{{ dict(self=1, context=2) }}
--
{% for reply in thread.replies recursive %}{{ reply.anchor }}{{ loop.index }}{{ loop(reply.replies) }}{% endfor %}
--
{% for each in thread.replies if each.comment.author.name is defined and each.nothing is not defined %}
{{ each.comment.author["name"] }}{{ loop.last }}
{% else %}
none
{% endfor %}
--
{% for name in ["x"] %}
{% include ["none.html", "blocks.html"] %}{% include "none.html" ignore missing %}
{% include "blocks.html" ignore missing %}
{% endfor %}
--
{% set name = "n" %}{% set outer = 2 %}{% set part = "part" ~ ".html" %}
{% include "blocks.html" %}{% include part %}{% include "words.html" without context %}
--
{% import "words.html" as words %}
{{ words.one }}{{ words.many(2) }}{{ words.many(n=2, unit="&") }}{{ words.items.a }}{{ words.none is defined }}
{% call words.many(3) %}{{ site.title }}{% endcall %}
--
{% from "words.html" import many with context %}
{{ many(1)|upper }}{% filter lower %}{{ site.title }}A{% endfilter %}
--
{% autoescape false %}{{ reply.comment.author.name }}{% include "part.html" %}{% endautoescape %}{{ site.title }}
--
{% set held %}{{ site.title }}{% endset %}
{{ held }}{% with title = site.title %}{{ title }}{{ site.title }}{% endwith %}
--
{{ {"title": 1, "url": 2}.title }}{{ "text".title() }}{{ [site.title, site.url]|join(" & ") }}
--
{{ thread.replies|map(attribute="anchor")|join }}{{ thread.replies|selectattr("comment")|list|length }}
--
{{ "a-b".split("-")[0] }}{{ {"a": "&"}.get("a") }}
{% block y %}{{ site.title }}{% include "words.html" without context %}{% endblock %}{{ self.y() }}
{% block x scoped %}{{ site.title if site.subtitle else site.url }}{% endblock %}{{ self.x() }}
"""


def environment(text: str) -> Environment:
    """With the text as the template it.html."""
    templates = {name: Source(name, source) for name, source in {**PARTS, "it.html": text}.items()}
    manifest = ThemeManifest(name="t")
    folder = ThemeFolder(name="t", shown="t", built_in=False, manifest=manifest, templates=templates, assets={})
    return make_environment(Theme(chain=(folder,)))


def rendered(text: str, **more: Any) -> str:
    return environment(text).get_template("it.html").render(GIVEN, **more)


@pytest.mark.parametrize("text", TEMPLATES.split("\n--\n"))
def test_templates_say_what_they_say_in_jinjas_own_code(text: str) -> None:
    """With Jinja's own compiler and context in the place of ours."""
    text = "{% set outer = 0 %}" + text
    plain = environment(text)
    plain.code_generator_class, plain.context_class, plain.template_class = CodeGenerator, Context, Template
    assert rendered(text) == plain.get_template("it.html").render(GIVEN)


@pytest.mark.parametrize(
    "text",
    [
        "{{ thread.__class__ }}",
        "{{ thread.replies[0].__dataclass_fields__ }}",
        "{{ thread.status.__class__ }}",
        "{{ thread['__class__'] }}",
        "{{ site.base_path.__class__ }}",
        "{{ thread.replies.__add__ }}",
        "{% import 'words.html' as words %}{{ words.__class__ }}",
        "{% import 'words.html' as words %}{{ words.__dict__ }}",
        "{% import 'words.html' as words %}{{ words._body_stream }}",
        "{% import 'words.html' as words %}{{ words._own }}",
        "{% import 'words.html' as words %}{{ words.many._func }}",
        "{% import 'words.html' as words %}{{ words.items.update({}) }}",
        "{{ range.__globals__ }}",
        "{{ '{0.__class__}'.format(thread) }}",
        "{% set shape = '{0.__class__}'.format %}{{ shape(thread) }}",
        "{{ forbidden() }}",
    ],
)
def test_the_sandbox_stands(text: str) -> None:
    """Whatever is cheap has a guard that says when it may be."""
    with pytest.raises((SecurityError, UndefinedError)):
        rendered(text, forbidden=unsafe(lambda: "called"))


@pytest.mark.parametrize(
    "text", ["{{ thread.nothing }}", "{{ thread.title }}", "{{ nothing.title }}", "{{ site.title.url }}"]
)
def test_what_is_not_there_is_an_error(text: str) -> None:
    """Also where another of our types has an attribute of the name."""
    with pytest.raises(UndefinedError):
        rendered(text)


@pytest.mark.parametrize(
    "library",
    [
        "{% set a = has(1) %}",
        "{% for i in [1] %}{% if has(1) %}a{% endif %}{% endfor %}",
        "{% macro m() %}{{ has(1) }}{% endmacro %}{% set a = m() %}",
        "{% import 'asking.html' as asking %}",
        "{% include 'asking.html' %}",
        "{% extends 'asking.html' %}",
    ],
)
@pytest.mark.parametrize(
    "text",
    [
        "{% import 'library.html' as x %}",
        "{% include 'library.html' without context %}",
        "{% from 'library.html' import a %}",
    ],
)
def test_what_an_imported_template_asks_is_asked_by_each_page(
    monkeypatch: pytest.MonkeyPatch, library: str, text: str
) -> None:
    """Though Jinja would make its module once: the second page would not be known to depend on the answer."""
    monkeypatch.setitem(PARTS, "library.html", library)
    monkeypatch.setitem(PARTS, "asking.html", "{% set a = has(1) %}")
    asked: list[int] = []
    made = environment(text)
    made.globals["has"] = asked.append
    for page in (1, 2, 3):
        made.get_template("it.html").render(page=page)
        assert len(asked) == page


def test_a_template_that_asks_nothing_is_imported_once() -> None:
    """The words of a theme, on every page of the site."""
    words = environment("").get_template("words.html")
    assert words.module is words.module


def test_only_data_is_read_without_the_sandbox() -> None:
    """No method, and no name that is private."""
    for name, kinds in OWNERS.items():
        assert name.isidentifier()
        assert not name.startswith("_")
        for kind in kinds & OUR_TYPES:
            assert not isinstance(vars(kind).get(name), FunctionType), (kind, name)
    assert Comment not in OWNERS["where"]


@given(st.one_of(st.text(), st.text("<>&'\"a"), st.integers(), st.none(), st.booleans()))
def test_escaped(value: Any) -> None:
    """As markupsafe has it."""
    assert escaped(value) == escape(value)
    assert escaped(Markup(value)) == Markup(value)
    assert escaped(Html(value)) == Html(value)
