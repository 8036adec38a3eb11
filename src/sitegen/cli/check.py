"""`sitegen check`."""

import sys

import click

from sitegen.build import check
from sitegen.cli import place
from sitegen.cli.options import drafts_option, future_option, jobs_option, json_option, shown_anyway, strict_option
from sitegen.cli.progress import progress
from sitegen.cli.report import print_json, print_report, refuse, timed
from sitegen.ground.diagnostics import has_errors


@click.command("check")
@strict_option
@drafts_option
@future_option
@jobs_option
@json_option
def command(strict: bool, drafts: bool, future: bool, jobs: int | None, as_json: bool) -> None:
    """Say everything that is wrong with the site, writing nothing.

    Reads, resolves and renders the whole site in memory: content, settings, theme, links and anchors, also those in
    comments.
    """
    try:
        root, now = place.site_root(), place.now()
    except place.RefusedError as refused:
        refuse(refused.problem, as_json=as_json)
    anyway = shown_anyway(drafts=drafts, future=future)
    workers = jobs or place.processors()
    with progress(silent=as_json) as told:
        report, seconds = timed(lambda: check(root, now=now, shown_anyway=anyway, workers=workers, progress=told))
    if as_json:
        print_json(report, seconds)
    else:
        head = f"Checked in {seconds:.1f} s" + ("" if report.diagnostics else ": nothing is wrong")
        print_report(report, head, strict=strict, counts=not has_errors(report.diagnostics))
    sys.exit(1 if has_errors(report.diagnostics) or (strict and report.diagnostics) else 0)
