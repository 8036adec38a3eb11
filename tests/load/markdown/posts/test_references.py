import re
from html import unescape
from typing import Any

import pytest

from sitegen.ground.diagnostics import Where
from sitegen.ground.sources import Source
from sitegen.load.markdown.posts.engine import commonmark_engine
from sitegen.load.markdown.posts.references import References
from tests.conftest import commonmark_spec, leave_out
from tests.load.markdown.posts.rendering import places, plain, rendered

PLACES = {
    "one target, three times, and in code": (
        "[x](b.md) `[x](b.md)` [y](b.md 'q') [z](<b.md>)",
        ["b.md 1:5", "b.md 1:27", "b.md 1:42"],
    ),
    "images and links in one another": ("a [![i](c.png)](d.md)", ["d.md 1:17", "c.png 1:9"]),
    "lines of a paragraph, indented": ("a\n  [b](c.md)\n    [d](e.md)", ["c.md 2:7", "e.md 3:9"]),
    "an address in the next line": ("[a](\n  b.md\n  'title')", ["b.md 2:3"]),
    "lists": (
        "- [a](b.md)\n  [c](d.md)\n  - [a](b.md)\n\n10. [e](f.md)\n\n    [g](h.md)",
        ["b.md 1:7", "d.md 2:7", "b.md 3:9", "f.md 5:9", "h.md 7:9"],
    ),
    "quotations": ("> [a](b.md)\n> > [a](b.md)\nlazy [c](d.md)", ["b.md 1:7", "b.md 2:9", "d.md 3:10"]),
    "tabs": ("-\t[a](b.md)\n\n\t[c](d.md)", ["b.md 1:7", "d.md 3:6"]),
    "headings": ("## [a](b.md) ##\n\n[c](d.md)\nand\n===", ["b.md 1:8", "d.md 3:5"]),
    "cells": (
        "| [a](b.md) | [a](b.md) \\| [c](d.md) |\n|-|-|\n| | [a](b.md) |\n[e](f.md)|g",
        ["b.md 1:7", "b.md 1:19", "d.md 1:32", "b.md 3:9", "f.md 4:5"],
    ),
    "footnotes": ("a[^1]\n\n[^1]: [n](o.md)\n\n    [p](q.md)", ["#fn1 1:2", "o.md 3:11", "q.md 5:9", "#fnref1 5:1"]),
    "a note in line": (
        "a ^[b [c](d.md) ^[[e](f.md)]] [g](h.md)",
        ["#fn1 1:3", "h.md 1:35", "d.md 1:11", "#fn2 1:17", "#fnref1 1:1", "f.md 1:23", "#fnref2 1:1"],
    ),
    "definitions": ("[a] [b][A] [A][]\n\n[a]: c.md 'title'", ["c.md 3:6", "c.md 3:6", "c.md 3:6"]),
    "a definition over two lines, in a quotation": ("> [a]\n>\n> [a]:\n>   <c.md>", ["c.md 4:6"]),
    "percent, umlaut, entity, escape": (
        "[a](%41.md) [b](ü.md) [c](d&amp;e.md) [f](g\\(.md)",
        ["%41.md 1:5", "%C3%BC.md 1:17", "d&e.md 1:27", "g(.md 1:43"],
    ),
    "a task": ("- [ ] [a](b.md)\n- [x] c [a](b.md)", ["b.md 1:11", "b.md 2:13"]),
    "raw HTML in a paragraph": (
        "a <a\nhref=b.md>c</a> <img alt='>' src=\"d.png\"> <A HREF='e.md'>",
        ["b.md 2:6", "d.png 2:35", "e.md 2:52"],
    ),
    "raw HTML blocks": (
        "<p><a class=x href = 'b.md'>\n  <img src=c.png></p>\n\n- <div>\n  <a href=d.md>",
        ["b.md 1:23", "c.png 2:12", "d.md 5:11"],
    ),
    "media": (
        "<video poster=a.jpg src=b.mp4><source src=c.mp4><track src=d.vtt></video>\n<object data=e.svg></object>",
        ["a.jpg 1:15", "b.mp4 1:25", "c.mp4 1:43", "d.vtt 1:60", "e.svg 2:14"],
    ),
    "a srcset": (
        "<img srcset='a.png 1x, b&amp;.png 2x,c.png' src=d.png>",
        ["a.png 1:14", "b&.png 1:24", "c.png 1:38", "d.png 1:49"],
    ),
    "what leads out of the site": (
        "[a](https://b/) [c](//d/) [e](mailto:f@g) <img src=data:,x> <a href='//h'> https://i.j/",
        [],
    ),
    "what is no address": ("[a]() <a href=''> <p href=b.md> <div data=c> <!-- <a href=d.md> -->", []),
    "scripts, styles, comments, CDATA": (
        (
            '<script>\'<a href="a.md">\'</script>\n\n<style>/*<img src=b>*/</style>\n\n<!-- <a href="c.md">\n\n'
            "<a href=d.md> -->\n\n<![CDATA[<a href=e.md>]]>\n\n<pre><a href=f.md></pre>"
        ),
        ["f.md 11:14"],
    ),
    "code": ("    [a](b.md)\n\n```\n<a href=c.md>\n```", []),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_reference_knows_its_place(name: str) -> None:
    body, expected = PLACES[name]
    assert places(rendered(body).content) == expected


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lines_may_end_otherwise(end: str) -> None:
    body = end.join(["a [b](c.md)", "", "- d [e](f.md)", "  <img src=g.png>"])
    assert places(rendered(body).content) == ["c.md 1:7", "f.md 3:9", "g.png 4:12"]


def test_a_place_has_the_line_for_the_caret() -> None:
    [where] = [part.where for part in rendered("q\n\n> é [b](c.md)").content if not isinstance(part, str)]
    assert where == Where("content/posts/a.md", 6, 9, "> é [b](c.md)")


def test_in_the_front_matter_the_field_is_the_place() -> None:
    post = rendered("x", front='summary: "[a](b.md) and [c](d.md)"\ntitle: T')
    assert places(post.summary) == ["b.md -1:10", "d.md -1:10"]


def test_template_tags_in_raw_html_are_whole_addresses() -> None:
    post = rendered("<p><a href=\"{{ \"/a/\" | url }}\" class=b><img src='{% x 'y' %}'></a>\n<p>")
    assert places(post.content) == ['{{ "/a/" | url }} 1:13', "{% x 'y' %} 1:50"]


def test_every_example_of_the_specification_survives_its_references() -> None:
    """Nothing but the quotation marks and character references of raw HTML changes on the way."""
    spec = commonmark_spec()
    if spec is None:
        leave_out("no commonmark-spec from npm")
    engine = commonmark_engine()
    examples = [part.split("\n.\n")[0] for part in spec.read_text("utf-8").split("`" * 32 + " example\n")[1:]]
    assert len(examples) == 652
    for example in examples:
        text = example.replace("→", "\t")
        env: dict[str, Any] = {}
        references = References(Source("", text), text, 1)
        tokens = engine.parse(text, env)
        references.take(tokens, env)
        markup = plain(references.body(engine.renderer.render(tokens, engine.options, env)))
        assert _spelled_alike(markup) == _spelled_alike(str(engine.render(text))), text


def _spelled_alike(html: str) -> str:
    return re.sub("[\"']", "", unescape(html))
