"""A site's folder, read: its settings, then everything that content/, data/ and static/ hold."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sitegen.formats.settings import parse_settings
from sitegen.ground.diagnostics import Diagnostic, Where
from sitegen.load import problems
from sitegen.load.comments import load_comments
from sitegen.load.data import data_name, load_data
from sitegen.load.markdown import PostRenderer
from sitegen.load.posts import key_of, load_post
from sitegen.load.scan import scan
from sitegen.load.text import read_source
from sitegen.model.content import CommentFile, Post, PostKind
from sitegen.model.documents import Plain
from sitegen.model.settings import Settings

SETTINGS = "sitegen.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What could be read; `static` are paths. A thread is left out with a post or page that has an error."""

    posts: tuple[Post, ...]
    threads: tuple[CommentFile, ...]
    data: Mapping[str, Plain]
    static: tuple[str, ...]


def load_settings(root: Path) -> tuple[Settings | None, list[Diagnostic]]:
    """sitegen.yaml of a site's folder; None if there is an error."""
    if not os.path.lexists(root / SETTINGS):
        return None, [problems.no_settings(SETTINGS)]
    source, diagnostics = read_source(root, SETTINGS)
    return parse_settings(source) if source else (None, diagnostics)


def load_content(root: Path, settings: Settings) -> tuple[Content, list[Diagnostic]]:
    """Every file of content/ and data/, and the names of those in static/."""
    files, diagnostics = scan(root)
    zone = settings.timezone
    renderer = PostRenderer(
        language=settings.site.language,
        smart_quotes=settings.smart_quotes,
        comment_anchor=settings.comments.anchor,
    )
    posts: list[Post] = []
    unread: set[str] = set()
    for kind, paths in ((PostKind.POST, files.posts), (PostKind.PAGE, files.pages)):
        for path in paths:
            assets = files.assets.get(path, ())
            post, found = load_post(root, path, kind, zone=zone, renderer=renderer, assets=assets)
            diagnostics += found
            if post:
                posts.append(post)
            else:
                unread.add(key_of(path))
    threads: list[CommentFile] = []
    for path in files.threads:
        thread, found = load_comments(root, path, zone=zone)
        diagnostics += found
        if thread and thread.key not in unread:
            threads.append(thread)
    data: dict[str, Plain] = {}
    sources: dict[str, str] = {}
    for path in files.data:
        name = data_name(path)
        if sources.setdefault(name, path) != path:
            diagnostics.append(problems.same_data(name, sources[name], Where(path)))
            continue
        data[name], found = load_data(root, path)
        diagnostics += found
    return Content(posts=tuple(posts), threads=tuple(threads), data=data, static=files.static), diagnostics
