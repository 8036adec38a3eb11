"""The peers, installed beside the sites that are measured: from PyPI, from npm, and what the system has."""

import shutil
import subprocess
import sys
import venv
from pathlib import Path

from benchmarks.peers.table import Peer, Tools

_HERE = Path(__file__).resolve().parent


def install(peers: list[Peer], tools: Tools) -> list[Peer]:
    """Installs what is missing; returns the peers that can be measured here, and says aloud which are left out."""
    tools.scratch.mkdir(parents=True, exist_ok=True)
    _from_pypi(tools)
    if any(peer.name == "eleventy" for peer in peers):
        _from_npm(tools)
    return [peer for peer in peers if _is_there(peer, tools)]


def versions(peers: list[Peer], tools: Tools) -> dict[str, str]:
    """What each peer says of its version."""
    return {peer.name: _first_number(peer.version(tools)) for peer in peers}


def _from_pypi(tools: Tools) -> None:
    wanted = _HERE / "requirements.txt"
    installed = tools.venv / "requirements.txt"
    if installed.is_file() and installed.read_bytes() == wanted.read_bytes():
        return
    venv.create(tools.venv, with_pip=True, clear=True)
    subprocess.run([tools.script("python"), "-m", "pip", "install", "-qq", "-r", wanted], check=True)
    shutil.copyfile(wanted, installed)


def _from_npm(tools: Tools) -> None:
    wanted = _HERE / "package.json"
    installed = tools.scratch / "package.json"
    if shutil.which("npm") is None or (installed.is_file() and installed.read_bytes() == wanted.read_bytes()):
        return
    shutil.copyfile(wanted, installed)
    arguments = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"]
    subprocess.run(["npm", *arguments], cwd=tools.scratch, check=True)


def _is_there(peer: Peer, tools: Tools) -> bool:
    program = Path(peer.command(tools)[0])
    there = program.is_file() or shutil.which(program) is not None
    if not there:
        print(f"left out: {peer.title}, for there is no {program.name} here", file=sys.stderr)
    return there


def _first_number(command: tuple[str | Path, ...]) -> str:
    """The first word with a digit in it of what the command prints."""
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    words = (word.strip(",").lstrip("v").partition("-")[0] for word in said.split())
    return next(word for word in words if any(map(str.isdigit, word)))
