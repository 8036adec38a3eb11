"""`sitegen new post`, `sitegen new page`."""

import os
from pathlib import Path

import click

from sitegen.cli import place
from sitegen.cli.printing import fail, say
from sitegen.formats.post import dump_post
from sitegen.ground.diagnostics import Where, error
from sitegen.ground.slugs import slugify
from sitegen.load.site import load_settings
from sitegen.model.documents import FrontMatter, PostDocument
from sitegen.model.settings import Settings

_LONGEST_NAME = 80  # characters of a file's name that come from the title


@click.group("new")
def command() -> None:
    """Start a new post or page. Prints the path of its file."""


@command.command("post")
@click.argument("title")
def post(title: str) -> None:
    """Start a post, dated now in the site's time zone."""
    root, settings = _site()
    now = place.now().astimezone(settings.timezone).replace(microsecond=0)
    front = FrontMatter(title=_title(title), date=now)
    _write(root, f"content/posts/{now:%Y-%m-%d}-{_name(title)}.md", front)


@command.command("page")
@click.argument("title")
def page(title: str) -> None:
    """Start a page outside the blog, such as “About”."""
    root, _ = _site()
    _write(root, f"content/pages/{_name(title)}.md", FrontMatter(title=_title(title)))


def _site() -> tuple[Path, Settings]:
    root = place.site_root()
    settings, diagnostics = load_settings(root)
    if settings is None:
        fail(diagnostics)
    return root, settings


def _title(title: str) -> str:
    if not title.strip():
        raise click.UsageError("a title has at least one letter")
    return " ".join(title.split())


def _name(title: str) -> str:
    """The title as a file's name, ended at a word."""
    name = slugify(title)
    return name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME].rpartition("-")[0] or name[:_LONGEST_NAME]


def _write(root: Path, path: str, front: FrontMatter) -> None:
    file = root / path
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as target:
            target.write(dump_post(PostDocument(front=front, body="\n")))
    except FileExistsError:
        fail([error("file-exists", "is there already", Where(path), "choose another title")])
    except OSError as reason:
        fail([error("not-writable", f"cannot be written: {reason.strerror}", Where(path))])
    say(os.path.relpath(file))
