"""A flat list of comments becomes a thread: the tree that is shown, the pings, and the sums.

Order is by date, then by place in the file, never by id. Every comment is shown exactly once or counted as withheld.
"""

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from sitegen.ground.diagnostics import Diagnostic
from sitegen.model.content import CommentFile, Reply, Thread, all_replies
from sitegen.model.documents import CommentStatus, CommentType, ThreadStatus
from sitegen.model.settings import CommentSettings
from sitegen.model.theme import THEME_IDS
from sitegen.resolve.anchors import check_anchors
from sitegen.resolve.nesting import is_shown, nested_replies
from sitegen.resolve.parents import mended_parents


class LostCommentError(Exception):
    """A bug of sitegen: a comment would be neither shown nor counted. Better no site than a site without it."""


def resolve_thread(
    file: CommentFile,
    settings: CommentSettings,
    *,
    status: ThreadStatus | None = None,
    headings: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Thread, list[Diagnostic]]:
    """The thread of one file. `status` is its post's own word on whether it is closed, which goes first; `headings` are
    the anchors on the post's page that are taken, each with the file that has it.

    Raises LostCommentError if the sums do not hold.
    """
    comments = file.comments
    anchors = [settings.anchor.replace("{id}", comment.id) for comment in comments]
    order = sorted(range(len(comments)), key=lambda position: comments[position].date)
    parents, mended = mended_parents(comments, order)
    replies = nested_replies(comments, anchors, parents, order, settings.depth)
    pings = tuple(
        Reply(anchor=anchors[position], comment=comments[position], depth=1)
        for position in order
        if comments[position].type is not CommentType.COMMENT and is_shown(comments[position])
    )
    withheld = Counter(comment.status for comment in comments if not is_shown(comment))
    thread = Thread(
        key=file.key,
        status=status or file.status,
        closed_at=file.closed_at,
        replies=replies,
        pings=pings,
        total=len(comments),
        shown=sum(reply.comment is not None for reply in all_replies(replies)),
        pinged=len(pings),
        withheld={reason: withheld[reason] for reason in CommentStatus if withheld[reason]},
    )
    if thread.total != thread.shown + thread.pinged + withheld.total():
        raise LostCommentError(f"{file.source}: {thread.total} comments read, but not all of them shown or counted")
    return thread, [*check_anchors(comments, anchors, {**dict.fromkeys(THEME_IDS, ""), **headings}), *mended]
