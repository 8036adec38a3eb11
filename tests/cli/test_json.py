import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.transcript import said_here, sitegen
from tests.conftest import MakeSite

SETTINGS = "title: A site\nurl: https://example.org/\n"
POST = "---\ntitle: Hello\ndate: 2020-01-01\n---\nHello.\n"
THREAD = """\
comments:
- {id: "1", author: A, date: 2020-01-02, body: one}
- {id: "2", author: B, date: 2020-01-03, body: two, status: spam}
- {id: "3", author: C, date: 2020-01-04, body: three, type: pingback}
"""


def test_every_field(make_site: MakeSite) -> None:
    """The whole report of a build with one of each."""
    site = make_site(
        {
            "sitegen.yaml": SETTINGS,
            "content/posts/a.md": POST + "[“é”](b.md)\n",
            "content/posts/b.md": POST.replace("title", "draft: true\ntitle"),
            "content/comments/a.yaml": THREAD,
            "content/comments/b.yaml": THREAD,
            "static/x.txt": "x",
            "output/kept.txt": "not sitegen's",
        }
    )
    said_here("build", cwd=site)
    (site / "static/x.txt").rename(site / "static/y.txt")
    report = json.loads(sitegen("build", "--json", cwd=site).stdout)
    assert report.pop("seconds") > 0
    assert report == {
        "written": True,
        "posts": 1,
        "pages": 4,
        "files": 6,
        "comments": {"shown": 1, "pingbacks": 1, "withheld": {"spam": 1}, "left_out": 3},
        "left_out": [{"source": "content/posts/b.md", "reason": "draft", "comments": 3}],
        "output": {"written": ["y.txt"], "unchanged": 9, "removed": ["x.txt"]},
        "diagnostics": [
            {
                "severity": "warning",
                "code": "broken-link",
                "message": "“b.md” leads to content/posts/b.md, which is a draft",
                "path": "content/posts/a.md",
                "line": 6,
                "column": 7,
                "hint": "publish both, or take the link out",
            }
        ],
    }


NOTHING: dict[str, Any] = {
    "written": False,
    "posts": 0,
    "pages": 0,
    "files": 0,
    "comments": {"shown": 0, "pingbacks": 0, "withheld": {}, "left_out": 0},
    "left_out": [],
    "output": {"written": [], "unchanged": 0, "removed": []},
}


@pytest.mark.parametrize(
    ("options", "env", "code", "problem"),
    [
        (["build"], {}, 0, ""),
        (["build", "-v"], {}, 0, ""),
        (["build", "-o", "sitegen.yaml"], {}, 1, "output-refused"),
        (["build"], {"SOURCE_DATE_EPOCH": "abc"}, 1, "wrong-environment"),
        (["check"], {"SOURCE_DATE_EPOCH": "abc"}, 1, "wrong-environment"),
        (["check"], {}, 0, ""),
        (["build"], {"PYTHONIOENCODING": "ascii"}, 0, ""),
    ],
)
def test_it_is_json_and_nothing_else(
    options: list[str], env: dict[str, str], code: int, problem: str, make_site: MakeSite
) -> None:
    """One object on standard output, nothing on standard error, whatever was found."""
    site = make_site({"sitegen.yaml": SETTINGS, "content/posts/“é”.md": POST + "[a](“ü”☃.md)"})
    process = sitegen(*options, "--json", cwd=site, env=env)
    report = json.loads(process.stdout)
    assert (process.returncode, process.stderr) == (code, "")
    assert process.stdout.isascii()
    assert [each["code"] for each in report["diagnostics"]] == ([problem] if problem else ["broken-link"])
    if problem:
        assert {name: report[name] for name in NOTHING} == NOTHING
    else:
        assert report["diagnostics"][0]["path"] == "content/posts/“é”.md"


@pytest.mark.parametrize("command", ["build", "check"])
def test_without_a_site(command: str, tmp_path: Path) -> None:
    """Also then."""
    process = sitegen(command, "--json", cwd=tmp_path)
    report = json.loads(process.stdout)
    assert (process.returncode, process.stderr) == (1, "")
    assert [each["code"] for each in report["diagnostics"]] == ["no-settings"]


def test_a_name_that_is_not_utf_8(make_site: MakeSite) -> None:
    """What is no text is spelled."""
    site = make_site({"sitegen.yaml": SETTINGS})
    (site / "content").mkdir()
    try:
        (site / "content/posts").mkdir()
        (site / "content/posts/caf\udce9.md").write_text(POST, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 only")
    report = json.loads(said_here("check", "--json", cwd=site).text)
    assert [each["path"] for each in report["diagnostics"]] == ["content/posts/caf\\xe9.md"]
