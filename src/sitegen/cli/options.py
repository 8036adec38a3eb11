"""The options and arguments that several commands share."""

from pathlib import Path

import click

from sitegen.model.content import LeftOutReason

strict_option = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
drafts_option = click.option("--drafts", is_flag=True, help="Include drafts.")
future_option = click.option("--future", is_flag=True, help="Include posts whose date is still to come.")
jobs_option = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1, max=1024),
    metavar="N",
    help="Work in N processes; without it in as many as there are processors.",
)
json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print the report as JSON, and nothing else, on standard output."
)


def folder(ctx: click.Context, param: click.Parameter, value: str | None) -> Path | None:
    """A folder that is or will be; an empty word, as of a variable that is not set, names none."""
    if value is not None and not value.strip():
        raise click.BadParameter("a folder has a name", ctx, param)
    return Path(value) if value else None


def shown_anyway(*, drafts: bool, future: bool) -> frozenset[LeftOutReason]:
    """The reasons that do not count in this run."""
    reasons = {LeftOutReason.DRAFT: drafts, LeftOutReason.FUTURE: future}
    return frozenset(reason for reason, shown in reasons.items() if shown)
