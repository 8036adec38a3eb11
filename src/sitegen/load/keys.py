"""The names under which the files of a site are known, made of their paths."""

import unicodedata


def key_of(path: str) -> str:
    """The key of a file of content/: `content/posts/a/index.md` is `posts/a`.

    In Unicode's form NFC, so that one who types an accent on Linux and one who does so on a Mac mean one post.
    """
    return unicodedata.normalize("NFC", path.removeprefix("content/").removesuffix(".md").removesuffix("/index"))


def thread_key(path: str) -> str:
    """The key of the post to which a thread file belongs: the same path below content/posts, or below content/pages
    where the file lies in content/comments/pages.
    """
    name = path.removeprefix("content/comments/").removesuffix(".yaml").removesuffix(".yml")
    return key_of(f"content/{name}.md" if name.startswith("pages/") else f"content/posts/{name}.md")


def data_name(path: str) -> str:
    """The name under which templates ask for it: `data/links/friends.yaml` is `links/friends`."""
    return path.removeprefix("data/").rpartition(".")[0]
