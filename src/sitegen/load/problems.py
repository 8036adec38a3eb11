"""What can be wrong with the files of a site: one function for each message."""

from sitegen.ground.diagnostics import Diagnostic, Where, error, warning


def no_settings(path: str) -> Diagnostic:
    """There is no sitegen.yaml."""
    return error("no-settings", "this folder is not a site: it has no sitegen.yaml", Where(path), "make one: sitegen init")


def unreadable(path: str, reason: str) -> Diagnostic:
    """The system does not give the file."""
    return error("unreadable-file", f"cannot be read: {reason}", Where(path), "check its permissions")


def name_not_utf8(path: str) -> Diagnostic:
    """A file name of bytes that are no text."""
    shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return error("file-name", "the file's name is not UTF-8", Where(shown), "rename the file")


def stray_file(path: str, where_to: str) -> Diagnostic:
    """A file where only posts or threads are read."""
    return warning("stray-file", "this file is not published", Where(path), where_to)


def linked_folder(path: str) -> Diagnostic:
    """A symbolic link to a folder."""
    return warning("stray-file", "a link to a folder is not followed", Where(path), "put the folder itself here")


def date_missing(where: Where) -> Diagnostic:
    """A post without a date."""
    hint = "write “date: 2011-03-02”, or begin the file's name with the date"
    return error("missing-field", "date: is missing", where, hint)


def bad_slug(slug: str, proposal: str, where: Where) -> Diagnostic:
    """A slug that is no single part of an address."""
    message = f"slug: “{slug}” cannot be a part of an address"
    return error("wrong-value", message, where, f"write “{proposal}”")


def bad_address(field: str, address: str, reason: str, where: Where) -> Diagnostic:
    """A permalink or alias that is not a path of the site."""
    return error("wrong-value", f"{field}: “{address}” {reason}", where, "write a path of the site, like /2011/03/hello/")


def control_character(char: str, where: Where) -> Diagnostic:
    """A character that may not stand in HTML or XML."""
    message = f"the character U+{ord(char):04X} may not stand in a page; U+FFFD takes its place"
    return warning("control-character", message, where, "remove it")


def body_cut(limit: int, where: Where) -> Diagnostic:
    """A comment's body over the limit."""
    message = f"the body is longer than {limit // 1024} KiB; the rest is not shown"
    return warning("body-too-long", message, where, "cut it yourself, or turn it into a post")


def body_repaired(where: Where) -> Diagnostic:
    """A comment's body with characters that may not stand in HTML."""
    message = "the body holds characters that may not stand in a page; U+FFFD takes their place"
    return warning("control-character", message, where, "remove them")


def body_simplified(where: Where) -> Diagnostic:
    """A comment's body whose formatting would multiply in an HTML parser."""
    message = "the body's formatting is entangled beyond repair; only its words and paragraphs are shown"
    return warning("body-simplified", message, where, "close the tags that it opens")


def unsafe_url(url: str, where: Where) -> Diagnostic:
    """An author's address that is not one of the web."""
    shown = url if len(url) <= 80 else url[:79] + "…"
    return warning("unsafe-url", f"author.url: “{shown}” is not a web address; the name is not linked", where)
