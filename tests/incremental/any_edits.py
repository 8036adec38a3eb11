"""A Hypothesis state machine: any sequence of edits to a small blog, whose builds leave what a clean build makes."""

import os
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any, ClassVar
from unittest.mock import patch

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from sitegen.build import BuildReport, build, loading, rendering
from sitegen.incremental import recipe
from sitegen.incremental.store import TABLES
from sitegen.model.content import LeftOutReason
from sitegen.publish import manifest
from sitegen.render import feeds, lists
from tests.incremental.blog import Blog, Discussion, Disk, Text, comment, write_all
from tests.publish.every_step import any_step, at_step
from tests.publish.publishing import tree

MOMENTS = tuple(datetime(year, 6, 1, tzinfo=UTC) for year in (2021, 2023, 2025))
NAMES = ("posts/2020-01-01-alpha", "posts/2020-01-02-beta", "posts/2020-01-03-gamma", "posts/2019/delta", "pages/about")
NEW_NAMES = ("posts/2020-01-01-alef", "posts/2020-01-05-epsilon", "posts/zeta", "pages/contact")

FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": ("One title", "Two title", '""', '"A & <b>"'),
    "date": ("2020-01-01", "2020-01-02 10:00", "2020-01-02T10:00:00+09:00", "2022-01-01", "2024-01-01 23:30"),
    "updated": ("2022-05-05", "2021-05-05 12:00"),
    "tags": ("[Kitchens]", "[kitchens, Talk]", "[Talk, Rain]", "[]"),
    "categories": ("[Talk]", "[Kitchens, Talk]"),
    "slug": ("other", "alpha", "elsewhere"),
    "permalink": ("/fixed/", "/fixed/page.html"),
    "draft": ("true", "false"),
    "expires": ("2022-01-01", "2024-01-01"),
    "aliases": ("[/old/one/]", "[/old/one/, '/?p=1']", "['/?p=2']", "[/old/two.html]"),
    "summary": ("Short.", "See [beta](2020-01-02-beta.md)."),
    "image": ("pic.svg", "/pic.svg", "missing.svg"),
    "author": ("Bo", "Cy"),
    "comments": ("open", "closed"),
    "language": ("de", "pt-BR"),
    "id": ("7", "8"),
    "extra": ("{mood: calm}", "{mood: wild}"),
}
BODIES = (
    "Words, one.",
    "Words, two.",
    'He said "so" -- and left...',
    "Before.\n\n<!-- more -->\n\nAfter, one.",
    "Before.\n\n<!-- more -->\n\nAfter, two.",
    "## Part\n\nOf it.",
    "## Other\n\nOf it.\n\n### Comment 1\n\n## Comments",
    "[alpha](2020-01-01-alpha.md) and [beta](2020-01-02-beta.md#part), [gamma](/2020/01/gamma/).",
    "[alef](2020-01-01-alef.md) [zeta](zeta) [about](/pages/about.md#part) [contact](../pages/contact.md)",
    "[here](#part) [said](2020-01-01-alpha.md#comment-1) [old](/old/one/) [query](/?p=1#part)",
    "[whole](https://example.org/blog/archive/) [tag](/tags/kitchens/) [feed](/feed.xml) [drawn](/pic.svg)",
    "![beside](pic.svg) [still](/still.html#x) [none](nowhere.md#x) [beyond](../../sitegen.yaml)",
    "```python\nprint(1)\n```\n\nA note[^1].\n\n[^1]: Told.",
)
SETTINGS: Mapping[str, tuple[str, ...]] = {
    "title": ("Low Water", "Low Tides"),
    "url": ("https://example.org/", "https://example.org/blog/", "https://example.net/blog/"),
    "subtitle": ("Notes", "Noise"),
    "description": ("On rivers",),
    "author": ("Hanne",),
    "language": ("en", "de"),
    "timezone": ("UTC", "Asia/Tokyo"),
    "date_format": ("short", "d MMM yyyy"),
    "permalink": ("/{year}/{month}/{slug}/", "/{slug}.html", "/{category}/{id}/"),
    "per_page": ("1", "2", "10"),
    "smart_quotes": ("true", "false"),
    "menu": ("[]", "[{title: All, url: /archive/}]", "[{title: About, url: pages/about.md}]"),
    "comments": ("{depth: 1}", "{depth: 3, anchor: 'c{id}'}", "{anchor: 'comment-{id}'}"),
    "feed": ("{limit: 1}", "{limit: 2}"),
    "theme": ("mine", "default"),
    "theme_options": (
        "{side: right}",
        "{mood: glad}",
        "{recent_comments: 0}",
        "{recent_comments: 1, favicon: pic.svg}",
    ),
    "extra": ("{mood: calm}", "{mood: wild}"),
}
DATA = ("{name: Ann, job: mind}", "{name: Bob, job: mend}", "[1, 2]")
LEAVES = (
    "One.",
    "Two.",
    "{{ latest_posts(2)|map(attribute='title')|join(', ') }}",
    "{{ latest_posts(true)|length }}",
    "{% for each in recent_comments(2) %}{{ each.author }}: {{ each.text }}, on {{ each.post_title }}{% endfor %}",
    "{% for each in terms('tags') %}{{ each.name }} {{ each.count }}{% endfor %}",
    "{{ theme.mood }}{{ theme.side }}",
    "{% for name in theme %}{{ name }} {% endfor %}",
    "{{ data('team').name }}",
    "{{ url('pages/about') if has('pages/about') }} {{ has('posts/zeta') }} {{ has('categories') }}",
    "{{ asset('extra.css') if has_asset('extra.css') }} {{ has_asset('pic.svg') }}",
    "{{ site.extra.mood if site.extra.mood is defined }} {{ page.title }} {{ menu|length }}",
)
FRAGMENTS = (
    *LEAVES,
    '{% include "foot.html" ignore missing %}',
    '{% include ["first.html", "second.html"] ignore missing %}',
    '{% include "sides/" ~ theme.side ~ ".html" ignore missing %}',
    '{% import "bits.html" as bits %}{{ bits.bit("x") }}',
    '{% from "mine/bits.html" import bit with context %}{{ bit("y") }}',
)
FRAMES = {
    "base.html": '{{% extends "default/base.html" %}}{{% block colophon %}}{}{{% endblock %}}',
    "home.html": '{{% extends "default/home.html" %}}{{% block recent_comments %}}{}{{% endblock %}}',
    "post.html": '{{% extends "default/post.html" %}}{{% block post_neighbours %}}{}{{{{ super() }}}}{{% endblock %}}',
    "card.html": '{{% include "default/card.html" %}}<p>{}</p>',
    "term.html": '{{% extends "default/term.html" %}}{{% block term_header %}}{}{{% endblock %}}',
    "comment.html": "<p>{{{{ reply.comment.body if reply.comment }}}}</p>{}",
}
PIECES = ("foot.html", "first.html", "second.html", "sides/left.html", "sides/right.html", "404.html")
MANIFEST = (
    "name: mine\nextends: default\noptions:\n  side: {{type: choice, choices: [left, right], default: {side}}}\n"
    "  mood: {{default: {mood}}}\n"
)
COMMENT_FIELDS: Mapping[str, tuple[str, ...]] = {
    "body": (
        "'A word.'",
        "'B word.'",
        "'See https://example.org/blog/archive/#x and *more*.'",
        "'Long: " + "la " * 60 + "'",
    ),
    "author": (
        "Ann",
        "{name: Bo, owner: true}",
        "{name: Cy, avatar: pic.svg}",
        "{name: Di, url: 'https://d.example/'}",
    ),
    "status": ("approved", "spam", "deleted", "pending"),
    "type": ("comment", "pingback"),
    "date": ("2020-02-01T10:30:00Z", "2020-02-01 10:30", "2023-02-01"),
    "parent": ('"1"', '"2"', '"3"', '"9"'),
    "format": ("html", "text"),
    "anchors": ("[part]", "[old-1]", "[comment-2]"),
    "updated": ("2021-01-01",),
    "likes": ("1", "2"),
}
THREAD_FIELDS: Mapping[str, tuple[str, ...]] = {
    "status": ("open", "closed"),
    "closed_at": ("2021-01-01", "2021-01-02"),
    "urls": ("['https://old.example/1']",),
}
MISTAKES: Mapping[str, bytes] = {
    "content/posts/2020-09-09-bad.md": b"---\ntitle: [\n---\n",
    "content/posts/2020-09-10-twice.md": b"---\ntitle: Twice\npermalink: /archive/\n---\n",
    "content/posts/stray.txt": b"Not a post.",
    "content/comments/nobody.yaml": b"comments: []\n",
    "data/team.yml": b"name: Eve\n",
    "themes/mine/templates/404.html": b"{{ nothing.at.all }}",
    "themes/mine/templates/post.html": b"{% if %}",
    "static/feed.xml": b"mine",
    "static/_redirects": b"/a /b\n",
}


