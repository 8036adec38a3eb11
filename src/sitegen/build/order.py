"""What a build or a check was asked for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sitegen.build.watch import Watch
from sitegen.model.content import LeftOutReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A site's folder and the folder for its output, which is absent (None) where nothing is to be written;
    it is resolved, and messages have it as it is `shown`.

    `now` decides which posts are due; the reasons in `shown_anyway` keep none out; `strict` takes warnings for errors.
    `workers` is the number of processes. `code` is the digest of the program. `clock` gives seconds, for the profile;
    `watch` is told how far the build has come.
    """

    root: Path
    now: datetime
    shown_anyway: frozenset[LeftOutReason]
    strict: bool
    workers: int
    code: bytes
    clock: Callable[[], float]
    output: Path | None = None
    shown: Path = Path()
    watch: Watch = field(default_factory=Watch)

    def row(self) -> tuple[Any, ...]:
        """All that decides what is made, beside the files and the time, as it is remembered."""
        return self.code, str(self.output), tuple(sorted(each.value for each in self.shown_anyway)), self.strict
