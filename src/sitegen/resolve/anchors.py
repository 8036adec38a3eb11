"""The fragments under which a thread's comments are found: one place for each."""

from collections.abc import Mapping, Sequence

from sitegen.ground.diagnostics import Diagnostic
from sitegen.model.content import Comment
from sitegen.resolve import problems


def check_anchors(comments: Sequence[Comment], anchors: Sequence[str], page_ids: Mapping[str, str]) -> list[Diagnostic]:
    """Ids and fragments that stand twice in a thread or its page; `anchors` are those that the comments' ids make.

    `page_ids` are what else has an id on the page: each with the file that has it as a heading, or none for the theme.
    A comment that lists its own id's anchor among its others says nothing wrong. Withheld comments count too: to show
    one must not break another's address.
    """
    return _repeated_ids(comments) + _repeated_anchors(comments, anchors, page_ids)


def _repeated_ids(comments: Sequence[Comment]) -> list[Diagnostic]:
    first: dict[str, Comment] = {}
    repeated = [comment for comment in comments if first.setdefault(comment.id, comment) is not comment]
    return [problems.duplicate_id(each.id, first[each.id].where("id"), each.where("id")) for each in repeated]


def _repeated_anchors(
    comments: Sequence[Comment], anchors: Sequence[str], page_ids: Mapping[str, str]
) -> list[Diagnostic]:
    diagnostics = []
    taken: dict[str, tuple[Comment, str]] = {}  # whose each anchor is, and the field that says so
    for comment, own in zip(comments, anchors, strict=True):
        taken.setdefault(own, (comment, "id"))
        if own in page_ids:
            diagnostics.append(problems.id_of_page(own, page_ids[own], comment.where("id")))
    for comment, own in zip(comments, anchors, strict=True):
        for number, anchor in enumerate(comment.anchors):
            field = f"anchors[{number}]"
            if anchor == own:
                continue
            if anchor in page_ids:
                diagnostics.append(problems.anchor_of_page(anchor, page_ids[anchor], comment.where(field)))
            elif anchor in taken:
                holder, its_field = taken[anchor]
                diagnostics.append(problems.duplicate_anchor(anchor, holder.where(its_field), comment.where(field)))
            taken.setdefault(anchor, (comment, field))
    return diagnostics
