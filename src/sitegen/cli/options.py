"""The options that several commands share."""

import click

from sitegen.model.content import LeftOutReason

strict_option = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
drafts_option = click.option("--drafts", is_flag=True, help="Include drafts.")
future_option = click.option("--future", is_flag=True, help="Include posts whose date is still to come.")
json_option = click.option("--json", "as_json_", is_flag=True, help="Print the report as JSON.")


def shown_anyway(*, drafts: bool, future: bool) -> frozenset[LeftOutReason]:
    """The reasons that do not count in this run."""
    reasons = {LeftOutReason.DRAFT: drafts, LeftOutReason.FUTURE: future}
    return frozenset(reason for reason, shown in reasons.items() if shown)
