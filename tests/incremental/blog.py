"""A small blog as values that are easy to change: posts, threads, settings, theme; and its files, written to disk."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

LONG_AGO = 1_000_000_000 * 10**9  # nanoseconds since 1970


@dataclass(kw_only=True)
class Text:
    """A post or page: the lines of its front matter by field, and its body. With files beside it, it is a folder."""

    fields: dict[str, str]
    body: str = "Words."
    beside: dict[str, bytes] | None = None


@dataclass(kw_only=True)
class Discussion:
    """A thread file: its own fields, and its comments, each as its fields."""

    fields: dict[str, str] = field(default_factory=dict)
    comments: list[dict[str, str]] = field(default_factory=list)


@dataclass(kw_only=True)
class Blog:
    """All sources of a site. Posts and pages are by path below content/ without `.md`, threads likewise."""

    settings: dict[str, str]
    texts: dict[str, Text]
    threads: dict[str, Discussion]
    templates: dict[str, str]
    assets: dict[str, bytes]
    static: dict[str, bytes]
    data: dict[str, str]
    manifest: str = "name: mine\nextends: default\n"
    odd: dict[str, bytes] = field(default_factory=dict)  # files as they are: what is wrong with a site, for example

    def files(self) -> dict[str, bytes]:
        """Every source by its path."""
        made = {"sitegen.yaml": _lines(self.settings), "themes/mine/theme.yaml": self.manifest}
        for name, text in self.texts.items():
            home = f"content/{name}" if text.beside is None else f"content/{name}/index"
            made[f"{home}.md"] = f"---\n{_lines(text.fields)}---\n\n{text.body}\n"
        for name, thread in self.threads.items():
            made[f"content/comments/{name.removeprefix('posts/')}.yaml"] = _thread(thread)
        made |= {f"themes/mine/templates/{name}": text for name, text in self.templates.items()}
        made |= {f"data/{name}.yaml": text for name, text in self.data.items()}
        whole = {path: text.encode() for path, text in made.items()}
        for name, text in self.texts.items():
            whole |= {f"content/{name}/{path}": data for path, data in (text.beside or {}).items()}
        whole |= {f"themes/mine/assets/{name}": data for name, data in self.assets.items()}
        whole |= {f"static/{name}": data for name, data in self.static.items()}
        return whole | self.odd


class Disk:
    """The files of a blog in a folder: what differs is written, and what only has another name is renamed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._files: dict[str, bytes] = {}
        root.mkdir(parents=True)

    def write(self, files: Mapping[str, bytes], *, dated_back: bool = False) -> None:
        """Have exactly these; those that change are as old as the first, by their own word, if `dated_back`."""
        gone = {path: data for path, data in self._files.items() if path not in files}
        changed = {path: data for path, data in files.items() if self._files.get(path) != data}
        for path, data in gone.items():
            self._leave(path, next((new for new in changed if changed[new] == data), None), changed)
        for path, data in changed.items():
            _written(self.root / path, data)
            if dated_back:
                os.utime(self.root / path, ns=(LONG_AGO, LONG_AGO))
        self._files = dict(files)

    def _leave(self, path: str, new: str | None, changed: dict[str, bytes]) -> None:
        old = self.root / path
        if new is None or (self.root / new).exists() or _is_below_a_file(self.root / new):
            old.unlink()
        else:
            (self.root / new).parent.mkdir(parents=True, exist_ok=True)
            old.rename(self.root / new)
            del changed[new]
        for folder in old.parents:
            if folder == self.root or any(folder.iterdir()):
                break
            folder.rmdir()


def write_all(root: Path, files: Mapping[str, bytes]) -> None:
    """A fresh folder with these files."""
    root.mkdir(parents=True)
    for path, data in files.items():
        _written(root / path, data)


def _written(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _is_below_a_file(path: Path) -> bool:
    return any(folder.is_file() for folder in path.parents)


def _thread(thread: Discussion) -> str:
    comments = "".join(
        f"- {{{', '.join(f'{name}: {value}' for name, value in each.items())}}}\n" for each in thread.comments
    )
    return _lines(thread.fields) + ("comments:\n" + comments if comments else "comments: []\n")


def _lines(fields: Mapping[str, str]) -> str:
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def comment(number: int, body: str = "A word.", **fields: str) -> dict[str, str]:
    """The fields of a comment; a later number is a later date."""
    date = f"2020-02-01T10:{number:02}:00Z"
    return {"id": f'"{number}"', "author": f"Ann {number}", "date": date, "body": f"'{body}'"} | fields


def tags(names: Iterable[str]) -> str:
    """A list as front matter has it."""
    return f"[{', '.join(names)}]"
