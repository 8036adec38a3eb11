"""Strangers' bodies in a real Chromium and before the Nu checker: nothing runs, nothing is fetched, all is valid."""

import json
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Error, Page, Route

from sitegen.load.bodies import render_body
from sitegen.load.sanitize import EMITTED
from sitegen.model.documents import CommentFormat
from tests.conftest import leave_out, nu_checker
from tests.load.test_bodies import vectors

ON_ONE_PAGE = 1_000

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Comments</title><link rel="icon" href="data:,"></head>
<body><main><article><ol class="comments">
{comments}
</ol></article></main></body></html>
"""

# Whatever a vector would do, it does through one of these; runs before anything on the page.
ALARM = """
window.rung = [];
for (const name of ["alert", "confirm", "prompt", "print", "open", "fetch", "postMessage", "importScripts"])
    window[name] = (...args) => { window.rung.push(name + "(" + args.join() + ")") };
XMLHttpRequest.prototype.open = (...args) => { window.rung.push("XMLHttpRequest " + args.join()) };
navigator.sendBeacon = (...args) => { window.rung.push("sendBeacon " + args.join()) };
document.write = document.writeln = (...args) => { window.rung.push("document.write " + args.join()) };
"""

# Everything that a visitor may do to an element, done to each; no link of an honest kind is followed.
TOUCH_ALL = """
() => {
    addEventListener("click", event => {
        const link = event.target.closest("a[href]");
        if (link && ["http:", "https:", "mailto:"].includes(link.protocol)) event.preventDefault();
    }, true);
    for (const element of document.querySelectorAll(".comment-body *")) {
        for (const name of ["pointerover", "mouseover", "mouseenter", "mousemove", "mousedown", "mouseup", "mouseout",
                            "touchstart", "keydown", "toggle", "animationstart", "transitionend", "beforeinput"])
            element.dispatchEvent(new Event(name, {bubbles: true, cancelable: true}));
        element.focus();
        element.click();
        element.blur();
    }
    scrollTo(0, document.body.scrollHeight);
}
"""

SEEN = """
() => ({
    bodies: [...document.querySelectorAll("ol.comments > li > .comment-body")].map(body => body.innerHTML),
    outside: document.querySelectorAll("*").length - document.querySelectorAll(".comment-body *").length,
    names: [...new Set([...document.querySelectorAll(".comment-body *")].map(element => element.localName))],
    rung: window.rung,
})
"""


@dataclass
class Served:
    """Pages on a loopback port, by their paths."""

    address: str
    pages: dict[str, str] = field(default_factory=dict)

    def add(self, bodies: list[str]) -> str:
        """The address of a new page with these bodies, each as on the page of a post."""
        comments = "\n".join(
            f'<li id="comment-{number}"><div class="comment-body">{body}</div></li>'
            for number, body in enumerate(bodies)
        )
        path = f"/{len(self.pages)}.html"
        self.pages[path] = PAGE.format(comments=comments)
        return self.address + path


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    """See Served."""

    class Host(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = site.pages.get(self.path)
            self.send_response(404 if page is None else 200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((page or "").encode())

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing: a failing test says what it asked for."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        site = Served(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield site
        server.shutdown()
        thread.join()


@dataclass
class Visit:
    """What a page did while it was looked at; `signs` should be empty."""

    signs: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    outside: int = 0
    names: set[str] = field(default_factory=set)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[[str], Visit]]:
    """Opens a page, touches everything on it, and tells of every sign of life."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(ALARM)

    def go(address: str) -> Visit:
        seen = Visit()
        page = context.new_page()
        watch(page, address, seen.signs)
        try:
            page.goto(address, wait_until="load")
            page.evaluate(TOUCH_ALL)
            page.wait_for_timeout(100)  # for what waits: timers, animations, images that fail to load
            found = page.evaluate(SEEN)
        except Error as problem:
            seen.signs.append(f"went elsewhere: {problem}")
        else:
            seen.signs += found["rung"]
            seen.bodies, seen.outside, seen.names = found["bodies"], found["outside"], set(found["names"])
        if page.url != address:
            seen.signs.append(f"went to {page.url}")
        page.close()
        return seen

    yield go
    context.close()


def watch(page: Page, address: str, signs: list[str]) -> None:
    """Write down all that a page without scripts, styles and images has no reason to do; let nothing out."""

    def request(route: Route) -> None:
        if route.request.url == address:
            route.continue_()
        else:
            signs.append(f"asked for {route.request.url}")
            route.abort()

    def dialog(opened: Dialog) -> None:
        signs.append(f"dialog {opened.message}")
        opened.dismiss()

    page.route("**/*", request)
    page.on("dialog", dialog)
    page.on("console", lambda message: signs.append(f"console {message.type}: {message.text}"))
    page.on("pageerror", lambda problem: signs.append(f"script error: {problem}"))
    page.on("popup", lambda popup: signs.append(f"opened {popup.url}"))
    page.on("download", lambda download: signs.append(f"downloaded {download.url}"))
    page.on("worker", lambda worker: signs.append(f"started {worker.url}"))


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<script>throw 1</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        "<b onmouseover=alert(1)>x</b>",
        "<a href='#' onfocus=alert(1)>x</a>",
        "<img src=http://evil.example/>",
        "<p style='background:url(http://evil.example/)'>x</p>",
        "<iframe src=javascript:parent.alert(1)></iframe>",
        "<meta http-equiv=refresh content='0;url=http://evil.example/'>",
    ],
)
def test_the_alarm_rings(body: str, served: Served, visit: Callable[[str], Visit]) -> None:
    """Not rendered by sitegen, each of these is noticed: so the silence below means something."""
    assert visit(served.add([body])).signs


@pytest.mark.parametrize("format", CommentFormat)
def test_nothing_runs_and_nothing_is_fetched(
    format: CommentFormat, served: Served, visit: Callable[[str], Visit]
) -> None:
    """Row 20: every vector as a comment; Chromium reads each body just as it was written, and inside its place."""
    rendered = [str(render_body(vector, format).html) for vector in vectors()]
    frame = visit(served.add([])).outside
    for start in range(0, len(rendered), ON_ONE_PAGE):
        bodies = rendered[start : start + ON_ONE_PAGE]
        seen = visit(served.add(bodies))
        assert seen.signs == []
        assert seen.bodies == bodies
        assert seen.outside == frame + 2 * len(bodies)
        assert seen.names <= EMITTED


def test_every_body_is_valid(tmp_path: Path) -> None:
    """Row 27: before the Nu checker, every vector in each format, as a page."""
    command = nu_checker()
    if command is None:
        leave_out("no Java, or no vnu-jar from npm")
    pages = Served("")
    for format in CommentFormat:
        pages.add([render_body(vector, format).html for vector in vectors()])
    for path, page in pages.pages.items():
        (tmp_path / path.lstrip("/")).write_text(page, encoding="utf-8")
    checked = subprocess.run(
        [*command, "--errors-only", "--format", "json", "--stdout", "--exit-zero-always", str(tmp_path)],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert [message["message"] for message in json.loads(checked.stdout)["messages"]] == []
