"""A set of files on its way into output/: staged beside it one by one, then all put in place, or none.

What is guaranteed, whatever ends the process (an error, Ctrl-C, SIGKILL): each file in output/ is whole, old
or new; no file that both the old and the new site have is missing at any moment; nothing that sitegen did not
make is touched; the next publication repairs the rest and still knows what it may prune. After an error or
Ctrl-C, the old site is back.

What is not: a power cut or a crash of the system may leave files empty or old, because nothing is flushed to
the disk (fsync); the next publication finds such damage, because it compares bytes, not dates. And nobody
else is kept from changing output/ in the milliseconds between the look around and the change.
"""

import os
import shutil
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from io import BytesIO
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from sitegen.ground.diagnostics import Diagnostic, Where, has_errors
from sitegen.ground.paths import inside
from sitegen.publish import lock, problems
from sitegen.publish.carry_out import NotChangedError, carry_out
from sitegen.publish.files import UnreadableSourceError, digest_if_equal, write_new
from sitegen.publish.manifest import NAME, STAGING, Made, is_reserved, read_manifest
from sitegen.publish.standing import Kind, Standing
from sitegen.publish.survey import Changes, survey


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What a publication did; paths relative to output/, sorted."""

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Surveyed:
    """What stood in output/ according to its manifest, and what is to be done."""

    before: Made
    changes: Changes


class Publication:
    """Holds the output folder, and the files staged for it, from `with` to the end of its block.

    When all is staged, `survey` tells what is wrong or worth a word, and whoever holds the publication decides
    whether to `commit`. Without that, or when it finds an error, output/ is left as it was, also if it did not
    exist. Where the system refuses, staging goes on and does nothing, and `survey` returns the error.
    """

    def __init__(self, output: Path) -> None:
        self._shown = output
        self._output = Path(os.path.realpath(output))
        self._staging = self._output / STAGING
        self._digests: dict[str, str] = {}  # of every path
        self._staged: dict[str, Path] = {}  # only of those that differ from what stands in output/
        self._names = count()
        self._problems: list[Diagnostic] = []
        self._closing = ExitStack()
        self._writable = False
        self._surveyed: _Surveyed | None = None
        self._committed = False

    def __enter__(self) -> Self:
        try:
            self._writable = self._open()
        except OSError as reason:
            self._refuse(problems.not_writable(self._shown, "", reason))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._writable = False
        self._surveyed = None
        self._closing.close()

    def stage(self, path: str, data: bytes) -> None:
        """Have `data` at a POSIX path relative to output/.

        Raises ValueError for a path that leads out of output/ or that was staged before: a bug of the caller.
        """
        if self._takes(path):
            self._stage(path, len(data), BytesIO(data))

    def stage_copy(self, path: str, source: Path) -> None:
        """Like `stage`, with the bytes of the file `source`, never the whole of them in memory."""
        if not self._takes(path):
            return
        try:
            if not source.is_file():  # Opening a pipe would wait for its other end.
                raise FileNotFoundError(None, "there is no such file")
            with source.open("rb") as stream:
                self._stage(path, os.fstat(stream.fileno()).st_size, stream)
        except OSError as reason:
            self._problems.append(problems.unreadable(Where(source.as_posix()), reason))

    def survey(self) -> list[Diagnostic]:
        """Everything that is wrong or worth a word, found before anything is changed; nothing is staged after it.

        Raises RuntimeError if called twice or outside the `with` block: a bug of the caller.
        """
        if self._problems:
            return self._problems
        if not self._writable:
            raise RuntimeError("a publication is surveyed once, in its `with` block")
        self._writable = False
        before, diagnostics = read_manifest(self._output, self._shown)
        try:
            changes, found = survey(self._output, self._shown, before, self._digests.keys(), self._unchanged())
        except OSError as reason:
            return [*diagnostics, self._not_writable(reason)]
        diagnostics += found
        if not has_errors(diagnostics):
            self._surveyed = _Surveyed(before=before, changes=changes)
        return diagnostics

    def commit(self) -> tuple[Published, list[Diagnostic]]:
        """Make the staged files all that output/ holds of sitegen's; with an error, change nothing.

        Raises RuntimeError unless `survey` was called and found no error, or if called twice: a bug of the caller.
        """
        if not self._surveyed:
            raise RuntimeError("a publication is committed once, after a survey without errors")
        before, changes = self._surveyed.before, self._surveyed.changes
        self._surveyed = None
        after = {path: frozenset((digest,)) for path, digest in self._digests.items()}
        try:
            if changes != Changes() or before != after or not (self._output / NAME).exists():
                self._staging.mkdir(exist_ok=True)
                carry_out(changes, self._output, self._staging, self._staged, before, after)
        except NotChangedError as failed:
            say = problems.not_writable if failed.restored else problems.half_published
            return Published(), [say(self._shown, failed.path, failed.reason)]
        except OSError as reason:
            return Published(), [self._not_writable(reason)]
        self._committed = True
        return Published(
            written=tuple(sorted((*changes.add, *changes.replace))),
            unchanged=tuple(sorted(self._unchanged())),
            removed=tuple(sorted((*changes.clear, *changes.prune))),
        ), []

    def _open(self) -> bool:
        for folder in reversed([self._output, *self._output.parents]):
            if not folder.exists():
                folder.mkdir()
                self._closing.callback(self._remove_unless_committed, folder)
        held = lock.hold(self._output)
        if held is None:
            self._refuse(problems.output_busy(self._shown))
            return False
        self._closing.callback(lock.release, held)
        standing = Standing(self._output)
        for name, ours in ((STAGING, Kind.FOLDER), (NAME, Kind.FILE)):
            if standing.kind(name) not in (Kind.MISSING, ours):
                self._refuse(problems.foreign_file(self._shown, name))
        if self._problems:
            return False
        if self._staging.exists():  # A killed publication left it.
            shutil.rmtree(self._staging)
        # What cannot be removed at the end is removed at the next beginning.
        self._closing.callback(shutil.rmtree, self._staging, ignore_errors=True)
        return True

    def _remove_unless_committed(self, folder: Path) -> None:
        if not self._committed:
            with suppress(OSError):
                folder.rmdir()

    def _takes(self, path: str) -> bool:
        if not inside(path) or path in self._digests:
            raise ValueError(f"{path!r} leads out of the output folder, or is staged twice")
        if is_reserved(path):
            self._problems.append(problems.reserved(path, None))
            return False
        return self._writable

    def _stage(self, path: str, size: int, source: BinaryIO) -> None:
        if equal := digest_if_equal(self._output / path, size, source):
            self._digests[path] = equal
            return
        staged = self._staging / f"new-{next(self._names)}"
        try:
            self._staging.mkdir(exist_ok=True)
            source.seek(0)
            self._digests[path] = write_new(staged, source)
            self._staged[path] = staged
        except UnreadableSourceError:
            raise
        except OSError as reason:
            self._refuse(problems.not_writable(self._shown, path, reason))

    def _unchanged(self) -> set[str]:
        return self._digests.keys() - self._staged.keys()

    def _not_writable(self, reason: OSError) -> Diagnostic:
        path = os.path.relpath(reason.filename or self._output, self._output)
        return problems.not_writable(self._shown, path, reason)

    def _refuse(self, problem: Diagnostic) -> None:
        self._writable = False
        self._problems.append(problem)
