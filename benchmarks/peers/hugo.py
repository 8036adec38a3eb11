"""The blog as a Hugo site: a data file for each thread, replies grouped in linear time, RenderString for bodies."""

from pathlib import Path

from benchmarks.blog import MORE, Blog, Post
from benchmarks.peers.layout import address, body_of, json_thread, lay_out, write, yaml_front_matter


def write_site(blog: Blog, site: Path) -> None:
    lay_out("hugo", site, static="static", style="static/style.css")
    for number in range(blog.size):
        post = blog.post(number)
        write(site / "content" / "posts" / f"{post.head.name}.md", _post(post, blog))
        if post.comments:
            write(site / "data" / "comments" / f"{post.head.name}.json", json_thread(post))


def _post(post: Post, blog: Blog) -> str:
    front = {"title": post.head.title, "date": post.head.date.isoformat(), "slug": post.head.slug}
    lists = {"authors": [post.author], "categories": post.categories, "tags": post.tags}
    body = body_of(post, blog, address).replace(MORE, "<!--more-->")
    return yaml_front_matter(front | lists) + body
