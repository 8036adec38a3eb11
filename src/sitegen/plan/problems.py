"""What can be wrong with addresses: one function for each message."""

from sitegen.ground.diagnostics import Diagnostic, Where, error, warning
from sitegen.ground.paths import LONGEST_NAME
from sitegen.ground.shown import shown, shown_address
from sitegen.model.content import LeftOutReason


def same_address(path: str, first: Where, second: Where) -> Diagnostic:
    """Two sources for one file of the output."""
    message = f"“/{shown_address(path)}” is also the address of {first}"
    return error("same-address", message, second, "give one of them another slug, permalink or name")


def same_address_somewhere(path: str, other: str, first: Where, second: Where) -> Diagnostic:
    """Two files that are one on macOS or Windows."""
    both = f"“/{shown_address(path)}” and “/{shown_address(other)}” ({first})"
    message = f"{both} are one file where letter case or accents do not count"
    return error("same-address", message, second, "give one of them another slug, permalink or name")


def same_alias(alias: str, first: Where, second: Where) -> Diagnostic:
    """One old address of two posts, in the list of redirects."""
    message = f"the alias “{shown_address(alias)}” is also one of {first}"
    return error("same-address", message, second, "an address leads to one place")


def file_and_folder(path: str, below: str, first: Where, second: Where) -> Diagnostic:
    """`a` must be a file for one page and a folder for another."""
    message = f"“/{shown_address(path)}” cannot be a file, for “/{shown_address(below)}” ({first}) lies in it"
    return error("same-address", message, second, "give one of them another slug, permalink or name")


def name_too_long(name: str, where: Where) -> Diagnostic:
    """A file name that no file system takes."""
    size = len(name.encode())
    message = f"“{shown(name, 41)}” is a name of {size} bytes, and file systems take {LONGEST_NAME}"
    return error("name-too-long", message, where, "give it a shorter slug, permalink or name")


def outside_site(path: str, where: Where) -> Diagnostic:
    """An address with `..` in it, or a part that is empty: browsers take what comes after `//` for another host."""
    message = f"“/{shown_address(path)}” leads out of the site"
    return error("outside-site", message, where, "write a path of the site, without “..”, “.” or an empty part")


def unfit_name(path: str, where: Where) -> Diagnostic:
    """A control character or a backslash in an address or a file's name."""
    message = (
        f"“/{shown_address(path)}” has a character that an address cannot have: a control character or a backslash"
    )
    return error("file-name", message, where, "give it another slug, permalink or name")


def redirect_shadowed(alias: str, where: Where) -> Diagnostic:
    """An alias that is the post's own address."""
    message = f"the alias “{shown_address(alias)}” is the address itself"
    return warning("redirect-shadowed", message, where, "remove the alias")


def redirects_replaced(query: str, others: int, where: Where) -> Diagnostic:
    """The owner's own `_redirects`: what has a query is told nowhere else."""
    more = f" and {others} more with a query" if others else ""
    message = f"this file takes the place of sitegen's own, so “{shown_address(query)}”{more} will lead nowhere"
    return warning("redirects-replaced", message, where, "write such aliases into it yourself, or rename it")


def broken_menu_entry(url: str, reason: LeftOutReason | None, where: Where) -> Diagnostic:
    """A menu entry that leads nowhere, perhaps because the post is left out."""
    message = f"the menu leads to “{shown_address(url)}”, which {reason.told if reason else 'is not in the site'}"
    if reason:
        return error("broken-link", message, where, "publish it, or take it out of the menu")
    hint = "write a source path below content/, a path of the site, or a whole address"
    return error("broken-link", message, where, hint)
