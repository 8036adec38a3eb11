"""What a person types: one command a file; the only code that prints or exits.

Importing a command imports what it needs, and no more: `sitegen --help` and `--version` load none of them.
"""

import sys
from importlib import import_module
from io import TextIOWrapper

import click

from sitegen import __version__

_COMMANDS = {
    "build": "Make the site in output/.",
    "check": "Say everything that is wrong with the site, writing nothing.",
    "init": "Start a new site with a sample post and thread.",
    "new": "Start a new post or page.",
}


class _LazyGroup(click.Group):
    """Commands that are imported when they are called; their one-line help stands here."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command = import_module(f"sitegen.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(_COMMANDS.items()))


@click.group(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 all is well; 1 the site has errors (with --strict: or warnings), and nothing was written; "
    "2 the command was misspelt.",
)
@click.version_option(__version__, prog_name="sitegen")
def main() -> None:
    """Blogs with their comment archives baked in: a folder of plain files becomes a site that any host can serve."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
