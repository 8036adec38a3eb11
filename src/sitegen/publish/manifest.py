"""output/.sitegen-manifest.json: which files sitegen made, and how each of them looked.

    {"format": 1, "files": {"index.html": "<sha256>", …}}

While a publication is under way, a path may have a list of digests: each one that the file may have if the
process is killed now. The reader trusts nothing: anyone may have written the file.
"""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sitegen.ground.diagnostics import Diagnostic
from sitegen.ground.paths import collision_key, inside
from sitegen.ground.shown import shown as quoted
from sitegen.publish import problems

NAME = ".sitegen-manifest.json"
STAGING = ".sitegen-staging"
LEFT_STAGING = ".sitegen-staging-left"
FORMAT = 1

Made = Mapping[str, frozenset[str]]
"""Path → every digest that the file may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What was made, and for each path the line that says so; both in the order of the paths."""

    made: Made = field(default_factory=dict)
    lines: Mapping[str, str] = field(default_factory=dict)


def manifest_of(made: Made) -> Manifest:
    """The manifest that says this."""
    paths = sorted(made)
    return Manifest(
        made={path: made[path] for path in paths},
        lines={path: f"{_text(path)}: {_listed(made[path])}" for path in paths},
    )


def united(before: Made, after: Manifest) -> Manifest:
    """What is true at every moment between two publications: each file may look as before or as after."""
    changed = {path: digests for path, digests in before.items() if after.made.get(path) is not digests}
    both = manifest_of({path: digests | after.made.get(path, _NONE) for path, digests in changed.items()})
    made, lines = {**after.made, **both.made}, {**after.lines, **both.lines}
    paths = sorted(made)
    return Manifest(made={path: made[path] for path in paths}, lines={path: lines[path] for path in paths})


def manifest_bytes(manifest: Manifest) -> bytes:
    """The manifest as a file: the same bytes for what is the same."""
    return (_HEAD + _BETWEEN.join(manifest.lines.values()) + _TAIL if manifest.lines else _EMPTY).encode()


def read_manifest(folder: Path, shown: Path, new: Manifest) -> tuple[Made, list[Diagnostic]]:
    """What the last publication into `folder` made; nothing, with a warning, if the manifest is not to be
    trusted.

    `shown` is the folder as messages name it. A manifest that is missing means that sitegen made nothing
    here. One bad entry spoils the whole: who writes `../x` into it may have written anything. Entries that are in
    `new` too are not checked once more, and have the very same digests in the result.
    """
    try:
        if (folder / NAME).stat(follow_symlinks=False).st_size > LARGEST:
            return {}, [problems.manifest_ignored(shown, NAME, "it is too large")]
        return _parse((folder / NAME).read_bytes(), new), []
    except FileNotFoundError:
        return {}, []
    except OSError as reason:
        return {}, [problems.manifest_ignored(shown, NAME, reason.strerror or str(reason))]
    except (ValueError, RecursionError) as reason:
        said = str(reason) if isinstance(reason, _UntrustedError) else "it is not JSON as sitegen writes it"
        return {}, [problems.manifest_ignored(shown, NAME, said)]


def is_plain(path: str) -> bool:
    """Whether a path certainly stays inside its folder and is not reserved: no name in it begins with a dot.

    The quick answer for nearly every path; whatever is not plain may still be good.
    """
    return _PLAIN.fullmatch(path) is not None


def is_reserved(path: str) -> bool:
    """Whether a path is sitegen's own or version control's, on any file system; never ours to publish."""
    if is_plain(path):
        return False
    parts = [collision_key(part) for part in path.split("/")]
    return parts[0] in (NAME, STAGING, LEFT_STAGING) or not _VERSION_CONTROL.isdisjoint(parts)


def is_digest(given: str) -> bool:
    """Whether this looks like one."""
    return _DIGEST.fullmatch(given) is not None


def are_digests(given: Collection[str]) -> bool:
    """Whether all of these look like digests: asked at once, of many, it takes a tenth of the time."""
    digits = "".join(given)
    try:
        return {*map(len, given)} <= {64} and bytes.fromhex(digits).hex() == digits
    except ValueError:
        return False


LARGEST = 1 << 28  # bytes; more than a million files
_LONGEST_PATH = 4096  # PATH_MAX of Linux, in bytes, so certainly in characters
_NONE: frozenset[str] = frozenset()
_VERSION_CONTROL = frozenset((".git", ".hg", ".svn"))
_HEAD, _BETWEEN, _TAIL = f'{{\n "format": {FORMAT},\n "files": {{\n  ', ",\n  ", "\n }\n}\n"
_EMPTY = f'{{\n "format": {FORMAT},\n "files": {{}}\n}}\n'
_DIGEST = re.compile(r"[0-9a-f]{64}")
_PLAIN = re.compile(
    r"[^./\\\x00-\x1f\x7f\ud800-\udfff][^/\\\x00-\x1f\x7f\ud800-\udfff]*"
    r"(?:/[^./\\\x00-\x1f\x7f\ud800-\udfff][^/\\\x00-\x1f\x7f\ud800-\udfff]*)*"
)


class _UntrustedError(ValueError):
    """The manifest is JSON, but not one that sitegen wrote."""


def _parse(data: bytes, new: Manifest) -> Made:
    quick = _entries_beside(data.decode(), new)
    agreed, others = quick if quick is not None else (set[str](), _entries(data))
    if not others and len(agreed) == len(new.made):
        return new.made
    found = {path: digests for path, digests in new.made.items() if path in agreed}
    for path, given in others.items():
        found[_path(path)] = _digests(path, given)
    return found


def _entries_beside(text: str, new: Manifest) -> tuple[set[str], dict[str, object]] | None:
    """Of a manifest as sitegen writes it: the paths whose lines are in `new` too, and the entries of all other lines.

    Nothing for any other text. Most lines of most manifests are as before, and need not be taken to pieces.
    """
    if not (text.startswith(_HEAD) and text.endswith(_TAIL)):
        return None
    paths = {line: path for path, line in new.lines.items()}
    lines = text[len(_HEAD) : -len(_TAIL)].split(_BETWEEN)
    others = ",".join([line for line in lines if line not in paths])
    try:
        entries = json.loads(f"{{{others}}}")
    except ValueError:
        return None
    return {paths[line] for line in lines if line in paths}, entries


def _entries(data: bytes) -> dict[str, object]:
    document = json.loads(data)
    files: object = document.get("files") if isinstance(document, dict) else None
    if not isinstance(files, dict) or document.get("format") != FORMAT:
        raise _UntrustedError(f"it is not a manifest of format {FORMAT}")
    return files


def _path(path: str) -> str:
    if len(path) > _LONGEST_PATH or not (is_plain(path) or (inside(path) and not is_reserved(path))):
        raise _UntrustedError(f"it lists “{quoted(path)}”, which sitegen cannot have made")
    return path


def _digests(path: str, given: object) -> frozenset[str]:
    listed: list[object] = given if isinstance(given, list) else [given]
    digests = frozenset(each for each in listed if isinstance(each, str) and is_digest(each))
    if not digests or len(digests) < len(listed):
        raise _UntrustedError(f"it has no digest for “{quoted(path)}”")
    return digests


def _listed(digests: frozenset[str]) -> str:
    """One digest as a text, several as a list."""
    texts = [f'"{digest}"' for digest in digests]
    return texts[0] if len(texts) == 1 else f"[{', '.join(sorted(texts))}]"


_text = json.encoder.encode_basestring
