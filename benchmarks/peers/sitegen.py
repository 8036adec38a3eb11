"""The blog as a sitegen site, written by sitegen's own writers."""

from pathlib import Path

from benchmarks.blog import SUBTITLE, TITLE, URL, Blog, Comment, Head, Post
from benchmarks.peers.layout import body_of, lay_out, write
from benchmarks.pictures import write_pictures
from sitegen.formats.post import dump_post
from sitegen.formats.thread import dump_thread
from sitegen.model.documents import Author, CommentRecord, FrontMatter, PostDocument, ThreadDocument


def write_plain(blog: Blog, site: Path) -> None:
    """With templates that make the same pages as those of the other generators."""
    lay_out("sitegen", site, static="static", style="themes/plain/assets/style.css")
    _write_content(blog, site, "plain")


def write_default(blog: Blog, site: Path) -> None:
    """With the theme that comes with sitegen."""
    _write_content(blog, site, "default")
    write_pictures(site / "static")


def _write_content(blog: Blog, site: Path, theme: str) -> None:
    write(site / "sitegen.yaml", _SETTINGS.format(title=TITLE, subtitle=SUBTITLE, url=URL, theme=theme))
    for number in range(blog.size):
        post = blog.post(number)
        write(site / "content" / "posts" / f"{post.head.name}.md", dump_post(_document(post, blog)))
        if post.comments:
            thread = ThreadDocument(comments=tuple(map(_record, post.comments)))
            write(site / "content" / "comments" / f"{post.head.name}.yaml", dump_thread(thread))


_SETTINGS = """\
title: {title}
subtitle: {subtitle}
url: {url}
language: en
permalink: /{{year}}/{{month}}/{{slug}}/
per_page: 10
comments:
  depth: 32
theme: {theme}
"""


def _document(post: Post, blog: Blog) -> PostDocument:
    front = FrontMatter(
        title=post.head.title,
        date=post.head.date,
        authors=(post.author,),
        categories=post.categories,
        tags=post.tags,
    )
    return PostDocument(front=front, body="\n" + body_of(post, blog, _source))


def _source(head: Head) -> str:
    return f"{head.name}.md"


def _record(comment: Comment) -> CommentRecord:
    return CommentRecord(
        id=comment.id,
        parent=comment.parent,
        author=Author(name=comment.author, url=comment.url, owner=comment.owner),
        date=comment.date,
        body=comment.body,
    )
