"""Whatever ends a publication, at whatever moment: no page is lost or torn, and the next one repairs the rest."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from itertools import cycle
from pathlib import Path

import pytest

from tests.publish.publishing import files, publish

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}


@pytest.mark.parametrize("way", ["all", "changes"])
@pytest.mark.parametrize(("wrong", "at_least"), [("kill", 50), ("error", 30), ("interrupt", 30)])
def test_at_every_step(tmp_path: Path, wrong: str, way: str, at_least: int) -> None:
    done = subprocess.run(
        [sys.executable, HERE / "every_step.py", wrong, way, tmp_path],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= at_least


def test_at_random_moments(tmp_path: Path) -> None:
    """Of a larger site, whose bytes and moves take their time: what the steps above do not cut in two."""
    output = tmp_path / "output"
    site_a, site_b = versions()
    foreign = {"CNAME": b"example.org", "posts/7/notes.txt": b"mine", ".git/HEAD": b"ref"}
    for path, data in foreign.items():
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        (output / path).write_bytes(data)
    publish(output, site_a)
    moments = random.Random(58)
    for attempt in range(24):
        killed_after(moments.uniform(0, 0.15), output)
        found = files(output)
        assert foreign.items() <= found.items()
        assert site_a.keys() & site_b.keys() <= found.keys()
        for path, data in found.items():
            assert data in (site_a.get(path), site_b.get(path), foreign.get(path)), f"{path} is torn"
        if attempt % 4 == 3:  # Now and then several killed ones in a row.
            site = moments.choice((site_a, site_b))
            assert publish(output, site)[1] == []
            assert files(output) == site | foreign


def killed_after(seconds: float, output: Path) -> None:
    """A process that publishes the two sites in turn, until then."""
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            for site in cycle(versions()):
                assert publish(output, site)[1] == []
        os._exit(1)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def versions() -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Two sites of a few hundred files: most in both, some in one, some equal, and pages that become folders."""
    sites = []
    for name in ("A", "B"):
        site = {f"posts/{number}/index.html": f"{name}{number} ".encode() * number * 7 for number in range(200)}
        site |= {f"assets/{number}.css": b"equal" * 1000 for number in range(30)}
        site |= {f"only-{name}/{number}/index.html": name.encode() for number in range(40)}
        site |= {f"turns/{number}" + "/index.html" * ((name == "A") ^ number % 2): b"x" for number in range(20)}
        sites.append(site)
    return sites[0], sites[1]
