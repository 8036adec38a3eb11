"""What can be wrong with a link: one function for each message."""

from urllib.parse import unquote

from sitegen.ground.diagnostics import Diagnostic, Where, error, warning
from sitegen.ground.shown import shown_address
from sitegen.model.content import LeftOut


def broken_link(address: str, meant: str, where: Where) -> Diagnostic:
    """Nothing in the site is at the address; `meant` offers those most like it."""
    if "{{" in unquote(address) or "{%" in unquote(address):
        message = (
            f"{_quoted(address)} looks like a template's tag, and posts are not templates: it is a link to nowhere"
        )
        return warning("broken-link", message, where, "write the address itself")
    return warning("broken-link", f"{_quoted(address)} is not in the site", where, meant)


def beside_site(address: str, meant: str, where: Where) -> Diagnostic:
    """A path that may be of the same host: the site lives below one, and cannot see what is beside it."""
    hint = meant or "if it is elsewhere on the host, write its whole address, with https://"
    return warning("broken-link", f"{_quoted(address)} is not in the site", where, hint)


def outside_site(address: str, where: Where) -> Diagnostic:
    """A file that the front matter names, and that will not be published."""
    message = f"{_quoted(address)} leads out of the site"
    return error("outside-site", message, where, "put the file into static/, or beside the post's index.md")


def link_to_left_out(address: str, post: LeftOut, where: Where) -> Diagnostic:
    """The post is there, but not in the site."""
    message = f"{_quoted(address)} leads to {post.source}, which {post.reason.told}"
    return warning("broken-link", message, where, "publish both, or take the link out")


def missing_avatar(avatar: str, where: Where) -> Diagnostic:
    """The comment is shown without its author's picture."""
    message = f"there is no picture {_quoted(avatar)} in static/"
    return warning("broken-link", message, where, "put it there, or remove “avatar”")


def broken_anchor(address: str, fragment: str, page: str, meant: str, where: Where) -> Diagnostic:
    """The page is there, the anchor is not; `meant` offers those of its anchors that are most like it."""
    message = f"{_quoted(address)}: there is nothing called {_quoted(fragment)} on {shown_address(page)}"
    return warning("broken-anchor", message, where, meant)


def _quoted(address: str) -> str:
    """As a person wrote it, not as Markdown encoded it."""
    return f"“{shown_address(unquote(address))}”"
