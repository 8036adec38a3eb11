"""output/.sitegen-manifest.json: which files sitegen made, and how each of them looked.

    {"format": 1, "files": {"index.html": "<sha256>", …}}

While a publication is under way, a path may have a list of digests: each one that the file may have if the
process is killed now. The reader trusts nothing: anyone may have written the file.
"""

import json
import re
from collections.abc import Collection, Mapping
from pathlib import Path

from sitegen.ground.diagnostics import Diagnostic
from sitegen.ground.paths import collision_key, inside
from sitegen.ground.shown import shown as quoted
from sitegen.publish import problems

NAME = ".sitegen-manifest.json"
STAGING = ".sitegen-staging"
FORMAT = 1

Made = Mapping[str, frozenset[str]]
"""Path → every digest that the file may have."""


def read_manifest(folder: Path, shown: Path, checked: Mapping[str, str]) -> tuple[Made, list[Diagnostic]]:
    """What the last publication into `folder` made; nothing, with a warning, if the manifest is not to be
    trusted.

    `shown` is the folder as messages name it. A manifest that is missing means that sitegen made nothing
    here. One bad entry spoils the whole: who writes `../x` into it may have written anything. Entries that are in
    `checked`, the paths of the new site with their digests, say nothing new, so they are not checked once more.
    """
    try:
        if (folder / NAME).stat(follow_symlinks=False).st_size > LARGEST:
            return {}, [problems.manifest_ignored(shown, NAME, "it is too large")]
        return _parse((folder / NAME).read_bytes(), checked), []
    except FileNotFoundError:
        return {}, []
    except OSError as reason:
        return {}, [problems.manifest_ignored(shown, NAME, reason.strerror or str(reason))]
    except (ValueError, RecursionError) as reason:
        said = str(reason) if isinstance(reason, _UntrustedError) else "it is not JSON as sitegen writes it"
        return {}, [problems.manifest_ignored(shown, NAME, said)]


def manifest_bytes(made: Made) -> bytes:
    """The manifest as a file: the same bytes for the same `made`."""
    files = ",\n".join([f"  {_text(path)}: {_listed(made[path])}" for path in sorted(made)])
    return f'{{\n "format": {FORMAT},\n "files": {{\n{files}\n }}\n}}\n'.encode()


def united(before: Made, after: Made) -> Made:
    """What is true at every moment between two publications: each file may look as before or as after."""
    changed = {path: digests for path, digests in before.items() if after.get(path) != digests}
    return {**after, **{path: digests | after.get(path, _NONE) for path, digests in changed.items()}}


def is_plain(path: str) -> bool:
    """Whether a path certainly stays inside its folder and is not reserved: no name in it begins with a dot.

    The quick answer for nearly every path; whatever is not plain may still be good.
    """
    return _PLAIN.fullmatch(path) is not None


def is_reserved(path: str) -> bool:
    """Whether a path is sitegen's own or version control's, on any file system; never ours to publish."""
    parts = [collision_key(part) for part in path.split("/")]
    return parts[0] in (NAME, STAGING) or not _VERSION_CONTROL.isdisjoint(parts)


def are_digests(given: Collection[object]) -> bool:
    """Whether all of these look like digests."""
    return all(isinstance(each, str) and _DIGEST.fullmatch(each) for each in given)


LARGEST = 1 << 28  # bytes; more than a million files
_LONGEST_PATH = 4096  # PATH_MAX of Linux, in bytes, so certainly in characters
_NONE: frozenset[str] = frozenset()
_VERSION_CONTROL = frozenset((".git", ".hg", ".svn"))
_DIGEST = re.compile(r"[0-9a-f]{64}")
_PLAIN = re.compile(
    r"[^./\\\x00-\x1f\x7f\ud800-\udfff][^/\\\x00-\x1f\x7f\ud800-\udfff]*"
    r"(?:/[^./\\\x00-\x1f\x7f\ud800-\udfff][^/\\\x00-\x1f\x7f\ud800-\udfff]*)*"
)


class _UntrustedError(ValueError):
    """The manifest is JSON, but not one that sitegen wrote."""


def _parse(data: bytes, checked: Mapping[str, str]) -> Made:
    document = json.loads(data)
    if (
        not isinstance(document, dict)
        or document.get("format") != FORMAT
        or not isinstance(document.get("files"), dict)
    ):
        raise _UntrustedError(f"it is not a manifest of format {FORMAT}")
    return {
        path: frozenset((given,)) if checked.get(path) == given else _digests(_path(path), given)
        for path, given in document["files"].items()
    }


def _path(path: str) -> str:
    if len(path) > _LONGEST_PATH or not (is_plain(path) or (inside(path) and not is_reserved(path))):
        raise _UntrustedError(f"it lists “{quoted(path)}”, which sitegen cannot have made")
    return path


def _digests(path: str, given: object) -> frozenset[str]:
    digests = given if isinstance(given, list) else [given]
    if not digests or not are_digests(digests):
        raise _UntrustedError(f"it has no digest for “{quoted(path)}”")
    return frozenset(digests)


def _listed(digests: frozenset[str]) -> str:
    """One digest as a text, several as a list."""
    one, *more = sorted(digests)
    return json.dumps([one, *more]) if more else f'"{one}"'


_text = json.JSONEncoder(ensure_ascii=False).encode
