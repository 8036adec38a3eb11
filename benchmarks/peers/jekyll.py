"""The blog as a Jekyll site: a data file for each thread, and two small plugins, for listings and for trees.

Bodies of comments go through `markdownify` as they are: Jekyll has no filter that makes strangers' HTML harmless.
"""

from pathlib import Path

from benchmarks.blog import Blog
from benchmarks.peers.layout import address, body_of, json_thread, lay_out, listed_front_matter, write


def write_site(blog: Blog, site: Path) -> None:
    lay_out("jekyll", site, static=".", style="style.css")
    for number in range(blog.size):
        post = blog.post(number)
        front = listed_front_matter(post).replace("---\n", "---\nlayout: post\n", 1)
        write(site / "_posts" / f"{post.head.name}.md", front + body_of(post, blog, address))
        if post.comments:
            write(site / "_data" / "comments" / f"{post.head.slug}.json", json_thread(post))
