"""Markdown: posts by their owner, who may use raw HTML, and comments by strangers, who may not."""
