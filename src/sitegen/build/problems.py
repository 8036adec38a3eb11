"""What can be wrong with a build as a whole: one function for each message."""

from collections.abc import Iterable

from sitegen.ground.diagnostics import Diagnostic, Where, error
from sitegen.ground.names import did_you_mean
from sitegen.ground.shown import shown


def site_busy(holder: str) -> Diagnostic:
    """Another process builds this site; `holder` is its number, if that is known."""
    who = f" (process {holder})" if holder else ""
    message = f"another sitegen{who} is building this site"
    return error("site-busy", message, Where(".sitegen"), "wait until it has ended, then build again")


def never_built() -> Diagnostic:
    """Somebody asks about a build, and nothing is known of one."""
    return error("never-built", "nothing is known of a build of this site", hint="build it first: sitegen build")


def unknown_page(named: str, known: Iterable[str]) -> Diagnostic:
    """Somebody asks about a page; `known` are the names of those that there are."""
    message = f"“{shown(named)}” is no page of the last build, nor the source of one"
    return error("unknown-page", message, hint=did_you_mean(named.strip("/"), known, most=3))
