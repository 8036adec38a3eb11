from pathlib import Path

from tests.cli.transcript import said, said_here


def test_a_new_site_builds(tmp_path: Path) -> None:
    """What `init` says next is what to type next."""
    assert str(said("init", "my site", cwd=tmp_path)) == (
        "A new site is in my site/, in 5 files. Now:\n"
        "  cd 'my site'\n"
        "  sitegen build                       makes output/: publish that folder on any static host\n"
        "  python3 -m http.server -d output    shows it at http://localhost:8000/\n"
        '  sitegen new post "A title"          starts a post\n'
    )
    assert str(said("build", "--strict", cwd=tmp_path / "my site")) == (
        "Built output/ in 0.0 s: 13 files written, 0 unchanged, 0 removed\n"
        "  7 pages (1 post), 6 other files\n"
        "  4 comments shown, 1 withheld (1 spam)\n"
    )


def test_here(tmp_path: Path) -> None:
    """In the working directory there is nowhere to go."""
    assert str(said_here("init", ".", cwd=tmp_path)) == (
        "A new site is in ./, in 5 files. Now:\n"
        "  sitegen build                       makes output/: publish that folder on any static host\n"
        "  python3 -m http.server -d output    shows it at http://localhost:8000/\n"
        '  sitegen new post "A title"          starts a post\n'
    )
    assert (tmp_path / ".gitignore").read_text(encoding="utf-8") == "/output/\n/.sitegen/\n/private/\n"


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """One file in the way, be it a link to nothing: none is written."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitegen.yaml").write_text("title: Mine\n", encoding="utf-8")
    (tmp_path / "site" / ".gitignore").symlink_to("nowhere")
    assert str(said_here("init", "site", cwd=tmp_path)) == (
        "site/.gitignore: error[file-exists]: is there already; nothing was written\n"
        "  hint: choose another folder\n"
        "site/sitegen.yaml: error[file-exists]: is there already; nothing was written\n"
        "  hint: choose another folder\n"
        "exit code 1\n"
    )
    assert sorted(path.name for path in (tmp_path / "site").iterdir()) == [".gitignore", "sitegen.yaml"]


def test_a_folder_with_other_things_in_it(tmp_path: Path) -> None:
    """What stands there stays."""
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert said_here("init", ".", cwd=tmp_path).code == 0
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    """The folder cannot be made."""
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for folder in ("file", "file/site"):
        assert str(said_here("init", folder, cwd=tmp_path)) == (
            f"{folder}: error[not-writable]: cannot be written: Not a directory\n"
            "  hint: a file stands where a folder must be\n"
            "exit code 1\n"
        )


def test_a_name_that_no_file_system_takes(tmp_path: Path) -> None:
    """The hint is about the name."""
    assert str(said_here("init", "n" * 300, cwd=tmp_path)) == (
        f"{'n' * 300}: error[not-writable]: cannot be written: File name too long\n"
        "  hint: choose a shorter name\n"
        "exit code 1\n"
    )
