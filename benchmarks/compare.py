"""Whether the sites that were built are the same blog: the same pages, the same comments on each."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

_COMMENT = re.compile(rb'<li\b[^>]*\bid="?comment-\d+')
_POST = re.compile(r"\d{4}/\d{2}/[^/]+/index\.html")


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What stands in an output folder: comments by post page, the other HTML pages, and bytes of HTML in all."""

    posts: dict[str, int]
    others: frozenset[str]
    size: int

    @property
    def comments(self) -> int:
        return sum(self.posts.values())


def look_at(output: Path) -> Built:
    posts: dict[str, int] = {}
    others: set[str] = set()
    size = 0
    for path in sorted(output.rglob("index.html")):
        page = path.read_bytes()
        size += len(page)
        name = path.relative_to(output).as_posix()
        if _POST.fullmatch(name):
            posts[name] = len(_COMMENT.findall(page))
        else:
            others.add(name)
    return Built(posts=posts, others=frozenset(others), size=size)


def differences(built: Built, reference: Built) -> list[str]:
    """What is not as in the reference, a line for each kind, with an example; nothing where all is alike."""
    found = [
        _difference("posts", set(built.posts), set(reference.posts)),
        _difference("listings", set(built.others), set(reference.others)),
        _difference("posts with other comments", set(built.posts.items()), set(reference.posts.items())),
    ]
    return [line for line in found if line]


def _difference(what: str, ours: AbstractSet[object], theirs: AbstractSet[object]) -> str:
    missing, surplus = sorted(map(str, theirs - ours)), sorted(map(str, ours - theirs))
    if not missing and not surplus:
        return ""
    return f"{what}: {len(missing)} missing {missing[:3]}, {len(surplus)} too many {surplus[:3]}"
