"""A program that publishes two versions of a site in turn until it is killed: `python for_ever.py FOLDER`."""

import sys
from itertools import cycle
from pathlib import Path

from tests.publish.publishing import publish


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


if __name__ == "__main__":
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for site in cycle(versions()):
        assert publish(Path(sys.argv[1]), site)[1] == []
