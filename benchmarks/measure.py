"""What a command costs: wall time, CPU time and peak memory, its child processes included. Linux only."""

import os
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.01  # seconds between two looks at the memory
_SHARE = 20  # looking may take one part in so many of the time: with gigabytes in use, a look is not cheap


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds, seconds of CPU (user and system), and bytes at the moment when there were most."""

    wall: float
    cpu: float
    peak: int


class CommandError(Exception):
    """A measured command gave an exit code other than 0; the text is what it said."""


class TooSlowError(Exception):
    """A measured command was stopped because it took longer than it was given."""


def measure(command: Sequence[str | Path], cwd: Path, limit: float = 3600) -> Cost:
    """Runs the command to its end. Raises CommandError if it fails, TooSlowError after `limit` seconds."""
    with (cwd / ".said").open("w+b") as said:
        begin = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        watch, stop = _Watch(process.pid), threading.Timer(limit, process.kill)
        stop.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        stop.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        peak = watch.end()
        said.seek(0)
        text = said.read().decode(errors="replace")
    (cwd / ".said").unlink()
    if wall > limit:
        raise TooSlowError(f"not done after {limit:.0f} s")
    if process.returncode:
        raise CommandError(f"{' '.join(map(str, command))} in {cwd} gave {process.returncode}:\n{text[-3000:]}")
    return Cost(wall=wall, cpu=usage.ru_utime + usage.ru_stime, peak=peak)


def kind_of_memory() -> str:
    """PSS counts a page that processes share once in all; RSS, where PSS cannot be read, counts it for each."""
    return "PSS" if Path("/proc/self/smaps_rollup").is_file() else "RSS"


class _Watch:
    """A thread that looks at the memory of a process and of all below it, as long as the process is there."""

    def __init__(self, pid: int) -> None:
        self._pid, self._peak = pid, 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> int:
        self._over.set()
        self._thread.join()
        return self._peak

    def _look(self) -> None:
        pause = 0.0
        while not self._over.wait(pause):
            begin = time.perf_counter()
            self._peak = max(self._peak, sum(map(_memory, _tree(self._pid))))
            pause = max(_EVERY, _SHARE * (time.perf_counter() - begin))


def _tree(pid: int) -> Iterator[int]:
    """The process and all that came from it; one that has just ended is passed over."""
    yield pid
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _tree(int(child))
    except OSError:
        return


def _memory(pid: int) -> int:
    name, field = ("smaps_rollup", "Pss:") if kind_of_memory() == "PSS" else ("status", "VmRSS:")
    try:
        text = Path(f"/proc/{pid}/{name}").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith(field)), 0)
