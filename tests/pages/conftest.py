"""The repository's own site as visitors meet it: served under its base path, seen by a real Chromium."""

import threading
from collections.abc import Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.conftest import BuiltSite, chromium, leave_out

HERE = Path(__file__).parent

# No sandbox, since CI is often root in a container; the rest keeps Chromium from calling home.
CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs what `make test-pages` installs."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("pages")


@pytest.fixture(scope="session")
def served_site(repository_site: BuiltSite) -> Iterator[BuiltSite]:
    """The built site on a free loopback port, below the base path that it was built for."""

    class Host(BaseHTTPRequestHandler):
        """A static host, at its plainest: files, index.html of folders, and 404.html."""

        def do_GET(self) -> None:
            path, status = self.requested_file(), HTTPStatus.OK
            if not path.is_file():
                path, status = repository_site.output / "404.html", HTTPStatus.NOT_FOUND
            body = path.read_bytes() if path.is_file() else b""
            media_type = guess_type(path.name)[0] or "application/octet-stream"
            self.send_response(status)
            self.send_header("Content-Type", f"{media_type}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def requested_file(self) -> Path:
            address = f"{origin}{self.path}"
            return served.file(address) if address.startswith(served.url + "/") else Path("nowhere")

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing: a failing test says what it asked for."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        origin = f"http://127.0.0.1:{server.server_port}"
        served = BuiltSite(output=repository_site.output, url=origin + repository_site.base_path)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield served
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium, driven by Playwright (whose own browser is not downloaded)."""
    executable = chromium()
    if executable is None:
        leave_out("no Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()
