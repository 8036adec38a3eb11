"""Every link of the content that stays inside the site, held against what the site has."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from sitegen.ground.diagnostics import Diagnostic, Where
from sitegen.links import problems
from sitegen.model.content import Post, Reply, Site
from sitegen.model.markup import references
from sitegen.model.page import Target
from sitegen.model.settings import SiteFacts
from sitegen.view import SiteView

_NO_ANCHOR_NEEDED = frozenset(["", "top"])  # HTML Standard, 7.4.6.3: the top of the document


@dataclass(frozen=True, slots=True)
class InnerLink:
    """A link as it is written in a file (`source`), and where it leads, if anywhere."""

    address: str
    source: str
    where: Where
    target: Target | None


def inner_links(site: Site, view: SiteView) -> list[InnerLink]:
    """The links of all posts, pages and shown comments that are meant to stay inside the site."""
    facts = view.facts()
    links = []
    for post in site.posts.values():
        for address, where in dict.fromkeys(_addresses(post)):
            links.append(InnerLink(address, post.source, where, view.target(address, post.source)))
    for key, thread in site.threads.items():
        for address, where in _comment_addresses([*thread.replies, *thread.pings], facts):
            source = site.posts[key].source
            links.append(InnerLink(address, source, where, view.target(address, source)))
    return links


def wanted_pages(links: list[InnerLink]) -> frozenset[str]:
    """The pages, by path, whose anchors must be known to check the links."""
    return frozenset(link.target.path for link in links if link.target and _fragment(link.target))


def check_links(
    links: list[InnerLink], site: Site, anchors: Mapping[str, frozenset[str]]
) -> list[Diagnostic]:
    """What is wrong with the links; `anchors` are those of each wanted page, by path."""
    left_out = {each.source: each.reason.value for each in site.left_out}
    diagnostics = []
    for link in links:
        if link.target is None:
            diagnostics.append(_broken(link, site, left_out))
        elif _fragment(link.target) and link.target.path in anchors:
            known = anchors[link.target.path]
            fragment = _fragment(link.target)
            if fragment not in known:
                page = link.target.path
                diagnostics.append(problems.broken_anchor(link.address, fragment, page, known, link.where))
    return diagnostics


def _addresses(post: Post) -> Iterator[tuple[str, Where]]:
    for reference in (*references(post.content), *references(post.summary)):
        yield reference.target, reference.where
    if post.image:
        yield post.image.target, post.image.where


def _comment_addresses(replies: list[Reply], facts: SiteFacts) -> Iterator[tuple[str, Where]]:
    """Strangers' links are whole addresses: those of the site's own pages are checked."""
    own = facts.url.casefold()
    for reply in replies:  # grows while it is walked
        replies += reply.replies
        for address in reply.comment.links if reply.comment else ():
            if f"{address}/".casefold().startswith(own):
                yield address, reply.comment.marks.get("body", Where("")) if reply.comment else Where("")


def _fragment(target: Target) -> str:
    """The fragment that must exist; a text directive (`#:~:text=…`) is the browser's business."""
    fragment = unquote(target.fragment.partition(":~:")[0])
    return "" if fragment in _NO_ANCHOR_NEEDED else fragment


def _broken(link: InnerLink, site: Site, left_out: Mapping[str, str]) -> Diagnostic:
    path = unquote(link.address.partition("#")[0].partition("?")[0])
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(link.source), path))
    if beside in left_out:
        return problems.link_to_left_out(link.address, beside, left_out[beside], link.where)
    folder = posixpath.dirname(link.source)
    known = [posixpath.relpath(post.source, folder) for post in site.posts.values()] if path.endswith(".md") else []
    return problems.broken_link(link.address, known, link.where)
