"""What stands in output/, held against what the last build left there: pages that may stay, and files to copy again."""

from collections.abc import Iterable, Mapping

from sitegen.build.inputs import Inputs, Stamp
from sitegen.build.making import Made, source_file
from sitegen.build.rendering import PageMade
from sitegen.incremental.encoding import packed, unpacked
from sitegen.incremental.store import Store
from sitegen.incremental.trace import Cause, Reason
from sitegen.model.page import Copy
from sitegen.publish.files import stamp_if
from sitegen.publish.publication import Publication
from sitegen.publish.stamps import unaltered

_ROW = "outputs"
_SHIPPED = (0, 0, 0, 0)  # the stamp of what comes with sitegen: it changes only with the program

Files = Mapping[str, tuple[str, Stamp | None]]
"""The files of output/ by path: their digests, and their stamps where these can be relied upon."""


class Outputs:
    """The files of one output folder, before and after a build."""

    def __init__(self, made: Made, publication: Publication, inputs: Inputs, store: Store) -> None:
        self._made = made
        assert made.order.output is not None
        self._output = made.order.output
        self._publication = publication
        self._store = store
        folder, files, copies = unpacked(store.get("about", _ROW) or packed(("", {}, {})))
        self._known: Files = files
        is_same_folder = folder == str(self._output)
        stamped = {path: (digest, stamp) for path, (digest, stamp) in files.items() if stamp} if is_same_folder else {}
        self._unaltered = unaltered(self._output, stamped)
        self._copied: Mapping[str, tuple[str, Stamp] | None] = copies
        self._inputs = inputs

    def verified(self, stale: Mapping[str, Reason]) -> dict[str, Reason]:
        """The pages that must be made: the stale ones, and those that do not stand as they were made; others stay."""
        reasons = dict(stale)
        staying = [page.path for page in self._made.plan.pages if page.path not in reasons]
        self._publication.keep_all({path: self._known[path][0] for path in staying if path in self._unaltered})
        for path in staying:
            if path not in self._unaltered and not self._keep(path):
                reasons[path] = Reason(cause=Cause.OUTPUT)
        return reasons

    def stage(self, pages: Iterable[PageMade]) -> None:
        """Have the pages that were made, and the files that are published as they are."""
        for page in pages:
            if page.staged:
                self._publication.adopt(page.staged)
        for copy in self._made.plan.copies:
            standing = self._standing_source(copy)
            is_as_copied = standing is not None and self._copied.get(copy.path) == standing
            if not (is_as_copied and self._keep(copy.path)):
                self._publication.stage_copy(copy.path, source_file(copy, self._made.order.root, self._made.theme))

    def remember(self) -> None:
        """Keep what stands in output/ now."""
        stamps = {path: stamp for path in self._unaltered if (stamp := self._known[path][1])}
        stamps |= self._publication.stamps()
        files = {path: (digest, stamps.get(path)) for path, digest in self._publication.digests().items()}
        copies = {copy.path: self._standing_source(copy) for copy in self._made.plan.copies}
        self._store.put("about", [(_ROW, packed((str(self._output), files, copies)))])

    def _standing_source(self, copy: Copy) -> tuple[str, Stamp] | None:
        """Where a file is copied from, and its stamp; None where that cannot be relied upon."""
        if copy.theme and self._made.theme.is_built_in(copy.theme):
            return f"{copy.theme}:{copy.source}", _SHIPPED
        source = f"themes/{copy.theme}/assets/{copy.source}" if copy.theme else copy.source
        stamp = self._inputs.stamps.get(source)
        return (source, stamp) if stamp else None

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
