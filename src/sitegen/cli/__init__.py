"""What a person types: one command a file; the only code that prints or exits.

Importing a command imports what it needs, and no more: `sitegen --help` and `--version` load none of them.
"""

import gc
import sys
from importlib import import_module
from typing import Any

import click

from sitegen import __version__
from sitegen.cli.terminal import prepare, say
from sitegen.ground.names import did_you_mean

_COMMANDS = {
    "build": "Make the site in output/.",
    "check": "Say everything that is wrong with the site, writing nothing.",
    "init": "Start a new site in DIR, with a sample post and thread.",
    "new": "Start a new post or page.",
    "why": "Say what a page was made of, and why it was made.",
}
_COLLECT_RARELY = (50_000, 50, 100)
"""Thresholds of Python's garbage collector, which looks again and again through a site that stays in memory anyway.

2,000 posts with 25,000 comments, checked: 13.1 s and 116 MB as Python has it, 11.4 s and 126 MB so. Without a collector
it is 11.0 s, but 234 MB, and more with every page. (Processor time, means of three or four runs, Python 3.11.)
"""
_INTERRUPTED = 130  # 128 and the number of SIGINT, as shells have it


class _CommandLine(click.Group):
    """Commands that are imported when they are called; their one-line help stands here."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """From the first word on, also of a misspelt command, no terminal is too old."""
        prepare()
        gc.set_threshold(*_COLLECT_RARELY)
        return super().main(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """The command; Ctrl-C ends it in one line."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            say("\nStopped.", error=True)
            sys.exit(_INTERRUPTED)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command = import_module(f"sitegen.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            hint = did_you_mean(args[0], _COMMANDS) or "there are: " + ", ".join(sorted(_COMMANDS))
            raise click.UsageError(f"there is no command “{args[0]}”; {hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(_COMMANDS.items()))


@click.group(
    cls=_CommandLine,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""\b
Exit codes:
  0  all is well
  1  the site has errors (with --strict: or warnings); nothing was written
  2  the command is misspelt""",
)
@click.version_option(__version__, "-V", "--version", prog_name="sitegen", message="%(prog)s %(version)s")
def main() -> None:
    """Blogs with their comment archives baked in: a folder of plain files becomes a site that any host can serve."""
