"""The order in which output/ changes, such that it is a good site whenever the process ends.

1. The manifest becomes the union of old and new: from now on it describes every state that a kill may leave.
2. Files of ours that stand where a folder must go go away (the new site does not have them), and the reverse.
3. New files come, before replaced ones: what a new page points to is there first, and a full disk, which from
   here on can only strike where a folder grows, strikes before a visitor sees a change.
4. Files are replaced, each in one rename.
5. Files of ours that the site no longer has go away, and then folders left empty.
6. The manifest becomes the new one.
"""

from collections.abc import Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from sitegen.publish.files import write_new
from sitegen.publish.journal import Journal
from sitegen.publish.manifest import NAME, Made, Manifest, manifest_bytes, united
from sitegen.publish.standing import parents
from sitegen.publish.survey import Changes


class NotChangedError(Exception):
    """The system refused at `path`; `restored` tells whether everything is as it was."""

    def __init__(self, path: str, reason: OSError, *, restored: bool) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason
        self.restored = restored


def carry_out(
    changes: Changes, output: Path, staging: Path, staged: Mapping[str, str], before: Made, after: Manifest
) -> None:
    """Change output/; `staged` are the names of the new files in `staging`, where also the old ones go.

    Raises NotChangedError where the system refuses. That, and any other exception, first takes everything
    back.
    """
    journal = Journal(output, staging)
    try:
        _change(journal, changes, output, staging, staged, before, after)
    except OSError as reason:
        raise NotChangedError(journal.current, reason, restored=_undone(journal)) from reason
    except BaseException:
        _undone(journal)
        raise


def _change(
    journal: Journal,
    changes: Changes,
    output: Path,
    staging: Path,
    staged: Mapping[str, str],
    before: Made,
    after: Manifest,
) -> None:
    _put_manifest(journal, output, staging, "manifest-of-both", united(before, after))
    for path in changes.clear:
        journal.remove(path)
    for folder in changes.clear_folders:
        journal.remove_folder(folder)
    ready: set[str] = set()
    for path in changes.add:
        for folder in reversed(parents(path)):
            if folder not in ready:
                journal.add_folder(folder)
                ready.add(folder)
        journal.add(path, staged[path])
    for path in changes.replace:
        journal.replace(path, staged[path])
    for path in changes.prune:
        journal.remove(path)
    for folder in changes.leave:
        journal.remove_folder_if_empty(folder)
    _put_manifest(journal, output, staging, "manifest-of-new", after)


def _put_manifest(journal: Journal, output: Path, staging: Path, name: str, manifest: Manifest) -> None:
    journal.current = NAME
    write_new(staging / name, BytesIO(manifest_bytes(manifest)))
    if (output / NAME).exists():
        journal.replace(NAME, name)
    else:
        journal.add(NAME, name)


def _undone(journal: Journal) -> bool:
    with suppress(OSError):
        journal.undo()
        return True
    return False
