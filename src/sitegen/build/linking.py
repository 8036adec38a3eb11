"""The links of a site: where each leads, and which of them need to be looked at again.

A link is judged again if its file was parsed anew, if something was wrong with it, if the page into which it leads was
made anew, or if anything has changed of what addresses lead to. All others are as they were: right.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from sitegen.build.making import Made
from sitegen.ground.diagnostics import Diagnostic
from sitegen.incremental.encoding import digest_of, packed, unpacked
from sitegen.incremental.records import links_of
from sitegen.incremental.store import BrokenStoreError, Store
from sitegen.links.anchors import anchors_of
from sitegen.links.check import InnerLink, check_links, inner_links

_ROW = "links"

Anchors = Mapping[str, frozenset[str]]


class Linking:
    """The links of one build. `is_as_before`: addresses lead where they led in the build that is remembered."""

    def __init__(self, made: Made, store: Store) -> None:
        self._made = made
        self._store = store
        self._having = frozenset(file for file, digests in made.content.digests.items() if digests.has_links)
        state, troubled, places = unpacked(store.get("about", _ROW) or packed((b"", (), {})))
        self._state = state if state and made.is_arranged_as_before else _state_of(made)
        self.is_as_before = state == self._state
        self._troubled: tuple[str, ...] = troubled if self.is_as_before else ()
        self._places: dict[str, tuple[str, ...]] = places if self.is_as_before else {}
        self._open: dict[str, list[InnerLink]] = {}  # by file: links that lead nowhere, or to a place in a page
        self._targets: dict[str, bytes] = {}
        self._found: list[Diagnostic] = []
        parsed = made.content.parsed
        for file, source in self._files().items():
            if not self.is_as_before or file in parsed:
                self._look_at(file, source)

    def targets(self, source: str) -> bytes | None:
        """The digest of where the references of a post lead; None if they lead where they did before."""
        if source in self._targets:
            return self._targets[source]
        return None if self.is_as_before and source not in self._made.content.parsed else b""

    def wanted(self, made_anew: Iterable[str]) -> frozenset[str]:
        """The pages, by path, whose anchors must be known, if these pages are made anew."""
        files = self._files()
        again = {file for page in made_anew for file in self._places.get(page, ())} | {*self._troubled}
        for file in again - self._open.keys():
            if file in files:
                self._look_at(file, files[file])
        places = {each.target.path for each in self._judged() if each.target and each.needs_anchor}
        return frozenset(places.intersection(page.path for page in self._made.plan.pages))  # of copies nothing is known

    def check(self, anchors: Anchors) -> list[Diagnostic]:
        """What is wrong with the links; `anchors` are those of the pages that are `wanted`."""
        made = self._made
        self._found = check_links(self._judged(), made.site, made.targets, made.plan.urls.values(), anchors)
        return self._found

    def remember(self) -> None:
        """Keep what the next build needs: which files had a problem, and which have links into which pages."""
        troubled = {each.where.path for each in self._found if each.where}
        places: dict[str, set[str]] = defaultdict(set)
        for page, files in self._places.items():
            places[page].update(file for file in files if file not in self._open and file in self._having)
        for file, links in self._open.items():
            for each in links:
                if each.target and each.needs_anchor:
                    places[each.target.path].add(file)
        kept = {page: tuple(sorted(files)) for page, files in sorted(places.items()) if files}
        self._store.remove("fresh", self._made.content.parsed)
        self._store.put("about", [(_ROW, packed((self._state, tuple(sorted(troubled & self._having)), kept)))])

    def _files(self) -> dict[str, str]:
        """The files of the site that have links, each with the post on whose page they are shown."""
        site = self._made.site
        posts = {post.source: post.source for post in site.posts.values() if post.source in self._having}
        threads = {
            thread.source: site.posts[key].source
            for key, thread in site.threads.items()
            if thread.source in self._having
        }
        return posts | threads

    def _look_at(self, file: str, source: str) -> None:
        if (record := self._store.get("links", file)) is None:
            raise BrokenStoreError(f"it lacks links of “{file}”")
        links = inner_links(links_of(record), source, self._made.targets)
        self._open[file] = [each for each in links if each.target is None or each.needs_anchor]
        if file == source:
            self._targets[file] = digest_of(tuple((each.address, each.target) for each in links))

    def _judged(self) -> list[InnerLink]:
        """The links that are looked at in this build, in the order of their files."""
        return [link for file in sorted(self._open) for link in self._open[file]]


def anchors_in(files: Iterable[tuple[str, Path]]) -> dict[str, frozenset[str]]:
    """The anchors of pages that stand in output/, by their path in it."""
    return {path: anchors_of(file.read_bytes()) for path, file in files}


def _state_of(made: Made) -> bytes:
    """The digest of all that decides where an address leads, and what is said of one that leads nowhere."""
    plan, site = made.plan, made.site
    return digest_of(
        (
            made.settings.site.url,
            tuple((page.path, page.url, page.subject, page.kind.value) for page in plan.pages),
            tuple((copy.path, copy.source, copy.theme) for copy in plan.copies),
            tuple((redirect.old, redirect.new) for redirect in plan.redirects),
            tuple((key, post.source) for key, post in site.posts.items()),
            tuple((each.source, each.reason.value) for each in site.left_out),
        )
    )
