"""What stands in output/, held against what the last build left there: pages that may stay, and files to copy again."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from sitegen.build.making import Made, Stamp, settled_stamps, source_file
from sitegen.build.rendering import PageMade
from sitegen.incremental.encoding import packed, unpacked
from sitegen.incremental.store import Store
from sitegen.incremental.trace import Cause, Reason
from sitegen.publish.files import stamp_if
from sitegen.publish.publication import Publication
from sitegen.publish.stamps import unaltered

_ROW = "outputs"

Files = Mapping[str, tuple[str, Stamp | None]]
"""The files of output/ by path: their digests, and their stamps where these can be relied upon."""


class Outputs:
    """The files of one output folder, before and after a build."""

    def __init__(self, made: Made, output: Path, publication: Publication, store: Store, ticks: int) -> None:
        self._made = made
        self._output = Path(os.path.realpath(output))
        self._publication = publication
        self._store = store
        folder, files, copies = unpacked(store.get("about", _ROW) or packed(("", {}, {})))
        self._known: Files = files
        self._stamps: dict[str, Stamp] = {}
        is_same_folder = folder == str(self._output)
        stamped = {path: (digest, stamp) for path, (digest, stamp) in files.items() if stamp} if is_same_folder else {}
        self._unaltered = unaltered(self._output, stamped)
        self._copied: Mapping[str, tuple[str, Stamp]] = copies
        self._sources = {
            copy.path: str(source_file(copy, made.order.root, made.theme)) for copy in made.plan.copies
        }
        self._source_stamps = settled_stamps(self._sources.values(), ticks)

    def verified(self, stale: Mapping[str, Reason]) -> dict[str, Reason]:
        """The pages that must be made: the stale ones, and those that do not stand as they were made. The others stay."""
        reasons = dict(stale)
        for page in self._made.plan.pages:
            if page.path not in reasons and not self._keep(page.path):
                reasons[page.path] = Reason(cause=Cause.OUTPUT)
        return reasons

    def stage(self, pages: Iterable[PageMade]) -> None:
        """Have the pages that were made, and the files that are published as they are."""
        for page in pages:
            if page.staged:
                self._publication.adopt(page.staged)
        for copy in self._made.plan.copies:
            source = self._sources[copy.path]
            stamp = self._source_stamps.get(source)
            is_as_copied = stamp is not None and self._copied.get(copy.path) == (source, stamp)
            if not (is_as_copied and self._keep(copy.path)):
                self._publication.stage_copy(copy.path, Path(source))

    def remember(self) -> None:
        """Keep what stands in output/ now."""
        stamps = {path: stamp for path in self._unaltered if (stamp := self._known[path][1])}
        stamps |= self._publication.stamps()
        files = {path: (digest, stamps.get(path)) for path, digest in self._publication.digests().items()}
        copies = {
            path: (source, self._source_stamps[source])
            for path, source in self._sources.items()
            if source in self._source_stamps
        }
        self._store.put("about", [(_ROW, packed((str(self._output), files, copies)))])

    def _keep(self, path: str) -> bool:
        """Leave the file as it is, if it is as it was made."""
        digest, _ = self._known.get(path, ("", None))
        if path in self._unaltered:
            self._publication.keep(path, digest)
            return True
        stamp = stamp_if(self._output / path, digest) if digest else None
        if stamp:
            self._publication.keep(path, digest, stamp)
        return stamp is not None
