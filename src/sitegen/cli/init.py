"""`sitegen init`."""

from importlib.resources import as_file, files
from pathlib import Path

import click

from sitegen.cli.printing import fail, say
from sitegen.ground.diagnostics import Where, error

_AS_STORED = {"gitignore": ".gitignore"}  # a dot file of this name would steer our own repository


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path) -> None:
    """Start a new site in DIR, with a sample post and thread. Nothing that is there is overwritten."""
    with as_file(files("sitegen") / "starter") as starter:
        names = sorted(path.relative_to(starter) for path in starter.rglob("*") if path.is_file())
        targets = {name: folder / name.with_name(_AS_STORED.get(name.name, name.name)) for name in names}
        taken = [target for target in targets.values() if target.exists()]
        if taken:
            fail(
                error("file-exists", "is there already; nothing was written", Where(str(path)), "choose another folder")
                for path in taken
            )
        try:
            for name, target in targets.items():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes((starter / name).read_bytes())
        except OSError as reason:
            fail([error("not-writable", f"cannot be written: {reason.strerror}", Where(str(folder)))])
    say(f"A new site is in {folder}/. Now:")
    say(f"  cd {folder}")
    say("  sitegen build        makes output/: open output/index.html, or publish the folder anywhere")
    say("  sitegen new post “A title”")
