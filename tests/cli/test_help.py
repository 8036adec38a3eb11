import subprocess
import sys
from pathlib import Path

import click
import pytest

from sitegen import __version__
from sitegen.cli import main
from tests.cli.transcript import environment, said_here, sitegen

COMMANDS = [(), ("build",), ("check",), ("init",), ("new",), ("new", "post"), ("new", "page"), ("why",)]

_IMPORTED = """
import sys
from sitegen.cli import main
try:
    main(sys.argv[1:], prog_name="sitegen")
except SystemExit:
    pass
heavy = {"jinja2", "markdown_it", "yaml", "nh3", "babel", "pygments", "sitegen.build", "importlib.metadata", "asyncio"}
heavy |= {"rich", "sqlite3", "multiprocessing"}
print("imported:", *sorted(heavy & sys.modules.keys()))
"""


@pytest.mark.parametrize("args", [["--help"], ["-h"], ["--version"], ["-V"], ["biuld"]])
def test_what_needs_no_library_imports_none(args: list[str], tmp_path: Path) -> None:
    """Help, the version and a misspelt command come at once."""
    process = subprocess.run(
        [sys.executable, "-c", _IMPORTED, *args],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert process.stdout.splitlines()[-1].split() == ["imported:"]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_short_and_long_help_are_one(command: tuple[str, ...], tmp_path: Path) -> None:
    """`-h` is understood everywhere."""
    short, long = (said_here(*command, option, cwd=tmp_path) for option in ("-h", "--help"))
    assert short.text.startswith(" ".join(["Usage: sitegen", *command]))
    assert short.code == 0
    assert short == long


def test_the_list_of_commands_says_what_each_says_of_itself() -> None:
    """The one-line helps stand in a file of their own, because listing them imports nothing."""
    assert isinstance(main, click.Group)
    context = click.Context(main)
    formatter = click.HelpFormatter(width=200)
    main.format_commands(context, formatter)
    listed = [line.split(maxsplit=1) for line in formatter.getvalue().splitlines()]
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        assert [name, command.get_short_help_str(200)] in listed


_STARTED = """
import sys
from sitegen.__main__ import start
start()
print("imported:", *sorted({"click", "re", "typing", "sitegen.cli"} & sys.modules.keys() - before))
"""


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_comes_at_once(option: str, tmp_path: Path) -> None:
    """Without the command line, which takes three times as long to load as Python itself."""
    code = "import sys; before = set(sys.modules)\n" + _STARTED
    words = [sys.executable, "-c", code, option]
    done = subprocess.run(words, cwd=tmp_path, env=environment(), capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == f"sitegen {__version__}\nimported:\n"
    assert said_here(option, cwd=tmp_path).text == f"sitegen {__version__}\n"


def test_version(tmp_path: Path) -> None:
    """As other tools have it: name and number."""
    process = sitegen("--version", cwd=tmp_path)
    assert (process.stdout, process.stderr, process.returncode) == (f"sitegen {__version__}\n", "", 0)


@pytest.mark.parametrize(
    ("args", "last_line"),
    [
        (["biuld"], "Error: there is no command “biuld”; did you mean “build”?"),
        (["serve"], "Error: there is no command “serve”; there are: build, check, init, new, why"),
        (["build", "-v", "-q"], "Error: --verbose and --quiet contradict each other"),
        (["build", "-o", ""], "Error: Invalid value for '-o' / '--output': a folder has a name"),
        (["init"], "Error: Missing argument 'DIR'."),
        (["init", " "], "Error: Invalid value for 'DIR': a folder has a name"),
        (["new", "post"], "Error: Missing argument 'TITLE'."),
        (["new", "post", " "], "Error: a title has at least one letter"),
        (["new", "page", "\x7f\u200b"], "Error: a title has at least one letter"),
        (["new", "post", "two", "words"], "Error: Got unexpected extra argument (words)"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_misspelt_command(args: list[str], last_line: str, tmp_path: Path) -> None:
    """Exit code 2, nothing on standard output, and on standard error what is wrong."""
    process = sitegen(*args, cwd=tmp_path)
    assert (process.returncode, process.stdout) == (2, "")
    assert process.stderr.splitlines()[-1] == last_line
