"""Small sites, already resolved, of posts of which only their addresses matter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType

from sitegen.ground.diagnostics import Diagnostic, Where
from sitegen.model.content import CommentFile, Contents, Post, PostKind, Site, Teaser, Thread
from sitegen.model.documents import FrontMatter, Plain
from sitegen.model.markup import Body, Html, Reference
from sitegen.model.page import Copy, Plan
from sitegen.model.settings import CommentSettings, FeedSettings, MenuEntry, Settings, SiteFacts
from sitegen.model.theme import OptionValue
from sitegen.plan.pages import plan_site, static_copies
from sitegen.resolve.site import resolve
from sitegen.resolve.threads import resolve_thread
from sitegen.targets import Targets
from sitegen.view import Listener, SiteView

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
MARCH = datetime(2011, 3, 2, 10, 15, tzinfo=UTC)


def a_post(
    source: str,
    *,
    slug: str = "",
    date: datetime | None = MARCH,
    permalink: str = "",
    aliases: Sequence[str] = (),
    tags: Sequence[str] = (),
    categories: Sequence[str] = (),
    authors: Sequence[str] = (),
    id: str = "",
    title: str = "",
    draft: bool = False,
    image: str = "",
    content: Sequence[str] = (),
    summary: Sequence[str] = (),
    assets: Sequence[str] = (),
) -> Post:
    """A post or page, as its folder says; `source` is its path below content/, without `.md`.

    `content` and `summary` are addresses of links: the first of the content is in line 11, column 5, the next in 12.
    The aliases are in line 2, the tags in line 3, the image in line 4.
    """
    path = f"content/{source}.md"
    marks = {"aliases": Where(path, 2, 1), "tags": Where(path, 3, 1), "image": Where(path, 4, 8)}
    marks |= {f"aliases[{number}]": Where(path, 2, number + 1) for number in range(len(aliases))}
    key = source.removesuffix("/index")
    name = key.rpartition("/")[2]
    return Post(
        key=key,
        source=path,
        kind=PostKind.PAGE if source.startswith("pages/") else PostKind.POST,
        front=FrontMatter(
            title=title or name,
            id=id,
            date=date,
            tags=tuple(tags),
            categories=tuple(categories),
            authors=tuple(authors),
            permalink=permalink,
            aliases=tuple(aliases),
            draft=draft,
            marks=marks,
        ),
        title=title or name,
        slug=slug or name,
        date=date,
        summary=_body(path, summary),
        summary_text="",
        content=_body(path, content),
        has_more=False,
        image=Reference(image, marks["image"]) if image else None,
        assets=tuple(f"{path.rpartition('/')[0]}/{asset}" for asset in assets),
    )


def a_site(*posts: Post, threads: Sequence[CommentFile] = ()) -> Site:
    """The site of these."""
    facts = [thread.facts(file.source) for file, thread in zip(threads, resolved(threads), strict=True)]
    site, diagnostics = resolve((post.facts() for post in posts), facts, now=NOW)
    assert diagnostics == []
    return site


def resolved(threads: Sequence[CommentFile]) -> list[Thread]:
    """The threads in these files, in which nothing is wrong."""
    found = []
    for file in threads:
        thread, diagnostics = resolve_thread(file, CommentSettings())
        assert diagnostics == []
        found.append(thread)
    return found


@dataclass(frozen=True)
class TextsInMemory:
    """The texts of a site, as SiteView asks for them."""

    posts: Mapping[str, Post]
    threads: Mapping[str, Thread]

    def contents(self, key: str) -> Contents:
        return self.posts[key].contents()

    def teaser(self, key: str) -> Teaser:
        return self.posts[key].teaser()

    def thread(self, key: str) -> Thread:
        return self.threads[key]


def texts_of(posts: Sequence[Post], threads: Sequence[CommentFile]) -> TextsInMemory:
    """The texts of these."""
    return TextsInMemory({post.key: post for post in posts}, {thread.key: thread for thread in resolved(threads)})


def settings_for(
    url: str = "https://example.org/",
    *,
    permalink: str = "/{year}/{month}/{slug}/",
    menu: Sequence[tuple[str, str]] | None = None,
    per_page: int = 10,
) -> Settings:
    """Settings with the default menu, or one of titles and addresses, which stand in lines of `sitegen.yaml`."""
    return Settings(
        site=SiteFacts(title="Site", url=url),
        permalink=permalink,
        per_page=per_page,
        menu=None if menu is None else tuple(MenuEntry(title=title, url=address) for title, address in menu),
        marks={f"menu[{number}]": Where("sitegen.yaml", number + 1, 8) for number in range(len(menu or ()))},
    )


def planned(
    *posts: Post, settings: Settings | None = None, static: Sequence[str] = (), copies: Sequence[Copy] = ()
) -> tuple[Plan, list[Diagnostic]]:
    """The plan of a site of these posts, with these files in static/ and these further copies."""
    files = [*static_copies([f"static/{path}" for path in static]), *copies]
    return plan_site(a_site(*posts), settings or settings_for(), files)


def viewed(
    *posts: Post,
    settings: Settings | None = None,
    static: Sequence[str] = (),
    copies: Sequence[Copy] = (),
    threads: Sequence[CommentFile] = (),
    data: dict[str, Plain] | None = None,
    options: Mapping[str, OptionValue] = MappingProxyType({}),
    on_answer: Listener = lambda question: None,
) -> SiteView:
    """The view of a site in whose plan nothing is wrong."""
    settings = settings or settings_for()
    site = a_site(*posts, threads=threads)
    plan, diagnostics = plan_site(site, settings, [*static_copies([f"static/{path}" for path in static]), *copies])
    assert diagnostics == []
    targets = Targets(site, plan, settings.site)
    return SiteView(
        site=site,
        plan=plan,
        targets=targets,
        texts=texts_of(posts, threads),
        facts=settings.site,
        data=data or {},
        feed=FeedSettings(limit=7),
        options=options,
        on_answer=on_answer,
    )


def told(diagnostics: Sequence[Diagnostic]) -> list[tuple[str, str, str, str]]:
    """Each diagnostic whole: place, severity and code, message, hint."""
    return [(str(each.where), f"{each.severity.value} {each.code}", each.message, each.hint) for each in diagnostics]


def _body(path: str, addresses: Sequence[str]) -> Body:
    return (
        Html("<p>"),
        *(Reference(address, Where(path, 11 + number, 5)) for number, address in enumerate(addresses)),
    )
