"""What YAML would lose in silence, and what must not be kept at all."""

from datetime import UTC

import pytest

from sitegen.formats.post import parse_post
from sitegen.formats.settings import parse_settings
from sitegen.formats.thread import parse_thread
from sitegen.ground.diagnostics import Diagnostic, Where, error, warning
from sitegen.ground.sources import Source

COMMENT = 'comments:\n- id: "1"\n  date: 2011-03-02\n'
THREAD = "content/comments/a.yaml"


def told(text: str) -> list[Diagnostic]:
    return parse_thread(Source(THREAD, text), UTC)[1]


@pytest.mark.parametrize(
    ("line", "words", "column", "hint"),
    [
        ("  author: Tom #1 fan", "#1 fan", 15, 'put the whole value in quotes: author: "Tom #1 fan"'),
        ("  body: #hashtag", "#hashtag", 9, 'put the whole value in quotes: body: "#hashtag"'),
        ('  author: {name: "A", url: b} #c', "", 0, ""),
        ("  author: Tom # who else", "", 0, ""),
        ('  author: "Tom #1 fan"', "", 0, ""),
        ("  author: Tom#1", "", 0, ""),
    ],
)
def test_words_that_are_a_comment_for_yaml(line: str, words: str, column: int, hint: str) -> None:
    """Only where they touch the sign, and end a value without quotes."""
    where = Where(THREAD, 4, column, line)
    message = f"“{words}” is a comment for YAML, and not a part of the value"
    assert told(f"{COMMENT}{line}\n") == ([warning("words-as-comment", message, where, hint)] if words else [])


def test_a_title_with_a_number_sign() -> None:
    """In front matter, where the lines are counted from the file's first."""
    _, diagnostics = parse_post(Source("content/posts/a.md", "---\ntitle: The #1 rule\n---\n# Not this\n"), UTC)
    assert diagnostics == [
        warning(
            "words-as-comment",
            "“#1 rule” is a comment for YAML, and not a part of the value",
            Where("content/posts/a.md", 2, 12, "title: The #1 rule"),
            'put the whole value in quotes: title: "The #1 rule"',
        )
    ]


@pytest.mark.parametrize(
    ("line", "path", "column"),
    [
        ("  email: a@b.example", "comments[0].email", 3),
        ("  author_IP: 1.2.3.4", "comments[0].author_IP", 3),
        ("  author: {name: A, e-mail: a@b.example}", "comments[0].author.e-mail", 21),
        ("  meta: {comment_author_email: a@b.example}", "comments[0].meta.comment_author_email", 10),
    ],
)
def test_what_is_private_is_refused_wherever_it_stands(line: str, path: str, column: int) -> None:
    """Also under `meta`, where a well-meant hint would have sent it."""
    message = f"{path}: e-mail and IP addresses are not kept with the content, lest they be published"
    hint = "take it out, or keep it in private/, which git ignores"
    assert told(f"{COMMENT}{line}\n") == [error("private-data", message, Where(THREAD, 4, column, line), hint)]


@pytest.mark.parametrize("pattern", ["/:year/{slug}/", "/:year/:month/:title/"])
def test_the_fields_of_other_generators(pattern: str) -> None:
    """They would be folders of that name."""
    text = f"title: t\nurl: https://example.org/\npermalink: {pattern}\n"
    assert parse_settings(Source("sitegen.yaml", text))[1] == [
        error(
            "wrong-value",
            "permalink: “:year” is no field here",
            Where("sitegen.yaml", 3, 12, f"permalink: {pattern}"),
            "fields stand in braces: /{year}/{month}/{slug}/",
        )
    ]
