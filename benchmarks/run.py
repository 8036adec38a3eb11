"""`make bench`: the same blog built by every generator, in turns, and what each build cost."""

import argparse
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.install import install, versions
from benchmarks.measure import kind_of_memory
from benchmarks.peers.table import PEERS, Tools
from benchmarks.report import publish, tables
from benchmarks.results import write_results
from benchmarks.session import Session

REPOSITORY = Path(__file__).resolve().parent.parent


def main(arguments: list[str]) -> int:
    asked = _parser().parse_args(arguments)
    tools = Tools(scratch=asked.scratch.resolve(), sitegen=asked.sitegen.absolute())
    peers = install([PEERS[name] for name in asked.peers], tools)
    session = Session(tools=tools, runs=asked.runs, limit=asked.limit, seed=asked.seed, with_edits=not asked.full_only)
    session.results.machine = _machine()
    session.results.versions = versions(peers, tools)
    for posts in asked.sizes:
        session.compare(peers, posts)
    for posts in asked.growth:
        session.grow(posts)
    session.start()
    write_results(session.results, tools.scratch / "results.json")
    print(f"\n{tables(session.results)}\n{tools.scratch / 'results.json'}")
    if asked.publish:
        publish(session.results, REPOSITORY / "docs")
    return 0


def _machine() -> dict[str, str]:
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "cores": str(len(os.sched_getaffinity(0))),
        "system": platform.system(),
        "python": platform.python_version(),
        "load": f"{os.getloadavg()[0]:.1f}",
        "memory": kind_of_memory(),
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.run", description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000, 10_000], help="numbers of posts to compare at")
    parser.add_argument("--peers", nargs="*", default=list(PEERS), choices=list(PEERS), help="whom to compare")
    parser.add_argument("--growth", type=int, nargs="*", default=[], help="numbers of posts for sitegen alone")
    parser.add_argument("--runs", type=int, default=3, help="how often each is built; the medians are told")
    parser.add_argument("--full-only", action="store_true", help="leave out the builds after an edit")
    parser.add_argument("--limit", type=float, default=600, help="seconds after which a build is given up")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another blog")
    parser.add_argument("--sitegen", type=Path, default=REPOSITORY / ".venv/bin/sitegen", help="the one to measure")
    parser.add_argument("--scratch", type=Path, default=REPOSITORY / "build/bench", help="for peers, sites, results")
    parser.add_argument("--publish", action="store_true", help="put tables and chart into docs/")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
