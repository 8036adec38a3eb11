"""What can be wrong with addresses: one function for each message."""

from sitegen.ground.diagnostics import Diagnostic, Where, error, warning
from sitegen.ground.paths import LONGEST_NAME


def same_address(path: str, first: Where, second: Where) -> Diagnostic:
    """Two sources for one file of the output."""
    message = f"“/{path}” is also the address of {first}"
    return error("same-address", message, second, "give one of them another slug, permalink or name")


def same_address_somewhere(path: str, other: str, first: Where, second: Where) -> Diagnostic:
    """Two files that are one on macOS or Windows."""
    message = f"“/{path}” and “/{other}” ({first}) are one file where letter case or accents do not count"
    return error("same-address", message, second, "give one of them another slug, permalink or name")


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


def redirect_shadowed(alias: str, where: Where) -> Diagnostic:
    """An alias that is the post's own address."""
    return warning("redirect-shadowed", f"the alias “{alias}” is the address itself", where, "remove the alias")


def broken_menu_entry(url: str, where: Where) -> Diagnostic:
    """A menu entry that leads nowhere."""
    hint = "write a source path below content/, a path of the site, or a whole address"
    return error("broken-link", f"the menu leads to “{url}”, which is not in the site", where, hint)
