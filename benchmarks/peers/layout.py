"""What all layouts have in common: templates that are copied, files that are written, links that are spelt."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from benchmarks.blog import Blog, Comment, Head, Post
from benchmarks.pictures import write_pictures

SITES = Path(__file__).resolve().parent.parent / "sites"
"""One folder of templates and settings for each generator, and what they share."""


def lay_out(name: str, site: Path, *, static: str, style: str) -> None:
    """The generator's own files, with the pictures and the style sheet where it wants them."""
    shutil.copytree(SITES / name, site, dirs_exist_ok=True)
    write_pictures(site / static)
    sheet = site / style
    sheet.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(SITES / "shared" / "style.css", sheet)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def body_of(post: Post, blog: Blog, spelt: Callable[[Head], str]) -> str:
    """The post's Markdown, its links to other posts as this generator spells them."""
    return re.sub(r"\(post:(\d+)\)", lambda match: f"({spelt(blog.head(int(match[1])))})", post.body)


def address(head: Head) -> str:
    """A link as an address: for generators in which that is usual, or quicker than what they offer instead."""
    return head.address


def listed_front_matter(post: Post) -> str:
    """Front matter between `---` lines, as most generators want it; JSON is YAML, so no text needs thinking about."""
    fields = {
        "title": post.head.title,
        "date": post.head.date.isoformat(),
        "slug": post.head.slug,
        "authors": [post.author],
        "categories": post.categories,
        "tags": post.tags,
    }
    lines = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items())
    return f"---\n{lines}---\n\n"


def json_thread(post: Post) -> str:
    """The comments as a list, as an export of a platform has them; what a comment lacks is left out."""
    return json.dumps([_said(comment) for comment in post.comments], ensure_ascii=False, indent=1) + "\n"


def _said(comment: Comment) -> dict[str, object]:
    fields: dict[str, object] = {
        "id": comment.id,
        "parent": comment.parent,
        "author": comment.author,
        "url": comment.url,
        "owner": comment.owner,
        "date": comment.date.isoformat(),
        "body": comment.body,
    }
    return {name: value for name, value in fields.items() if value}
