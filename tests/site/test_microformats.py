"""The conversations of the repository's own site, in microformats: an h-entry whose comments are h-cites."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import mf2py
import pytest

from tests.conftest import BuiltSite

Item = dict[str, Any]

COMMENT = re.compile(r'<li id="comment-[^"]+" class="[^"]*\bu-comment\b')
TOMBSTONE = re.compile(r'<li id="comment-[^"]+" class="[^"]*\btombstone\b')


@pytest.fixture(scope="module")
def entries(repository_site: BuiltSite) -> dict[str, tuple[str, Item]]:
    """Every page with comments: its address → its HTML and its h-entry."""
    found: dict[str, tuple[str, Item]] = {}
    for path in repository_site.pages():
        html = path.read_text(encoding="utf-8")
        if COMMENT.search(html):
            address = repository_site.address(path)
            items = mf2py.parse(doc=html, url=address)["items"]
            [entry] = [item for item in items if "h-entry" in item["type"]]
            found[address] = (html, entry)
    assert found, "no page of this site shows a comment"
    return found


def replies(item: Item) -> Iterator[Item]:
    """Every comment below an item, at any depth, also below a pingback (which is a mention)."""
    waiting = [item]
    while waiting:
        properties = waiting.pop()["properties"]
        comments, mentions = properties.get("comment", []), properties.get("mention", [])
        yield from comments
        waiting.extend([*comments, *mentions])


def is_tombstone(comment: Item) -> bool:
    """Whether only the place of a deleted comment is left, for the sake of its replies."""
    return "author" not in comment["properties"]


def test_a_post_has_a_name_an_author_and_an_address(entries: dict[str, tuple[str, Item]]) -> None:
    for address, (_, entry) in entries.items():
        assert {"name", "author", "published", "content", "url"} <= entry["properties"].keys(), address
        assert address in entry["properties"]["url"]


def test_every_comment_in_the_html_is_an_h_cite_of_its_post(entries: dict[str, tuple[str, Item]]) -> None:
    for address, (html, entry) in entries.items():
        comments = list(replies(entry))
        assert len(comments) == len(COMMENT.findall(html)), address
        assert all("h-cite" in comment["type"] for comment in comments), address


def test_only_a_tombstone_has_no_author(entries: dict[str, tuple[str, Item]]) -> None:
    for address, (html, entry) in entries.items():
        tombstones = [comment for comment in replies(entry) if is_tombstone(comment)]
        assert len(tombstones) == len(TOMBSTONE.findall(html)), address
        assert not any("content" in tombstone["properties"] for tombstone in tombstones), address


def test_a_comment_says_who_when_where_and_what(entries: dict[str, tuple[str, Item]]) -> None:
    for address, (_, entry) in entries.items():
        for comment in replies(entry):
            if is_tombstone(comment):
                continue
            properties = comment["properties"]
            assert {"author", "published", "url", "content"} <= properties.keys(), (address, properties)
            [author] = properties["author"]
            assert (author["value"] if isinstance(author, dict) else author).strip()
            assert datetime.fromisoformat(properties["published"][0]).tzinfo is not None
            assert properties["url"][0].startswith(f"{address}#comment-"), properties["url"]


def test_a_reply_is_nested_under_what_it_answers(entries: dict[str, tuple[str, Item]]) -> None:
    nested = [reply for _, entry in entries.values() for comment in replies(entry) for reply in replies(comment)]
    assert nested
