"""Every link of the content that stays inside the site, held against what the site has."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from sitegen.ground.diagnostics import Diagnostic, Where
from sitegen.ground.names import did_you_mean
from sitegen.links import problems
from sitegen.model.content import Comment, Post, Reply, Site, Thread
from sitegen.model.markup import Reference, references
from sitegen.model.page import Target
from sitegen.targets import Targets, is_own, source_names

_MOST_COMPARISONS = 50_000  # names held against those that are not there, in a site: a few seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class InnerLink:
    """A link as it is written in a file (`source`), and where it leads, if anywhere. `is_asset`: the front matter
    names a file of the post by it.
    """

    address: str
    source: str
    where: Where
    target: Target | None
    is_asset: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InnerLinks:
    """The links of a site, and the addresses of its pages as links have them: decoded, and without the base path.

    `missing_avatars` are pictures of comments' authors that the site does not have. `is_whole_host`: nothing can be
    beside the site.
    """

    links: tuple[InnerLink, ...]
    missing_avatars: tuple[tuple[str, Where], ...]
    addresses: tuple[str, ...]
    is_whole_host: bool


def inner_links(site: Site, targets: Targets, urls: Iterable[str]) -> InnerLinks:
    """The links of all posts, pages and shown comments that are meant to stay inside the site, each once.

    `urls` are the addresses under the site's root that a misspelt one may mean.
    """
    links: dict[InnerLink, None] = {}
    avatars: list[tuple[str, Where]] = []
    for post in site.posts.values():
        links |= dict.fromkeys(_links_of_post(post, targets))
    for key, thread in site.threads.items():
        for comment in _shown_comments(thread):
            links |= dict.fromkeys(_links_of_comment(comment, site.posts[key].source, targets))
            avatars += _missing_avatar(comment, targets)
    return InnerLinks(
        links=tuple(links),
        missing_avatars=tuple(avatars),
        addresses=tuple(map(unquote, urls)),
        is_whole_host=targets.facts.base_path == "/",
    )


def wanted_pages(links: InnerLinks) -> frozenset[str]:
    """The pages, by path, whose anchors must be known to check the links."""
    return frozenset(link.target.path for link in links.links if link.target and _needs_anchor(link.target))


def check_links(links: InnerLinks, site: Site, anchors: Mapping[str, frozenset[str]]) -> list[Diagnostic]:
    """What is wrong with the links; `anchors` are those of each wanted page, by path."""
    guesses = _Guesses(_MOST_COMPARISONS)
    left_out = {each.source: each for each in site.left_out}
    diagnostics = [problems.missing_avatar(avatar, where) for avatar, where in links.missing_avatars]
    for link in links.links:
        if link.target is None:
            hidden = next((left_out[name] for name in _sources(link) if name in left_out), None)
            if hidden:
                diagnostics.append(problems.link_to_left_out(link.address, hidden, link.where))
            else:
                diagnostics.append(_broken(link, links, site, guesses))
        elif _needs_anchor(link.target) and link.target.path in anchors:
            known = anchors[link.target.path]
            fragment = unquote(_anchor(link.target))
            if known.isdisjoint((_anchor(link.target), fragment)):
                meant = guesses.meant(fragment, known)
                diagnostics.append(problems.broken_anchor(link.address, fragment, link.target.url, meant, link.where))
    return diagnostics


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


def _links_of_post(post: Post, targets: Targets) -> Iterator[InnerLink]:
    for each in (*references(post.content), *references(post.summary)):
        target = targets.find(each.target, post.source)
        yield InnerLink(address=each.target, source=post.source, where=each.where, target=target)
    if isinstance(post.image, Reference):
        target = targets.find(post.image.target, post.source)
        yield InnerLink(
            address=post.image.target, source=post.source, where=post.image.where, target=target, is_asset=True
        )


def _shown_comments(thread: Thread) -> Iterator[Comment]:
    """Those that a visitor sees, pings too."""
    replies: list[Reply] = [*thread.replies, *thread.pings]
    for reply in replies:  # grows while it is walked
        replies += reply.replies
        if reply.comment:
            yield reply.comment


def _links_of_comment(comment: Comment, source: str, targets: Targets) -> Iterator[InnerLink]:
    """Strangers' links are whole addresses: those below the site's own are checked."""
    where = comment.where("body")
    for address in comment.links:
        if is_own(address, targets.facts):
            yield InnerLink(address=address, source=source, where=where, target=targets.find(address, source))


def _missing_avatar(comment: Comment, targets: Targets) -> Iterator[tuple[str, Where]]:
    avatar = comment.author.avatar
    if avatar and targets.asset(avatar.strip("/")) is None:
        yield avatar, comment.where("author.avatar")


def _needs_anchor(target: Target) -> bool:
    """The top of a page is always there (HTML Standard, 7.4.6.4), and finding words in it is the browser's business."""
    return unquote(_anchor(target)).lower() not in ("", "top")


def _anchor(target: Target) -> str:
    """The fragment without a text directive (`#:~:text=…`)."""
    return target.fragment.partition(":~:")[0]


def _path(link: InnerLink) -> str:
    return unquote(link.address.partition("#")[0].partition("?")[0])


def _sources(link: InnerLink) -> Iterator[str]:
    return source_names(_path(link), link.source)


def _broken(link: InnerLink, links: InnerLinks, site: Site, guesses: _Guesses) -> Diagnostic:
    path = _path(link)
    if link.is_asset and _leads_out(path, link.source):
        return problems.outside_site(link.address, link.where)
    if not path.startswith("/"):
        meant = guesses.meant(path, _beside(link.source, site))
        return problems.broken_link(link.address, meant, link.where)
    meant = guesses.meant(path, links.addresses)
    say = problems.broken_link if links.is_whole_host else problems.beside_site
    return say(link.address, meant, link.where)


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
