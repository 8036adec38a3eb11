"""Workers: what they make comes back in order, and what goes wrong with it."""

import os
import signal
import struct
from multiprocessing.connection import Connection
from unittest.mock import patch

import pytest

from sitegen.build.pool import WorkerDiedError, at_work_on, pool_of

METHODS = ["fork", "spawn"]


class Workshop:
    """A workplace that knows whom it works for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def greet(self, batch: list[int]) -> str:
        return f"{self._name} {batch}"

    def fail(self, batch: list[int]) -> int:
        return 1 // batch[0]

    def held(self, batch: list[int]) -> tuple[bool, int]:
        return signal.getsignal(signal.SIGINT) is signal.SIG_IGN, os.getpid()

    def die(self, batch: list[int]) -> None:
        for number in batch:
            at_work_on(f"number {number}")
            if number == 17:
                os.kill(os.getpid(), signal.SIGKILL)

    def die_while_handing_over(self, batch: list[int]) -> int:
        at_work_on(f"number {batch[0]}")
        if batch == [17]:
            patch.object(Connection, "_send_bytes", _half_sent).start()
        return batch[0]

    def leave(self, batch: list[int]) -> None:
        os._exit(3)


def _half_sent(connection: Connection, _: object) -> None:
    os.write(connection.fileno(), struct.pack("!i", 1000) + b"x")
    os.kill(os.getpid(), signal.SIGKILL)


BATCHES = [[number] for number in range(40)]


@pytest.mark.parametrize("workers", [0, 1])
def test_one_worker_is_this_process(workers: int) -> None:
    with pool_of(workers, Workshop, "a") as pool:
        assert list(pool.each(Workshop.greet, BATCHES)) == [f"a {batch}" for batch in BATCHES]
        assert {pid for _, pid in pool.each(Workshop.held, BATCHES)} == {os.getpid()}


@pytest.mark.parametrize("method", METHODS)
def test_results_come_in_the_order_of_the_batches(method: str) -> None:
    with pool_of(2, Workshop, "a", method=method) as pool:
        assert list(pool.each(Workshop.greet, BATCHES)) == [f"a {batch}" for batch in BATCHES]
        assert list(pool.each(Workshop.greet, [])) == []
        ignored = list(pool.each(Workshop.held, BATCHES))
    assert all(is_ignored for is_ignored, _ in ignored)
    assert os.getpid() not in {pid for _, pid in ignored}
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


@pytest.mark.parametrize("workers", [1, 2])
def test_an_exception_comes_back(workers: int) -> None:
    with pytest.raises(ZeroDivisionError), pool_of(workers, Workshop, "a", method="fork") as pool:
        list(pool.each(Workshop.fail, BATCHES))


@pytest.mark.parametrize("method", METHODS)
def test_a_worker_that_dies_is_known_with_what_it_was_at(method: str) -> None:
    with pytest.raises(WorkerDiedError) as died, pool_of(2, Workshop, "a", method=method) as pool:
        list(pool.each(Workshop.die, BATCHES))
    assert (died.value.items, died.value.ending) == (("number 17",), "SIGKILL")


@pytest.mark.parametrize("method", METHODS)
def test_a_worker_that_dies_while_it_hands_over_a_result(method: str) -> None:
    """It keeps nobody waiting for the rest."""
    with pytest.raises(WorkerDiedError) as died, pool_of(2, Workshop, "a", method=method) as pool:
        list(pool.each(Workshop.die_while_handing_over, BATCHES))
    assert died.value.ending == "SIGKILL"


def test_a_worker_that_leaves() -> None:
    with pytest.raises(WorkerDiedError) as died, pool_of(2, Workshop, "a", method="fork") as pool:
        list(pool.each(Workshop.leave, BATCHES))
    assert (died.value.items, died.value.ending) == ((), "exit code 3")


def test_ctrl_c_while_workers_start_is_not_lost() -> None:
    """Python drops what is raised in a callback after a fork."""
    armed = [True]

    def strike() -> None:
        if armed:
            armed.clear()
            os.kill(os.getpid(), signal.SIGINT)

    os.register_at_fork(after_in_parent=strike)  # for good, but it strikes once
    with pytest.raises(KeyboardInterrupt), pool_of(2, Workshop, "a", method="fork"):
        pytest.fail("the interrupt was lost")
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])
