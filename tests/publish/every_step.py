"""A program: publishes with something going wrong at the n-th step, for every n, and checks what is left.

    python every_step.py kill|error|interrupt all|changes FOLDER

A step is anything that CPython tells its audit hooks: opening, renaming, linking, making and removing. Each attempt is
a forked process of its own, because a hook cannot be removed. Prints how many steps there were.
"""

import errno
import os
import shutil
import signal
import sys
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path

from sitegen.ground.diagnostics import Diagnostic, has_errors
from sitegen.publish.manifest import STAGING
from sitegen.publish.published import Published
from tests.publish.publishing import files, publish, publish_incrementally, tree

OLD = {"same": b"0", "changed": b"1", "both/x": b"1", "gone": b"1", "far/off/gone": b"1", "page": b"1", "dir/y": b"1"}
NEW = {"same": b"0", "changed": b"2", "both/x": b"2", "new": b"2", "far/new": b"2", "page/z": b"2", "dir": b"2"}
FOREIGN = {"CNAME": b"example.org", "far/mine": b"mine", ".git/config": b"[core]"}
CHANGING = frozenset(("os.rename", "os.link", "os.mkdir", "os.rmdir", "os.remove"))


Publish = Callable[[Path, dict[str, bytes]], tuple[Published, list[Diagnostic]]]
WAYS: dict[str, Publish] = {"all": publish, "changes": publish_incrementally}


def main(wrong: str, way: str, folder: Path) -> None:
    attempt = partial({"kill": killed, "error": refused, "interrupt": interrupted}[wrong], WAYS[way])
    for step in count():
        output = folder / str(step)
        for path, data in FOREIGN.items():
            (output / path).parent.mkdir(parents=True, exist_ok=True)
            (output / path).write_bytes(data)
        publish(output, OLD)
        if in_a_child(attempt, output, step) == REACHED_THE_END:
            sys.stdout.write(f"{step}\n")
            return


def killed(publish_new: Publish, output: Path, step: int) -> None:
    """Each file whole, none missing that both have, and the next publication, of either, as if nothing had happened."""
    child = os.fork()
    if child == 0:
        at_step(step, any_step, lambda: os.kill(os.getpid(), signal.SIGKILL))
        publish_new(output, NEW)
        os._exit(0)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert ended in (0, -signal.SIGKILL)
    survived = ended == 0
    found = files(output)
    assert FOREIGN.items() <= found.items()
    assert all(data in (OLD.get(path), NEW.get(path), FOREIGN.get(path)) for path, data in found.items()), found
    assert OLD.keys() & NEW.keys() <= found.keys(), found
    for next_ in (OLD, NEW):
        copy = output.with_name("copy")
        shutil.copytree(output, copy)
        assert publish(copy, next_)[1] == []
        assert files(copy) == next_ | FOREIGN
        assert not (copy / STAGING).exists()
        empty = [path for path in copy.rglob("*") if path.is_dir() and not any(path.iterdir())]
        assert empty == []
        shutil.rmtree(copy)
    os._exit(REACHED_THE_END if survived else 0)


def refused(publish_new: Publish, output: Path, step: int) -> None:
    """An error, and everything exactly as before; or a step that need not succeed, and everything done."""
    before = tree(output)
    failed = at_step(step, changing_step, no_space)
    _, diagnostics = publish_new(output, NEW)
    after = tree(output)
    if has_errors(diagnostics):
        assert diagnostics[-1].code == "output-not-writable", diagnostics
        assert "No space left" in diagnostics[-1].message
        assert after == before
        assert publish(output, NEW)[1] == []
    assert files(output) == NEW | FOREIGN
    os._exit(0 if failed else REACHED_THE_END)


def interrupted(publish_new: Publish, output: Path, step: int) -> None:
    """Ctrl-C: everything exactly as before, or everything done."""
    before = tree(output)
    stopped = at_step(step, changing_step, interrupt)
    try:
        publish_new(output, NEW)
    except KeyboardInterrupt:
        after = {path: data for path, data in tree(output).items() if not path.startswith(STAGING)}
        assert after == before or files(output) == NEW | FOREIGN
    assert publish(output, NEW)[1] == []
    assert files(output) == NEW | FOREIGN
    os._exit(0 if stopped else REACHED_THE_END)


REACHED_THE_END = 77


def in_a_child(attempt: Callable[[Path, int], None], output: Path, step: int) -> int:
    child = os.fork()
    if child == 0:
        try:
            attempt(output, step)
        except BaseException:
            sys.excepthook(*sys.exc_info())
            sys.stderr.write(f"at step {step}\n")
            os._exit(1)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code not in (0, REACHED_THE_END):
        sys.exit(code)
    return code


def at_step(step: int, counts: Callable[[str, tuple[object, ...]], bool], do: Callable[[], None]) -> list[int]:
    """From now on, `do` before the step of that number; the list is filled when that has happened."""
    steps = count()
    happened: list[int] = []

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if not happened and counts(event, arguments) and next(steps) == step:
            happened.append(step)
            do()

    sys.addaudithook(hook)
    return happened


def any_step(event: str, arguments: tuple[object, ...]) -> bool:
    return event in CHANGING or event == "open"


def changing_step(event: str, arguments: tuple[object, ...]) -> bool:
    if event == "open":
        flags = arguments[2]
        return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    return event in CHANGING


def no_space() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def interrupt() -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
