"""The blog of the benchmark is the same on every machine, and sitegen has nothing to say against it."""

from hashlib import sha256
from pathlib import Path

import pytest

from benchmarks.blog import Blog
from benchmarks.corpus import main
from benchmarks.peers.table import PEERS
from tests.conftest import Run

POSTS, COMMENTS = 12, 150


def written(site: Path) -> dict[str, bytes]:
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


def arguments(site: Path, layout: str, *more: str) -> list[str]:
    return [str(site), "--posts", str(POSTS), "--comments", str(COMMENTS), "--for", layout, *more]


@pytest.mark.parametrize("layout", PEERS)
def test_the_same_numbers_make_the_same_files(layout: str, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert main(arguments(tmp_path / name, layout)) == 0
    assert written(tmp_path / "one") == written(tmp_path / "two")


def test_it_is_the_same_blog_with_every_python() -> None:
    """A change of the corpus makes old figures incomparable: it changes this digest, and docs/performance.md."""
    blog = Blog(posts=POSTS, comments=COMMENTS)
    said = "\n".join(repr(blog.post(number)) for number in range(POSTS))
    assert sha256(said.encode()).hexdigest()[:16] == "2a413f7a6a010c44"


def test_another_seed_makes_another_blog(tmp_path: Path) -> None:
    main(arguments(tmp_path / "one", "sitegen"))
    main(arguments(tmp_path / "two", "sitegen", "--seed", "2"))
    assert written(tmp_path / "one").keys() != written(tmp_path / "two").keys()


def test_threads_have_a_heavy_tail() -> None:
    blog = Blog(posts=1000, comments=10_000)
    sizes = sorted(len(blog.post(number).comments) for number in range(1000))
    assert sum(sizes) == 10_000
    assert sizes[250] == 0, "many posts have no comments …"
    assert 300 < sizes[-1] <= 800, "… and a few have hundreds"


def test_every_reply_answers_an_earlier_comment() -> None:
    blog = Blog(posts=POSTS, comments=COMMENTS)
    for number in range(POSTS):
        earlier: set[str | None] = {None}
        for comment in blog.post(number).comments:
            assert comment.parent in earlier
            earlier.add(comment.id)


@pytest.mark.parametrize("layout", ["sitegen", "sitegen-default"])
def test_sitegen_builds_it_without_a_warning(layout: str, tmp_path: Path, run: Run) -> None:
    main(arguments(tmp_path, layout))
    built = run("build", "--strict", cwd=tmp_path)
    assert (built.returncode, built.stderr) == (0, "")
    assert f"({POSTS} posts)" in built.stdout
    assert f"{COMMENTS} comments shown" in built.stdout


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert main(arguments(tmp_path, "sitegen")) == 1
    assert written(tmp_path) == {"mine.txt": b"mine"}
