"""A plugin for Pelican: the threads, read from JSON, and each post's neighbours."""

import json
import re
from datetime import datetime
from functools import cache
from itertools import pairwise
from pathlib import Path

from markdown import Markdown
from pelican import signals

THREADS = Path(__file__).parent / "comments"


def register():
    signals.article_generator_finalized.connect(link_neighbours)


def link_neighbours(generator):
    posts = generator.articles
    for newer, older in pairwise(posts):
        newer.older = older
        older.newer = newer


@cache
def thread_of(slug, date):
    """The thread of a post as a tree, made in one pass; None if there is none."""
    file = THREADS / f"{date:%Y-%m-%d}-{slug}.json"
    if not file.is_file():
        return None
    comments = json.loads(file.read_text(encoding="utf-8"))
    by_id = {comment["id"]: comment for comment in comments}
    top = []
    for comment in comments:
        comment["date"] = datetime.fromisoformat(comment["date"])
        comment["replies"] = []
        (by_id[comment["parent"]]["replies"] if "parent" in comment else top).append(comment)
    return {"count": len(comments), "replies": top}


# Strangers' words: without the parts of Python-Markdown that let HTML through, as its documentation has it.
_comments = Markdown(extensions=["fenced_code", "nl2br", "sane_lists"], output_format="html")
_comments.preprocessors.deregister("html_block")
_comments.inlinePatterns.deregister("html")


def render_comment(body):
    return _comments.reset().convert(body)


def describe(summary):
    text = re.sub(r"<[^>]*>", "", summary).strip()
    return text if len(text) <= 200 else f"{text[:199]}…"
