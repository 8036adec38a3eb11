"""What a build makes from memory, held against what it makes from nothing."""

import json
from pathlib import Path

import pytest

from sitegen.build.clean import Difference, differences
from sitegen.incremental.store import Store
from tests.cli.transcript import said_here
from tests.conftest import MakeSite

SITE = {
    "sitegen.yaml": "title: A site\nurl: https://example.org/\npermalink: /{slug}/\n",
    "content/posts/a.md": "---\ntitle: A\ndate: 2020-01-01\n---\nThe words.\n\n<!-- more -->\nMore of them.\n",
    "static/x.txt": "x",
}


def _lie(site: Path) -> None:
    """The cache has other words than the post, under a seal that is right; and the page must be made again."""
    store = Store(site / ".sitegen/store.sqlite")
    record = store.get("contents", "content/posts/a.md")
    assert record is not None
    store.put("contents", [("content/posts/a.md", record.replace(b"More of", b"Less of"))])
    store.commit()
    store.close()
    (site / "output/a/index.html").unlink()


def test_a_sound_cache(make_site: MakeSite) -> None:
    site = make_site(SITE)
    for _ in range(2):
        said = said_here("build", "--verify-cache", cwd=site)
        assert said.text.endswith("\n  10 files compared with a clean build: all are the same\n")
        assert said.code == 0


def test_a_cache_that_lies_is_found_out_and_thrown_away(make_site: MakeSite) -> None:
    site = make_site(SITE)
    said_here("build", cwd=site)
    right = (site / "output/a/index.html").read_bytes()
    _lie(site)
    place = right.index(b"More of")
    assert str(said_here("build", "--verify-cache", cwd=site)) == (
        "output/a/index.html: error[cache-differs]: is not what a clean build makes:"
        f" bytes {place}–{place + 3} (4) instead of bytes {place}–{place + 3} (4)\n"
        "  hint: the cache was thrown away, so the next build is right; please report this\n"
        "Built output/ in 0.0 s: 1 file written, 9 unchanged, 0 removed\n"
        "  4 pages (1 post), 6 other files\n"
        "  0 comments shown\n"
        "  10 files compared with a clean build: 1 differs\n"
        "  1 error\n"
        "exit code 1\n"
    )
    assert said_here("build", "--verify-cache", cwd=site).code == 0
    assert (site / "output/a/index.html").read_bytes() == right


def test_as_json(make_site: MakeSite) -> None:
    site = make_site(SITE)
    report = json.loads(said_here("build", "--json", "--verify-cache", cwd=site).text)
    assert report["verified"] == {"files": 10, "differ": 0}
    _lie(site)
    report = json.loads(said_here("build", "--json", "--verify-cache", cwd=site).text)
    assert report["verified"] == {"files": 10, "differ": 1}
    assert [each["code"] for each in report["diagnostics"]] == ["cache-differs"]


def test_nothing_stays_behind(make_site: MakeSite, tmp_path: Path) -> None:
    """Neither in the site, nor where temporary files are."""
    site = make_site(SITE)
    (tmp_path / "tmp").mkdir()
    said_here("build", "-q", "--verify-cache", cwd=site, env={"TMPDIR": str(tmp_path / "tmp")})
    assert sorted(path.name for path in (site / ".sitegen").iterdir()) == [
        ".gitignore",
        "clock",
        "lock",
        "store.sqlite",
    ]


def _difference(start: int, end: int, clean_start: int, clean_end: int) -> Difference:
    return Difference(start=start, end=end, clean_start=clean_start, clean_end=clean_end)


@pytest.mark.parametrize(
    ("ours", "clean", "expected"),
    [
        (b"", b"", []),
        (b"a\nb\n", b"a\nb\n", []),
        (b"a\nxyz\nb", b"a\nxYz\nb", [_difference(3, 4, 3, 4)]),
        (b"a\nb\n", b"a\nnew\nb\n", [_difference(2, 2, 2, 6)]),
        (b"a\nold\nb\n", b"a\nb\n", [_difference(2, 6, 2, 2)]),
        (b"1\na\n2\nb\n3\n", b"1\nx\n2\nyy\n3\n", [_difference(2, 3, 2, 3), _difference(6, 7, 6, 8)]),
        (b"", b"abc", [_difference(0, 0, 0, 3)]),
        (b"abc", b"", [_difference(0, 3, 0, 0)]),
        (b"abab", b"ab", [_difference(2, 4, 2, 2)]),
        (b"x\n" * 3000, b"y\n" * 3000, [_difference(0, 5999, 0, 5999)]),
        (b"s" + b"x" * (5 << 20), b"s" + b"y" * 9, [_difference(1, (5 << 20) + 1, 1, 10)]),
    ],
    ids=range(11),
)
def test_where_two_files_differ(ours: bytes, clean: bytes, expected: list[Difference], tmp_path: Path) -> None:
    (tmp_path / "ours").write_bytes(ours)
    (tmp_path / "clean").write_bytes(clean)
    assert differences(tmp_path / "ours", tmp_path / "clean") == expected
