"""The measuring itself: every generator in turn, as often as was asked."""

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.blog import Blog
from benchmarks.compare import Built, differences, look_at
from benchmarks.measure import Cost, TooSlowError, measure
from benchmarks.peers.table import PEERS, Peer, Tools
from benchmarks.results import PeerResult, Results
from benchmarks.scenarios import COLD, UNCHANGED, builds_after_edits, full_build

_COMMENTS = 10  # for each post, on average
_STARTS = 20


class DifferentBlogsError(Exception):
    """Two peers built different pages, so that their times say nothing; the text is what differs."""


@dataclass(kw_only=True)
class Session:
    """One run of the benchmark. `limit`: after so many seconds a build is given up."""

    tools: Tools
    runs: int
    limit: float
    seed: int = 1
    with_edits: bool = True
    results: Results = field(default_factory=Results)

    def compare(self, peers: Sequence[Peer], posts: int) -> None:
        """All peers in every round, so that a busy minute of the machine strikes them all alike."""
        sites = {peer.name: self._site(peer, posts) for peer in peers}
        found = self.results.sizes[posts] = {peer.name: PeerResult() for peer in peers}
        for round_number in range(self.runs):
            for peer in peers:
                if not found[peer.name].given_up:
                    self._round(peer, sites[peer.name], found[peer.name])
            if round_number == 0:
                _check(peers, sites, found)

    def grow(self, posts: int) -> None:
        """sitegen alone, from nothing and with nothing changed."""
        peer = PEERS["sitegen"]
        site = self._site(peer, posts)
        result = self.results.growth[posts] = PeerResult()
        for _ in range(self.runs):
            self._add(result, peer, COLD, full_build(peer, site, self.tools, self.limit))
            self._add(result, peer, UNCHANGED, measure(peer.command(self.tools), site, self.limit))

    def start(self) -> None:
        """How long it takes until sitegen does anything, beside the Python that runs it."""
        python = self.tools.sitegen.parent / "python"
        commands = {"python -c pass": (python, "-c", "pass"), "sitegen --version": (self.tools.sitegen, "--version")}
        for _ in range(_STARTS):
            for name, command in commands.items():
                self.results.start.setdefault(name, []).append(measure(command, self.tools.scratch))

    def _site(self, peer: Peer, posts: int) -> Path:
        """The blog as this peer wants it, made anew."""
        site = self.tools.scratch / "sites" / f"{peer.name}-{posts}"
        shutil.rmtree(site, ignore_errors=True)
        peer.write(Blog(posts=posts, comments=posts * _COMMENTS, seed=self.seed), site)
        return site

    def _round(self, peer: Peer, site: Path, result: PeerResult) -> None:
        try:
            self._add(result, peer, COLD, full_build(peer, site, self.tools, self.limit))
            if peer.incremental and self.with_edits:
                for scenario, cost in builds_after_edits(peer, site, self.tools, self.limit):
                    self._add(result, peer, scenario, cost)
        except TooSlowError as problem:
            result.given_up = str(problem)
            print(f"{site.name}: {problem}", file=sys.stderr, flush=True)

    def _add(self, result: PeerResult, peer: Peer, scenario: str, cost: Cost) -> None:
        result.add(scenario, cost)
        memory = cost.peak / 2**20
        print(f"{peer.name:<16} {scenario:<10} {cost.wall:8.2f} s {cost.cpu:8.2f} s CPU {memory:6.0f} MiB", flush=True)


def _check(peers: Sequence[Peer], sites: dict[str, Path], found: dict[str, PeerResult]) -> None:
    """Raises DifferentBlogsError where the first peer's pages and comments are not also those of the others."""
    reference: Built | None = None
    for peer in peers:
        if found[peer.name].given_up:
            continue
        built = look_at(sites[peer.name] / peer.made[0])
        reference = reference or built
        if different := differences(built, reference):
            raise DifferentBlogsError(f"{peer.title} did not build the same blog:\n" + "\n".join(different))
        found[peer.name].output = {
            "posts": len(built.posts),
            "comments": built.comments,
            "listings": len(built.others),
            "bytes": built.size,
        }
