"""The workers of a build: processes behind `concurrent.futures.Executor`, or this process where that is quicker."""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures import wait as wait_for
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, ParamSpec, TypeVar

Workplace = TypeVar("Workplace")
Batch = TypeVar("Batch")
Result = TypeVar("Result")
_P = ParamSpec("_P")

WORTH_A_POOL = 100
"""Files to read, or pages to make, below which starting processes takes longer than they save."""

_LONGEST_NOTE = 1000  # bytes
_A_WHILE = 1.0  # seconds after which somebody looks whether all workers are alive
_AHEAD = 3  # batches that wait for each worker: enough that none is idle, few enough that results do not pile up


class WorkerDiedError(Exception):
    """A worker has ended in the midst of its work: `items` are what it was at (of several workers, if it is not known
    which of them it was), `ending` is the signal that killed it, or its exit code.
    """

    def __init__(self, items: tuple[str, ...], ending: str) -> None:
        super().__init__(items, ending)
        self.items = items
        self.ending = ending


def at_work_on(item: str) -> None:
    """A worker says what it is about to do, so that it is known should it die of it."""
    if _notes is not None:
        _notes.value = f"{os.getpid()} {item}".encode()[:_LONGEST_NOTE]


class Pool(Generic[Workplace]):
    """Workers who each have a workplace of their own, made once."""

    def __init__(self, executor: Executor, workers: int, notes: Iterable[Any] = ()) -> None:
        self._executor = executor
        self._most = workers * _AHEAD
        self._notes = notes

    def each(self, do: Callable[[Workplace, Batch], Result], batches: Iterable[Batch]) -> Iterator[Result]:
        """What `do`, a function that other processes can import, makes of each batch, in their order.

        Raises WorkerDiedError.
        """
        processes: list[BaseProcess] = []
        try:
            yield from self._each(do, batches, processes)
        except BrokenProcessPool as broken:
            self._executor.shutdown(wait=True)
            raise _died(processes, self._notes) from broken

    def _each(
        self, do: Callable[[Workplace, Batch], Result], batches: Iterable[Batch], processes: list[BaseProcess]
    ) -> Iterator[Result]:
        waiting: deque[Future[Result]] = deque()
        remaining = iter(batches)
        for batch in islice(remaining, self._most):
            waiting.append(self._executor.submit(_do, do, batch))
        processes += multiprocessing.active_children()
        while waiting:
            result = self._result(waiting.popleft(), processes)
            for batch in islice(remaining, 1):
                waiting.append(self._executor.submit(_do, do, batch))
            yield result

    def _result(self, future: Future[Result], processes: Iterable[BaseProcess]) -> Result:
        """What comes of a batch. The executor notices a worker's death, but not while it reads: of one that dies in the
        midst of handing over a result it would wait for the rest for ever.
        """
        while not wait_for([future], _A_WHILE).done:
            is_one_dead = any(each.exitcode is not None for each in processes)
            if is_one_dead and not wait_for([future], _A_WHILE).done:
                self._end_reading(processes)
        return future.result()

    def _end_reading(self, processes: Iterable[BaseProcess]) -> None:
        """Once nobody holds the end of the pipe into which results are written, what is read from it ends."""
        for each in processes:
            each.terminate()
        results: Any = self._executor._result_queue  # type: ignore[attr-defined]  # noqa: SLF001 - it offers no way
        results._writer.close()  # noqa: SLF001


@contextmanager
def pool_of(
    workers: int, make: Callable[..., Workplace], *details: Any, method: str | None = None
) -> Iterator[Pool[Workplace]]:
    """Workers whose workplaces are `make(*details)`; no more than one is this process itself.

    `method` is how processes start (`fork`, `spawn`, …), else the one that suits the system. With an exception, and so
    with Ctrl-C, what no worker has begun is dropped; all have ended when this does.
    """
    if workers <= 1:
        _begin_work(make, details)
        try:
            yield Pool(_ThisProcess(), 1)
        finally:
            _end_work()
        return
    context = multiprocessing.get_context(method or _usual_method())
    gc.freeze()  # what is here already is not looked through by the collectors of forked workers, nor copied for that
    notes = [context.RawArray("c", _LONGEST_NOTE + 1) for _ in range(workers)]
    place = (context.Value("i", 0), notes)
    executor = ProcessPoolExecutor(
        workers, mp_context=context, initializer=_begin_process, initargs=(place, make, details)
    )
    try:
        with _interrupts_held():
            executor.submit(_begun)
        yield Pool(executor, workers, notes)
    finally:
        executor.shutdown(wait=True, cancel_futures=True)
        gc.unfreeze()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Ctrl-C waits while processes start: Python drops one that comes during a fork, and between two forks it would
    leave the first process without anybody who ends it. They inherit that it is held.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # Python interrupts the main thread only
        return
    came: list[int] = []
    handler = signal.signal(signal.SIGINT, lambda number, _: came.append(number))  # some library's thread may get it
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, handler)
    for number in came[:1]:
        signal.raise_signal(number)


def _begun() -> None:
    """The first thing that a worker is asked to do, for with it the processes start."""


class _ThisProcess(Executor):
    """Does at once what it is given."""

    def submit(self, fn: Callable[_P, Result], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[Result]:
        future: Future[Result] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def _usual_method() -> str | None:
    """Forking is quickest, and safe where nothing runs beside: not on macOS, whose libraries have threads."""
    return "fork" if sys.platform == "linux" else None


_workplace: Any = None
_notes: Any = None  # memory that is shared with the process that leads, for what this one is at


def _begin_process(place: tuple[Any, list[Any]], make: Callable[..., Any], details: tuple[Any, ...]) -> None:
    """Ctrl-C is for the process that leads, which ends this one; and if that is killed, this one ends by itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    global _notes
    count, notes = place
    with count.get_lock():
        _notes = notes[count.value]
        count.value += 1
    _begin_work(make, details)


def _begin_work(make: Callable[..., Any], details: tuple[Any, ...]) -> None:
    global _workplace
    _workplace = make(*details)


def _end_work() -> None:
    global _workplace
    _workplace = None


def _do(do: Callable[[Any, Batch], Result], batch: Batch) -> Result:
    try:
        return do(_workplace, batch)
    finally:
        at_work_on("")


def _died(processes: Iterable[BaseProcess], notes: Iterable[Any]) -> WorkerDiedError:
    """Who has died, and of what; the others were then ended by the executor."""
    endings = {each.pid: each.exitcode for each in processes if each.exitcode not in (None, 0, -signal.SIGTERM)}
    noted = dict(each.value.decode(errors="replace").partition(" ")[::2] for each in notes if each.value)
    items = [item for pid, item in noted.items() if item and (not endings or int(pid) in endings)]
    ending = next(iter(endings.values()), -signal.SIGTERM) or 0
    return WorkerDiedError(tuple(items), signal.Signals(-ending).name if ending < 0 else f"exit code {ending}")


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
