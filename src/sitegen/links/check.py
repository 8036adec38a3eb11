"""Every link of the content that stays inside the site, held against what the site has."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from sitegen.ground.diagnostics import Diagnostic, Where
from sitegen.ground.names import did_you_mean
from sitegen.links import problems
from sitegen.model.content import Contents, Link, LinkUse, Site, Teaser, Thread, all_replies
from sitegen.model.markup import Reference, references
from sitegen.model.page import Target
from sitegen.model.settings import SiteFacts
from sitegen.targets import Targets, is_own, source_names

_MOST_COMPARISONS = 50_000  # names held against those that are not there, in a site: a few seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class InnerLink:
    """A link as it is written in a file, and where it leads, if anywhere; `source` is what it counts from."""

    address: str
    source: str
    where: Where
    target: Target | None
    use: LinkUse = LinkUse.LINK

    @property
    def needs_anchor(self) -> bool:
        """Whether it leads to a place in a page. The top of a page is always there (HTML Standard, 7.4.6.4), and
        finding words in it is the browser's business.
        """
        return self.target is not None and unquote(_anchor(self.target)).lower() not in ("", "top")


def links_of_post(contents: Contents, teaser: Teaser) -> tuple[Link, ...]:
    """The addresses in a post that are meant to stay inside the site, each once at each place."""
    links = [
        Link(address=each.target, where=each.where)
        for each in (*references(contents.content), *references(teaser.summary))
    ]
    if isinstance(teaser.image, Reference):
        links.append(Link(address=teaser.image.target, where=teaser.image.where, use=LinkUse.ASSET))
    return tuple(dict.fromkeys(links))


def links_of_thread(thread: Thread, facts: SiteFacts) -> tuple[Link, ...]:
    """The same of its shown comments, pings too: strangers' links are whole addresses, of which those below the
    site's own count; and the pictures of their authors.
    """
    links: dict[Link, None] = {}
    for reply in all_replies((*thread.replies, *thread.pings)):
        if comment := reply.comment:
            if own := [address for address in comment.links if is_own(address, facts)]:
                where = comment.where("body")
                links |= {Link(address=address, where=where): None for address in own}
            if comment.author.avatar:
                place = comment.where("author.avatar")
                links[Link(address=comment.author.avatar, where=place, use=LinkUse.AVATAR)] = None
    return tuple(links)


def inner_links(links: Iterable[Link], source: str, targets: Targets) -> tuple[InnerLink, ...]:
    """Where the links of one file lead; `source` is the path of the post or page on which they are shown."""
    return tuple(
        InnerLink(
            address=link.address,
            source=source,
            where=link.where,
            target=_avatar(link.address, targets) if link.use is LinkUse.AVATAR else targets.find(link.address, source),
            use=link.use,
        )
        for link in links
    )


def check_links(
    links: Iterable[InnerLink], site: Site, targets: Targets, urls: Iterable[str], anchors: Mapping[str, frozenset[str]]
) -> list[Diagnostic]:
    """What is wrong with links; `anchors` are those of each page to a place in which one leads, by path.

    `urls` are the addresses under the site's root that a misspelt one may mean.
    """
    judge = _Judge(site, targets, urls)
    diagnostics = []
    for link in links:
        if link.target is None:
            diagnostics.append(judge.of_broken(link))
        elif link.needs_anchor and link.target.path in anchors:
            diagnostics += judge.of_anchor(link, link.target, anchors[link.target.path])
    return diagnostics


def _avatar(address: str, targets: Targets) -> Target | None:
    url = targets.asset(address.strip("/"))
    return Target(path=address, url=url) if url else None


class _Judge:
    """Says what is wrong with a link, and what may have been meant."""

    def __init__(self, site: Site, targets: Targets, urls: Iterable[str]) -> None:
        self._site = site
        self._facts = targets.facts
        self._urls = urls
        self._guesses = _Guesses(_MOST_COMPARISONS)
        self._left_out = {each.source: each for each in site.left_out}

    def of_broken(self, link: InnerLink) -> Diagnostic:
        """A link that leads nowhere."""
        if link.use is LinkUse.AVATAR:
            return problems.missing_avatar(link.address, link.where)
        path = unquote(link.address.partition("#")[0].partition("?")[0])
        names = source_names(path, link.source)
        if hidden := next((self._left_out[name] for name in names if name in self._left_out), None):
            return problems.link_to_left_out(link.address, hidden, link.where)
        if link.use is LinkUse.ASSET and _leads_out(path, link.source):
            return problems.outside_site(link.address, link.where)
        if not path.startswith("/"):
            meant = self._guesses.meant(path, _beside(link.source, self._site))
            return problems.broken_link(link.address, meant, link.where)
        meant = self._guesses.meant(path, self._addresses)
        say = problems.broken_link if self._facts.base_path == "/" else problems.beside_site
        return say(link.address, meant, link.where)

    def of_anchor(self, link: InnerLink, target: Target, known: frozenset[str]) -> list[Diagnostic]:
        """A link to a place that the page does not have; nothing if it has it."""
        fragment = unquote(_anchor(target))
        if not known.isdisjoint((_anchor(target), fragment)):
            return []
        meant = self._guesses.meant(fragment, known)
        return [problems.broken_anchor(link.address, fragment, target.url, meant, link.where)]

    @cached_property
    def _addresses(self) -> tuple[str, ...]:
        """The addresses of the site's pages as links have them: decoded, and without the base path."""
        return tuple(map(unquote, self._urls))


class _Guesses:
    """Hints, as long as the budget of comparisons lasts: a site that moved may have thousands of broken links."""

    def __init__(self, budget: int) -> None:
        self._budget = budget

    def meant(self, name: str, known: Iterable[str]) -> str:
        """“did you mean …?”; nothing, and `known` not looked at, once the budget is spent."""
        if self._budget <= 0:
            return ""
        names = list(known)
        self._budget -= len(names)
        return did_you_mean(name, names, most=3)


def _anchor(target: Target) -> str:
    """The fragment without a text directive (`#:~:text=…`)."""
    return target.fragment.partition(":~:")[0]


def _leads_out(path: str, source: str) -> bool:
    """Whether a path leads to where nothing is published, as seen from a file of the site."""
    is_whole = path.startswith("/")
    name = posixpath.normpath(posixpath.join("" if is_whole else posixpath.dirname(source), path.lstrip("/")))
    return ".." in path.split("/") and name.partition("/")[0] not in ("content", "static")


def _beside(source: str, site: Site) -> Iterator[str]:
    """Every post and page as links in this file would name it, and the files beside it."""
    folder = posixpath.dirname(source)
    for post in site.posts.values():
        for path in (post.source, *(post.assets if post.source == source else ())):
            yield posixpath.relpath(path, folder)
