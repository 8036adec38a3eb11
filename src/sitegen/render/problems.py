"""What can be wrong with a theme: one function for each message."""

from collections.abc import Iterable

from sitegen.ground.diagnostics import Diagnostic, Where, error, warning
from sitegen.ground.names import did_you_mean


def unknown_theme(name: str, known: Iterable[str], where: Where) -> Diagnostic:
    """No folder of that name."""
    known = list(known)
    hint = did_you_mean(name, known) or "there are: " + ", ".join(known)
    return error("unknown-theme", f"there is no theme “{name}”", where, hint)


def theme_circle(names: Iterable[str], where: Where) -> Diagnostic:
    """A theme that extends itself."""
    return error("theme-circle", f"the theme extends itself: {' → '.join(names)}", where, "remove one “extends”")


def theme_renamed(said: str, folder: str, where: Where) -> Diagnostic:
    """theme.yaml's name is not the folder's."""
    return error("wrong-value", f"name: “{said}” is not the name of the folder “{folder}”", where, f"write “{folder}”")


def outside_theme(where: Where) -> Diagnostic:
    """A symbolic link in a theme that leads out of it."""
    return error("outside-theme", "this file is a link that leads out of the theme", where, "put the file itself here")


def unreadable(where: Where, reason: str) -> Diagnostic:
    """The system does not give the file."""
    return error("unreadable-file", f"cannot be read: {reason}", where, "check its permissions")


def unknown_option(name: str, known: Iterable[str], where: Where) -> Diagnostic:
    """A theme option that the theme does not have."""
    known = list(known)
    hint = did_you_mean(name, known) or ("known here: " + ", ".join(known) if known else "the theme has no options")
    return error("unknown-key", f"theme_options.{name}: the theme has no option of this name", where, hint)


def theme_without_manifest(name: str, where: Where) -> Diagnostic:
    """A folder in themes/ that does not say what it is."""
    message = f"the theme “{name}” has no theme.yaml"
    return error("unknown-theme", message, where, f"write themes/{name}/theme.yaml with “name: {name}” in it")


def unknown_block(name: str, known: Iterable[str], where: Where) -> Diagnostic:
    """A block that the template behind does not have."""
    message = f"the template that this one extends has no block “{name}”: what stands in it is not shown"
    return warning("unknown-block", message, where, did_you_mean(name, known))


def template_missing(name: str, known: Iterable[str], where: Where) -> Diagnostic:
    """A template that no theme of the chain has."""
    return error("template-missing", f"there is no template “{name}”", where, did_you_mean(name, known))


def template_syntax(reason: str, where: Where) -> Diagnostic:
    """Jinja cannot read the template."""
    return error("template-syntax", reason.rstrip("."), where)


def undefined_name(name: str, known: Iterable[str], where: Where) -> Diagnostic:
    """A variable that the template's context does not have."""
    known = sorted(known)
    hint = did_you_mean(name, known)
    names = "there are: " + ", ".join(known)
    return error("undefined", f"“{name}” is not defined", where, f"{hint} {names}".strip())


def undefined_attribute(name: str, owner: str, known: Iterable[str], where: Where) -> Diagnostic:
    """An attribute that a value does not have."""
    known = sorted(known)
    hint = did_you_mean(name, known)
    names = "it has: " + ", ".join(known) if known else ""
    return error("undefined", f"{owner} has no “{name}”", where, f"{hint} {names}".strip())


def template_forbidden(reason: str, where: Where) -> Diagnostic:
    """The sandbox says no."""
    return error("template-forbidden", reason, where, "themes run in a sandbox; see docs/themes.md")


def template_failed(reason: str, where: Where) -> Diagnostic:
    """Any other exception from a template."""
    return error("template-error", reason, where)