def blog() -> Blog:
    """What every machine begins with."""
    return Blog(
        settings={"title": "Low Water", "url": "https://example.org/blog/", "theme": "mine", "per_page": "2"},
        texts={
            NAMES[0]: Text(fields={"title": "Alpha", "tags": "[Kitchens]"}, body=BODIES[7]),
            NAMES[1]: Text(fields={"title": "Beta", "tags": "[Talk]"}, body=BODIES[5]),
            NAMES[2]: Text(fields={"title": "Gamma", "date": "2022-01-01"}, beside={"pic.svg": b"<svg/>"}),
            NAMES[3]: Text(fields={"title": "Delta", "date": "2019-05-05", "expires": "2024-01-01"}),
            NAMES[4]: Text(fields={"title": "About"}, body=BODIES[5]),
        },
        threads={
            NAMES[0]: Discussion(comments=[comment(1), comment(2, parent='"1"'), comment(3)]),
            NAMES[1]: Discussion(fields={"status": "open"}, comments=[comment(4), comment(5)]),
        },
        templates={
            "base.html": FRAMES["base.html"].format("One."),
            "bits.html": "{% macro bit(x) %}[{{ x }}]{% endmacro %}",
        },
        assets={"extra.css": b"a {}"},
        static={"pic.svg": b"<svg/>", "still.html": b"<p id=x>"},
        data={"team": DATA[0]},
        manifest=MANIFEST.format(side="left", mood="calm"),
    )


