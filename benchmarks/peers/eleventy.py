"""The blog as an Eleventy site: Nunjucks, and threads read by a filter.

As global data (`_data/`), the threads would be merged into the data of every page, which takes time by the square.
"""

from pathlib import Path

from benchmarks.blog import Blog
from benchmarks.peers.layout import address, body_of, json_thread, lay_out, listed_front_matter, write


def write_site(blog: Blog, site: Path) -> None:
    lay_out("eleventy", site, static="static", style="static/style.css")
    for number in range(blog.size):
        post = blog.post(number)
        text = listed_front_matter(post) + body_of(post, blog, address)
        write(site / "posts" / f"{post.head.name}.md", text)
        if post.comments:
            write(site / "comments" / f"{post.head.name}.json", json_thread(post))
