"""Posts, pages and threads become one Site: what is shown, in which order, under which terms."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from sitegen.ground.diagnostics import Diagnostic, Where
from sitegen.ground.names import did_you_mean
from sitegen.ground.slugs import slugify
from sitegen.model.content import (
    LeftOut,
    LeftOutReason,
    PostFacts,
    PostKind,
    Site,
    Taxonomy,
    Term,
    ThreadFacts,
    empty_thread,
)
from sitegen.resolve import problems

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)  # spans of time compare many times faster than dates with offsets
_MOST_COMPARISONS = 50_000  # keys of posts held against those of threads without one: a second or two


def resolve(
    posts: Iterable[PostFacts],
    threads: Iterable[ThreadFacts],
    *,
    now: datetime,
    shown_anyway: frozenset[LeftOutReason] = frozenset(),
) -> tuple[Site, list[Diagnostic]]:
    """The site as it is at `now`. A post that has reasons to be left out is shown if all are in `shown_anyway`."""
    known, diagnostics = _by_key(posts)
    of_posts, thread_diagnostics = _threads(threads, known)
    reasons = {key: _reasons(post, now) - shown_anyway for key, post in known.items()}
    shown = {key: post for key, post in known.items() if not reasons[key]}
    order = _newest_first(post for post in shown.values() if post.kind is PostKind.POST)
    return Site(
        posts=shown,
        threads={key: thread for key, thread in of_posts.items() if key in shown},
        order=order,
        pages=tuple(sorted(key for key, post in shown.items() if post.kind is PostKind.PAGE)),
        terms={taxonomy: _terms(taxonomy, [shown[key] for key in order]) for taxonomy in Taxonomy},
        left_out=tuple(
            LeftOut(
                key=key,
                source=known[key].source,
                reason=min(reasons[key], key=list(LeftOutReason).index),
                comments=of_posts[key].total if key in of_posts else 0,
            )
            for key in sorted(known.keys() - shown.keys())
        ),
    ), [*diagnostics, *thread_diagnostics]


def span_of(posts: Iterable[PostFacts], now: datetime) -> tuple[datetime | None, datetime | None]:
    """The last moment until `now`, and the first after it, at which a post comes or goes; None where there is none."""
    moments = [moment for post in posts for moment in (post.date, post.expires) if moment]
    past = (moment for moment in moments if moment <= now)
    return max(past, default=None), min((moment for moment in moments if moment > now), default=None)


def _by_key(posts: Iterable[PostFacts]) -> tuple[dict[str, PostFacts], list[Diagnostic]]:
    known: dict[str, PostFacts] = {}
    diagnostics = []
    for post in sorted(posts, key=lambda post: post.source):
        if first := known.get(post.key):
            diagnostics.append(problems.duplicate_post(post.key, Where(first.source), Where(post.source)))
        else:
            known[post.key] = post
    return known, diagnostics


def _reasons(post: PostFacts, now: datetime) -> frozenset[LeftOutReason]:
    """Why a post is not to be shown. It is due at the very moment of its date, and gone at that of its expiry."""
    holds = {
        LeftOutReason.DRAFT: post.draft,
        LeftOutReason.FUTURE: post.date is not None and post.date > now,
        LeftOutReason.EXPIRED: post.expires is not None and post.expires <= now,
    }
    return frozenset(reason for reason, does_hold in holds.items() if does_hold)


def _newest_first(posts: Iterable[PostFacts]) -> tuple[str, ...]:
    """By instant, for every post has one; posts of one instant by key, so that the file system has no say."""
    in_time = sorted(posts, key=lambda post: ((post.date or _EPOCH) - _EPOCH, post.key))
    return tuple(post.key for post in reversed(in_time))


def _threads(
    files: Iterable[ThreadFacts], posts: Mapping[str, PostFacts]
) -> tuple[dict[str, ThreadFacts], list[Diagnostic]]:
    """The thread of each post that has a file of comments or says in its front matter whether comments are closed."""
    threads: dict[str, ThreadFacts] = {}
    diagnostics: list[Diagnostic] = []
    suggestions = _MOST_COMPARISONS // max(1, len(posts))
    for file in sorted(files, key=lambda file: file.source):
        if file.key not in posts:
            suggestions -= 1
            meant = did_you_mean(file.key, posts, most=3) if suggestions >= 0 else ""
            diagnostics.append(problems.thread_without_post(file.key, meant, Where(file.source)))
        elif first := threads.get(file.key):
            diagnostics.append(problems.duplicate_thread(file.key, Where(first.source), Where(file.source)))
        else:
            threads[file.key] = file
    for key, post in posts.items():
        if post.comments and key not in threads:
            threads[key] = empty_thread(key, post.comments).facts("")
    return threads, diagnostics


def _terms(taxonomy: Taxonomy, posts: Iterable[PostFacts]) -> tuple[Term, ...]:
    """The terms of a taxonomy by name; spellings that share an address are one term, under its usual spelling."""
    spellings: dict[str, Counter[str]] = {}
    members: dict[str, dict[str, None]] = {}
    for post in posts:
        for name in post.tags if taxonomy is Taxonomy.TAGS else post.categories:
            if name.strip():
                slug = slugify(name)
                spellings.setdefault(slug, Counter())[name.strip()] += 1
                members.setdefault(slug, {})[post.key] = None
    usual = {slug: min(count, key=lambda name: (-count[name], name)) for slug, count in spellings.items()}
    return tuple(
        Term(taxonomy=taxonomy, slug=slug, name=usual[slug], posts=tuple(members[slug]))
        for slug in sorted(members, key=lambda slug: (usual[slug].casefold(), slug))
    )
