"""Every page of the repository's own site in Chromium, on a phone and on a desk, by day and by night."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import BuiltSite

PHONE = 390
DESK = 1280

Scheme = Literal["light", "dark"]


@dataclass(slots=True)
class Watched:
    """A browser's page, with all that it complained of and every address that it asked for."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@contextmanager
def watched(browser: Browser, *, width: int, scheme: Scheme = "light", scripts: bool = True) -> Iterator[Watched]:
    """A new, empty browser profile with one page in it."""
    with browser.new_context(
        viewport={"width": width, "height": 844}, color_scheme=scheme, java_script_enabled=scripts
    ) as context:
        seen = Watched(context.new_page())
        page = seen.page
        page.on(
            "console",
            lambda message: (
                seen.complaints.append(f"{page.url}: {message.text}") if message.type in {"error", "warning"} else None
            ),
        )
        page.on("pageerror", lambda error: seen.complaints.append(f"{page.url}: {error}"))
        page.on("request", lambda request: seen.requests.append(request.url))
        yield seen


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_page_fits_says_nothing_and_asks_nobody_else(
    browser: Browser, served_site: BuiltSite, width: int, scheme: Scheme
) -> None:
    too_wide: list[str] = []
    with watched(browser, width=width, scheme=scheme) as seen:
        for path in served_site.pages():
            seen.page.goto(served_site.address(path))
            excess = seen.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            if excess > 0:
                too_wide.append(f"{seen.page.url}: {excess} px too wide")
            keep_screenshot(seen.page, path.relative_to(served_site.output), f"{width}-{scheme}")
    elsewhere = [url for url in seen.requests if urlsplit(url).netloc != urlsplit(served_site.url).netloc]
    assert (too_wide, seen.complaints, elsewhere) == ([], [], [])


def keep_screenshot(page: Page, path: Path, variant: str) -> None:
    """Saves the whole page as a picture for people to look at, if SITEGEN_SCREENSHOTS names a folder."""
    if folder := os.environ.get("SITEGEN_SCREENSHOTS"):
        name = path.with_suffix("").as_posix().removesuffix("/index").replace("/", "-")
        page.screenshot(path=Path(folder) / f"{name}-{variant}.png", full_page=True)


def test_dark_is_darker(browser: Browser, served_site: BuiltSite) -> None:
    def brightness(scheme: Scheme) -> int:
        with watched(browser, width=DESK, scheme=scheme) as seen:
            seen.page.goto(served_site.url + "/")
            channels: list[int] = seen.page.evaluate(BACKGROUND)
            return sum(channels)

    assert brightness("dark") < brightness("light") / 2


# A colour as three numbers, whatever its notation in the style sheet: painted on white, and read back.
BACKGROUND = """() => {
    const paint = document.createElement('canvas').getContext('2d');
    paint.fillStyle = 'white';
    paint.fillRect(0, 0, 1, 1);
    for (const element of [document.documentElement, document.body]) {
        paint.fillStyle = getComputedStyle(element).backgroundColor;
        paint.fillRect(0, 0, 1, 1);
    }
    return [...paint.getImageData(0, 0, 1, 1).data].slice(0, 3);
}"""


@pytest.mark.parametrize("media", ["screen", "print"])
def test_comments_are_there_without_scripts(
    browser: Browser, served_site: BuiltSite, media: Literal["screen", "print"]
) -> None:
    with watched(browser, width=PHONE, scripts=False) as seen:
        seen.page.emulate_media(media=media)
        for path in conversations(served_site):
            seen.page.goto(served_site.address(path))
            comments = seen.page.locator("li.u-comment").all()
            hidden = [comment.get_attribute("id") for comment in comments if not comment.is_visible()]
            assert comments
            assert not hidden, f"{seen.page.url}: {hidden}"


def conversations(site: BuiltSite) -> list[Path]:
    """The pages that show comments; there is at least one."""
    found = [path for path in site.pages() if "u-comment" in path.read_text(encoding="utf-8")]
    assert found
    return found


def test_a_link_to_a_comment_finds_it(browser: Browser, served_site: BuiltSite) -> None:
    conversation = conversations(served_site)[0]
    with watched(browser, width=PHONE) as seen:
        seen.page.goto(served_site.address(conversation))
        last = seen.page.locator("li.u-comment").last.get_attribute("id")
        seen.page.goto(f"{served_site.address(conversation)}#{last}")
        assert seen.page.evaluate("document.querySelector(':target')?.id") == last


def test_an_old_address_leads_to_the_new_one_and_keeps_the_fragment(
    browser: Browser, served_site: BuiltSite, repository_site: BuiltSite
) -> None:
    with watched(browser, width=PHONE) as seen:
        for path in served_site.redirects():
            canonical = CANONICAL.findall(path.read_text(encoding="utf-8"))[0]
            new = served_site.url + canonical.removeprefix(repository_site.url)
            assert served_site.file(new).is_file(), new
            seen.page.goto(f"{served_site.address(path)}#comment-1", wait_until="commit")
            seen.page.wait_for_url(f"{new}#comment-1", timeout=5_000)
    assert seen.complaints == []


CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)"')


def test_an_unknown_address_is_answered_in_style(browser: Browser, served_site: BuiltSite) -> None:
    """404.html is sent for addresses at any depth, so that it cannot use relative addresses."""
    with watched(browser, width=PHONE) as seen:
        seen.page.goto(f"{served_site.url}/no/such/page/")
        styled = seen.page.evaluate("[...document.styleSheets].length")
    assert styled
    assert [text for text in seen.complaints if "no/such/page" not in text] == []
