"""What the tests of publish/ share."""

import os
import stat
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from sitegen.ground.diagnostics import Diagnostic, has_errors
from sitegen.publish.files import stamp_if
from sitegen.publish.publication import Publication
from sitegen.publish.published import Published
from sitegen.publish.staging import stage_page


def publish(output: Path, files: Mapping[str, bytes]) -> tuple[Published, list[Diagnostic]]:
    """Publish exactly these files; what was done, and all that was said."""
    with Publication(output) as publication:
        for path, data in files.items():
            publication.stage(path, data)
        return finish(publication)


def publish_by_workers(output: Path, files: Mapping[str, bytes]) -> tuple[Published, list[Diagnostic]]:
    """The same, staged as other processes do it."""
    with Publication(output) as publication:
        folder = publication.begin_staging()
        for path, data in files.items() if folder else ():
            publication.adopt(stage_page(folder or output, "worker-", path, data))
        return finish(publication)


def publish_incrementally(output: Path, files: Mapping[str, bytes]) -> tuple[Published, list[Diagnostic]]:
    """The same: what stands there already is kept, and of all else half is staged here and half as by workers."""
    with Publication(output) as publication:
        folder = publication.begin_staging()
        for number, (path, data) in enumerate(files.items()):
            standing, expected = output / path, sha256(data).hexdigest()
            if standing.resolve() == standing and (stamp := stamp_if(standing, expected)):
                publication.keep(path, expected, stamp)
            elif folder and number % 2:
                publication.adopt(stage_page(folder, "worker-", path, data))
            else:
                publication.stage(path, data)
        return finish(publication)


def finish(publication: Publication) -> tuple[Published, list[Diagnostic]]:
    """Survey, and commit unless there is an error."""
    found = publication.survey()
    if has_errors(found):
        return Published(), found
    published, failed = publication.commit()
    return published, found + failed


def tree(folder: Path) -> dict[str, bytes | str]:
    """Everything in a folder: files with their bytes, links with their target, folders and others by name."""
    found: dict[str, bytes | str] = {}
    for here, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(here, name)
            mode = path.lstat().st_mode
            key = path.relative_to(folder).as_posix()
            if stat.S_ISREG(mode):
                found[key] = path.read_bytes()
            elif stat.S_ISLNK(mode):
                found[key] = f"-> {path.readlink()}"
            else:
                found[key] = "folder" if stat.S_ISDIR(mode) else "other"
    return found


def files(folder: Path) -> dict[str, bytes]:
    """The regular files of a folder, without what begins with `.sitegen`."""
    found = tree(folder)
    return {path: data for path, data in found.items() if isinstance(data, bytes) and not path.startswith(".sitegen")}


def codes(diagnostics: list[Diagnostic]) -> list[str]:
    return [each.code for each in diagnostics]
