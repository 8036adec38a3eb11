"""A set of files on its way into output/: staged beside it one by one, then all put in place, or none.

What is guaranteed, whatever ends the process (an error, Ctrl-C, SIGKILL): each file in output/ is whole, old
or new; no file that both the old and the new site have is missing at any moment; nothing that sitegen did not
make is touched; the next publication repairs the rest and still knows what it may prune. After an error or
Ctrl-C, the old site is back.

What is not: a power cut or a crash of the system may leave files empty or old, because nothing is flushed to
the disk (fsync); the next publication finds such damage in all that is staged, because it compares bytes, not
dates. And nobody else is kept from changing output/ in the milliseconds between the look around and the
change. What the caller keeps is not looked at: it answers for those files, whose stamps or digests it knows.
"""

import os
import shutil
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from sitegen.ground import locks
from sitegen.ground.diagnostics import Diagnostic, Where, has_errors
from sitegen.ground.paths import inside
from sitegen.publish import lock, problems
from sitegen.publish.carry_out import NotChangedError, carry_out
from sitegen.publish.manifest import (
    LEFT_STAGING,
    NAME,
    STAGING,
    Made,
    Manifest,
    are_digests,
    is_digest,
    is_plain,
    is_reserved,
    manifest_of,
    read_manifest,
)
from sitegen.publish.published import Published
from sitegen.publish.staging import Staged, stage_beside, staged_if_equal
from sitegen.publish.stamps import Stamp, settled, stamp
from sitegen.publish.standing import Kind, Standing
from sitegen.publish.survey import Changes, survey


