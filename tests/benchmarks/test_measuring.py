"""What a build cost is measured, and told, as it was; and only of the same blog."""

import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.compare import differences, look_at
from benchmarks.measure import CommandError, Cost, TooSlowError, measure
from benchmarks.report import BEGIN, END, publish, tables
from benchmarks.results import PeerResult, Results, read_results, write_results

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the benchmark reads /proc")

CHILD = "import time; held = bytearray(60 * 2**20); time.sleep(0.3)"
PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {CHILD!r}], check=True)"


def test_the_memory_of_child_processes_counts(tmp_path: Path) -> None:
    cost = measure([sys.executable, "-c", PARENT], tmp_path)
    assert cost.peak > 60 * 2**20
    assert cost.wall > 0.3
    assert 0 < cost.cpu < cost.wall


def test_a_command_that_fails_is_not_a_result(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="gave 3"):
        measure([sys.executable, "-c", "raise SystemExit(3)"], tmp_path)


def test_a_command_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(TooSlowError, match="not done after"):
        measure([sys.executable, "-c", "import time; time.sleep(60)"], tmp_path, limit=0.3)


def site(folder: Path, *, comments: int) -> Path:
    post = folder / "2011" / "03" / "hello" / "index.html"
    post.parent.mkdir(parents=True)
    post.write_text("".join(f'<li id="comment-{number}">' for number in range(comments)))
    return folder


def test_a_blog_with_a_comment_less_is_another_blog(tmp_path: Path) -> None:
    whole, lacking = look_at(site(tmp_path / "a", comments=3)), look_at(site(tmp_path / "b", comments=2))
    assert differences(whole, whole) == []
    assert [line.partition(":")[0] for line in differences(lacking, whole)] == ["posts with other comments"]


def results() -> Results:
    def peer(wall: float) -> PeerResult:
        runs = {"cold": [Cost(wall=wall * run, cpu=wall, peak=2**20 * 100) for run in (1, 2, 9)]}
        return PeerResult(runs=runs, output={"posts": 12, "comments": 150, "listings": 9, "bytes": 10**6})

    return Results(
        machine={
            "date": "2026-01-01",
            "cores": "2",
            "system": "Linux",
            "python": "3.11.7",
            "load": "0.1",
            "memory": "PSS",
        },
        versions={"sitegen": "0.1.0", "hugo": "0.168.0"},
        sizes={1000: {"sitegen": peer(1), "hugo": peer(4), "jekyll": PeerResult(given_up="not done after 600 s")}},
        growth={100: peer(1), 1000: peer(10)},
        start={"python -c pass": [Cost(wall=0.01, cpu=0.01, peak=1)]},
    )


def test_results_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    write_results(results(), tmp_path / "results.json")
    assert read_results(tmp_path / "results.json") == results()


def test_the_table_tells_medians_and_ratios() -> None:
    said = tables(results())
    assert "| Hugo | 8.00 s | 4.00 s | 100 MiB | 4 | 4 | 1 |" in said
    assert "| Jekyll | not done after 600 s |" in said


def test_tables_and_chart_are_put_into_the_documentation(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n")
    publish(results(), tmp_path)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert "\nold\n" not in text
    chart = ElementTree.parse(tmp_path / "performance.svg").getroot()
    described = chart.find("{http://www.w3.org/2000/svg}desc")
    assert described is not None
    assert described.text
    assert "Hugo 8 s" in described.text
