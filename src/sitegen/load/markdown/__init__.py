"""Markdown: posts by their owner, who may use raw HTML, and comments by strangers, who may not."""

from sitegen.load.markdown.posts import PostRenderer, RenderedPost, render_commonmark

__all__ = ["PostRenderer", "RenderedPost", "render_commonmark"]
