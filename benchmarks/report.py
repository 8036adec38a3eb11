"""The tables of docs/performance.md, and where they and the chart are put.

`python -m benchmarks.report RESULTS` puts there what a run has kept.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.chart import chart
from benchmarks.measure import Cost
from benchmarks.peers.table import PEERS
from benchmarks.results import PeerResult, Results, median_cost, read_results
from benchmarks.scenarios import COLD, TITLES, UNCHANGED

_FIGURES = ("wall", "CPU", "memory")

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def publish(results: Results, docs: Path) -> None:
    """Puts the tables between the two marks of performance.md, and the chart beside it."""
    page = docs / "performance.md"
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    page.write_text(f"{before}{BEGIN}\n\n{tables(results)}\n{END}{after}", encoding="utf-8")
    (docs / "performance.svg").write_text(chart(results), encoding="utf-8")


def tables(results: Results) -> str:
    """Everything that was measured, as Markdown."""
    parts = [_machine(results)]
    for posts, peers in results.sizes.items():
        parts += [f"### {posts:,} posts, {posts * 10:,} comments", _outputs(peers), _full_builds(peers), _edits(peers)]
    if results.growth:
        parts += ["### Growth", _growth(results)]
    if results.start:
        parts += ["### Start", _start(results)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _machine(results: Results) -> str:
    machine = results.machine
    # sitegen is measured twice, with two themes.
    titles = {PEERS[name].title.partition(",")[0]: version for name, version in results.versions.items()}
    versions = ", ".join(f"{title} {version}" for title, version in titles.items())
    return (
        f"Measured on {machine['date']}, on a machine with {machine['cores']} cores, {machine['system']}, "
        f"Python {machine['python']}; its load before that was {machine['load']}. {versions}. "
        f"Medians of {_rounds(results)}. Memory is {machine['memory']}."
    )


def _rounds(results: Results) -> str:
    """How many rounds there were, at each size if that differs."""
    counts = {posts: len(peers["sitegen"].runs[COLD]) for posts, peers in results.sizes.items() if "sitegen" in peers}
    if len(set(counts.values())) == 1:
        return f"{next(iter(counts.values()))} rounds"
    return (
        " and ".join(
            f"{count} {'rounds' if count > 1 else 'round'} at {posts:,} posts" for posts, count in counts.items()
        )
        or "no rounds"
    )


def _outputs(peers: dict[str, PeerResult]) -> str:
    """What all of them built alike, and how many bytes of HTML that is."""
    outputs = [result.output for result in peers.values() if result.output]
    if not outputs:
        return ""
    one, sizes = outputs[0], [output["bytes"] / 1e6 for output in outputs]
    return (
        f"Each made {one['posts']:,} pages of posts with {one['comments']:,} comments and {one['listings']:,} "
        f"other pages: {min(sizes):.0f} to {max(sizes):.0f} MB of HTML."
    )


def _full_builds(peers: dict[str, PeerResult]) -> str:
    """Each peer's full build, with its ratios to sitegen's."""
    ours = _median(peers, "sitegen", COLD)
    rows = []
    for name, result in peers.items():
        cost = result.median(COLD)
        told = [*_figures(cost), *_ratios(cost, ours)] if cost else [result.given_up]
        rows.append([PEERS[name].title, *told])
    return _table(["full build", *_FIGURES, *(f"{figure} / sitegen" for figure in _FIGURES)], rows)


def _edits(peers: dict[str, PeerResult]) -> str:
    """All of sitegen's builds beside Hugo's full build: what `hugo` does after any edit."""
    hugos = _median(peers, "hugo", COLD)
    rows = []
    for name, result in peers.items():
        for scenario, title in TITLES.items():
            cost = result.median(scenario)
            if PEERS[name].incremental and cost:
                rows.append([f"{PEERS[name].title}: {title}", *_figures(cost), *_ratios(cost, hugos)])
    return _table(["beside Hugo's full build", *_FIGURES, *(f"{figure} / Hugo" for figure in _FIGURES)], rows)


def _growth(results: Results) -> str:
    rows = []
    first: PeerResult | None = None
    for posts, result in sorted(results.growth.items()):
        first = first or result
        for scenario in (COLD, UNCHANGED):
            cost, least = result.median(scenario), first.median(scenario)
            if cost and least:
                rows.append([f"{posts:,}: {TITLES[scenario]}", *_figures(cost), *_ratios(cost, least)])
    return _table(["posts", *_FIGURES, *(f"{figure} / first" for figure in _FIGURES)], rows)


def _start(results: Results) -> str:
    least = median_cost(results.start["python -c pass"])
    rows = []
    for command, costs in results.start.items():
        cost = median_cost(costs)
        if cost and least:
            figures = [f"{cost.wall * 1000:.0f} ms", f"{cost.cpu * 1000:.0f} ms"]
            rows.append([f"`{command}`", *figures, *_ratios(cost, least)[:2]])
    return _table(["command", "wall", "CPU", "wall / first", "CPU / first"], rows)


def _median(peers: dict[str, PeerResult], name: str, scenario: str) -> Cost | None:
    return peers[name].median(scenario) if name in peers else None


def _figures(cost: Cost) -> list[str]:
    return [f"{cost.wall:.2f} s", f"{cost.cpu:.2f} s", f"{cost.peak / 2**20:,.0f} MiB"]


def _ratios(cost: Cost, base: Cost | None) -> list[str]:
    if base is None:
        return ["–"] * len(_FIGURES)
    return [f"{cost.wall / base.wall:.3g}", f"{cost.cpu / base.cpu:.3g}", f"{cost.peak / base.peak:.3g}"]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    rule = ["---", *["--:"] * (len(head) - 1)]
    padded = [[*row, *[""] * (len(head) - len(row))] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *padded))


if __name__ == "__main__":
    publish(read_results(Path(sys.argv[1])), Path(__file__).resolve().parent.parent / "docs")
