"""A build, from its beginning: whether anything is to be done at all; and if so, the whole story."""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from importlib import import_module
from pathlib import Path

from sitegen.build import problems
from sitegen.build.inputs import Inputs, look_at
from sitegen.build.last_build import same_as_last
from sitegen.build.order import Order
from sitegen.build.report import BuildReport, CommentCounts
from sitegen.build.watch import Progress, Stage, Watch, nobody_waits
from sitegen.incremental.cache import Cache, passing
from sitegen.incremental.lock import HeldError
from sitegen.incremental.recipe import code_digest
from sitegen.incremental.store import BrokenStoreError
from sitegen.model.content import LeftOutReason
from sitegen.publish.refusal import refuse_output

__all__ = ["BuildReport", "CommentCounts", "Stage", "build", "check"]


def build(
    root: Path,
    output: Path,
    *,
    now: datetime,
    home: Path | None = None,
    shown_anyway: frozenset[LeftOutReason] = frozenset(),
    strict: bool = False,
    workers: int = 1,
    clock: Callable[[], float] = time.perf_counter,
    progress: Progress = nobody_waits,
    verify: bool = False,
    profile: bool = False,
) -> BuildReport:
    """Make the site of the folder `root` in `output`. With an error, or if `strict` with a warning, nothing is written.

    `now` decides which posts are due; `home` is a folder that no output may be. `progress` is told how far the
    build has come; with `verify` what is published is held against a clean build; with
    `profile` the report says where the time went.
    """
    if refusal := refuse_output(output, root, home):
        return BuildReport(diagnostics=(refusal,))
    order = Order(
        root=root,
        output=Path(os.path.realpath(output)),
        shown=output,
        now=now,
        shown_anyway=shown_anyway,
        strict=strict,
        workers=workers,
        code=code_digest(),
        clock=clock,
        watch=Watch(clock, progress),
    )
    try:
        with Cache(root) as cache:
            report = _with_sound_store(cache, lambda: _build(order, cache))
            if verify and report.published:
                report = _verified(order, report, cache)
            return _profiled(report, order.watch) if profile else report
    except HeldError as held:
        return BuildReport(diagnostics=(problems.site_busy(held.holder),))


def check(
    root: Path,
    *,
    now: datetime,
    shown_anyway: frozenset[LeftOutReason] = frozenset(),
    workers: int = 1,
    clock: Callable[[], float] = time.perf_counter,
    progress: Progress = nobody_waits,
) -> BuildReport:
    """Everything that `build` would find in the site of the folder `root`, without writing anything."""
    order = Order(
        root=root,
        now=now,
        shown_anyway=shown_anyway,
        strict=False,
        workers=workers,
        code=code_digest(),
        clock=clock,
        watch=Watch(clock, progress),
    )
    with passing(root) as cache:
        return _with_sound_store(cache, lambda: _whole(order, look_at(root, cache.ticks()), cache))


def _build(order: Order, cache: Cache) -> BuildReport:
    inputs = look_at(order.root, cache.ticks())
    return same_as_last(order, inputs, cache.store) or _whole(order, inputs, cache)


def _whole(order: Order, inputs: Inputs, cache: Cache) -> BuildReport:
    """The whole story, whose libraries take longer to load than it takes to see that nothing has changed."""
    order.watch.begin(Stage.LIBRARIES)
    report = import_module("sitegen.build.story").tell(order, inputs, cache)
    assert isinstance(report, BuildReport)
    return report


def _verified(order: Order, report: BuildReport, cache: Cache) -> BuildReport:
    report = import_module("sitegen.build.clean").verified(order, report, cache)
    assert isinstance(report, BuildReport)
    return report


def _profiled(report: BuildReport, watch: Watch) -> BuildReport:
    watch.begin(Stage.REMEMBER)
    return replace(report, profile=import_module("sitegen.build.profile").profile_of(watch))


def _with_sound_store(cache: Cache, run: Callable[[], BuildReport]) -> BuildReport:
    """The report; from an empty store, if the one that was found proves to be damaged.

    Raises OSError if the empty one is, too.
    """
    try:
        return run()
    except BrokenStoreError:
        cache.begin_anew()
    try:
        return run()
    except BrokenStoreError as problem:
        raise OSError(None, f"{cache.folder}: {problem}") from problem
