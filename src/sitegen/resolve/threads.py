"""A flat list of comments becomes the tree that is shown. Linear (but for the sort), and without recursion.

Order is by date, then by place in the file, never by id. Every comment is shown exactly once or counted as withheld;
`resolve_thread` asserts the sum.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sitegen.ground.diagnostics import Diagnostic, Where
from sitegen.ground.names import nearest
from sitegen.model.content import Answered, Comment, CommentFile, Reply, Thread
from sitegen.model.documents import CommentStatus, CommentType, ThreadStatus
from sitegen.model.settings import CommentSettings
from sitegen.resolve import problems

_MOST_SUGGESTIONS = 10  # a thread; to look for near names is quadratic where every parent is missing


def resolve_thread(
    file: CommentFile, settings: CommentSettings, status: ThreadStatus | None = None
) -> tuple[Thread, list[Diagnostic]]:
    """The thread of one file; `status` is the post's own word on whether it is closed, if it has one."""
    comments = file.comments
    anchors = [settings.anchor.replace("{id}", comment.id) for comment in comments]
    diagnostics = _repeated_names(comments, anchors)
    order = sorted(range(len(comments)), key=lambda position: comments[position].date)
    parents, broken = _parents(comments, order)
    diagnostics += broken
    shape = _Shape.of(comments, order, parents)
    pings = tuple(
        Reply(anchor=anchors[position], comment=comments[position], depth=1)
        for position in order
        if comments[position].type is not CommentType.COMMENT and _is_shown(comments[position])
    )
    withheld = Counter(comment.status for comment in comments if not _is_shown(comment))
    replies, shown = _displayed(comments, anchors, parents, shape, settings.depth)
    thread = Thread(
        key=file.key,
        status=status or file.status,
        closed_at=file.closed_at,
        replies=replies,
        pings=pings,
        total=len(comments),
        shown=shown,
        pinged=len(pings),
        withheld={reason: withheld[reason] for reason in CommentStatus if withheld[reason]},
    )
    assert thread.total == thread.shown + thread.pinged + sum(thread.withheld.values()), file.source
    return thread, diagnostics


def _is_shown(comment: Comment) -> bool:
    return comment.status is CommentStatus.APPROVED


def _parents(comments: Sequence[Comment], order: Sequence[int]) -> tuple[list[int | None], list[Diagnostic]]:
    """The position of each comment's parent, None at the top level: missing parents and circles are mended."""
    diagnostics: list[Diagnostic] = []
    by_id: dict[str, int] = {}
    for position, comment in enumerate(comments):
        by_id.setdefault(comment.id, position)
    parents: list[int | None] = []
    suggestions = 0
    for comment in comments:
        parent = None if comment.parent is None else by_id.get(comment.parent)
        if comment.parent is not None and parent is None:
            suggestions += 1
            near = nearest(comment.parent, by_id, most=1) if suggestions <= _MOST_SUGGESTIONS else []
            diagnostics.append(problems.parent_missing(comment.parent, near, _mark(comment, "parent")))
        parents.append(parent)
    for circle in _circles(parents):
        rank = {position: rank for rank, position in enumerate(order)} if len(circle) > 1 else {circle[0]: 0}
        earliest = min(circle, key=rank.__getitem__)
        parents[earliest] = None
        comment = comments[earliest]
        diagnostics.append(problems.cycle_broken(comment.id, len(circle), _mark(comment, "parent")))
    return parents, diagnostics


def _circles(parents: Sequence[int | None]) -> list[list[int]]:
    """Each circle of parents, as positions."""
    circles = []
    walk_of = [0] * len(parents)  # the walk on which a position was first met; 0 for none
    for walk, start in enumerate(range(len(parents)), start=1):
        position: int | None = start
        while position is not None and not walk_of[position]:
            walk_of[position] = walk
            position = parents[position]
        if position is not None and walk_of[position] == walk:
            circle = [position]
            following = parents[position]
            while following is not None and following != position:
                circle.append(following)
                following = parents[following]
            circles.append(circle)
    return circles


