"""The feeds of the repository's own site, as a feed reader sees them."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser
import pytest

from tests.conftest import BuiltSite

ATOM_FEED = "{http://www.w3.org/2005/Atom}feed"


@pytest.fixture(scope="module")
def feeds(repository_site: BuiltSite) -> dict[Path, Any]:
    """Every feed in the output, read without feedparser's own resolving of addresses and cleaning of HTML."""
    found = [
        path
        for path in sorted(repository_site.output.rglob("*.xml"))
        if ElementTree.parse(path).getroot().tag in {ATOM_FEED, "rss"}
    ]
    return {
        path: feedparser.parse(path.read_bytes(), resolve_relative_uris=False, sanitize_html=False) for path in found
    }


def test_there_is_a_feed_of_posts_and_one_of_comments(feeds: dict[Path, Any]) -> None:
    assert len(feeds) >= 2


def test_feeds_are_well_formed_and_hold_entries(feeds: dict[Path, Any]) -> None:
    for path, feed in feeds.items():
        assert not feed.bozo, f"{path}: {feed.get('bozo_exception')}"
        assert feed.entries, path
        assert feed.feed.title, path
        assert feed.feed.updated_parsed, path


def test_entries_have_unique_ids_and_dates(feeds: dict[Path, Any]) -> None:
    for path, feed in feeds.items():
        ids = [entry.id for entry in feed.entries]
        assert len(set(ids)) == len(ids), path
        assert all(entry.updated_parsed for entry in feed.entries), path


def test_every_link_of_an_entry_is_absolute_and_leads_to_a_file(
    feeds: dict[Path, Any], repository_site: BuiltSite
) -> None:
    for path, feed in feeds.items():
        for entry in feed.entries:
            target = repository_site.file(entry.link)
            assert target.is_file(), f"{path}: {entry.link}"
            fragment = urlsplit(entry.link).fragment
            assert not fragment or f'id="{fragment}"' in target.read_text(encoding="utf-8"), entry.link


def test_addresses_within_an_entry_are_absolute(feeds: dict[Path, Any]) -> None:
    """A feed reader shows the entry elsewhere, so a relative address would lead nowhere."""
    for path, feed in feeds.items():
        for entry in feed.entries:
            texts = [part.value for part in [*entry.get("content", []), entry.get("summary_detail")] if part]
            for text in texts:
                assert relative_addresses(text) == [], f"{path}: {entry.id}"


def relative_addresses(html: str) -> list[str]:
    addresses = re.findall(r'\s(?:href|src)="([^"]*)"', html)
    return [address for address in addresses if not urlsplit(address).scheme]


def test_each_feed_is_announced_on_the_home_page_or_on_its_own(
    feeds: dict[Path, Any], repository_site: BuiltSite
) -> None:
    pages = "".join(path.read_text(encoding="utf-8") for path in repository_site.pages())
    for path in feeds:
        address = repository_site.address(path)
        assert address in pages or urlsplit(address).path in pages, address
