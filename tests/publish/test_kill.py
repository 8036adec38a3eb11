"""Whatever ends a publication, at whatever moment: no page is lost or torn, and the next one repairs the rest."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.publish.for_ever import versions
from tests.publish.publishing import files, publish

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}


@pytest.mark.parametrize(("wrong", "at_least"), [("kill", 50), ("error", 30), ("interrupt", 30)])
def test_at_every_step(tmp_path: Path, wrong: str, at_least: int) -> None:
    done = subprocess.run(
        [sys.executable, HERE / "every_step.py", wrong, tmp_path],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= at_least


def test_at_random_moments(tmp_path: Path) -> None:
    output = tmp_path / "output"
    site_a, site_b = versions()
    foreign = {"CNAME": b"example.org", "posts/7/notes.txt": b"mine", ".git/HEAD": b"ref"}
    for path, data in foreign.items():
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        (output / path).write_bytes(data)
    publish(output, site_a)
    moments = random.Random(58)
    for attempt in range(40):
        with subprocess.Popen(
            [sys.executable, HERE / "for_ever.py", output], env=environment(), stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            time.sleep(moments.uniform(0, 0.15))
            assert process.poll() is None
            process.send_signal(signal.SIGKILL)
        found = files(output)
        assert foreign.items() <= found.items()
        assert site_a.keys() & site_b.keys() <= found.keys()
        for path, data in found.items():
            assert data in (site_a.get(path), site_b.get(path), foreign.get(path)), f"{path} is torn"
        if attempt % 4 == 3:  # Now and then several killed ones in a row.
            site = moments.choice((site_a, site_b))
            assert publish(output, site)[1] == []
            assert files(output) == site | foreign
