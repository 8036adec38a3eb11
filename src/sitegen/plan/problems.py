"""What can be wrong with addresses: one function for each message."""

from sitegen.ground.diagnostics import Diagnostic, Where, error, warning
from sitegen.ground.paths import LONGEST_NAME
from sitegen.model.content import LeftOutReason


def same_address(path: str, first: Where, second: Where) -> Diagnostic:
    """Two sources for one file of the output."""
    message = f"“/{path}” is also the address of {first}"
    return error("same-address", message, second, "give one of them another slug, permalink or name")


def same_address_somewhere(path: str, other: str, first: Where, second: Where) -> Diagnostic:
    """Two files that are one on macOS or Windows."""
    message = f"“/{path}” and “/{other}” ({first}) are one file where letter case or accents do not count"
    return error("same-address", message, second, "give one of them another slug, permalink or name")


def same_alias(alias: str, first: Where, second: Where) -> Diagnostic:
    """One old address of two posts, in the list of redirects."""
    return error("same-address", f"the alias “{alias}” is also one of {first}", second, "an address leads to one place")


def file_and_folder(path: str, below: str, first: Where, second: Where) -> Diagnostic:
    """`a` must be a file for one page and a folder for another."""
    message = f"“/{path}” cannot be a file, for “/{below}” ({first}) lies in it"
    return error("same-address", message, second, "give one of them another slug, permalink or name")


def name_too_long(name: str, where: Where) -> Diagnostic:
    """A file name that no file system takes."""
    size = len(name.encode())
    message = f"“{name[:40]}…” is a name of {size} bytes, and file systems take {LONGEST_NAME}"
    return error("name-too-long", message, where, "give it a shorter slug, permalink or name")


def outside_site(path: str, where: Where) -> Diagnostic:
    """An address with `..` in it."""
    return error("outside-site", f"“{path}” leads out of the site", where, "write a path of the site without “..”")


def unfit_name(path: str, where: Where) -> Diagnostic:
    """A control character or a backslash in a file's name."""
    message = f"“{path}” has a character that an address cannot have: a control character or a backslash"
    return error("file-name", message, where, "rename the file")


def redirect_shadowed(alias: str, where: Where) -> Diagnostic:
    """An alias that is the post's own address."""
    return warning("redirect-shadowed", f"the alias “{alias}” is the address itself", where, "remove the alias")


def redirects_replaced(query: str, others: int, where: Where) -> Diagnostic:
    """The owner's own `_redirects`: what has a query is told nowhere else."""
    more = f" and {others} more with a query" if others else ""
    message = f"this file takes the place of sitegen's own, so “{query}”{more} will lead nowhere"
    return warning("redirects-replaced", message, where, "write such aliases into it yourself, or rename it")


def broken_menu_entry(url: str, reason: LeftOutReason | None, where: Where) -> Diagnostic:
    """A menu entry that leads nowhere, perhaps because the post is left out."""
    if reason:
        message = f"the menu leads to “{url}”, which {reason.told}"
        return error("broken-link", message, where, "publish it, or take it out of the menu")
    hint = "write a source path below content/, a path of the site, or a whole address"
    return error("broken-link", f"the menu leads to “{url}”, which is not in the site", where, hint)
