"""What can be wrong with a link: one function for each message."""

from collections.abc import Iterable

from sitegen.ground.diagnostics import Diagnostic, Where, warning
from sitegen.ground.names import nearest, quoted_list


def broken_link(address: str, known: Iterable[str], where: Where) -> Diagnostic:
    """Nothing in the site is at the address."""
    if "{{" in address or "{%" in address:
        message = f"“{_cut(address)}” looks like a template's tag, and posts are not templates: it is a link to nowhere"
        return warning("broken-link", message, where, "write the address itself")
    return warning("broken-link", f"“{_cut(address)}” is not in the site", where, _meant(address, known))


def link_to_left_out(address: str, source: str, reason: str, where: Where) -> Diagnostic:
    """The post is there, but not in the site."""
    told = {"draft": "is a draft", "future": "is not yet published", "expired": "has expired"}[reason]
    return warning("broken-link", f"“{_cut(address)}” leads to {source}, which {told}", where)


def broken_anchor(address: str, fragment: str, page: str, known: Iterable[str], where: Where) -> Diagnostic:
    """The page is there, the anchor is not."""
    message = f"“{_cut(address)}”: there is nothing called “{_cut(fragment)}” on /{page}"
    return warning("broken-anchor", message, where, _meant(fragment, known))


def _meant(name: str, known: Iterable[str]) -> str:
    near = nearest(name, known)
    return f"did you mean {quoted_list(near).replace(' and ', ' or ')}?" if near else ""


def _cut(text: str, longest: int = 120) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
