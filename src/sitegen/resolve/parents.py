"""Who answers whom in a thread, once missing parents and circles are mended. Linear, and without recursion."""

from collections.abc import Iterator, Sequence

from sitegen.ground.diagnostics import Diagnostic
from sitegen.ground.names import did_you_mean
from sitegen.model.content import Comment
from sitegen.model.documents import CommentType
from sitegen.resolve import problems

_MOST_SUGGESTIONS = 10
_MOST_COMPARISONS = 20_000  # ids held against missing ones, in a thread: a fifth of a second


def mended_parents(comments: Sequence[Comment], order: Sequence[int]) -> tuple[list[int | None], list[Diagnostic]]:
    """The position of the comment that each one answers, None at the top level; `order` are the positions by date.

    An id that stands twice is the first comment's. A ping answers nobody: it is listed apart.
    """
    parents, diagnostics = _written_parents(comments)
    rank = [0] * len(order)
    for place, position in enumerate(order):
        rank[position] = place
    for circle in list(_circles(parents)):
        earliest = min(circle, key=rank.__getitem__)
        parents[earliest] = None
        comment = comments[earliest]
        diagnostics.append(problems.cycle_broken(comment.id, len(circle), comment.where("parent")))
    return parents, diagnostics


def _written_parents(comments: Sequence[Comment]) -> tuple[list[int | None], list[Diagnostic]]:
    """The parents as the file has them, but for those that do not exist."""
    by_id: dict[str, int] = {}
    for position, comment in enumerate(comments):
        by_id.setdefault(comment.id, position)
    suggestions = min(_MOST_SUGGESTIONS, _MOST_COMPARISONS // max(1, len(by_id)))
    parents: list[int | None] = []
    diagnostics: list[Diagnostic] = []
    for comment in comments:
        wanted = comment.parent if comment.type is CommentType.COMMENT else None
        parent = None if wanted is None else by_id.get(wanted)
        if wanted is not None and parent is None:
            others = (identity for identity in by_id if identity != comment.id)
            meant = did_you_mean(wanted, others, most=3) if len(diagnostics) < suggestions else ""
            diagnostics.append(problems.parent_missing(wanted, meant, comment.where("parent")))
        parents.append(parent)
    return parents, diagnostics


def _circles(parents: Sequence[int | None]) -> Iterator[list[int]]:
    """Each circle of parents, as positions."""
    walk_of: list[int | None] = [None] * len(parents)  # the walk on which a position was first met
    for walk in range(len(parents)):
        position: int | None = walk
        while position is not None and walk_of[position] is None:
            walk_of[position] = walk
            position = parents[position]
        if position is not None and walk_of[position] == walk:
            yield _circle(parents, position)


def _circle(parents: Sequence[int | None], start: int) -> list[int]:
    circle = [start]
    following = parents[start]
    while following is not None and following != start:
        circle.append(following)
        following = parents[following]
    return circle
