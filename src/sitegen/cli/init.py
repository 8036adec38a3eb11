"""`sitegen init`."""

import os
import shlex
from importlib.resources import as_file, files
from pathlib import Path

import click

from sitegen.cli import options, problems
from sitegen.cli.printing import fail
from sitegen.cli.terminal import say

_AS_STORED = {"gitignore": ".gitignore"}  # a dot file of this name would steer our own repository


@click.command("init")
@click.argument("folder", metavar="DIR", callback=options.folder)
def command(folder: Path) -> None:
    """Start a new site in DIR, with a sample post and thread.

    DIR is made where it does not exist; `.` is the folder where you are. Nothing that is there is overwritten.
    """
    try:
        made = _copy_starter(folder)
    except OSError as reason:
        fail([problems.not_writable(folder, reason)])
    say(f"A new site is in {folder}/, in {made} files. Now:")
    if folder != Path():
        say(f"  cd {shlex.quote(str(folder))}")
    say("  sitegen build                       makes output/: publish that folder on any static host")
    say("  python3 -m http.server -d output    shows it at http://localhost:8000/")
    say('  sitegen new post "A title"          starts a post')


def _copy_starter(folder: Path) -> int:
    """How many files were written; where one of them is there already, none is."""
    with as_file(files("sitegen") / "starter") as starter:
        names = sorted(path.relative_to(starter) for path in starter.rglob("*") if path.is_file())
        targets = {name: folder / name.with_name(_AS_STORED.get(name.name, name.name)) for name in names}
        if taken := [target for target in targets.values() if os.path.lexists(target)]:
            fail(problems.file_exists(path.as_posix(), "choose another folder") for path in taken)
        for name, target in targets.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:
                file.write((starter / name).read_bytes())
    return len(targets)
