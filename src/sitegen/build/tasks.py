"""What is to be parsed, and what came of it: what the build and its workers say to one another.

Light, because a build in which nothing is parsed loads this, but not the parsers.
"""

from typing import Any, NamedTuple

from sitegen.incremental.encoding import digest_of
from sitegen.model.documents import ThreadStatus
from sitegen.model.settings import Settings


class Task(NamedTuple):
    """A file to parse. `known` is the digest of its bytes when they were last parsed by this recipe; empty if never."""

    path: str
    recipe: bytes
    known: bytes


class PostOfThread(NamedTuple):
    """What a thread's parsing needs of its post: its path, and its own word on whether the thread is closed."""

    source: str
    status: ThreadStatus | None


class ThreadTask(NamedTuple):
    """A thread to parse, and its post if there is one."""

    task: Task
    post: PostOfThread | None


class Parsed(NamedTuple):
    """A file that was read. `value` is what the index keeps, None if the file has an error; `texts` are rows of the
    store by table. Where the bytes are those that are known, `again` is true, and nothing else is said.
    """

    path: str
    recipe: bytes
    digest: bytes
    again: bool = False
    value: Any = None
    diagnostics: tuple[Any, ...] = ()
    texts: tuple[tuple[str, bytes], ...] = ()


def post_recipe(code: bytes, settings: Settings) -> bytes:
    """The digest of everything but its own bytes that decides what a post becomes."""
    site, comments = settings.site, settings.comments
    return digest_of((code, str(settings.timezone), site.language, settings.smart_quotes, comments.anchor))


def thread_recipe(code: bytes, settings: Settings) -> bytes:
    """The same of a thread, to which the digest of its post's anchors is to be added (`Parser.posts` finds it)."""
    comments = settings.comments
    return digest_of((code, str(settings.timezone), settings.site.url, comments.anchor, comments.depth))
