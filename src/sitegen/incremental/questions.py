"""The questions that pages ask, as numbers; and what all the questions about one post are answered from.

A site of ten thousand posts answers a hundred thousand questions. To find those whose answers have changed, not each
is asked again: of each post the few parts are compared from which its answers are made.
"""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

from sitegen.incremental.encoding import packed, unpacked
from sitegen.model.content import PostFacts, ThreadFacts

Question = tuple[str, str]
"""A question's name and its key."""


def number(question: str, key: str) -> int:
    """A number of 64 bits for each question, the same in every process: two have one by no chance worth a thought."""
    return int.from_bytes(blake2b(f"{question}\n{key}".encode(), digest_size=8).digest(), "little")


def post_parts(
    post: PostFacts,
    thread: ThreadFacts | None,
    *,
    digests: tuple[bytes, bytes, bytes | str | None],
    neighbours: tuple[str | None, str | None],
    url: str | None,
    targets: bytes,
) -> bytes:
    """All that answers about a post are made of, as bytes for `changed_questions`. Texts count by their digests: those
    of teaser, contents and thread (None without one, the status of one without comments), and that of the `targets`
    to which the post's references lead.
    """
    teaser, contents, comments = digests
    date, updated = post.date, post.updated
    return packed(
        (
            post.title,
            date and date.isoformat(),
            thread.shown if thread else 0,
            thread is not None,
            updated and updated.isoformat(),
            post.tags,
            post.categories,
            post.authors,
            teaser,
            post.source,
            contents,
            comments,
            *neighbours,
            url,
            targets,
        )
    )


_PARTS_OF = {
    "title": (0,),
    "entry": (0, 1, 2),
    "summary": (0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
    "contents": (9, 10),
    "thread": (3, 11),
    "neighbours": (12, 13),
    "url": (14,),
    "targets": (15,),
}
"""The parts, by their place in `post_parts`, that decide the answer to each question about a post."""

URL_PART = 14
"""The place of `url` in what `post_parts` makes."""

TARGETS_PART = 15
"""The place of `targets` in what `post_parts` makes."""

ABOUT_POSTS = frozenset(_PARTS_OF)
"""The questions whose key is that of a post; `targets` stands for each `target` of a reference in its text."""


def changed_questions(before: bytes | None, after: bytes | None) -> Iterable[str]:
    """The questions about one post that are no longer answered as they were; all of them where it comes or goes."""
    if before is None or after is None:
        return _PARTS_OF
    old: tuple[Any, ...] = unpacked(before)
    new: tuple[Any, ...] = unpacked(after)
    differ = {place for place, (was, now) in enumerate(zip(old, new, strict=True)) if was != now}
    return [question for question, places in _PARTS_OF.items() if not differ.isdisjoint(places)]
