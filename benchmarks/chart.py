"""The chart of docs/performance.md, as SVG that is readable on a light ground and on a dark one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from math import log10

from benchmarks.measure import Cost
from benchmarks.peers.table import PEERS
from benchmarks.results import PeerResult, Results
from benchmarks.scenarios import COLD, TITLES, UNCHANGED

_WIDTH = 900
_ROW = 24  # from one bar to the next
_NAMES = 234  # where bars begin, right of their names
_MEMORY = 580  # where those of memory begin, in the same rows
_BAR = 240  # the longest bar
_GROWTH = 430  # from one plot of growth to the next
_PLOT = 170  # height of the lines of growth

_STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1c1c1c; }
.title { font-weight: 600; font-size: 14px; }
.quiet { fill: #5c5c5c; }
.ours { fill: #1f6f8b; stroke: #1f6f8b; }
.theirs { fill: #a9a39a; }
.line { fill: none; stroke-width: 2; }
.dashed { stroke-dasharray: 5 4; }
.axis { stroke: #8a8a8a; }
@media (prefers-color-scheme: dark) {
  text { fill: #ececec; }
  .quiet { fill: #b0b0b0; }
  .ours { fill: #6cc3e0; stroke: #6cc3e0; }
  .theirs { fill: #77726a; }
}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bar:
    name: str
    value: float
    label: str
    ours: bool


def chart(results: Results) -> str:
    """Bars of the peers for each size, time on the left and memory on the right; below them the growth."""
    parts: list[str] = []
    top = 30
    for posts, peers in results.sizes.items():
        title = f"{posts:,} posts, {posts * 10:,} comments"
        bars = _bars(peers, _wall, "s")
        parts += [f'<text class="title" x="10" y="{top}">{escape(title)}</text>', *_names(bars, top + 28)]
        parts += _panel(bars, _NAMES, top + 28, "seconds")
        parts += _panel(_bars(peers, _mebibytes, "MiB"), _MEMORY, top + 28, "peak memory")
        top += 74 + _ROW * len(bars)
    if len(results.growth) > 1:
        parts += _lines(results, top)
        top += _PLOT + 90
    return _document(parts, top, _words(results))


def _document(parts: Sequence[str], height: int, words: str) -> str:
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'aria-labelledby="title description">\n'
        f'<title id="title">How long a build takes, and how much memory</title>\n'
        f'<desc id="description">{escape(words)}</desc>\n<style>{_STYLE}</style>\n{body}\n</svg>\n'
    )


def _words(results: Results) -> str:
    """The chart for whoever cannot see it."""
    sentences = []
    for posts, peers in results.sizes.items():
        times = ", ".join(f"{bar.name} {bar.label}" for bar in _bars(peers, _wall, "s"))
        memory = ", ".join(f"{bar.name} {bar.label}" for bar in _bars(peers, _mebibytes, "MiB"))
        sentences.append(f"{posts:,} posts: {times}. Peak memory: {memory}.")
    return " ".join(sentences)


def _wall(cost: Cost) -> float:
    return cost.wall


def _mebibytes(cost: Cost) -> float:
    return cost.peak / 2**20


def _bars(peers: dict[str, PeerResult], figure: Callable[[Cost], float], unit: str) -> list[_Bar]:
    """Full builds of all, then sitegen's builds after an edit."""
    bars = []
    for name, result in peers.items():
        for scenario in TITLES:
            cost = result.median(scenario)
            if cost and (scenario == COLD or name == "sitegen"):
                title = PEERS[name].title if scenario == COLD else f"… {TITLES[scenario]}"
                bars.append(
                    _Bar(
                        name=title,
                        value=figure(cost),
                        label=f"{_rounded(figure(cost))} {unit}",
                        ours=name.startswith("sitegen"),
                    )
                )
    return bars


def _rounded(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _names(bars: Sequence[_Bar], top: int) -> list[str]:
    return [
        f'<text x="{_NAMES - 8}" y="{top + 25 + number * _ROW}" text-anchor="end">{escape(bar.name)}</text>'
        for number, bar in enumerate(bars)
    ]


def _panel(bars: Sequence[_Bar], left: int, top: int, title: str) -> list[str]:
    longest = max((bar.value for bar in bars), default=1)
    parts = [f'<text class="quiet" x="{left}" y="{top}">{title}</text>']
    for number, bar in enumerate(bars):
        y = top + 12 + number * _ROW
        width = max(1.0, _BAR * bar.value / longest)
        kind = "ours" if bar.ours else "theirs"
        parts += [
            f'<rect class="{kind}" x="{left}" y="{y}" width="{width:.1f}" height="17"/>',
            f'<text class="quiet" x="{left + width + 6:.1f}" y="{y + 13}">{escape(bar.label)}</text>',
        ]
    return parts


def _lines(results: Results, top: int) -> list[str]:
    """Time and memory by the number of posts, both axes logarithmic: a straight line at 45° is linear growth."""
    parts = [f'<text class="title" x="10" y="{top}">Growth: sitegen alone, by number of posts</text>']
    parts += _plot(results, _wall, 10, top + 14, "s", "seconds")
    parts += _plot(results, _mebibytes, 10 + _GROWTH, top + 14, "MiB", "peak memory")
    return parts


def _plot(results: Results, figure: Callable[[Cost], float], left: int, top: int, unit: str, title: str) -> list[str]:
    lines = {scenario: _line(results, scenario, figure) for scenario in (COLD, UNCHANGED)}
    values = [value for line in lines.values() for _, value in line]
    across = _scale(min(results.growth), max(results.growth), left + 40, left + _GROWTH - 110)
    up = _scale(min(values), max(values), top + _PLOT, top + 20)
    parts = [
        f'<text class="quiet" x="{left}" y="{top + 6}">{title}</text>',
        f'<path class="axis line" d="M{left + 30} {top + 15}V{top + _PLOT + 12}H{left + _GROWTH - 90}"/>',
    ]
    parts += [
        f'<text class="quiet" x="{across(posts):.0f}" y="{top + _PLOT + 30}" text-anchor="middle">{posts:,}</text>'
        for posts in results.growth
    ]
    for scenario, line in lines.items():
        places = [(across(posts), up(value), f"{_rounded(value)} {unit}") for posts, value in line]
        parts += _drawn(places, TITLES[scenario], "ours line" if scenario == COLD else "ours line dashed")
    return parts


def _line(results: Results, scenario: str, figure: Callable[[Cost], float]) -> list[tuple[int, float]]:
    """The median at each size at which there is one."""
    medians = ((posts, result.median(scenario)) for posts, result in sorted(results.growth.items()))
    return [(posts, figure(cost)) for posts, cost in medians if cost]


def _drawn(places: Sequence[tuple[float, float, str]], title: str, kind: str) -> list[str]:
    """A line with its figures, and its title below the last of them."""
    if not places:
        return []
    x, y, label = places[-1]
    path = " L".join(f"{x:.1f} {y:.1f}" for x, y, _ in places)
    return [
        f'<path class="{kind}" d="M{path}"/>',
        *(f'<text x="{x:.1f}" y="{y - 12:.1f}">{label}</text>' for x, y, label in places[:-1]),
        f'<text x="{x + 6:.1f}" y="{y - 5:.1f}">{label}</text>',
        f'<text class="quiet" x="{x + 6:.1f}" y="{y + 11:.1f}">{escape(title)}</text>',
    ]


def _scale(least: float, most: float, start: float, end: float) -> Callable[[float], float]:
    """From values to places, logarithmic."""
    span = log10(most / least) or 1.0
    return lambda value: start + (end - start) * log10(value / least) / span
