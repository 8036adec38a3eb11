"""The tables of docs/performance.md, and where they and the chart are put."""

from collections.abc import Sequence
from pathlib import Path

from benchmarks.chart import chart
from benchmarks.measure import Cost
from benchmarks.peers.table import PEERS
from benchmarks.results import PeerResult, Results, median_cost
from benchmarks.scenarios import COLD, TITLES, UNCHANGED

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
        parts += [f"### {posts:,} posts, {posts * 10:,} comments", _full_builds(peers), _edits(peers)]
    if results.growth:
        parts += ["### Growth", _growth(results)]
    if results.start:
        parts += ["### Start", _start(results)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _machine(results: Results) -> str:
    machine = results.machine
    versions = ", ".join(f"{PEERS[name].title} {version}" for name, version in results.versions.items())
    return (
        f"Measured on {machine['date']}, on a machine with {machine['cores']} cores, {machine['system']}, "
        f"Python {machine['python']}. {versions}. Memory is {machine['memory']}."
    )


def _full_builds(peers: dict[str, PeerResult]) -> str:
    """Each peer's full build, with its ratios to sitegen and to Hugo."""
    ours, hugos = (_median(peers, name, COLD) for name in ("sitegen", "hugo"))
    rows = []
    for name, result in peers.items():
        cost = result.median(COLD)
        if cost is None:
            rows.append([PEERS[name].title, result.given_up, "", "", "", "", ""])
            continue
        ratios = [_wall_ratio(cost, ours), _wall_ratio(cost, hugos), _peak_ratio(cost, ours), _peak_ratio(cost, hugos)]
        rows.append([PEERS[name].title, *_figures(cost), *ratios])
    head = [
        "full build",
        "wall",
        "CPU",
        "peak memory",
        "wall / sitegen",
        "wall / Hugo",
        "mem. / sitegen",
        "mem. / Hugo",
    ]
    return _table(head, rows)


def _edits(peers: dict[str, PeerResult]) -> str:
    """What sitegen does after each edit, beside Hugo's full build: what one does after any edit without a cache."""
    hugos = _median(peers, "hugo", COLD)
    rows = []
    for scenario, title in TITLES.items():
        for name, result in peers.items():
            cost = result.median(scenario)
            if PEERS[name].incremental and cost:
                rows.append([f"{PEERS[name].title}: {title}", *_figures(cost), _wall_ratio(cost, hugos)])
    return _table(["what", "wall", "CPU", "peak memory", "wall / Hugo's full build"], rows) if rows else ""


def _growth(results: Results) -> str:
    rows = []
    first: PeerResult | None = None
    for posts, result in sorted(results.growth.items()):
        first = first or result
        for scenario in (COLD, UNCHANGED):
            cost, least = result.median(scenario), first.median(scenario)
            if cost and least:
                ratios = [_wall_ratio(cost, least), _peak_ratio(cost, least)]
                rows.append([f"{posts:,}", TITLES[scenario], *_figures(cost), *ratios])
    return _table(["posts", "what", "wall", "CPU", "peak memory", "wall / first", "mem. / first"], rows)


def _start(results: Results) -> str:
    least = median_cost(results.start["python -c pass"])
    rows = []
    for command, costs in results.start.items():
        cost = median_cost(costs)
        if cost and least:
            row = [f"`{command}`", f"{cost.wall * 1000:.0f} ms", f"{cost.cpu * 1000:.0f} ms"]
            rows.append([*row, _wall_ratio(cost, least)])
    return _table(["command", "wall", "CPU", "wall / `python -c pass`"], rows)


def _median(peers: dict[str, PeerResult], name: str, scenario: str) -> Cost | None:
    return peers[name].median(scenario) if name in peers else None


def _figures(cost: Cost) -> list[str]:
    return [f"{cost.wall:.2f} s", f"{cost.cpu:.2f} s", f"{cost.peak / 2**20:,.0f} MiB"]


def _wall_ratio(cost: Cost, base: Cost | None) -> str:
    return f"{cost.wall / base.wall:.3g}" if base else "–"


def _peak_ratio(cost: Cost, base: Cost | None) -> str:
    return f"{cost.peak / base.peak:.3g}" if base else "–"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    rule = ["---", *["--:"] * (len(head) - 1)]
    padded = [[*row, *[""] * (len(head) - len(row))] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *padded))
