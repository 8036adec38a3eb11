"""`python -m benchmarks.corpus DIR`: the blog of the benchmark, laid out for one generator."""

import argparse
import sys
from pathlib import Path

from benchmarks.blog import Blog
from benchmarks.peers.table import PEERS


def main(arguments: list[str]) -> int:
    asked = _parser().parse_args(arguments)
    if asked.dir.exists() and any(asked.dir.iterdir()):
        print(f"{asked.dir} is not empty", file=sys.stderr)
        return 1
    PEERS[asked.layout].write(Blog(posts=asked.posts, comments=asked.comments, seed=asked.seed), asked.dir)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.corpus", description=__doc__)
    parser.add_argument("dir", type=Path, help="where to write; a new or empty folder")
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--comments", type=int, default=10_000, help="in all threads together")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another blog")
    parser.add_argument("--for", dest="layout", choices=list(PEERS), default="sitegen", help="the generator")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
