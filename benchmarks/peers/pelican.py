"""The blog as a Pelican site: Jinja, and a small plugin that reads the threads."""

from pathlib import Path

from benchmarks.blog import Blog, Post
from benchmarks.peers.layout import address, body_of, json_thread, lay_out, write


def write_site(blog: Blog, site: Path) -> None:
    lay_out("pelican", site, static="content", style="content/style.css")
    for number in range(blog.size):
        post = blog.post(number)
        write(site / "content" / "posts" / f"{post.head.name}.md", _metadata(post) + body_of(post, blog, address))
        if post.comments:
            write(site / "comments" / f"{post.head.name}.json", json_thread(post))


def _metadata(post: Post) -> str:
    """Python-Markdown's own front matter: no quotes, lists by commas."""
    fields = {
        "Title": post.head.title,
        "Date": f"{post.head.date:%Y-%m-%d %H:%M}",
        "Slug": post.head.slug,
        "Authors": post.author,
        "Category": post.categories[0],
        "Tags": ", ".join(post.tags),
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items() if value) + "\n"