@dataclass(frozen=True, slots=True, kw_only=True)
class _Surveyed:
    """What stood in output/ according to its manifest, what will, and what is to be done."""

    before: Made
    after: Manifest
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
        self._staged: dict[str, str] = {}  # the files in the staging folder, for paths where something else stands
        self._has_folder = False  # for staging
        self._equal: set[str] = set()  # the paths where these bytes stand already; the others are kept
        self._stamps: dict[str, Stamp] = {}  # of files that stay, where the caller does not know them
        self._clock = 0  # of the file system, when the manifest was last written
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

    def begin_staging(self) -> Path | None:
        """Let other processes stage, each with `stage_page` and the folder that this returns, until `survey`.

        Nothing if the system, or another build, does not let us write: then there is no use in staging.
        """
        return self._output if self._has_staging_folder("") else None

    def adopt(self, staged: Staged) -> None:
        """Take what another process staged, as if `stage` had done it here."""
        if self._takes(staged.path):
            self._adopt(staged)

    def keep(self, path: str, digest: str, stamp: Stamp | None = None) -> None:
        """Leave the file at `path` as it stands; the caller has made sure that it is there, with this digest.

        A `stamp` that was taken when the file was read (`stamp_if`) is handed on by `stamps`, if it is of use. Raises
        ValueError as `stage` does.
        """
        if not is_digest(digest):
            raise ValueError(f"{digest!r} is no digest")
        if self._takes(path):
            self._digests[path] = digest
            if stamp:
                self._stamps[path] = stamp

    def keep_all(self, digests: Mapping[str, str]) -> None:
        """Like `keep`, for many paths at once, each with its digest."""
        if not self._digests.keys().isdisjoint(digests) or not are_digests(digests.values()):
            raise ValueError("a path is staged twice, or what should be a digest is none")
        taken = [is_plain(path) or self._takes(path) for path in digests]  # A list: each that is wrong is told of.
        if all(taken) and self._writable:
            self._digests.update(digests)

    def survey(self) -> list[Diagnostic]:
        """Everything that is wrong or worth a word, found before anything is changed; nothing is staged after it.

        Raises RuntimeError if called twice or outside the `with` block: a bug of the caller.
        """
        if self._problems:
            return self._problems
        if not self._writable:
            raise RuntimeError("a publication is surveyed once, in its `with` block")
        self._writable = False
        after = manifest_of({path: frozenset((digest,)) for path, digest in self._digests.items()})
        before, diagnostics = read_manifest(self._output, self._shown, after)
        try:
            changes, found = survey(
                self._output, self._shown, before, self._digests.keys(), self._staged.keys(), self._equal
            )
        except OSError as reason:
            return [*diagnostics, self._not_writable(reason)]
        diagnostics += found
        if not has_errors(diagnostics):
            self._surveyed = _Surveyed(before=before, after=after, changes=changes)
        return diagnostics

    def commit(self) -> tuple[Published, list[Diagnostic]]:
        """Make the staged files all that output/ holds of sitegen's; with an error, change nothing.

        Raises RuntimeError unless `survey` was called and found no error, or if called twice: a bug of the caller.
        """
        if not self._surveyed:
            raise RuntimeError("a publication is committed once, after a survey without errors")
        before, after, changes = self._surveyed.before, self._surveyed.after, self._surveyed.changes
        self._surveyed = None
        try:
            if changes != Changes() or before is not after.made or not (self._output / NAME).exists():
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
            unchanged=tuple([path for path in after.made if path not in self._staged]),
            removed=tuple(sorted((*changes.clear, *changes.prune))),
        ), []

    def digests(self) -> Mapping[str, str]:
        """The digest of each file that was staged or kept, by path."""
        return self._digests

    def stamps(self) -> dict[str, Stamp]:
        """After `commit`: the stamps of what was written, or was staged and stood there already, for `unaltered`.

        Left out are those that changed so lately that they may change again and look the same; whoever looks for
        their stamps next time finds none, and reads the file. Raises RuntimeError without a commit: a bug of the
        caller.
        """
        if not self._committed:
            raise RuntimeError("there are stamps only of what was committed")
        staying = settled(self._stamps, self._clock)
        now = self._manifest_time()
        written = {path: found for path in self._staged if (found := stamp(f"{self._output}/{path}"))}
        if len(staying) < len(self._stamps):
            with suppress(OSError):  # So that next time the clock is known to have gone on.
                os.utime(self._output / NAME)
        return staying | settled(written, now)

    def _open(self) -> bool:
        for folder in reversed([self._output, *self._output.parents]):
            if not folder.exists():
                folder.mkdir()
                self._closing.callback(self._remove_unless_committed, folder)
        held = lock.hold(self._output)
        if held is None:
            self._refuse(problems.output_busy(self._shown))
            return False
        self._closing.callback(locks.release, held)
        standing = Standing(self._output)
        for name, ours in ((STAGING, Kind.FOLDER), (LEFT_STAGING, Kind.FOLDER), (NAME, Kind.FILE)):
            if standing.kind(name) not in (Kind.MISSING, ours):
                self._refuse(problems.foreign_file(self._shown, name))
        if self._problems:
            return False
        self._clear_staging()
        # What cannot be removed at the end is removed at the next beginning.
        self._closing.callback(shutil.rmtree, self._staging, ignore_errors=True)
        self._clock = self._manifest_time()
        return True

    def _clear_staging(self) -> None:
        """Remove what a killed publication left. It goes aside first: a worker that outlives the killed process by a
        moment would otherwise write into a folder that is being removed.
        """
        left = self._output / LEFT_STAGING
        if left.exists():
            shutil.rmtree(left)
        if self._staging.exists():
            self._staging.rename(left)
            shutil.rmtree(left)

    def _manifest_time(self) -> int:
        """When the file system wrote the manifest, in nanoseconds: its clock has come as far as that."""
        found = stamp(self._output / NAME)
        return found[2] if found else 0

    def _remove_unless_committed(self, folder: Path) -> None:
        if not self._committed:
            with suppress(OSError):
                folder.rmdir()

    def _takes(self, path: str) -> bool:
        plain = is_plain(path)
        if path in self._digests or not (plain or inside(path)):
            raise ValueError(f"{path!r} leads out of the output folder, or is staged twice")
        if not plain and is_reserved(path):
            self._problems.append(problems.reserved(path, None))
            return False
        return self._writable

    def _stage(self, path: str, size: int, source: BinaryIO) -> None:
        if equal := staged_if_equal(self._output, path, size, source):
            self._adopt(equal)
        elif self._has_staging_folder(path):
            self._adopt(stage_beside(self._output, "new-", path, source))

    def _adopt(self, staged: Staged) -> None:
        path = staged.path
        if staged.refused:
            self._refuse(problems.not_writable(self._shown, path, staged.refused))
            return
        self._digests[path] = staged.digest
        if staged.file:
            self._staged[path] = staged.file
        else:
            self._equal.add(path)
        if staged.stamp:
            self._stamps[path] = staged.stamp

    def _has_staging_folder(self, path: str) -> bool:
        """Whether there is one now; `path` is what wants to be written there."""
        try:
            if self._writable and not self._has_folder:
                self._staging.mkdir(exist_ok=True)
                self._has_folder = True
        except OSError as reason:
            self._refuse(problems.not_writable(self._shown, path, reason))
        return self._writable

    def _not_writable(self, reason: OSError) -> Diagnostic:
        path = os.path.relpath(reason.filename or self._output, self._output)
        return problems.not_writable(self._shown, path, reason)

    def _refuse(self, problem: Diagnostic) -> None:
        self._writable = False
        self._problems.append(problem)
