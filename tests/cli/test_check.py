import json
from pathlib import Path
from typing import Any

from tests.cli.transcript import said_here
from tests.conftest import MakeSite

SETTINGS = "title: A site\nurl: https://example.org/\n"
POST = "---\ntitle: Hello\ndate: 2020-01-01\n---\nHello.\n"


def test_nothing_is_wrong_and_nothing_is_written(make_site: MakeSite) -> None:
    """It says so."""
    site = make_site({"sitegen.yaml": SETTINGS, "content/posts/a.md": POST})
    before = sorted(site.rglob("*"))
    assert str(said_here("check", "--strict", cwd=site)) == (
        "Checked in 0.0 s: nothing is wrong\n  4 pages (1 post), 5 other files\n  0 comments shown\n"
    )
    assert sorted(site.rglob("*")) == before


def test_check_and_build_find_the_same(make_site: MakeSite) -> None:
    """In a site that can be written, in one that cannot, and where only its files are at fault."""
    warned = {"sitegen.yaml": SETTINGS, "content/posts/a.md": POST + "[a](b.md) [b](#c)", "content/posts/x.txt": ""}
    for files, links in (
        (warned, {}),
        ({**warned, "content/posts/c.md": "", "content/comments/d.yaml": "comments: []"}, {}),
        ({**warned, "static/.git/config": "", "static/a\\b": ""}, {"static/nowhere": "x", "static/loop": "loop"}),
    ):
        site = make_site(files)
        for name, target in links.items():
            (site / name).symlink_to(target)
        checked, built = (_report(command, site)["diagnostics"] for command in ("check", "build"))
        assert checked == built
        assert len(checked) >= 3


def test_drafts_and_what_is_still_to_come(make_site: MakeSite) -> None:
    """A draft's links are checked when it is asked for."""
    draft = POST.replace("title", "draft: yes\ntitle") + "[x](y.md)\n"
    site = make_site({"sitegen.yaml": SETTINGS, "content/posts/a.md": draft})
    assert str(said_here("check", cwd=site)) == (
        "Checked in 0.0 s: nothing is wrong\n"
        "  3 pages (0 posts), 5 other files\n"
        "  0 comments shown\n"
        "  left out: 1 draft\n"
    )
    assert _report("check", site, "--drafts")["diagnostics"][0]["code"] == "broken-link"


def _report(command: str, site: Path, *options: str) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(said_here(command, "--json", *options, cwd=site).text)
    return report
