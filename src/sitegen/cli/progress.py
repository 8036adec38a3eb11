"""How far a build has come, while it runs: a bar on a terminal, a line for each long stage elsewhere."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from sitegen.build import Stage
from sitegen.build.watch import Progress, nobody_waits
from sitegen.cli.terminal import say

if TYPE_CHECKING:
    import rich.progress

_SOON = 0.3  # seconds: what is done by then, or so soon after, needs no bar
_LATE = 1.5  # seconds: now there is one, however far it may be
_PAUSE = 0.1  # seconds between two looks of the bar
_LONG = 500  # files or pages of a stage that is worth a line in a log

_WORDS = {
    Stage.LOOK: "Looking",
    Stage.LIBRARIES: "Looking",
    Stage.LOAD: "Reading",
    Stage.RESOLVE: "Ordering",
    Stage.PLAN: "Planning",
    Stage.VERIFY: "Comparing",
    Stage.RENDER: "Making pages",
    Stage.LINKS: "Checking links",
    Stage.PUBLISH: "Publishing",
    Stage.REMEMBER: "Remembering",
    Stage.CLEAN: "Building anew",
}
_LINES = {Stage.LOAD: "Reading {:,} files", Stage.RENDER: "Making {:,} pages", Stage.PUBLISH: "Publishing {:,} files"}


@contextmanager
def progress(*, silent: bool) -> Iterator[Progress]:
    """Whom a build tells how far it has come; nothing of it stays on a terminal."""
    if silent:
        yield nobody_waits
    elif not _can_be_drawn_on(sys.stderr):
        yield _Lines().tell
    else:
        bar = _Bar()
        try:
            yield bar.tell
        finally:
            bar.close()


def _can_be_drawn_on(stream: TextIO | None) -> bool:
    """A stream that was closed is None to Python."""
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


class _Lines:
    """A line when a long stage begins."""

    def __init__(self) -> None:
        self._left = dict(_LINES)

    def tell(self, stage: Stage, done: int, of: int) -> None:
        """See `Progress`."""
        if of >= _LONG and stage in self._left:
            say(self._left.pop(stage).format(of), error=True)


class _Bar:
    """A bar that comes when a build takes its time. It is drawn when there is news, by no thread of its own."""

    def __init__(self) -> None:
        self._began = time.perf_counter()
        self._bar: rich.progress.Progress | None = None
        self._drawn = 0.0
        self._stage: tuple[Stage, int] | None = None
        self._since = 0.0  # when the stage began

    def tell(self, stage: Stage, done: int, of: int) -> None:
        """See `Progress`."""
        now = time.perf_counter()
        if (stage, of) != self._stage:
            self._stage, self._since = (stage, of), now
        elif now - self._drawn < _PAUSE:
            return
        if self._bar or self._is_worth_a_bar(now, done, of):
            self._draw(_WORDS[stage], done, of, now - self._since)
            self._drawn = now

    def close(self) -> None:
        """The terminal is as it was."""
        if self._bar:
            self._bar.stop()

    def _is_worth_a_bar(self, now: float, done: int, of: int) -> bool:
        taken = now - self._began
        left = (now - self._since) * (of - done) / done if done else 0
        return taken >= _LATE or (taken >= _SOON and left >= _SOON)

    def _draw(self, words: str, done: int, of: int, seconds: float) -> None:
        self._bar = self._bar or _new_bar()
        count = f"{done:,} of {of:,}" if done else f"{of:,}" if of else ""
        rate = f"{done / seconds:,.0f}/s" if done and seconds else ""
        (task,) = self._bar.task_ids
        self._bar.update(task, description=words, completed=done, total=of or 1, count=count, rate=rate, visible=True)
        self._bar.refresh()


def _new_bar() -> "rich.progress.Progress":
    """Rich is loaded here, for it takes longer than many a build."""
    import rich.console
    import rich.progress

    bar = rich.progress.Progress(
        rich.progress.TextColumn("{task.description:14}"),
        rich.progress.BarColumn(bar_width=30),
        rich.progress.TextColumn("{task.fields[count]:>18}"),
        rich.progress.TextColumn("{task.fields[rate]:>9}"),
        console=rich.console.Console(stderr=True, force_terminal=True, no_color=bool(os.environ.get("NO_COLOR"))),
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    bar.add_task("", visible=False, count="", rate="")
    bar.start()
    return bar
