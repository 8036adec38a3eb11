"""What a user gets from `pip install sitegen`: everything it needs, nothing it does not."""

import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import sitegen
from tests.conftest import REPOSITORY


def output_of(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    """What a command prints; a failing one shows all that it said."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source distribution, made by the build backend itself: no network."""
    folder = tmp_path_factory.mktemp("dist")
    output_of(sys.executable, "-m", "hatchling", "build", "--directory", folder, cwd=REPOSITORY)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    """The one wheel."""
    [wheel] = built.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new virtual environment with the wheel and what its metadata asks for, and nothing else; its folder.

    The requirements are linked from the environment that runs the tests instead of being downloaded: that
    needs no network and no time, and yet a library that is imported but not declared is missing there, as it
    would be for a user. That they can be downloaded is what `make setup` shows on every new machine.
    """
    environment = tmp_path_factory.mktemp("environment")
    venv.create(environment, symlinks=True)
    python = environment / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python)]
    output_of(*pip, "install", "--quiet", "--no-index", "--no-deps", wheel, cwd=environment)
    [own] = distributions(name="sitegen", path=[str(site_packages(environment))])
    for required in requirements(own):
        for entry in top_level_entries(required):
            (site_packages(environment) / entry.name).symlink_to(entry)
    return environment


def site_packages(environment: Path) -> Path:
    [folder] = environment.glob("lib/python3*/site-packages")
    return folder


def requirements(root: Distribution) -> Iterator[Distribution]:
    """All that a distribution needs on this machine, however indirectly."""
    waiting, seen = [root], set[str]()
    while waiting:
        for requirement in map(Requirement, waiting.pop().requires or []):
            needed = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
            name = canonicalize_name(requirement.name)
            if needed and name not in seen:
                seen.add(name)
                waiting.append(distribution(name))
                yield waiting[-1]


def top_level_entries(required: Distribution) -> set[Path]:
    """The files and folders of a distribution that lie directly in site-packages."""
    names = {file.parts[0] for file in required.files or []} - {"..", "__pycache__"}
    return {Path(str(required.locate_file(name))) for name in names}


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    package = REPOSITORY / "src" / "sitegen"
    expected = {
        path.relative_to(package.parent).as_posix()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert names == expected
    assert any(name.startswith("sitegen/themes/default/") for name in names)
    assert any(name.startswith("sitegen/starter/") for name in names)


def test_the_source_distribution_is_lean(built: Path) -> None:
    [sdist] = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        top = {name.split("/")[1] for name in archive.getnames()}
    expected = {"src", "README.md", "LICENSE", "CHANGELOG.md", "pyproject.toml", "PKG-INFO"}
    # hatchling adds .gitignore, since it decides what a build from the source distribution leaves out.
    assert top == expected | {".gitignore"}


def test_a_new_user_gets_a_site_from_the_wheel_alone(installed: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    environment = {"HOME": str(home), "PATH": os.defpath}
    command = installed / "bin" / "sitegen"

    def run(*args: str | Path, cwd: Path) -> str:
        return output_of(*args, cwd=cwd, env=environment)

    where = run(installed / "bin" / "python", "-c", "import sitegen; print(sitegen.__file__)", cwd=tmp_path)
    assert Path(where.strip()).parent == site_packages(installed) / "sitegen"
    assert sitegen.__version__ in run(command, "--version", cwd=tmp_path)

    run(command, "init", "my-archive", cwd=tmp_path)
    site = tmp_path / "my-archive"
    [post, *_] = sorted((site / "content" / "posts").rglob("*.md"))
    assert not (site / "themes").exists(), "the starter brings no theme of its own"

    run(command, "build", cwd=site)
    home_page = (site / "output" / "index.html").read_text(encoding="utf-8")
    assert title(post) in home_page

    theme = site_packages(installed) / "sitegen" / "themes" / "default"
    shipped = {path.read_bytes() for path in theme.rglob("*.css")}
    published = {path.read_bytes() for path in (site / "output").rglob("*.css")}
    assert published
    assert published <= shipped


def title(post: Path) -> str:
    """The title in a post's front matter."""
    [line] = [line for line in post.read_text(encoding="utf-8").splitlines() if line.startswith("title:")]
    return line.removeprefix("title:").strip(" \"'")
