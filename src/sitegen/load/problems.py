"""What can be wrong with the files of a site: one function for each message."""

import errno

from sitegen.ground.diagnostics import Diagnostic, Where, error, warning
from sitegen.ground.shown import shown


def no_settings(path: str) -> Diagnostic:
    """There is no sitegen.yaml."""
    message = "this folder is not a site: it has no sitegen.yaml"
    return error("no-settings", message, Where(path), "make one: sitegen init")


def unreadable(path: str, reason: OSError) -> Diagnostic:
    """The system does not give the file."""
    hint = "check its permissions" if reason.errno == errno.EACCES else ""
    return error("unreadable-file", f"cannot be read: {reason.strerror or reason}", Where(path), hint)


def name_not_utf8(path: str) -> Diagnostic:
    """A file name of bytes that are no text."""
    shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return error("file-name", "the file's name is not UTF-8", Where(shown), "rename the file")


def not_a_post(path: str) -> Diagnostic:
    """A file that looks like a post by another rule."""
    name = path.rpartition("/")[2]
    if name == "index.md":
        hint = "put a post into a folder of its own, or give it a name; the lists of posts are made by themselves"
    elif name.lower().endswith((".md", ".markdown", ".mdown", ".mkd")):
        hint = f"a post's name ends with .md: rename it to {name.rpartition('.')[0]}.md"
    else:
        hint = f"a post is Markdown, in which HTML may stand: name it {name.rpartition('.')[0]}.md"
    return warning("stray-file", "this file is not published", Where(path), hint)


def broken_symlink(path: str) -> Diagnostic:
    """A symbolic link to nothing."""
    return warning("stray-file", "this link leads nowhere", Where(path), "remove it, or put the file itself here")


def symlink_out(path: str) -> Diagnostic:
    """A symbolic link to a file elsewhere: what it leads to may be anything of the owner's machine."""
    return warning("stray-file", "a link out of the site is not followed", Where(path), "put the file itself here")


def not_a_file(path: str) -> Diagnostic:
    """A pipe, a socket or a device: to read it could take for ever."""
    return warning("stray-file", "this is neither a file nor a folder", Where(path), "remove it")


def same_data(name: str, first: str, where: Where) -> Diagnostic:
    """Two files of data/ with one name."""
    return error("same-data", f"data “{shown(name)}” is also in {shown(first)}", where, "rename one of them")


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


def date_in_name(reason: str, where: Where) -> Diagnostic:
    """A post whose only date is one in its file's name that does not exist."""
    message = f"the file's name begins with no date: {reason}"
    return error("wrong-value", message, where, "rename the file, or write “date: 2011-03-02”")


def bad_slug(slug: str, proposal: str, where: Where) -> Diagnostic:
    """A slug that is no single part of an address."""
    message = f"slug: “{shown(slug)}” cannot be a part of an address"
    return error("wrong-value", message, where, f"write “{shown(proposal)}”")


def bad_address(field: str, address: str, reason: str, where: Where) -> Diagnostic:
    """A permalink or alias that is not a path of the site."""
    message = f"{field}: “{shown(address)}” {reason}"
    return error("wrong-value", message, where, "write a path of the site, like /2011/03/hello/")


def bad_image(image: str, where: Where) -> Diagnostic:
    """An image's address that is neither a path nor one of the web."""
    message = f"image: “{shown(image)}” is not an address of the web"
    return error("wrong-value", message, where, "write a path like /boxes.svg, or a whole address with https://")


def control_character(char: str, replacement: str, times: int, where: Where) -> Diagnostic:
    """A character that may not stand in HTML or XML, the first of so many."""
    instead = f"U+{ord(replacement):04X}" + (", as in Windows-1252," if "\x80" <= char <= "\x9f" else "")
    often = f" ({times} times in this file)" if times > 1 else ""
    message = f"the character U+{ord(char):04X} may not stand in a page; {instead} takes its place{often}"
    return warning("control-character", message, where, "remove it, or write what was meant")


def footnote_not_shown(name: str, where: Where, *, is_second: bool) -> Diagnostic:
    """A footnote's definition that is lost."""
    mark = f"[^{shown(name)}]"
    if is_second:
        message = f"“{mark}” is defined twice; only the first is shown"
        return warning("lost-footnote", message, where, "give one of them another name")
    message = f"no mark “{mark}” leads to this footnote; it is not shown"
    return warning("lost-footnote", message, where, f"write {mark} in the text where it belongs")


def template_link(tag: str, times: int, where: Where) -> Diagnostic:
    """A link whose address is another generator's template tag: to Markdown it is no link."""
    often = f" (and {times - 1} more in this file)" if times > 1 else ""
    message = f"“]({shown(tag)})” looks like a template's tag, and posts are not templates: it is no link{often}"
    return warning("broken-link", message, where, "write the address itself, without spaces")


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


def empty_comment(where: Where) -> Diagnostic:
    """A comment is shown, but nothing of its body can be."""
    message = "nothing of this comment's body can be shown"
    hint = "players, forms and scripts are taken out; write a link instead, or “status: deleted” if it is gone"
    return warning("empty-comment", message, where, hint)


def unsafe_url(url: str, where: Where) -> Diagnostic:
    """An author's address that is not one of the web."""
    return warning("unsafe-url", f"author.url: “{shown(url)}” is not a web address; the name is not linked", where)