@dataclass(frozen=True, slots=True)
class _Shape:
    """Who answers whom among comments, pings left aside.

    `roots` and `children` are in the order of dates; `living` are the comments which are shown or beneath which
    something is shown.
    """

    roots: list[int]
    children: dict[int, list[int]]
    living: list[bool]

    @staticmethod
    def of(comments: Sequence[Comment], order: Sequence[int], parents: Sequence[int | None]) -> "_Shape":
        """The shape; a reply to a ping stands at the top level."""
        roots: list[int] = []
        children: dict[int, list[int]] = {}
        for position in order:
            if comments[position].type is not CommentType.COMMENT:
                continue
            parent = parents[position]
            if parent is None or comments[parent].type is not CommentType.COMMENT:
                roots.append(position)
            else:
                children.setdefault(parent, []).append(position)
        living = [_is_shown(comment) for comment in comments]
        for position in reversed(list(_downwards(roots, children))):
            living[position] = living[position] or any(living[child] for child in children.get(position, ()))
        return _Shape(roots, children, living)


def _downwards(roots: Sequence[int], children: dict[int, list[int]]) -> list[int]:
    """Every position, parents before their children."""
    found = list(roots)
    for position in found:  # grows while it is walked
        found += children.get(position, ())
    return found


def _displayed(
    comments: Sequence[Comment],
    anchors: Sequence[str],
    parents: Sequence[int | None],
    shape: _Shape,
    deepest: int,
) -> tuple[tuple[Reply, ...], int]:
    """The replies at the top level, and how many comments are shown beneath and among them.

    Replies deeper than `deepest` follow the comment at that depth, in the tree's own order, as WordPress has it.
    """
    rows: list[tuple[int, int]] = []  # (position, level), each tree from top to bottom
    waiting = [(position, 1) for position in reversed(shape.roots) if shape.living[position]]
    while waiting:
        position, level = waiting.pop()
        rows.append((position, level))
        below = shape.children.get(position, ())
        waiting += [(child, level + 1) for child in reversed(below) if shape.living[child]]
    # From the last row to the first: when a reply comes, all that stands beneath it waits at the next depth.
    unclaimed: list[list[Reply]] = [[] for _ in range(deepest + 2)]
    for position, level in reversed(rows):
        comment, parent, depth = comments[position], parents[position], min(level, deepest)
        is_nested = parent is None or 1 < level <= deepest
        reply = Reply(
            anchor=anchors[position],
            comment=comment if _is_shown(comment) else None,
            withheld=None if _is_shown(comment) else comment.status,
            depth=depth,
            answers=None if is_nested or parent is None else _answered(comments[parent], anchors[parent]),
            replies=tuple(reversed(unclaimed[depth + 1])),
        )
        unclaimed[depth + 1].clear()
        unclaimed[depth].append(reply)
    shown = sum(_is_shown(comments[position]) for position, _ in rows)
    return tuple(reversed(unclaimed[1])), shown


def _answered(parent: Comment, anchor: str) -> Answered:
    return Answered(anchor=anchor, name=parent.author.name if _is_shown(parent) else "")


def _repeated_names(comments: Sequence[Comment], anchors: Sequence[str]) -> list[Diagnostic]:
    """Ids and anchors that stand twice in one thread."""
    diagnostics: list[Diagnostic] = []
    ids: dict[str, Where] = {}
    taken: dict[str, Where] = {}
    for comment, anchor in zip(comments, anchors, strict=True):
        where = _mark(comment, "id")
        if comment.id in ids:
            diagnostics.append(problems.duplicate_id(comment.id, ids[comment.id], where))
        ids.setdefault(comment.id, where)
        taken.setdefault(anchor, where)
    for comment in comments:
        for number, anchor in enumerate(comment.anchors):
            where = _mark(comment, f"anchors[{number}]")
            if anchor in taken:
                diagnostics.append(problems.duplicate_anchor(anchor, taken[anchor], where))
            taken.setdefault(anchor, where)
    return diagnostics


def _mark(comment: Comment, name: str) -> Where:
    return comment.marks.get(name) or comment.marks.get("") or Where("")