@dataclass(kw_only=True)
class Target:
    """An output folder: what the owner has put there, what was altered in it, and what a killed build may have left."""

    folder: Path
    strays: dict[str, bytes] = field(default_factory=dict)
    altered: set[str] = field(default_factory=set)
    made: tuple[str, ...] = ()
    killed: list[tuple[dict[str, bytes], dict[str, bytes]]] = field(default_factory=list)


def picked(choices: Mapping[str, tuple[str, ...]]) -> st.SearchStrategy[tuple[str, str | None]]:
    """A field, and a value for it; None is: without it."""
    return st.sampled_from(sorted(choices)).flatmap(
        lambda name: st.tuples(st.just(name), st.none() | st.sampled_from(choices[name]))
    )


def edit(**arguments: st.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Any]:
    """A rule that changes the blog; two times of three it is built at once, the other time with the edits to come."""

    def decorated(function: Callable[..., None]) -> Any:
        def run(self: "AnyEdits", how: Mapping[str, Any] | None, **drawn: Any) -> None:
            function(self, **drawn)
            self.steps += 1
            if how is not None:
                self.built(**how)

        run.__name__ = function.__name__
        make_rule: Any = rule  # whose types take no arguments by mapping
        return make_rule(how=st.none() | HOW | HOW, **arguments)(run)

    return decorated


