import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sitegen.ground import locks
from sitegen.incremental import lock
from tests.cli.transcript import environment, said_here, sitegen
from tests.conftest import MakeSite

SETTINGS = "title: A site\nurl: https://example.org/\n"
POST = "---\ntitle: Hello\ndate: 2020-01-01\n---\nHello.\n"
BROKEN_LINK = POST + "[one](nowhere.md)\n"
MANY_BROKEN_LINKS = POST + "".join(f"[{number}](nowhere-{number:03}.md)\n" for number in range(300))


def test_the_second_build_writes_nothing(make_site: MakeSite) -> None:
    """Only what has changed is written, and what is no longer there goes away."""
    site = make_site({"sitegen.yaml": SETTINGS, "content/posts/a.md": POST, "static/x.txt": "x", "static/y.txt": "y"})
    assert str(said_here("build", cwd=site)) == (
        "Built output/ in 0.0 s: 11 files written, 0 unchanged, 0 removed\n"
        "  4 pages (1 post), 7 other files\n"
        "  0 comments shown\n"
    )
    (site / "static/y.txt").unlink()
    (site / "static/x.txt").write_text("changed", encoding="utf-8")
    assert str(said_here("build", "-v", cwd=site)) == (
        "written   x.txt\n"
        "removed   y.txt\n"
        "Built output/ in 0.0 s: 1 file written, 9 unchanged, 1 removed\n"
        "  4 pages (1 post), 6 other files\n"
        "  0 comments shown\n"
    )


def test_from_a_folder_of_the_site(make_site: MakeSite) -> None:
    """The site is the nearest folder above that is one."""
    site = make_site({"sitegen.yaml": SETTINGS, "content/posts/a.md": POST})
    first, *_ = said_here("build", cwd=site / "content/posts").text.splitlines()
    assert first == "Built ../../output/ in 0.0 s: 9 files written, 0 unchanged, 0 removed"
    assert (site / "output/index.html").is_file()


def test_another_folder(make_site: MakeSite, tmp_path: Path) -> None:
    """`-o` counts from where one stands, and its folders are made."""
    site = make_site({"sitegen.yaml": SETTINGS, "content/posts/a.md": POST})
    first, *_ = said_here("build", "-o", "../deep/er", cwd=site).text.splitlines()
    assert first == "Built ../deep/er/ in 0.0 s: 9 files written, 0 unchanged, 0 removed"
    assert (tmp_path / "deep/er/index.html").is_file()
    assert not (site / "output").exists()


def test_errors_leave_everything_as_it_was(make_site: MakeSite) -> None:
    """Problems on standard error, the summary on standard output."""
    site = make_site({"sitegen.yaml": SETTINGS, "content/posts/a.md": "---\ntitel: A\n---\n"})
    process = sitegen("build", cwd=site)
    assert (process.returncode, process.stdout) == (1, "Not built: output/ is as it was\n  1 error\n")
    assert process.stderr == (
        "content/posts/a.md:2:1: error[unknown-key]: titel: there is no field of this name\n"
        "  2 | titel: A\n"
        "    | ^\n"
        "  hint: did you mean “title”?\n"
    )
    assert not (site / "output").exists()


def test_strict(make_site: MakeSite) -> None:
    """A warning becomes a reason not to write."""
    site = make_site({"sitegen.yaml": SETTINGS, "content/posts/a.md": BROKEN_LINK})
    message = (
        "content/posts/a.md:6:7: warning[broken-link]: “nowhere.md” is not in the site\n"
        "  6 | [one](nowhere.md)\n"
        "    |       ^\n"
    )
    pages = "  4 pages (1 post), 5 other files\n  0 comments shown\n  1 warning\n"
    assert str(said_here("build", "--strict", cwd=site)) == (
        f"{message}Not built, for --strict takes warnings for errors: output/ is as it was\n  1 warning\nexit code 1\n"
    )
    assert not (site / "output").exists()
    assert str(said_here("check", "--strict", cwd=site)) == f"{message}Checked in 0.0 s\n{pages}exit code 1\n"
    assert str(said_here("check", cwd=site)) == f"{message}Checked in 0.0 s\n{pages}"
    assert str(said_here("build", cwd=site)) == (
        f"{message}Built output/ in 0.0 s: 9 files written, 0 unchanged, 0 removed\n{pages}"
    )


