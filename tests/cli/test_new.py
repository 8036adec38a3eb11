from pathlib import Path

import pytest

from tests.cli.transcript import said_here, sitegen
from tests.conftest import MakeSite

SETTINGS = "title: A site\nurl: https://example.org/\ntimezone: Pacific/Auckland\n"


def test_post(make_site: MakeSite) -> None:
    """Dated now in the site's time zone, named by its title; the path is printed, so that an editor can take it."""
    site = make_site({"sitegen.yaml": SETTINGS})
    assert str(said_here("new", "post", "What’s said: it’s said", cwd=site)) == (
        "content/posts/2026-01-01-whats-said-its-said.md\n"
    )
    assert (site / "content/posts/2026-01-01-whats-said-its-said.md").read_text(encoding="utf-8") == (
        '---\ntitle: "What’s said: it’s said"\ndate: 2026-01-01T13:00:00+13:00\n---\n\n'
    )
    assert said_here("check", "--strict", cwd=site).code == 0


def test_page(make_site: MakeSite) -> None:
    """Without a date."""
    site = make_site({"sitegen.yaml": SETTINGS})
    assert str(said_here("new", "page", "About / Über uns", cwd=site)) == "content/pages/about-über-uns.md\n"
    assert (site / "content/pages/about-über-uns.md").read_text(encoding="utf-8") == (
        "---\ntitle: About / Über uns\n---\n\n"
    )


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("☃", "x51643361"),
        ("../../etc/passwd", "etc-passwd"),
        ("two\nlines\tand\x1b[31m more", "two-lines-and-31m-more"),
        ("word " * 1000, "word-word-word-word-word-word-word-word-word-word-word-word-word-word-word-word"),
        ("x" * 5000, "x" * 80),
        ("語" * 5000, "語" * 26),
        ("- [ ]: {{ & * ! | > ' \" % @ `", "and"),
        ("no", "no"),
    ],
    ids=["symbol", "path", "control", "long", "one-word", "bytes", "yaml", "boolean"],
)
def test_any_title_makes_a_post_that_builds(title: str, name: str, make_site: MakeSite) -> None:
    """In a file whose name every file system takes."""
    site = make_site({"sitegen.yaml": SETTINGS})
    assert str(said_here("new", "post", title, cwd=site)) == f"content/posts/2026-01-01-{name}.md\n"
    assert said_here("build", "--strict", cwd=site).code == 0


def test_a_title_that_is_not_utf_8(make_site: MakeSite) -> None:
    """A terminal of another time: what is no text is left out."""
    site = make_site({"sitegen.yaml": SETTINGS})
    process = sitegen("new", "post", b"caf\xe9 noir", cwd=site)
    assert (process.stdout, process.returncode) == ("content/posts/2026-01-01-caf-noir.md\n", 0)


def test_from_a_folder_of_the_site(make_site: MakeSite) -> None:
    """The printed path leads there from where one stands."""
    site = make_site({"sitegen.yaml": SETTINGS, "content/pages/a.md": "---\ntitle: A\n---\n"})
    assert str(said_here("new", "page", "B", cwd=site / "content/pages")) == "b.md\n"
    assert str(said_here("new", "post", "B", cwd=site / "content/pages")) == "../posts/2026-01-01-b.md\n"


def test_what_is_there_stays(make_site: MakeSite) -> None:
    """A second post of one title on one day needs another name."""
    site = make_site({"sitegen.yaml": SETTINGS, "content/pages/a.md": "mine", "content/posts": ""})
    assert str(said_here("new", "page", "A!", cwd=site)) == (
        "content/pages/a.md: error[file-exists]: is there already; nothing was written\n"
        "  hint: choose another title\n"
        "exit code 1\n"
    )
    assert str(said_here("new", "post", "A", cwd=site)) == (
        "content/posts/2026-01-01-a.md: error[not-writable]: cannot be written: File exists\n"
        "  hint: a file stands where a folder must be\n"
        "exit code 1\n"
    )
    assert (site / "content/pages/a.md").read_text(encoding="utf-8") == "mine"


def test_without_a_site(tmp_path: Path) -> None:
    """Nothing is made where no site is."""
    assert str(said_here("new", "post", "A", cwd=tmp_path)) == (
        "error[no-settings]: there is no sitegen.yaml in this folder, nor in one above it\n"
        "  hint: go into your site's folder, or start a site: sitegen init DIR\n"
        "exit code 1\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_broken_settings_and_a_wrong_clock(make_site: MakeSite) -> None:
    """The time zone cannot be known; the moment neither."""
    site = make_site({"sitegen.yaml": SETTINGS.replace("Auckland", "Aukland")})
    assert str(said_here("new", "post", "A", cwd=site)) == (
        "sitegen.yaml:3:11: error[wrong-value]: timezone: “Pacific/Aukland” is not a time zone\n"
        "  3 | timezone: Pacific/Aukland\n"
        "    |           ^\n"
        "  hint: did you mean “Pacific/Auckland”?\n"
        "exit code 1\n"
    )
    site = make_site({"sitegen.yaml": SETTINGS})
    assert str(said_here("new", "post", "A", cwd=site, env={"SOURCE_DATE_EPOCH": "99999999999999999"})) == (
        "error[wrong-environment]: SOURCE_DATE_EPOCH is “99999999999999999”, which is not a number of seconds since"
        " 1970\n"
        "  hint: write one, or unset the variable: then it is now\n"
        "exit code 1\n"
    )
