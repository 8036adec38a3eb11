"""A site built once more from nothing, beside the one that stands: whether they are the same, to the last byte."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import accumulate
from pathlib import Path

from sitegen.build import problems
from sitegen.build.inputs import look_at
from sitegen.build.order import Order
from sitegen.build.report import BuildReport
from sitegen.build.story import tell
from sitegen.build.watch import Stage, Watch
from sitegen.ground.diagnostics import Diagnostic, has_errors
from sitegen.incremental.cache import Cache, passing

_PIECE = 1 << 20  # bytes of two files that are compared at a time
_LARGEST = 4 << 20  # bytes of a file whose differences are told one by one
_MOST_LINES = 2000  # between the first and the last that differ: to match more would take long


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Where two files differ: bytes `start` to `end`, which is not included, of ours and of the clean one."""

    start: int
    end: int
    clean_start: int
    clean_end: int


def verified(order: Order, report: BuildReport, cache: Cache) -> BuildReport:
    """The report of a build that was published, with an error for each file that a clean build makes otherwise. If
    there is one, nothing that is remembered is believed any longer.
    """
    assert order.output is not None
    assert report.published is not None
    order.watch.begin(Stage.CLEAN)
    ours = {*report.published.written, *report.published.unchanged}
    with passing(order.root) as fresh:
        beside = fresh.folder / "output"
        again = replace(order, output=beside, shown=beside, strict=False, watch=Watch(progress=order.watch.progress))
        clean = tell(again, look_at(order.root, fresh.ticks()), fresh)
        found = list(_compared(order, ours, clean, beside))
    if found:
        cache.begin_anew()
    return replace(report, diagnostics=(*report.diagnostics, *found), verified=len(ours))


def _compared(order: Order, ours: set[str], clean: BuildReport, beside: Path) -> Iterator[Diagnostic]:
    if clean.published is None:
        yield problems.clean_build_failed(next(each for each in clean.diagnostics if has_errors([each])))
        return
    assert order.output is not None
    files = clean.published.written
    for path in sorted({*files, *ours}):
        shown = (order.shown / path).as_posix()
        if path not in files:
            yield problems.surplus(shown)
        elif not (order.output / path).is_file():
            yield problems.missing(shown)
        elif found := differences(order.output / path, beside / path):
            yield problems.differs(shown, [_words(each) for each in found])


def differences(ours: Path, clean: Path) -> list[Difference]:
    """Where two files differ, in their order; of large ones all that follows the first difference is one."""
    first = _first_difference(ours, clean)
    if first is None:
        return []
    sizes = ours.stat().st_size, clean.stat().st_size
    if max(sizes) > _LARGEST:
        return [Difference(start=first, end=sizes[0], clean_start=first, clean_end=sizes[1])]
    return list(_differences(ours.read_bytes(), clean.read_bytes()))


def _first_difference(ours: Path, clean: Path) -> int | None:
    place = 0
    with ours.open("rb") as one, clean.open("rb") as other:
        while True:
            pieces = one.read(_PIECE), other.read(_PIECE)
            if pieces[0] != pieces[1]:
                return place + _alike(*pieces)
            if not pieces[0]:
                return None
            place += len(pieces[0])


def _differences(ours: bytes, clean: bytes) -> Iterator[Difference]:
    """Line by line; of lines that differ, what is alike at their beginnings and ends is left out."""
    before = _alike(ours, clean)
    before = ours.rfind(b"\n", 0, before) + 1
    lines, clean_lines = ours[before:].splitlines(keepends=True), clean[before:].splitlines(keepends=True)
    after = _alike(lines[::-1], clean_lines[::-1])
    lines, clean_lines = lines[: len(lines) - after], clean_lines[: len(clean_lines) - after]
    starts = list(accumulate(map(len, lines), initial=before))
    clean_starts = list(accumulate(map(len, clean_lines), initial=before))
    for one, end, other, clean_end in _blocks(lines, clean_lines):
        yield _trimmed(ours, clean, starts[one], starts[end], clean_starts[other], clean_starts[clean_end])


def _blocks(lines: list[bytes], clean: list[bytes]) -> Iterator[tuple[int, int, int, int]]:
    if max(len(lines), len(clean)) > _MOST_LINES:
        yield 0, len(lines), 0, len(clean)
        return
    for kind, *block in SequenceMatcher(None, lines, clean, autojunk=False).get_opcodes():
        if kind != "equal":
            one, end, other, clean_end = block
            yield one, end, other, clean_end


def _trimmed(ours: bytes, clean: bytes, start: int, end: int, clean_start: int, clean_end: int) -> Difference:
    one, other = ours[start:end], clean[clean_start:clean_end]
    before = _alike(one, other)
    after = _alike(one[before:][::-1], other[before:][::-1])
    return Difference(
        start=start + before, end=end - after, clean_start=clean_start + before, clean_end=clean_end - after
    )


def _alike(one: bytes | list[bytes], other: bytes | list[bytes]) -> int:
    """How many are the same, from the beginning on."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(one), len(other)))


def _words(each: Difference) -> str:
    ours = _range(each.start, each.end) or f"nothing at byte {each.start}"
    return f"{ours} instead of {_range(each.clean_start, each.clean_end) or 'nothing'}"


def _range(start: int, end: int) -> str:
    return f"bytes {start}–{end - 1} ({end - start:,})" if end > start else ""
