"""What every test may ask for: a folder with a site, the real command line, this repository's own site."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, Protocol
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from hypothesis import HealthCheck, settings

REPOSITORY = Path(__file__).resolve().parent.parent

# Clocks are moody: on a busy machine an example may take as long as it likes.
settings.register_profile("sitegen", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("sitegen")

# What makes up a site; the repository's own lies in its root, among other things.
SITE_PARTS = ("sitegen.yaml", "content", "data", "static", "themes")


class MakeSite(Protocol):
    """Writes `files` (POSIX path → contents) into a new folder and returns the folder."""

    def __call__(self, files: Mapping[str, str | bytes]) -> Path: ...


class Run(Protocol):
    """Runs `sitegen ARGS` as a process of its own in the folder `cwd`; a failing exit code does not raise."""

    def __call__(
        self, *args: str, cwd: Path, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltSite:
    """A site after `sitegen build`: its output folder, and its address without a slash at the end."""

    output: Path
    url: str

    @property
    def base_path(self) -> str:
        """The path under which the site lives: empty, or with a slash in front and none at its end."""
        return urlsplit(self.url).path

    def pages(self) -> list[Path]:
        """Every HTML page that shows something, so without those that only redirect."""
        return [path for path in sorted(self.output.rglob("*.html")) if not is_redirect(path)]

    def redirects(self) -> list[Path]:
        """Every HTML page that only leads elsewhere."""
        return [path for path in sorted(self.output.rglob("*.html")) if is_redirect(path)]

    def address(self, file: Path) -> str:
        """Where a file of the output folder is found once published."""
        path = file.relative_to(self.output).as_posix()
        return f"{self.url}/{path.removesuffix('index.html')}"

    def file(self, address: str) -> Path:
        """The file that a static host sends for an absolute address of this site."""
        assert address.startswith(self.url + "/"), f"{address} is not below {self.url}/"
        path = unquote(urlsplit(address).path.removeprefix(self.base_path + "/"))
        return self.output / (path + "index.html" if path.endswith("/") or not path else path)


def is_redirect(page: Path) -> bool:
    return 'http-equiv="refresh"' in page.read_text(encoding="utf-8")


@pytest.fixture
def make_site(tmp_path: Path) -> MakeSite:
    """See MakeSite. Several sites of one test get folders of their own."""
    made: list[Path] = []

    def make(files: Mapping[str, str | bytes]) -> Path:
        site = tmp_path / f"site-{len(made) + 1}"
        site.mkdir()
        made.append(site)
        for name, contents in files.items():
            path = site / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(contents.encode() if isinstance(contents, str) else contents)
        return site

    return make


@pytest.fixture(scope="session")
def run() -> Run:
    """See Run."""
    return run_sitegen


def run_sitegen(*args: str, cwd: Path, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """The installed package in a new process, with warnings as errors, as in the tests themselves."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "sitegen", *args],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="session")
def repository_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """This repository's own site, built once from a copy, so that nobody's output/ is touched."""
    site = tmp_path_factory.mktemp("repository-site")
    for part in SITE_PARTS:
        source = REPOSITORY / part
        if source.is_dir():
            shutil.copytree(source, site / part)
        elif source.is_file():
            shutil.copy(source, site / part)
    built = run_sitegen("build", cwd=site)
    assert built.returncode == 0, built.stdout + built.stderr
    settings = yaml.safe_load((site / "sitegen.yaml").read_text(encoding="utf-8"))
    return BuiltSite(output=site / "output", url=settings["url"].rstrip("/"))


# ── What a machine may lack, and how a test run says so ─────────────────────────────────────────────


def chromium() -> str | None:
    """The path of a Chromium, or of a Chrome."""
    names = (
        "chromium",
        "chromium-browser",
        "google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    )
    return next((path for path in map(shutil.which, names) if path), None)


def nu_checker() -> list[str] | None:
    """The command that starts the Nu HTML checker: Java (on macOS `java` may be a stub) and a jar."""
    jar = REPOSITORY / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    java = shutil.which("java")
    if java is None or not jar.is_file():
        return None
    answers = subprocess.run([java, "-version"], capture_output=True, check=False).returncode == 0
    return [java, "-jar", str(jar)] if answers else None


def commonmark_spec() -> Path | None:
    """The text of the CommonMark specification, whose examples are test cases."""
    spec = REPOSITORY / "node_modules" / "commonmark-spec" / "spec.txt"
    return spec if spec.is_file() else None


def shared_samples() -> Path | None:
    """Real exports and hostile inputs that lie beside the repository on some machines, never in it."""
    samples = REPOSITORY.parent / "shared" / "samples"
    return samples if samples.is_dir() else None


def leave_out(reason: str) -> NoReturn:
    """Skips a pages test for what the machine lacks; under `make test-pages`, which installs it, it fails."""
    if os.environ.get("SITEGEN_PAGES") == "required":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """One line for each group of tests that did not run here, so that a green run never hides one."""
    lacking = {
        "browser tests: no Chromium": chromium() is None,
        "HTML checks: no Java, or no vnu-jar from npm": nu_checker() is None,
        "CommonMark examples: no commonmark-spec from npm": commonmark_spec() is None,
    }
    if "not pages" in config.option.markexpr:
        terminalreporter.write_line("left out: tests/pages; `make test-pages` runs them", yellow=True)
    else:
        for what, lacks in lacking.items():
            if lacks:
                terminalreporter.write_line(f"left out: {what}; `make test-pages` installs it", yellow=True)
    if shared_samples() is None:
        terminalreporter.write_line("left out: tests on real exports: no ../shared/samples", yellow=True)
    skipped = [report.longrepr for report in terminalreporter.stats.get("skipped", ())]
    for reason in sorted({each[2].removeprefix("Skipped: ") for each in skipped if isinstance(each, tuple)}):
        terminalreporter.write_line(f"left out: {reason}", yellow=True)
