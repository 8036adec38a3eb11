import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.transcript import environment, said_here
from tests.conftest import MakeSite

SITE = {
    "sitegen.yaml": "title: A site\nurl: https://example.org/\n",
    "content/posts/a.md": "---\ntitle: Hello\ndate: 2020-01-01\n---\n語 “é” [x](é語.md)\n",
}


def piped(script: str, site: Path, **env: str) -> subprocess.CompletedProcess[bytes]:
    """A line for the shell in which `sitegen` is the command."""
    whole = f'sitegen() {{ "{sys.executable}" -W error -m sitegen "$@"; }}\n{script}'
    return subprocess.run(
        ["bash", "-c", whole], cwd=site, env=environment(env), capture_output=True, check=False, timeout=120
    )


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("utf-8", "  5 | 語 “é” [x](é語.md)\n    |            ^\n".encode()),
        ("iso-8859-1", b'  5 | \\u8a9e "\xe9" [x](\xe9\\u8a9e.md)\n'),
        ("cp1252", b"  5 | \\u8a9e \x93\xe9\x94 [x](\xe9\\u8a9e.md)\n"),
    ],
)
def test_a_terminal_that_knows_few_characters(encoding: str, expected: bytes, make_site: MakeSite) -> None:
    """Quotation marks become plain ones, the rest is spelled; nothing ends in a traceback."""
    process = piped("sitegen check; sitegen biuld; sitegen new page -h", make_site(SITE), PYTHONIOENCODING=encoding)
    assert expected in process.stderr
    assert b"Traceback" not in process.stderr


@pytest.mark.parametrize(
    "locale", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}]
)
def test_a_plain_locale(locale: dict[str, str], make_site: MakeSite) -> None:
    """Files are UTF-8 whatever the locale is."""
    site = make_site(SITE)
    process = piped("sitegen build && sitegen new page 'Plain words'", site, **locale)
    assert process.returncode == 0, process.stderr
    assert "語" in (site / "output/2020/01/a/index.html").read_text(encoding="utf-8")


def test_a_pipe_that_closes(make_site: MakeSite) -> None:
    """A reader that has seen enough changes neither the work nor its exit code."""
    site = make_site(SITE)
    process = piped("sitegen build -v | head -1; echo ${PIPESTATUS[0]}", site)
    assert (process.stdout, process.returncode) == (b"written   2020/01/a/index.html\n0\n", 0)
    assert (site / "output/index.html").is_file()
    assert b"Traceback" not in process.stderr
    process = piped("sitegen check --strict 2>&1 | true; echo ${PIPESTATUS[0]}", site)
    assert (process.stdout, process.stderr) == (b"1\n", b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full")  # noqa: PTH110 -- not a file of ours
def test_a_report_that_cannot_be_written(make_site: MakeSite) -> None:
    """The disk is full, or the stream is closed."""
    site = make_site(SITE)
    process = piped("sitegen build --json >/dev/full", site)
    assert (process.returncode, process.stderr) == (
        1,
        b"error: the report cannot be written: No space left on device\n",
    )
    process = piped("sitegen build -q 2>/dev/full && sitegen build >&- && sitegen check 2>&-", site)
    assert process.returncode == 0
    assert b"Traceback" not in process.stderr + process.stdout


def test_no_escape_reaches_the_terminal(make_site: MakeSite) -> None:
    """A stranger's text may hold what steers a terminal, or turns its direction."""
    site = make_site({**SITE, "content/comments/a.yaml": "comments: '\u202e\u200f\u2066\u061c'\n"})
    assert "  1 | comments: '����'\n" in said_here("check", cwd=site).text


def test_no_name_of_a_file_steers_the_terminal(make_site: MakeSite) -> None:
    """Names come with archives, and direct what follows them as well as any text."""
    site = make_site({**SITE, "static/a\u202e\u061cb.txt": ""})
    assert "written   a��b.txt\n" in said_here("build", "-v", cwd=site).text
    (site / "static/a\u202e\u061cb.txt").unlink()
    assert "removed   a��b.txt\n" in said_here("build", "-v", cwd=site).text
    assert "Built o�ut/ in" in said_here("build", "-o", "o\u202eut", cwd=site).text
    assert said_here("build", "-o", "o\u202eut", "--json", cwd=site).text.isascii()


@pytest.fixture
def _terminals() -> None:
    """A chroot without /dev/pts has none."""
    try:
        ends = os.openpty()
    except OSError as reason:
        pytest.skip(f"this machine has no terminals: {reason}")
    for end in ends:
        os.close(end)


@pytest.mark.usefixtures("_terminals")
def test_colours(make_site: MakeSite) -> None:
    """Only on a terminal, and there only if NO_COLOR is not set."""
    site = make_site(SITE)
    assert b"\x1b[" not in piped("sitegen check", site).stderr
    on_a_terminal = f"import pty; pty.spawn(['{sys.executable}', '-m', 'sitegen', 'check'])"
    for env, coloured in (({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True)):
        process = subprocess.run(
            [sys.executable, "-c", on_a_terminal],
            cwd=site,
            env=environment(env),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        assert (b"\x1b[33m\x1b[1mwarning\x1b[0m[broken-link]" in process.stdout) == coloured
        assert (b"\x1b[" in process.stdout) == coloured
