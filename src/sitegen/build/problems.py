"""What can be wrong with a build as a whole: one function for each message."""

from sitegen.ground.diagnostics import Diagnostic, Where, error


def site_busy(holder: str) -> Diagnostic:
    """Another process builds this site; `holder` is its number, if that is known."""
    who = f" (process {holder})" if holder else ""
    message = f"another sitegen{who} is building this site"
    return error("site-busy", message, Where(".sitegen"), "wait until it has ended, then build again")
