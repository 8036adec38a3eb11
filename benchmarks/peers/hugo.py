"""The blog as a Hugo site: a data file for each thread, replies grouped in linear time, RenderString for bodies."""

from pathlib import Path

from benchmarks.blog import MORE, Blog
from benchmarks.peers.layout import address, body_of, json_thread, lay_out, listed_front_matter, write


def write_site(blog: Blog, site: Path) -> None:
    lay_out("hugo", site, static="static", style="static/style.css")
    for number in range(blog.size):
        post = blog.post(number)
        body = body_of(post, blog, address).replace(MORE, "<!--more-->")
        write(site / "content" / "posts" / f"{post.head.name}.md", listed_front_matter(post) + body)
        if post.comments:
            write(site / "data" / "comments" / f"{post.head.name}.json", json_thread(post))
