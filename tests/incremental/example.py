"""A blog for tests of what an edit concerns: twelve posts, two tags, threads, a page, a theme of its own."""

from datetime import UTC, datetime
from pathlib import Path

from sitegen.build import BuildReport, build
from tests.incremental.blog import Blog, Discussion, Text, comment, tags

NOW = datetime(2021, 1, 1, tzinfo=UTC)


def example() -> Blog:
    """Posts `p01` to `p12`, the newest last. 1 to 7 are about tea, 6 to 8 about rain; 1, 6 and 12 have threads.

    On the home pages stand p12 to p08, p07 to p03, and p02 with p01; in the posts feed p12 to p10; in the comments feed
    20, 11 and 10. A draft and a post of the next June wait; p03 expires in the June after that.
    """
    texts = {
        f"posts/2020-01-{day:02}-p{day:02}": Text(
            fields={"title": f"Post {day:02}", "tags": tags(_tags(day))},
            body=f"Summary {day:02}.\n\n<!-- more -->\n\nBody {day:02}.",
        )
        for day in range(1, 13)
    }
    texts["posts/2020-01-03-p03"].fields["expires"] = "2022-06-01"
    texts["posts/2020-12-01-draft"] = Text(fields={"title": "Draft", "draft": "true"})
    texts["posts/2021-06-01-later"] = Text(fields={"title": "Later"})
    texts["pages/about"] = Text(fields={"title": "About"}, body="We. [The last](/posts/2020-01-12-p12.md)")
    return Blog(
        settings={
            "title": "Low Water",
            "url": "https://example.org/",
            "theme": "mine",
            "per_page": "5",
            "feed": "{limit: 3}",
            "theme_options": "{recent_comments: 2}",
        },
        texts=texts,
        threads={
            "posts/2020-01-01-p01": Discussion(comments=[comment(number) for number in (1, 2, 3)]),
            "posts/2020-01-06-p06": Discussion(comments=[comment(number) for number in (10, 11)]),
            "posts/2020-01-12-p12": Discussion(comments=[comment(20), comment(21, status="spam")]),
        },
        templates={
            "base.html": '{% extends "default/base.html" %}{% block colophon %}{{ theme.motto }}{% endblock %}',
            "page.html": '{% extends "default/page.html" %}{% block page_facts %}{{ data("team").name }}{% endblock %}',
            "term.html": '{% extends "default/term.html" %}{% block term_header %}'
            '{% include "bits/term.html" %}{% endblock %}',
            "bits/term.html": "{{ term.name }}",
            "archive.html": '{% import "macros.html" as macros %}{{ macros.entries(years) }}',
            "macros.html": "{% macro entries(years) %}{% for year in years %}{% for each in year.posts %}"
            "{{ each.title }}, {{ each.date|iso }} {% endfor %}{% endfor %}{% endmacro %}",
            "terms.html": '{% include ["first.html", "second.html"] ignore missing %}{% for each in terms_list %}'
            "{{ each.name }}: {{ each.count }} {% endfor %}",
            "404.html": '{% include "sides/" ~ theme.side ~ ".html" ignore missing %}'
            "{{ latest_posts(1)[0].title }}{{ asset('more.css') if has_asset('more.css') }}",
            "sides/left.html": "Left.",
        },
        assets={"site.css": b"a {}"},
        static={"photo.svg": b"<svg/>"},
        data={"team": "{name: Ann}", "unused": "{name: Bo}"},
        manifest="name: mine\nextends: default\noptions: {motto: {}, side: {default: left}}\n",
    )


def _tags(day: int) -> list[str]:
    return ["Tea"] * (day <= 7) + ["Rain"] * (6 <= day <= 8)


def built(site: Path, *, now: datetime = NOW) -> BuildReport:
    """The site after a build that succeeds."""
    report = build(site, site / "output", now=now)
    assert report.published is not None, report.diagnostics
    return report
