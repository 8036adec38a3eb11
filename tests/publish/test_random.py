"""Random publications between random deeds of an owner: output/ is what the model says, at all times."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from sitegen.ground.diagnostics import Diagnostic
from sitegen.publish.published import Published
from tests.publish.publishing import codes, files, publish, publish_by_workers, publish_incrementally, tree

Publish = Callable[[Path, dict[str, bytes]], tuple[Published, list[Diagnostic]]]
BYTES = st.sampled_from([b"", b"1", b"2"])
# So few names that files of the one site are folders of the next.
PATHS = st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=3).map("/".join)


def above(folder: str, path: str) -> bool:
    return path.startswith(folder + "/")


def without_conflicts(site: dict[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in site.items() if not any(above(other, path) for other in site)}


class Owner(RuleBasedStateMachine):
    """`disk` are all files of output/, `made` those that the manifest lists, as they were made."""

    @initialize()
    def begin(self) -> None:
        self.output = Path(tempfile.mkdtemp())
        self.disk: dict[str, bytes] = {}
        self.made: dict[str, bytes] = {}

    def teardown(self) -> None:
        shutil.rmtree(self.output, ignore_errors=True)

    @rule(
        site=st.dictionaries(PATHS, BYTES, max_size=6).map(without_conflicts),
        publish=st.sampled_from([publish, publish_by_workers, publish_incrementally]),
    )
    def publish(self, site: dict[str, bytes], publish: Publish) -> None:
        ours = {path for path, data in self.disk.items() if path in site or self.made.get(path) == data}
        ours -= {path for path in site if path not in self.made and self.disk.get(path) != site[path]}
        foreign = {path: data for path, data in self.disk.items() if path not in ours}
        blocked = any(path == other or above(path, other) or above(other, path) for path in site for other in foreign)
        kept = foreign.keys() & self.made.keys()
        replaced = {path for path in site if path in ours and self.disk[path] not in (site[path], self.made.get(path))}
        before = tree(self.output)
        published, diagnostics = publish(self.output, site)
        if blocked:
            warnings = {"altered-file-kept", "altered-file-replaced"}
            assert {"foreign-file"} <= set(codes(diagnostics)) <= {"foreign-file", *warnings}
            assert tree(self.output) == before
            return
        assert codes(diagnostics) == ["altered-file-kept"] * len(kept) + ["altered-file-replaced"] * len(replaced)
        assert set(published.written) == {path for path in site if self.disk.get(path) != site[path]}
        assert set(published.unchanged) == site.keys() - set(published.written)
        assert set(published.removed) == ours - site.keys()
        self.disk = foreign | site
        self.made = dict(site)

    @rule(path=PATHS, data=BYTES)
    def write_by_hand(self, path: str, data: bytes) -> None:
        if any(above(path, other) or above(other, path) for other in self.disk):
            return
        (self.output / path).parent.mkdir(parents=True, exist_ok=True)
        (self.output / path).write_bytes(data)
        self.disk[path] = data

    @rule(path=PATHS)
    def delete_by_hand(self, path: str) -> None:
        if self.disk.pop(path, None) is None:
            return
        (self.output / path).unlink()
        for folder in list((self.output / path).relative_to(self.output).parents)[:-1]:
            if any((self.output / folder).iterdir()):
                break
            (self.output / folder).rmdir()

    @invariant()
    def output_is_what_the_model_says(self) -> None:
        assert files(self.output) == self.disk
        folders = {path for path, data in tree(self.output).items() if data == "folder"}
        assert all(any(above(folder, path) for path in self.disk) for folder in folders)


TestOwner = Owner.TestCase
TestOwner.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
