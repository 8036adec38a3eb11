"""The tree of replies as it is displayed: tombstones, pruning, and no deeper than the site allows.

Linear, and without recursion: a chain of 10,000 replies is nothing special. The displayed tree itself is never deeper
than its cap (32 at most), so that comparing, pickling and printing it is safe.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sitegen.model.content import Answered, Comment, Reply
from sitegen.model.documents import CommentStatus, CommentType


def nested_replies(
    comments: Sequence[Comment],
    anchors: Sequence[str],
    parents: Sequence[int | None],
    order: Sequence[int],
    deepest: int,
) -> tuple[Reply, ...]:
    """The replies at the top level. `order` are the positions by date, `parents` as `mended_parents` gives them.

    Replies beyond `deepest` stand at that depth, each tree from top to bottom, as WordPress has it (`Walker_Comment`),
    and say what they answer; so does the reply to a ping, which is listed apart. A withheld comment is a tombstone
    where something beneath it is shown, and otherwise nowhere.
    """
    # From the last row to the first: when a reply comes, all that stands beneath it waits at the next depth.
    unclaimed: list[list[Reply]] = [[] for _ in range(deepest + 2)]
    for position, level in reversed(_rows(_Tree.of(comments, parents, order))):
        comment, parent, depth = comments[position], parents[position], min(level, deepest)
        shown, shows_parent = is_shown(comment), 1 < level <= deepest
        beneath = unclaimed[depth + 1]
        reply = Reply(
            anchor=anchors[position],
            comment=comment if shown else None,
            withheld=None if shown else comment.status,
            depth=depth,
            answers=None if parent is None or shows_parent else _answered(comments[parent], anchors[parent]),
            replies=tuple(reversed(beneath)) if beneath else (),
        )
        beneath.clear()
        unclaimed[depth].append(reply)
    return tuple(reversed(unclaimed[1]))


def is_shown(comment: Comment) -> bool:
    """Only what was approved is; everything else is counted."""
    return comment.status is CommentStatus.APPROVED


@dataclass(frozen=True, slots=True)
class _Tree:
    """Positions of comments, pings left aside, in the order of dates.

    `living` are the comments which are shown or beneath which something is shown.
    """

    roots: list[int]
    children: dict[int, list[int]]
    living: list[bool]

    @staticmethod
    def of(comments: Sequence[Comment], parents: Sequence[int | None], order: Sequence[int]) -> "_Tree":
        """The tree; a reply to a ping stands at the top level."""
        roots: list[int] = []
        children: dict[int, list[int]] = {}
        for position in order:
            parent = parents[position]
            if _is_ping(comments[position]):
                continue
            if parent is None or _is_ping(comments[parent]):
                roots.append(position)
            else:
                children.setdefault(parent, []).append(position)
        living = [is_shown(comment) for comment in comments]
        if not all(living):
            for position in reversed(_downwards(roots, children)):
                living[position] = living[position] or any(living[child] for child in children.get(position, ()))
        return _Tree(roots, children, living)

    def below(self, position: int) -> Iterator[int]:
        """What is displayed directly beneath a comment, last first."""
        return (child for child in reversed(self.children[position]) if self.living[child])


def _rows(tree: _Tree) -> list[tuple[int, int]]:
    """What is displayed, from top to bottom: each position with its level in the tree, from 1."""
    rows = []
    waiting = [(root, 1) for root in reversed(tree.roots) if tree.living[root]]
    while waiting:
        position, level = waiting.pop()
        rows.append((position, level))
        if position in tree.children:
            waiting += [(child, level + 1) for child in tree.below(position)]
    return rows


def _downwards(roots: Sequence[int], children: dict[int, list[int]]) -> list[int]:
    """Every position, parents before their children."""
    found = list(roots)
    for position in found:  # grows while it is walked
        found += children.get(position, ())
    return found


def _is_ping(comment: Comment) -> bool:
    return comment.type is not CommentType.COMMENT


def _answered(parent: Comment, anchor: str) -> Answered | None:
    """A tombstone has no name; a withheld ping is nowhere on the page."""
    if is_shown(parent):
        return Answered(anchor=anchor, name=parent.author.name)
    return None if _is_ping(parent) else Answered(anchor=anchor, name="")
