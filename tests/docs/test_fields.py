"""Every key, field and word that the code knows is documented, and nothing else is."""

import re
from collections.abc import Callable
from datetime import UTC

import pytest

from sitegen.formats.post import parse_post
from sitegen.formats.settings import parse_settings
from sitegen.formats.thread import parse_thread
from sitegen.ground.diagnostics import Diagnostic
from sitegen.ground.sources import Source
from sitegen.model.documents import CommentFormat, CommentStatus, CommentType, ThreadStatus
from sitegen.model.settings import PERMALINK_FIELDS
from tests.docs.reading import rows, section

UNKNOWN = "qqqqqqqq"
"""A key that no schema has, and that is like no other."""

Reader = Callable[[str], list[Diagnostic]]


def settings(text: str) -> list[Diagnostic]:
    return parse_settings(Source("sitegen.yaml", f"title: T\nurl: https://example.org/\n{text}"))[1]


def front_matter(text: str) -> list[Diagnostic]:
    return parse_post(Source("post.md", f"---\ntitle: T\n{text}\n---\n"), UTC)[1]


def thread(text: str) -> list[Diagnostic]:
    return parse_thread(Source("thread.yaml", text), UTC)[1]


# The mapping's place in a file, and where its fields are documented.
SCHEMAS: list[tuple[Reader, str, str, str]] = [
    (settings, f"{UNKNOWN}: x", "docs/settings.md", "All settings"),
    (settings, f"menu: [{{title: T, url: /, {UNKNOWN}: x}}]", "docs/settings.md", "menu"),
    (settings, f"comments: {{{UNKNOWN}: x}}", "docs/settings.md", "comments"),
    (settings, f"feed: {{{UNKNOWN}: x}}", "docs/settings.md", "feed"),
    (front_matter, f"{UNKNOWN}: x", "docs/posts.md", "Front matter"),
    (thread, f"{UNKNOWN}: x", "docs/comments.md", "The thread"),
    (thread, f'comments: [{{id: "1", date: 2011-03-02, {UNKNOWN}: x}}]', "docs/comments.md", "A comment"),
    (
        thread,
        f'comments: [{{id: "1", date: 2011-03-02, author: {{{UNKNOWN}: x}}}}]',
        "docs/comments.md",
        "The author",
    ),
]


@pytest.mark.parametrize(
    ("read", "text", "document", "heading"),
    SCHEMAS,
    ids=[f"{heading} in {document}" for _, _, document, heading in SCHEMAS],
)
def test_a_schema_and_its_table_have_the_same_fields(read: Reader, text: str, document: str, heading: str) -> None:
    [told] = [each for each in read(text) if each.code == "unknown-key"]
    known = told.hint.removeprefix("known here: ").partition(";")[0].split(", ")
    assert sorted(rows(document, heading)) == sorted(known)


def test_the_documented_defaults_are_the_defaults() -> None:
    """To write every default changes nothing; what has none is empty in the table."""
    for heading, indent in (("All settings", ""), ("comments", "comments"), ("feed", "feed")):
        for key, (_, default, *_) in rows("docs/settings.md", heading).items():
            if match := re.fullmatch(r"`(.+)`", default):
                written = f"{indent}: {{{key}: '{match[1]}'}}" if indent else f"{key}: '{match[1]}'"
                plain, _ = parse_settings(Source("", "title: T\nurl: https://example.org/\n"))
                with_default, problems = parse_settings(Source("", f"title: T\nurl: https://example.org/\n{written}\n"))
                assert problems == [], key
                assert with_default == plain, key


def test_required_fields_are_called_so() -> None:
    def missing(read: Callable[[Source], list[Diagnostic]], text: str) -> set[str]:
        told = [each for each in read(Source("x", text)) if each.code == "missing-field"]
        return {each.message.partition(":")[0].rpartition(".")[2] for each in told}

    def required(document: str, heading: str) -> set[str]:
        return {name for name, cells in rows(document, heading).items() if cells[1] == "required"}

    assert missing(lambda source: parse_settings(source)[1], "menu: [{}]") == required(
        "docs/settings.md", "All settings"
    ) | required("docs/settings.md", "menu")
    assert missing(lambda source: parse_thread(source, UTC)[1], "comments: [{body: x}]") == required(
        "docs/comments.md", "A comment"
    )


@pytest.mark.parametrize(
    ("field", "heading", "words"),
    [
        ("type", "A comment", CommentType),
        ("status", "A comment", CommentStatus),
        ("format", "A comment", CommentFormat),
        ("status", "The thread", ThreadStatus),
    ],
)
def test_every_word_that_a_field_takes_is_documented(field: str, heading: str, words: type) -> None:
    told, default, *_ = rows("docs/comments.md", heading)[field]
    taken = [word.value for word in words]  # type: ignore[attr-defined]
    assert re.findall(r"`(\w+)`", told) == taken
    assert default.strip("`") == taken[0]


def test_every_status_and_format_is_explained() -> None:
    statuses = codes_in_first_column("docs/comments.md", "What is not shown") - {"status"}
    assert statuses == {each.value for each in CommentStatus}
    assert codes_in_first_column("docs/comments.md", "What a body may hold") == {each.value for each in CommentFormat}


def test_every_field_of_a_permalink_is_documented() -> None:
    fields = {code for code in codes_in_first_column("docs/settings.md", "permalink") if code.startswith("{")}
    assert fields == {f"{{{field}}}" for field in PERMALINK_FIELDS}


def codes_in_first_column(document: str, heading: str) -> set[str]:
    """Whatever is between backticks in the first columns of the tables below a heading."""
    first_cells = re.findall(r"^\|([^|]*)\|", section(document, heading), re.MULTILINE)
    return {code for cell in first_cells for code in re.findall(r"`([^`]+)`", cell)}
