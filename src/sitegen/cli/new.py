"""`sitegen new post`, `sitegen new page`."""

import os
from pathlib import Path

import click

from sitegen.cli import place, problems
from sitegen.cli.printing import fail
from sitegen.cli.terminal import say
from sitegen.formats.post import dump_post
from sitegen.ground.diagnostics import has_errors
from sitegen.ground.slugs import slugify
from sitegen.load.settings import load_settings
from sitegen.model.documents import FrontMatter, PostDocument
from sitegen.model.settings import Settings

_LONGEST_NAME = 80  # bytes of a file's name that come from the title


# Unknown options are ignored because a title may begin with a hyphen: “-30 °C”.


@click.group("new")
def command() -> None:
    """Start a new post or page. Prints the path of its file."""


@command.command("post", context_settings={"ignore_unknown_options": True})
@click.argument("title")
def post(title: str) -> None:
    """Start a post, dated now in the site's time zone.

    Its file is content/posts/DATE-TITLE.md. A title of several words stands in quotes: sitegen new post "A title".
    """
    words = _words(title)
    root, settings = _site()
    try:
        now = place.now().astimezone(settings.timezone).replace(microsecond=0)
    except place.RefusedError as refused:
        fail([refused.problem])
    _write(root, f"content/posts/{now:%Y-%m-%d}-{_name(words)}.md", FrontMatter(title=words, date=now))


@command.command("page", context_settings={"ignore_unknown_options": True})
@click.argument("title")
def page(title: str) -> None:
    """Start a page outside the blog, such as “About”.

    Its file is content/pages/TITLE.md.
    """
    words = _words(title)
    root, _ = _site()
    _write(root, f"content/pages/{_name(words)}.md", FrontMatter(title=words))


def _site() -> tuple[Path, Settings]:
    """The site and its settings, whose problems are of no concern here unless they are errors."""
    try:
        root = place.site_root()
    except place.RefusedError as refused:
        fail([refused.problem])
    settings, diagnostics = load_settings(root)
    if settings is None or has_errors(diagnostics):
        fail(diagnostics)
    return root, settings


def _words(title: str) -> str:
    """The title on one line, without what a terminal may have slipped in."""
    words = " ".join("".join(char if char.isprintable() else " " for char in title).split())
    if not words:
        raise click.UsageError("a title has at least one letter", click.get_current_context())
    return words


def _name(title: str) -> str:
    """The title as a file's name, ended at a word if it is long."""
    name = slugify(title)
    if len(name.encode()) <= _LONGEST_NAME:
        return name
    cut = name.encode()[:_LONGEST_NAME].decode("utf-8", "ignore")
    return cut.rpartition("-")[0] or cut


def _write(root: Path, path: str, front: FrontMatter) -> None:
    file = root / path
    shown = place.as_seen(file)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as target:
            target.write(dump_post(PostDocument(front=front, body="\n")))
    except FileExistsError as reason:
        if not os.path.lexists(file):  # then it was a folder on the way
            fail([problems.not_writable(shown, reason)])
        fail([problems.file_exists(shown.as_posix(), "choose another title")])
    except OSError as reason:
        fail([problems.not_writable(shown, reason)])
    say(str(shown))
