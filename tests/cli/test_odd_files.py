import json
import os
import resource
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.transcript import environment, said_here
from tests.conftest import MakeSite

POST = "---\ntitle: Hello\ndate: 2020-01-01\n---\nHello.\n"
SITE = {"sitegen.yaml": "title: A site\nurl: https://example.org/\n", "content/posts/a.md": POST, "static/x.txt": "x"}


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket has at most a hundred bytes
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def _link(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


def _huge(path: Path) -> None:
    path.write_bytes(b"")
    os.truncate(path, 1 << 40)


ODD: dict[str, Callable[[Path], None]] = {
    "pipe": os.mkfifo,
    "socket": _socket,
    "device": _link("/dev/zero"),
    "link to nothing": _link("nowhere"),
    "link to itself": _link("odd.md"),
    "folder": Path.mkdir,
    "link to the folder above": _link(".."),
    "larger than the disk": _huge,
}
PLACES = ["content/posts/odd.md", "content/comments/a.yaml", "data/odd.yaml", "content/pages/odd/index.md"]


@pytest.mark.parametrize("odd", ODD)
def test_what_only_looks_like_a_file(odd: str, make_site: MakeSite) -> None:
    """Nothing waits, nothing fills the memory, nothing ends in a traceback; what is no file is told of."""
    site = make_site(SITE)
    for place in PLACES:
        (site / place).parent.mkdir(parents=True, exist_ok=True)
        ODD[odd](site / place)
    report = json.loads(said_here("build", "--json", cwd=site).text)
    told = {each["path"] for each in report["diagnostics"]}
    assert odd == "folder" or {*PLACES} <= told


@pytest.mark.parametrize("odd", [odd for odd in ODD if odd != "larger than the disk"])
def test_static_files_that_are_none(odd: str, make_site: MakeSite) -> None:
    """Also those that are published as they are; check says so too."""
    site = make_site(SITE)
    ODD[odd](site / "static/odd.md")
    reports = [json.loads(said_here(command, "--json", cwd=site, timeout=60).text) for command in ("check", "build")]
    assert reports[0]["diagnostics"] == reports[1]["diagnostics"]
    assert odd == "folder" or [each["path"] for each in reports[0]["diagnostics"]] == ["static/odd.md"]


@pytest.mark.parametrize("odd", ODD)
def test_settings_that_are_no_file(odd: str, tmp_path: Path) -> None:
    """sitegen.yaml itself."""
    ODD[odd](tmp_path / "odd.md")
    (tmp_path / "odd.md").rename(tmp_path / "sitegen.yaml")
    [problem] = json.loads(said_here("check", "--json", cwd=tmp_path).text)["diagnostics"]
    assert problem["code"] == "unreadable-file"


def test_names_that_no_address_has(make_site: MakeSite) -> None:
    """A line feed or a backslash is told of; dots and spaces at the end are not."""
    site = make_site({**SITE, "static/a\nb": "", "static/c\\d": "", "static/e. ": "", "content/posts/f. .md": POST})
    report = json.loads(said_here("check", "--json", cwd=site).text)
    assert [(each["path"], each["code"]) for each in report["diagnostics"]] == [
        ("static/a\nb", "file-name"),
        ("static/c\\d", "file-name"),
    ]


def test_output_that_is_a_link(make_site: MakeSite, tmp_path: Path) -> None:
    """Its owner wants the site elsewhere: the link stays, what it leads to is filled."""
    site = make_site(SITE)
    (tmp_path / "elsewhere").mkdir()
    (site / "output").symlink_to(tmp_path / "elsewhere")
    assert said_here("build", "-q", cwd=site).code == 0
    assert (tmp_path / "elsewhere/index.html").is_file()
    assert (site / "output").is_symlink()


def test_many_empty_folders(make_site: MakeSite) -> None:
    """They cost a look each."""
    site = make_site(SITE)
    for number in range(1000):
        (site / f"content/posts/{number % 10}/{number}").mkdir(parents=True)
    assert said_here("build", "-q", "--strict", cwd=site).code == 0


def test_without_content(make_site: MakeSite) -> None:
    """A site that has but its settings is empty, not broken."""
    site = make_site({"sitegen.yaml": SITE["sitegen.yaml"]})
    assert said_here("build", "-q", "--strict", cwd=site).code == 0


def test_a_large_static_file_is_not_held_in_memory(make_site: MakeSite) -> None:
    """300 MB pass through in pieces."""
    site = make_site(SITE)
    (site / "static/large.bin").write_bytes(b"")
    os.truncate(site / "static/large.bin", 300 << 20)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (250 << 20, 250 << 20))

    command = [sys.executable, "-m", "sitegen", "build", "-q"]
    subprocess.run(command, cwd=site, env=environment(), preexec_fn=limit, check=True)
    assert (site / "output/large.bin").stat().st_size == 300 << 20
    (site / "output/large.bin").unlink()
