"""`sitegen build`."""

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from sitegen.build import BuildReport, build
from sitegen.cli import place
from sitegen.cli.options import (
    drafts_option,
    folder,
    future_option,
    jobs_option,
    json_option,
    shown_anyway,
    strict_option,
)
from sitegen.cli.progress import progress
from sitegen.cli.report import (
    counted,
    differing,
    print_json,
    print_reasons,
    print_report,
    reasons_document,
    refuse,
    timed,
)
from sitegen.ground.diagnostics import has_errors

_MOST_ALIKE = 10  # diagnostics of one code; whoever mends them asks for all with -v


@click.command("build")
@strict_option
@drafts_option
@future_option
@jobs_option
@json_option
@click.option("-o", "--output", callback=folder, metavar="DIR", help="Write here instead of output/.")
@click.option("-v", "--verbose", is_flag=True, help="Name every file written or removed, and every post left out.")
@click.option("--explain", is_flag=True, help="Say of each page that was made why it was made.")
@click.option("--profile", is_flag=True, help="Say where the time went: by stage, page and template.")
@click.option("--verify-cache", is_flag=True, help="Build once more from nothing, and compare every byte.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors; with --strict also warnings.")
def command(
    strict: bool,
    drafts: bool,
    future: bool,
    jobs: int | None,
    as_json: bool,
    output: Path | None,
    verbose: bool,
    explain: bool,
    profile: bool,
    verify_cache: bool,
    quiet: bool,
) -> None:
    """Make the site in output/.

    Reads the site of the working directory, or of the nearest folder above it that has a sitegen.yaml. With an error
    nothing is written: output/ stays as it was. Files in output/ that sitegen did not make are never touched.

    Of problems that are alike the first ten are printed; -v and --json give all, and so does `sitegen check` but for
    those of output/.
    """
    for name, loud in (("verbose", verbose), ("explain", explain), ("profile", profile)):
        if loud and quiet:
            raise click.UsageError(f"--{name} and --quiet contradict each other")
    try:
        root, now = place.site_root(), place.now()
    except place.RefusedError as refused:
        refuse(refused.problem, as_json=as_json)
    target = output or place.as_seen(root / "output")
    anyway = shown_anyway(drafts=drafts, future=future)
    workers = jobs or place.processors()
    with progress(silent=quiet or as_json) as told:
        report, seconds = timed(
            lambda: build(
                root,
                target,
                now=now,
                home=place.home(),
                shown_anyway=anyway,
                strict=strict,
                workers=workers,
                progress=told,
                verify=verify_cache,
                profile=profile,
            )
        )
    if as_json:
        print_json(report, seconds, _more(report, explain=explain))
    else:
        head = _head(report, target, seconds)
        most_alike = None if verbose else _MOST_ALIKE
        counts = report.published is not None
        if explain:
            print_reasons(report)
        print_report(report, head, strict=strict, counts=counts, most_alike=most_alike, verbose=verbose, quiet=quiet)
        if report.profile:
            import_module("sitegen.cli.profile").print_profile(report.profile)
    sys.exit(0 if report.published and not has_errors(report.diagnostics) else 1)


def _more(report: BuildReport, *, explain: bool) -> dict[str, Any]:
    """What the report as JSON holds only if it is asked for."""
    more: dict[str, Any] = {"made": reasons_document(report)} if explain else {}
    if report.verified is not None:
        more["verified"] = {"files": report.verified, "differ": differing(report)}
    if report.profile:
        more["profile"] = import_module("sitegen.cli.profile").profile_document(report.profile)
    return more


def _head(report: BuildReport, target: Path, seconds: float) -> str:
    """What became of the output folder."""
    if published := report.published:
        written, same, gone = (len(each) for each in (published.written, published.unchanged, published.removed))
        done = f"{counted(written, 'file')} written, {same:,} unchanged, {gone:,} removed"
        return f"Built {target}/ in {seconds:.1f} s: {done}"
    codes = {each.code for each in report.diagnostics}
    if "output-refused" in codes:
        return "Not built"
    if "output-half-published" in codes:
        return f"Not built: {target}/ is half old and half new"
    if has_errors(report.diagnostics):
        return f"Not built: {target}/ is as it was"
    return f"Not built, for --strict takes warnings for errors: {target}/ is as it was"
