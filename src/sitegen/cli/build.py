"""`sitegen build`."""

import sys
import time
from pathlib import Path

import click

from sitegen import build as site_build
from sitegen.cli import place
from sitegen.cli.options import drafts_option, future_option, json_option, shown_anyway, strict_option
from sitegen.cli.printing import counted, say
from sitegen.cli.report import as_json, print_report, shown_path


@click.command("build")
@strict_option
@drafts_option
@future_option
@json_option
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="DIR", help="Write here instead of output/.")
@click.option("-v", "--verbose", is_flag=True, help="Name every file written or removed, and every post left out.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def command(
    strict: bool, drafts: bool, future: bool, as_json_: bool, output: Path | None, verbose: bool, quiet: bool
) -> None:
    """Make the site in output/.

    Reads the site of the working directory, or of the nearest folder above it that has a sitegen.yaml. With an error
    nothing is written: output/ stays as it was. Files in output/ that sitegen did not make are never touched.
    """
    if verbose and quiet:
        raise click.UsageError("--verbose and --quiet contradict each other")
    started = time.perf_counter()
    root = place.site_root()
    target = output or root / "output"
    report = site_build.build(
        root,
        target,
        now=place.now(),
        home=place.home(),
        shown_anyway=shown_anyway(drafts=drafts, future=future),
        strict=strict,
    )
    seconds = time.perf_counter() - started
    if as_json_:
        say(as_json(report, seconds))
    elif published := report.published:
        written, same, gone = (len(each) for each in (published.written, published.unchanged, published.removed))
        done = f"{counted(written, 'file')} written, {same:,} unchanged, {gone:,} removed"
        print_report(report, f"Built {shown_path(target)} in {seconds:.1f} s: {done}", verbose=verbose, quiet=quiet)
    else:
        print_report(report, f"Not built: {shown_path(target)} is as it was", verbose=verbose, quiet=quiet)
    sys.exit(0 if report.published else 1)
