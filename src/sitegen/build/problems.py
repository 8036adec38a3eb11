"""What can be wrong with a build as a whole: one function for each message."""

from collections.abc import Iterable, Sequence

from sitegen.ground.diagnostics import Diagnostic, Where, error, warning
from sitegen.ground.names import did_you_mean, quoted_list
from sitegen.ground.shown import shown


def site_busy(holder: str) -> Diagnostic:
    """Another process builds this site; `holder` is its number, if that is known."""
    who = f" (process {holder})" if holder else ""
    message = f"another sitegen{who} is building this site"
    return error("site-busy", message, Where(".sitegen"), "wait until it has ended, then build again")


def cache_not_kept(reason: str) -> Diagnostic:
    """The site is made and in place, but what the next build should know of it could not be written."""
    hint = "free some space; the next build will do more than it need, and make the same site"
    return warning("cache-not-kept", f"what was learned of this build is lost: {reason}", Where(".sitegen"), hint)


def worker_died(items: Sequence[str], ending: str) -> Diagnostic:
    """A process that worked for the build has ended by itself; `items` are the pages or files that it was at."""
    where = Where(items[0]) if len(items) == 1 else None
    doing = "this" if where else quoted_list(items, "or") or "the beginning of its work"
    return error("worker-died", f"a worker process has died ({ending}) at {doing}", where, _DEAD)


_DEAD = "if memory ran out, build in one process: -j 1; if that is not it, please report it"


def never_built() -> Diagnostic:
    """Somebody asks about a build, and nothing is known of one."""
    return error("never-built", "nothing is known of a build of this site", hint="build it first: sitegen build")


def unknown_page(named: str, known: Iterable[str]) -> Diagnostic:
    """Somebody asks about a page; `known` are the names of those that there are."""
    message = f"“{shown(named)}” is no page of the last build, nor the source of one"
    return error("unknown-page", message, hint=did_you_mean(named.strip("/"), known, most=3))


def clean_build_failed(found: Diagnostic) -> Diagnostic:
    """The same site built from nothing has an error that the build from memory did not find."""
    message = f"a clean build ends with an error that this one did not find: {found.message}"
    return error("cache-differs", message, found.where, _THROWN_AWAY)


def surplus(path: str) -> Diagnostic:
    """A file that a clean build does not make."""
    return error("cache-differs", "a clean build does not make this file", Where(path), _THROWN_AWAY)


def missing(path: str) -> Diagnostic:
    """A file that only a clean build makes."""
    return error("cache-differs", "a clean build makes this file, and it is missing", Where(path), _THROWN_AWAY)


def differs(path: str, places: Sequence[str]) -> Diagnostic:
    """A file that a clean build makes otherwise; `places` say where."""
    more = f"; and {len(places) - _MOST_PLACES:,} more places" if len(places) > _MOST_PLACES else ""
    message = "is not what a clean build makes: " + "; ".join(places[:_MOST_PLACES]) + more
    return error("cache-differs", message, Where(path), _THROWN_AWAY)


_MOST_PLACES = 20  # of a file that are told
_THROWN_AWAY = "the cache was thrown away, so the next build is right; please report this"