def test_strict_about_the_output_folder(make_site: MakeSite) -> None:
    """Also a warning that only output/ gives keeps everything as it was."""
    site = make_site({"sitegen.yaml": SETTINGS, "content/posts/a.md": POST, "content/posts/b.md": POST})
    said_here("build", cwd=site)
    (site / "output/2020/01/a/index.html").write_text("mine", encoding="utf-8")
    (site / "output/2020/01/b/index.html").write_text("mine", encoding="utf-8")
    (site / "content/posts/b.md").unlink()
    before = _contents(site / "output")
    warnings = (
        "output/2020/01/a/index.html: warning[altered-file-replaced]: was altered by hand; the file that the site's"
        " sources make replaces it\n"
        "  hint: put the change into the sources, the theme or static/, or it is lost\n"
        "output/2020/01/b/index.html: warning[altered-file-kept]: is no longer part of the site, but was altered by"
        " hand, so it is kept\n"
        "  hint: delete it if you do not need it; from now on sitegen takes it for yours\n"
    )
    assert str(said_here("build", "--strict", cwd=site)) == (
        f"{warnings}Not built, for --strict takes warnings for errors: output/ is as it was\n"
        "  2 warnings\n"
        "exit code 1\n"
    )
    assert _contents(site / "output") == before
    assert said_here("build", cwd=site).text.startswith(f"{warnings}Built output/ in 0.0 s: 6 files written")
    (site / "output/.sitegen-manifest.json").write_text("{}", encoding="utf-8")
    assert "warning[manifest-ignored]" in said_here("build", "--strict", cwd=site).text
    assert (site / "output/.sitegen-manifest.json").read_text(encoding="utf-8") == "{}"


def _contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_quiet(make_site: MakeSite) -> None:
    """Errors are all that a quiet build says."""
    site = make_site({"sitegen.yaml": SETTINGS, "content/posts/a.md": BROKEN_LINK})
    assert str(said_here("build", "-q", cwd=site)) == ""
    assert said_here("build", "-q", "--strict", cwd=site).text.startswith(
        "content/posts/a.md:6:7: warning[broken-link]"
    )
    (site / "content/posts/b.md").write_bytes(b"")
    assert str(said_here("build", "-q", cwd=site)) == (
        "content/posts/b.md: error[empty-file]: the file is empty\n"
        "  hint: put front matter in it, or delete it\n"
        "exit code 1\n"
    )


def test_a_flood_of_warnings(make_site: MakeSite) -> None:
    """`build` prints ten of a kind and counts the rest; whoever mends them asks `build -v`, or `check`."""
    site = make_site({"sitegen.yaml": SETTINGS, "content/posts/a.md": MANY_BROKEN_LINKS})
    lines = said_here("build", cwd=site).text.splitlines()
    assert lines[3 * 10 :] == [
        "290 more warning[broken-link]: -v shows them all",
        "Built output/ in 0.0 s: 9 files written, 0 unchanged, 0 removed",
        "  4 pages (1 post), 5 other files",
        "  0 comments shown",
        "  300 warnings",
    ]
    for command in (["check"], ["build", "-v"]):
        text = said_here(*command, cwd=site).text
        assert text.count("warning[broken-link]: “nowhere-") == 300
        assert "more" not in text


def test_where_no_site_is(tmp_path: Path) -> None:
    """One message, and no folder."""
    for command in ("build", "check"):
        assert str(said_here(command, cwd=tmp_path)) == (
            "error[no-settings]: there is no sitegen.yaml in this folder, nor in one above it\n"
            "  hint: go into your site's folder, or start a site: sitegen init DIR\n"
            "exit code 1\n"
        )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("output", "why"),
    [
        ("sitegen.yaml", "it is a file"),
        ("sitegen.yaml/x", "it lies below “SITE/sitegen.yaml”, which is a file"),
        (".", "it is the site itself"),
        ("..", "it holds the site"),
        ("/", "it is the root of the file system"),
        ("content", "it is the site's own content/"),
        ("themes/mine/output", "it lies in the site's own themes/"),
        ("../site-2", "it is another site"),
        ("../site-2/static/x", "it lies in the static/ of another site"),
        ("../link/../link/content", "it is the site's own content/"),
    ],
)
def test_a_folder_that_is_not_for_output(output: str, why: str, make_site: MakeSite, tmp_path: Path) -> None:
    """Nothing is written where somebody keeps what they wrote."""
    site = make_site({"sitegen.yaml": SETTINGS, "content/posts/a.md": POST})
    other = make_site({"sitegen.yaml": SETTINGS})
    (tmp_path / "link").symlink_to(site)
    before = sorted(tmp_path.rglob("*"))
    assert str(said_here("build", "-o", output, cwd=site)) == (
        f"error[output-refused]: “{Path(output)}” cannot be the output folder: {why.replace('SITE', str(site))}\n"
        "  hint: choose another folder with -o\n"
        "Not built\n"
        "  1 error\n"
        "exit code 1\n"
    )
    assert sorted(tmp_path.rglob("*")) == before
    assert said_here("build", "-o", "../site-2/output", cwd=site).code == 0, other


