"""What can be wrong between files that are each right: one function for each message."""

from sitegen.ground.diagnostics import Diagnostic, Where, error, warning
from sitegen.ground.shown import shown, shown_address


def duplicate_post(key: str, first: Where, second: Where) -> Diagnostic:
    """`x.md` and `x/index.md`, or the like."""
    return error("duplicate-post", f"“{shown_address(key)}” is also {first.path}", second, "rename one of them")


def duplicate_thread(key: str, first: Where, second: Where) -> Diagnostic:
    """Two thread files of one post."""
    message = f"the comments of “{shown_address(key)}” are also in {first.path}"
    return error("duplicate-thread", message, second, "join the two files")


def thread_without_post(key: str, meant: str, where: Where) -> Diagnostic:
    """A thread file beside no post: its comments would be shown nowhere. `meant` offers the keys most like its own."""
    message = f"there is no post “{shown_address(key)}” to which these comments belong"
    return error("thread-without-post", message, where, meant or "rename the file like its post")


def duplicate_id(identity: str, first: Where, second: Where) -> Diagnostic:
    """Two comments of a thread with one id."""
    message = f"the id “{shown(identity)}” stands here twice; first at line {first.line}"
    return error("duplicate-id", message, second, "give one of them another id")


def duplicate_anchor(anchor: str, first: Where, second: Where) -> Diagnostic:
    """Two comments that want one fragment."""
    message = f"the anchor “{shown(anchor)}” is taken; first at line {first.line}"
    return error("duplicate-anchor", message, second, "an anchor leads to one place; remove one of them")


def anchor_of_page(anchor: str, source: str, where: Where) -> Diagnostic:
    """A comment that wants the fragment of a heading in the file `source`, or of the theme if that is empty."""
    message = f"the anchor “{shown(anchor)}” is taken by {_owner(source)}"
    return error("duplicate-anchor", message, where, "an anchor leads to one place; remove this one")


def id_of_page(anchor: str, source: str, where: Where) -> Diagnostic:
    """A comment whose id makes such a fragment."""
    message = f"this comment's anchor, “{shown(anchor)}”, is taken by {_owner(source)}"
    hint = "set “comments.anchor” in sitegen.yaml so that comments have anchors of their own, like comment-{id}"
    return error("duplicate-anchor", message, where, hint)


def _owner(source: str) -> str:
    return f"a heading of {shown_address(source)}" if source else "the theme"


def parent_missing(parent: str, meant: str, where: Where) -> Diagnostic:
    """A reply to nothing; `meant` offers the ids most like the one that it names."""
    message = f"there is no comment “{shown(parent)}” in this thread"
    return warning("parent-missing", message, where, meant or "the reply stands at the top level")


def cycle_broken(identity: str, length: int, where: Where) -> Diagnostic:
    """Comments that answer each other in a circle."""
    if length == 1:
        message = f"the comment “{shown(identity)}” answers itself"
        return warning("reply-cycle", message, where, "it stands at the top level")
    message = f"the comment “{shown(identity)}” is answered by what it answers, in a circle of {length}"
    return warning("reply-cycle", message, where, "it stands at the top level, as the earliest of them")
