"""What was measured, as it is kept: one JSON file, from which the tables and the chart are made."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.measure import Cost


@dataclass(slots=True, kw_only=True)
class PeerResult:
    """One peer at one size: each run's cost by scenario, what stood in its output, and why it was given up."""

    runs: dict[str, list[Cost]] = field(default_factory=dict)
    output: dict[str, int] = field(default_factory=dict)
    given_up: str = ""

    def add(self, scenario: str, cost: Cost) -> None:
        self.runs.setdefault(scenario, []).append(cost)

    def median(self, scenario: str) -> Cost | None:
        return median_cost(self.runs.get(scenario, ()))


@dataclass(slots=True, kw_only=True)
class Results:
    """Everything of one run of the benchmark. Sizes are numbers of posts."""

    machine: dict[str, str] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    sizes: dict[int, dict[str, PeerResult]] = field(default_factory=dict)
    growth: dict[int, PeerResult] = field(default_factory=dict)
    start: dict[str, list[Cost]] = field(default_factory=dict)


def median_cost(costs: Sequence[Cost]) -> Cost | None:
    """The median of each figure by itself; None where nothing was measured."""
    if not costs:
        return None
    return Cost(
        wall=median(cost.wall for cost in costs),
        cpu=median(cost.cpu for cost in costs),
        peak=int(median(cost.peak for cost in costs)),
    )


def write_results(results: Results, path: Path) -> None:
    path.write_text(json.dumps(asdict(results), indent=1) + "\n", encoding="utf-8")


def read_results(path: Path) -> Results:
    said = json.loads(path.read_text(encoding="utf-8"))
    return Results(
        machine=said["machine"],
        versions=said["versions"],
        sizes={
            int(posts): {name: _peer_result(each) for name, each in peers.items()}
            for posts, peers in said["sizes"].items()
        },
        growth={int(posts): _peer_result(each) for posts, each in said["growth"].items()},
        start={command: _costs(costs) for command, costs in said["start"].items()},
    )


def _peer_result(said: Mapping[str, dict[str, list[dict[str, float]]]]) -> PeerResult:
    runs = {scenario: _costs(costs) for scenario, costs in said["runs"].items()}
    return PeerResult(runs=runs, output=dict(said["output"]), given_up=str(said["given_up"]))  # type: ignore[arg-type]


def _costs(said: Sequence[Mapping[str, float]]) -> list[Cost]:
    return [Cost(wall=cost["wall"], cpu=cost["cpu"], peak=int(cost["peak"])) for cost in said]
