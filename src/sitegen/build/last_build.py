"""A build in which nothing has changed: known without reading a file, and ended at once.

Nothing but this stands before the first look at the files, so that it stays light: no library is loaded for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sitegen.build.inputs import Inputs, Stamp
from sitegen.build.order import Order
from sitegen.build.report import BuildReport, CommentCounts
from sitegen.incremental.encoding import packed, unpacked
from sitegen.incremental.records import diagnostic_of, diagnostic_row
from sitegen.incremental.store import Store
from sitegen.model.content import LeftOut, LeftOutReason
from sitegen.model.documents import CommentStatus
from sitegen.publish.files import stamp_if
from sitegen.publish.manifest import NAME, STAGING
from sitegen.publish.published import Published
from sitegen.publish.stamps import stamp, unaltered

_ROW = "last"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The time in which the same posts are due: from `since` on, and before `until`; None means always."""

    since: datetime | None
    until: datetime | None

    def holds(self, now: datetime) -> bool:
        """Whether it is that time."""
        return (self.since is None or self.since <= now) and (self.until is None or now < self.until)


def same_as_last(order: Order, inputs: Inputs, store: Store) -> BuildReport | None:
    """The report of the last build, if this one would do the same and all that it made stands as it made it."""
    record, outputs = store.get("about", _ROW), store.get("about", "outputs")
    output = order.output
    if output is None or not (record and outputs and inputs.digest):
        return None
    was_asked, digest, since, until, manifest, told = unpacked(record)
    span = Span(since=_moment(since), until=_moment(until))
    if was_asked != order.row() or digest != inputs.digest or not span.holds(order.now):
        return None
    if stamp(output / NAME) != manifest or (output / STAGING).exists():
        return None
    files = unpacked(outputs)[1]
    if not _all_stand(output, files):
        return None
    return _report(told, Published(unchanged=tuple(files)))


def _all_stand(output: Path, files: Mapping[str, tuple[str, Stamp | None]]) -> bool:
    """Whether all files are as they were made. The last ones of a build have no stamp yet, and are read."""
    known = {path: (found, standing) for path, (found, standing) in files.items() if standing}
    if len(unaltered(output, known)) < len(known):
        return False
    return all(stamp_if(output / path, found) for path, (found, standing) in files.items() if not standing)


def remember_build(order: Order, inputs: Inputs, span: Span, report: BuildReport, store: Store) -> None:
    """Keep what `same_as_last` needs; nothing where the inputs cannot be relied upon."""
    manifest: Stamp | None = stamp(order.output / NAME) if order.output else None
    moments = (_text(span.since), _text(span.until))
    store.put("about", [(_ROW, packed((order.row(), inputs.digest, *moments, manifest, _told(report))))])


def _told(report: BuildReport) -> tuple[Any, ...]:
    comments = report.comments
    return (
        tuple(map(diagnostic_row, report.diagnostics)),
        (report.posts, report.pages, report.files),
        (comments.shown, comments.pinged, comments.left_out),
        tuple((status.value, count) for status, count in comments.withheld.items()),
        tuple((each.key, each.source, each.reason.value, each.comments) for each in report.left_out),
    )


def _report(told: tuple[Any, ...], published: Published) -> BuildReport:
    diagnostics, (posts, pages, files), (shown, pinged, waiting), withheld, left_out = told
    return BuildReport(
        diagnostics=tuple(map(diagnostic_of, diagnostics)),
        posts=posts,
        pages=pages,
        files=files,
        comments=CommentCounts(
            shown=shown,
            pinged=pinged,
            left_out=waiting,
            withheld={CommentStatus(status): count for status, count in withheld},
        ),
        left_out=tuple(
            LeftOut(key=key, source=source, reason=LeftOutReason(reason), comments=comments)
            for key, source, reason, comments in left_out
        ),
        published=published,
    )


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