HOW = st.fixed_dictionaries(
    {
        "dated_back": st.booleans(),
        "workers": st.sampled_from((1, 1, 1, 2)),
        "anyway": st.sampled_from(((), (), (LeftOutReason.DRAFT,), (LeftOutReason.FUTURE,))),
        "strict": st.sampled_from((False, False, False, True)),
        "mended": st.booleans(),
    }
)
INDEX = st.integers(0, 100)
text_names = st.sampled_from((*NAMES, *NEW_NAMES))


class AnyEdits(RuleBasedStateMachine):
    """One blog, built again and again beside clean builds of the same sources."""

    def __init__(self) -> None:
        super().__init__()
        self.box = Path(mkdtemp(prefix="sitegen-any-edits-"))
        self.disk = Disk(self.box / "site")
        self.store = self.box / "site/.sitegen/store.sqlite"
        self.blog = blog()
        self.good = deepcopy(self.blog)
        self.targets = [Target(folder=self.box / "site/output"), Target(folder=self.box / "elsewhere")]
        self.target = self.targets[0]
        self.now = MOMENTS[1]
        self.program = 0
        self.program_of_pages: int | None = None
        self.steps = 0

    total: ClassVar[int] = 0

    def teardown(self) -> None:
        AnyEdits.total += self.steps
        rmtree(self.box)

    @initialize(how=HOW)
    def first(self, how: Mapping[str, Any]) -> None:
        self.built(**how)

    # ── Posts and pages ───────────────────────────────────────────────────────────────────────────────────────────

    @edit(name=INDEX, body=st.sampled_from(BODIES))
    def body(self, name: int, body: str) -> None:
        self._text(name).body = body

    @edit(name=INDEX, field=picked(FIELDS))
    def front_matter(self, name: int, field: tuple[str, str | None]) -> None:
        _set(self._text(name).fields, field)
        self._text(name).fields.setdefault("title", "Untitled")

    @edit(name=text_names, field=picked(FIELDS), body=st.sampled_from(BODIES))
    def added(self, name: str, field: tuple[str, str | None], body: str) -> None:
        self.blog.texts[name] = Text(fields={"title": "New", "date": "2020-03-03"}, body=body)
        _set(self.blog.texts[name].fields, field)
        self.blog.texts[name].fields.setdefault("title", "New")

    @edit(name=INDEX, with_thread=st.sampled_from((True, True, True, False)))
    def removed(self, name: int, with_thread: bool) -> None:
        key = self._name(name)
        del self.blog.texts[key]
        if with_thread:
            self.blog.threads.pop(key, None)

    @edit(old=INDEX, new=text_names, with_thread=st.sampled_from((True, True, True, False)))
    def renamed(self, old: int, new: str, with_thread: bool) -> None:
        key = self._name(old)
        self.blog.texts[new] = self.blog.texts.pop(key)
        if with_thread and key in self.blog.threads:
            self.blog.threads[new] = self.blog.threads.pop(key)

    @edit(one=INDEX, other=INDEX)
    def swapped(self, one: int, other: int) -> None:
        """Two files in each other's place, each with its own dates."""
        first, second, texts = self._name(one), self._name(other), self.blog.texts
        texts[first], texts[second] = texts[second], texts[first]

    @edit(name=INDEX, data=st.none() | st.sampled_from((b"<svg/>", b"<svG/>")))
    def moved_to_a_folder_or_back(self, name: int, data: bytes | None) -> None:
        self._text(name).beside = None if data is None else {"pic.svg": data}

    # ── Comments ──────────────────────────────────────────────────────────────────────────────────────────────────

    @edit(name=INDEX, number=st.integers(1, 9), field=picked(COMMENT_FIELDS))
    def comment_added(self, name: int, number: int, field: tuple[str, str | None]) -> None:
        thread = self.blog.threads.setdefault(self._name(name), Discussion())
        thread.comments.append(comment(number))
        _set(thread.comments[-1], field)

    @edit(thread=INDEX, number=INDEX, field=picked(COMMENT_FIELDS))
    def comment_edited(self, thread: int, number: int, field: tuple[str, str | None]) -> None:
        """Its words, its parent, its status: withheld or shown again."""
        if comments := self._comments(thread):
            each = comments[number % len(comments)]
            _set(each, field)
            each.setdefault("date", "2020-02-01")

    @edit(thread=INDEX, number=INDEX)
    def comment_removed(self, thread: int, number: int) -> None:
        if comments := self._comments(thread):
            del comments[number % len(comments)]

    @edit(thread=INDEX, field=picked(THREAD_FIELDS))
    def thread_edited(self, thread: int, field: tuple[str, str | None]) -> None:
        if self.blog.threads:
            _set(self.blog.threads[_nth(self.blog.threads, thread)].fields, field)

    @edit(thread=INDEX)
    def thread_removed(self, thread: int) -> None:
        if self.blog.threads:
            del self.blog.threads[_nth(self.blog.threads, thread)]

    # ── Everything else that a site is made of ────────────────────────────────────────────────────────────────────

    @edit(field=picked(SETTINGS))
    def setting(self, field: tuple[str, str | None]) -> None:
        if field[1] is not None or field[0] not in ("title", "url"):
            _set(self.blog.settings, field)

    @edit(name=st.sampled_from(("team", "other")), text=st.none() | st.sampled_from(DATA))
    def data_file(self, name: str, text: str | None) -> None:
        _set(self.blog.data, (name, text))

    @edit(name=st.sampled_from(sorted(FRAMES)), fragments=st.none() | st.lists(st.sampled_from(FRAGMENTS), max_size=3))
    def template(self, name: str, fragments: list[str] | None) -> None:
        _set(self.blog.templates, (name, None if fragments is None else FRAMES[name].format("\n".join(fragments))))

    @edit(name=st.sampled_from(PIECES), text=st.none() | st.just("") | st.sampled_from(LEAVES))
    def included_template(self, name: str, text: str | None) -> None:
        _set(self.blog.templates, (name, text))

    @edit(text=st.sampled_from(LEAVES))
    def macro(self, text: str) -> None:
        self.blog.templates["bits.html"] = f"{{% macro bit(x) %}}{text if 'page.' not in text else ''}{{% endmacro %}}"

    @edit(side=st.sampled_from(("left", "right")), mood=st.sampled_from(("calm", "wild")))
    def options_of_the_theme(self, side: str, mood: str) -> None:
        self.blog.manifest = MANIFEST.format(side=side, mood=mood)

    @edit(name=st.sampled_from(("extra.css", "style.css")), data=st.none() | st.sampled_from((b"a {}", b"b {}")))
    def asset_of_the_theme(self, name: str, data: bytes | None) -> None:
        _set(self.blog.assets, (name, data))

    @edit(
        name=st.sampled_from(("pic.svg", "still.html", "d/pic.svg")),
        data=st.none() | st.sampled_from((b"<svg/>", b"<p id=x>")),
    )
    def static_file(self, name: str, data: bytes | None) -> None:
        _set(self.blog.static, (name, data))

    @edit(path=st.sampled_from(sorted(MISTAKES)))
    def mistake(self, path: str) -> None:
        if self.blog.odd.pop(path, None) is None:
            self.blog.odd[path] = MISTAKES[path]

    @edit(number=INDEX)
    def touched(self, number: int) -> None:
        files = sorted(path for path in self.disk.root.rglob("*") if path.is_file())
        os.utime(files[number % len(files)])

    @edit(moment=st.sampled_from(MOMENTS))
    def clock(self, moment: datetime) -> None:
        self.now = moment

    @edit()
    def another_program(self) -> None:
        """The next version of a library, which makes other bytes."""
        self.program += 1

    @edit(number=st.integers(0, 1))
    def another_output_folder(self, number: int) -> None:
        self.target = self.targets[number]

    # ── Damage ────────────────────────────────────────────────────────────────────────────────────────────────────

    @edit(number=INDEX, data=st.sampled_from((None, b"", b"by hand", "half", "same size")))
    def output_file_damaged(self, number: int, data: bytes | str | None) -> None:
        """Deleted, emptied, altered, cut."""
        made = self.target.made
        path = self.target.folder / (made[number % len(made)] if made else "none")
        if not path.is_file():
            return
        old = path.read_bytes()
        if data is None:
            path.unlink()
            return
        data = old[: len(old) // 2] if data == "half" else old[::-1] if data == "same size" else data
        assert isinstance(data, bytes)
        path.write_bytes(data)
        self.target.altered.add(path.relative_to(self.target.folder).as_posix())

    @edit(path=st.sampled_from(("CNAME", "notes/mine.txt", "2020/01/mine.txt", "feed.xml/mine.txt")))
    def stray_file(self, path: str) -> None:
        """The owner's own file, in output/."""
        file = self.target.folder / path
        if not any(folder.is_file() for folder in file.parents) and self.target.folder.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(b"mine")
            self.target.strays[path] = b"mine"

    @edit(whole=st.booleans())
    def store_deleted(self, whole: bool) -> None:
        if whole:
            rmtree(self.store.parent, ignore_errors=True)
        else:
            self.store.unlink(missing_ok=True)

    @precondition(lambda self: self.store.is_file())
    @edit(seed=INDEX, count=st.sampled_from((1, 10, 1000)))
    def store_overwritten(self, seed: int, count: int) -> None:
        data, random = bytearray(self.store.read_bytes()), Random(seed)
        for _ in range(count):
            data[random.randrange(len(data))] = random.randrange(256)
        self.store.write_bytes(data)

    @precondition(lambda self: self.store.is_file())
    @edit(part=st.floats(0, 1))
    def store_truncated(self, part: float) -> None:
        os.truncate(self.store, int(self.store.stat().st_size * part))

    @edit(data=st.sampled_from((b"", b"no store", b"SQLite format 3\0" + b"x" * 4096)))
    def store_replaced(self, data: bytes) -> None:
        self.store.parent.mkdir(exist_ok=True)
        self.store.write_bytes(data)

    @precondition(lambda self: self.store.is_file())
    @edit(tables=st.tuples(*[st.sampled_from(TABLES)] * 2), seed=INDEX, sealed=st.booleans())
    def rows_of_the_store_swapped(self, tables: tuple[str, str], seed: int, sealed: bool) -> None:
        columns = "value = ?, seal = ?" if sealed else "value = ?"
        with self._connected() as connection:
            found: list[Any] = []
            for table in tables:
                rows = connection.execute(f"SELECT key, value, seal FROM {table} ORDER BY key").fetchall()
                found.append(rows[seed % len(rows)] if rows else None)
            if found[0] and found[1]:
                for table, (key, *_), (_, *values) in zip(tables, found, reversed(found), strict=True):
                    given = values if sealed else values[:1]
                    connection.execute(f"UPDATE {table} SET {columns} WHERE key = ?", (*given, key))

    @precondition(lambda self: self.store.is_file())
    @edit(table=st.sampled_from([table for table in TABLES if table != "fresh"]), seed=INDEX)
    def row_of_the_store_lost(self, table: str, seed: int) -> None:
        """But of `fresh`: that an earlier build has failed cannot be told from the other rows."""
        with self._connected() as connection:
            keys = [key for (key,) in connection.execute(f"SELECT key FROM {table} ORDER BY key")]
            if keys:
                connection.execute(f"DELETE FROM {table} WHERE key = ?", (keys[seed % len(keys)],))

    @precondition(lambda self: self.store.is_file())
    @edit(number=st.sampled_from((0, 1, 99)))
    def store_of_another_version(self, number: int) -> None:
        with self._connected() as connection:
            connection.execute(f"PRAGMA user_version = {number}")

    @edit(data=st.sampled_from((b"", b"no journal" * 100)), end=st.sampled_from(("-journal", "-wal", "-shm")))
    def journal_left_over(self, data: bytes, end: str) -> None:
        self.store.parent.mkdir(exist_ok=True)
        self.store.with_name(self.store.name + end).write_bytes(data)

    @rule(step=st.integers(0, 500), workers=st.integers(1, 2), how=HOW)
    def killed(self, step: int, workers: int, how: Mapping[str, Any]) -> None:
        """A build ends at one of its steps, wherever that is; the next one repairs what it left."""
        self.disk.write(self.blog.files())
        before = _files(self.target.folder)
        child = os.fork()
        if child == 0:
            os.setpgid(0, 0)
            at_step(step, any_step, lambda: os.kill(os.getpid(), signal.SIGKILL))
            with open(os.devnull, "w") as nothing:  # noqa: PTH123 - a step like any other
                os.dup2(nothing.fileno(), 2)
                self._run(self.disk.root, self.target.folder, workers=workers, anyway=how["anyway"])
            os._exit(0)
        os.waitpid(child, 0)
        _without_workers(child)
        self.steps += 1
        self.target.killed.append((before, _files(self.target.folder)))
        self.built(**{**how, "strict": False})

    # ── What must hold ────────────────────────────────────────────────────────────────────────────────────────────

    def built(
        self, *, dated_back: bool, workers: int, anyway: tuple[LeftOutReason, ...], strict: bool, mended: bool
    ) -> None:
        """The incremental build and a clean one have one result; and there is nothing to do for the next."""
        target = self.target
        files = self.blog.files()
        self.disk.write(files, dated_back=dated_back)
        strict = strict and not target.altered
        before = _files(target.folder)
        warm = self._run(self.disk.root, target.folder, workers=workers, anyway=anyway, strict=strict)
        clean = self.box / "clean"
        write_all(clean, files)
        write_all(clean / "output", target.strays)
        cold = self._run(clean, clean / "output", anyway=anyway, strict=strict)
        self._compare(warm, cold, before, clean / "output")
        rmtree(clean)
        if warm.published:
            self._nothing_to_do(warm, anyway=anyway, strict=strict)
            self.good, self.program_of_pages = deepcopy(self.blog), self.program
        elif mended:
            self.blog = deepcopy(self.good)

    def _compare(self, warm: BuildReport, cold: BuildReport, before: Mapping[str, bytes], clean: Path) -> None:
        target = self.target
        assert _told(warm, target.folder) == _told(cold, clean), (_told(warm, target.folder), _told(cold, clean))
        found, expected = _files(target.folder), _files(clean)
        kept = {each.where.path for each in warm.diagnostics if each.code == "altered-file-kept" and each.where}
        if cold.published is None:
            assert warm.published is None
            assert _published(found) == _published(before)
            return
        assert warm.published is not None
        for path in kept:
            name = Path(path).relative_to(target.folder).as_posix()
            assert name in target.altered
            target.strays[name] = expected[name] = found[name]
        assert sorted(found) == sorted(expected)
        assert [path for path in found if found[path] != expected[path]] == []
        assert _counts(warm) == _counts(cold)
        made = sorted((*cold.published.written, *cold.published.unchanged))
        assert sorted((*warm.published.written, *warm.published.unchanged)) == made
        if self.program_of_pages != self.program and not target.killed:  # for that build may have come to its end
            assert warm.made.keys() == cold.made.keys()
        for old, left in target.killed:
            for path, data in _published(left).items():
                assert data in (old.get(path), expected.get(path)), f"{path} is torn"
        target.strays = {path: data for path, data in target.strays.items() if path not in made}
        target.made, target.altered, target.killed = tuple(made), set(), []

    def _nothing_to_do(self, report: BuildReport, **how: Any) -> None:
        before = _stamps(self.target.folder)
        again = self._run(self.disk.root, self.target.folder, **how)
        assert again.made == {}
        assert again.published is not None
        assert (again.published.written, again.published.removed) == ((), ())
        assert _told(again, self.target.folder) == _told(report, self.target.folder)
        assert _counts(again) == _counts(report)
        assert _stamps(self.target.folder) == before

    def _run(
        self,
        root: Path,
        output: Path,
        *,
        workers: int = 1,
        anyway: tuple[LeftOutReason, ...] = (),
        strict: bool = False,
    ) -> BuildReport:
        with _program(self.program):
            return build(root, output, now=self.now, workers=workers, shown_anyway=frozenset(anyway), strict=strict)

    def _name(self, number: int) -> str:
        if not self.blog.texts:
            self.blog.texts[NAMES[0]] = Text(fields={"title": "Again"})
        return _nth(self.blog.texts, number)

    def _text(self, number: int) -> Text:
        return self.blog.texts[self._name(number)]

    def _comments(self, number: int) -> list[dict[str, str]]:
        return self.blog.threads[_nth(self.blog.threads, number)].comments if self.blog.threads else []

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        """The store as a database; if it is none any more, nothing is done."""
        connection = sqlite3.connect(self.store)
        try:
            yield connection
            connection.commit()
        except sqlite3.Error:
            pass
        finally:
            connection.close()


def _without_workers(group: int) -> None:
    """The workers of a killed build end by themselves, soon."""
    deadline = time.monotonic() + 30
    with suppress(ProcessLookupError):
        while True:
            os.killpg(group, 0)
            assert time.monotonic() < deadline, "a worker outlives the build that it worked for"
            time.sleep(0.005)


@contextmanager
def _program(number: int) -> Iterator[None]:
    """A version of a library, and what it makes otherwise than others."""
    with ExitStack() as stack:
        for module in (loading, rendering):  # so that workers are worth it for a small blog
            stack.enter_context(patch.object(module, "WORTH_A_POOL", 2))
        # The files of sitegen do not count, for somebody may be at work on them while this runs.
        stack.enter_context(patch.object(recipe, "files", lambda package: Path("nowhere")))
        stack.enter_context(patch.object(recipe, "version", lambda library: str(number)))
        stack.enter_context(patch.object(feeds, "ATOM", f"{feeds.ATOM}#{number}"))
        stack.enter_context(patch.object(lists, "SITEMAP", f"{lists.SITEMAP}#{number}"))
        yield


def _set(values: dict[str, Any], item: tuple[str, Any]) -> None:
    name, value = item
    if value is None:
        values.pop(name, None)
    else:
        values[name] = value


def _nth(values: Mapping[str, object], number: int) -> str:
    return sorted(values)[number % len(values)]


def _told(report: BuildReport, output: Path) -> list[str]:
    """The diagnostics, but for what is said of files that were altered by hand: a clean build finds none."""
    return [
        repr(each).replace(str(output), "output")
        for each in report.diagnostics
        if each.code not in ("altered-file-kept", "altered-file-replaced")
    ]


def _counts(report: BuildReport) -> tuple[object, ...]:
    return report.posts, report.pages, report.files, report.comments, report.left_out


def _files(folder: Path) -> dict[str, bytes]:
    return {path: data for path, data in tree(folder).items() if isinstance(data, bytes)}


def _published(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Without what is sitegen's own: after a kill, what was staged and the list of old and new together."""
    return {path: data for path, data in files.items() if not path.startswith(".sitegen-")}


def _stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """But for the list of what was made, whose date is the clock by which other files are judged."""
    found = {path: path.stat() for path in folder.rglob("*") if path.name != manifest.NAME}
    return {path.as_posix(): (stat.st_mtime_ns, stat.st_ino) for path, stat in found.items()}
