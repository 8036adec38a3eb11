from time import process_time

import pytest

from tests.load.markdown.posts.rendering import plain, rendered, warnings

LONG = {
    "e-mail addresses": "a@b.c " * 10_000,
    "[": "[" * 20_000,
    "![": "![" * 10_000,
    "^[": "^[" * 10_000 + "]" * 10_000,
    "[^": "[^" * 20_000 + "\n\n[^a]: x",
    "images in images": "![" * 3_000 + "](b)" * 3_000,
    "notes in notes": "^[" * 3_000 + "a" + "]" * 3_000,
    "quotations in quotations": "> " * 10_000 + "a",
    "lists in lists": "- " * 10_000 + "a",
    "notes in definitions": "".join("    " * depth + f"[^{depth}]: a\n" for depth in range(200)),
    "**a": "**a" * 50_000,
    "rows of a table": "|a|b|\n|-|-|\n" + "|[x](c.md)|b|\n" * 10_000,
    "columns of a table": "|a" * 2_000 + "|\n" + "|-" * 2_000 + "|\n" + ("|b" * 2_000 + "|\n") * 10,
    "one paragraph of 1 MB": 'word "quoted" and it\'s ' * 45_000,
    "quotation marks": '"' * 49_999,
    "links": "[a](b.md) " * 10_000,
    "definitions": "".join(f"[a{number}]: b\n" for number in range(5_000)) + "[a1] " * 5_000,
    "tags": '<a href="x">' * 10_000,
    "<!--": "<div>" + "<!--" * 50_000,
    "{{": '<div x="' + "{{ a " * 20_000 + '">',
    "tags in a value without an end": '<div class="' + "{{x}}" * 10_000,
    "srcset": '<img srcset="' + "," * 20_000 + "(" * 20_000 + '">',
    "the same heading": "# a\n\n" * 5_000,
    "the same note": "[^1] " * 10_000 + "\n\n[^1]: n",
    "marks of a summary": "a <!-- more --> " * 10_000,
    "addresses": "https://a.b/c " * 10_000,
    "an address": "https://a.b/" + "c" * 100_000,
    "control characters": "\x07" * 500_000,
    "empty lines": "\n" * 500_000,
    "code": "```python\n" + "x = 1\n" * 20_000 + "```",
    "a line of code": "```java\n" + "a " * 20_000 + "\n```",
}


@pytest.mark.parametrize("name", LONG)
def test_no_post_takes_long(name: str) -> None:
    """Seconds on a slow machine; what is quadratic takes minutes."""
    start = process_time()
    rendered(LONG[name])
    assert process_time() - start < 15


@pytest.mark.parametrize("nest", ["> ", "- ", "1. ", "> - "])
def test_what_nests_too_deep_is_text(nest: str) -> None:
    assert "deep" in plain(rendered(nest * 200 + "deep").content)


def test_control_characters_are_told_of_once_a_kind() -> None:
    post = rendered("a\x07b\n\x07\x93c\x94 \ufdd0\U0001ffff")
    assert plain(post.content) == "<p>a\ufffdb\n\ufffd“c” \ufffd\ufffd</p>\n"
    assert warnings(post) == [
        f"control-character content/posts/a.md:{place}: the character {char} may not stand in a page; {instead}"
        for place, char, instead in [
            ("4:2", "U+0007", "U+FFFD takes its place (2 times in this file)"),
            ("5:2", "U+0093", "U+201C, as in Windows-1252, takes its place"),
            ("5:4", "U+0094", "U+201D, as in Windows-1252, takes its place"),
            ("5:6", "U+FDD0", "U+FFFD takes its place"),
            ("5:7", "U+1FFFF", "U+FFFD takes its place"),
        ]
    ]


def test_links_to_template_tags_are_told_of_once_a_post() -> None:
    post = rendered('`[a]({{ b }})`\n\n> c [d]({{ "/e/" | url }})\n> [f]({% link g.md %})')
    told = "looks like a template's tag, and posts are not templates: it is no link (and 1 more in this file)"
    assert warnings(post) == [f'broken-link content/posts/a.md:6:9: “]({{{{ "/e/" | url }}}})” {told}']