def test_the_home_folder(make_site: MakeSite) -> None:
    """As HOME has it; where there is none, nothing is forbidden for it."""
    site = make_site({"sitegen.yaml": SETTINGS, "home/me/x": ""})
    assert said_here("build", "-o", "home/me", cwd=site, env={"HOME": str(site / "home/me")}).text.startswith(
        "error[output-refused]: “home/me” cannot be the output folder: it is your home folder\n"
    )
    assert said_here("build", "-o", "home", cwd=site, env={"HOME": str(site / "home/me")}).text.startswith(
        "error[output-refused]: “home” cannot be the output folder: it holds your home folder\n"
    )
    assert said_here("build", "-q", cwd=site, env={"HOME": ""}).code == 0
    without = {name: value for name, value in environment().items() if name != "HOME"}
    command = [sys.executable, "-m", "sitegen", "build", "-q"]
    assert subprocess.run(command, cwd=site, env=without, check=False).returncode == 0


def test_a_working_directory_that_was_deleted(tmp_path: Path) -> None:
    """The shell may stand in a folder that is no more."""
    (tmp_path / "gone").mkdir()
    script = f'cd gone && rmdir ../gone && "{sys.executable}" -m sitegen build'
    process = subprocess.run(
        ["sh", "-c", script], cwd=tmp_path, env=environment(), capture_output=True, encoding="utf-8", check=False
    )
    assert (process.returncode, process.stdout) == (1, "")
    assert process.stderr == (
        "error[no-settings]: the working directory is not there: No such file or directory\n"
        "  hint: go into your site's folder\n"
    )


def test_a_wrong_clock(make_site: MakeSite) -> None:
    """SOURCE_DATE_EPOCH is a number of seconds."""
    site = make_site({"sitegen.yaml": SETTINGS})
    for wrong in ("abc", "1e9", "-99999999999999", "253402300799"):
        assert str(said_here("build", cwd=site, env={"SOURCE_DATE_EPOCH": wrong})) == (
            f"error[wrong-environment]: SOURCE_DATE_EPOCH is “{wrong}”, which is not a number of seconds since 1970\n"
            "  hint: write one, or unset the variable: then it is now\n"
            "exit code 1\n"
        )
    assert said_here("build", "-q", cwd=site, env={"SOURCE_DATE_EPOCH": ""}).code == 0


def test_ctrl_c(make_site: MakeSite) -> None:
    """One line, the exit code that shells know, and output/ as it was."""
    files = {f"content/posts/{number}.md": POST for number in range(2000)}
    site = make_site({"sitegen.yaml": SETTINGS + "permalink: /{id}/\n", **files})
    process = subprocess.Popen(
        [sys.executable, "-m", "sitegen", "build"],
        cwd=site,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    deadline = time.monotonic() + 60
    while not (site / "output/.sitegen-staging").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    assert (process.returncode, stdout, stderr) == (130, "", "Reading 2,000 files\n\nStopped.\n")
    assert not (site / "output").exists()


def test_a_worker_that_is_killed(make_site: MakeSite) -> None:
    """As the system does where memory runs out: one message that says at what, and output/ as it was."""
    long = POST + "Words, [a link](https://example.org/) and *more* words.\n\n" * 50
    files = {f"content/posts/{number}.md": long for number in range(1000)}
    site = make_site({"sitegen.yaml": SETTINGS + "permalink: /{id}/\n", **files})
    command = [sys.executable, "-m", "sitegen", "build", "-j", "2"]
    with subprocess.Popen(
        command, cwd=site, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        os.kill(_a_worker(process.pid), signal.SIGKILL)
        stdout, stderr = process.communicate(timeout=60)
    assert (process.returncode, stdout) == (1, "Not built: output/ is as it was\n  1 error\n")
    assert re.fullmatch(
        r"Reading 1,000 files\n"
        r"(content/posts/\d+\.md: )?error\[worker-died\]: a worker process has died \(SIGKILL\) at .+\n"
        r"  hint: if memory ran out, build in one process: -j 1; if that is not it, please report it\n",
        stderr,
    )
    assert not (site / "output").exists()


def test_two_builds_at_once(make_site: MakeSite) -> None:
    """The second says who is at work, and so does `why`."""
    site = make_site({"sitegen.yaml": SETTINGS, "content/posts/a.md": POST})
    said_here("build", "-q", cwd=site)
    message = (
        f".sitegen: error[site-busy]: another sitegen (process {os.getpid()}) is building this site\n"
        "  hint: wait until it has ended, then build again\n"
    )
    held = lock.hold(site / ".sitegen")
    try:
        assert str(said_here("build", cwd=site)) == (
            f"{message}Not built: output/ is as it was\n  1 error\nexit code 1\n"
        )
        assert str(said_here("why", "a", cwd=site)) == f"{message}exit code 1\n"
    finally:
        locks.release(held)
    assert said_here("build", "-q", cwd=site).code == 0


def _a_worker(pid: int) -> int:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    if not children.exists():
        pytest.skip("this system does not tell whose child a process is")
    deadline = time.monotonic() + 60
    while len(found := children.read_text(encoding="ascii").split()) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    time.sleep(0.3)  # so that it is at work
    return int(found[0])
