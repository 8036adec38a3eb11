"""One page to bytes: through a template, or as one of the site's machine-readable files."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from jinja2 import TemplateRuntimeError, pass_context
from jinja2.runtime import Context
from jinja2.utils import missing

from sitegen.ground.characters import repaired
from sitegen.ground.dates import format_date
from sitegen.ground.diagnostics import Diagnostic
from sitegen.model.content import Taxonomy
from sitegen.model.page import Page, PageKind
from sitegen.model.theme import OptionValue
from sitegen.render.dates import localized
from sitegen.render.environment import make_environment
from sitegen.render.feeds import comments_feed, posts_feed
from sitegen.render.lists import redirects_file, robots, sitemap
from sitegen.render.mistakes import template_problem
from sitegen.render.presenter import Presenter
from sitegen.render.theme import Theme
from sitegen.view import SiteView, TextsLostError


class Renderer:
    """A theme and a view, ready to make pages."""

    def __init__(self, theme: Theme, view: SiteView) -> None:
        self._view = view
        self._presenter = Presenter(view)
        self._environment = make_environment(theme)
        self._environment.globals |= _functions(view, self._presenter)
        self._environment.filters |= _filters(view)

    def render(self, page: Page) -> tuple[bytes | None, list[Diagnostic]]:
        """The page's bytes; None if its template has an error."""
        match page.kind:
            case PageKind.POSTS_FEED:
                return posts_feed(self._view, self._presenter, self._view.feed_limit()), []
            case PageKind.COMMENTS_FEED:
                return comments_feed(self._view, self._view.feed_limit()), []
            case PageKind.SITEMAP:
                return sitemap(self._view), []
            case PageKind.ROBOTS:
                return robots(self._view), []
            case PageKind.REDIRECTS:
                return redirects_file(self._view, self._presenter), []
            case _:
                return self._through_template(page)

    def _through_template(self, page: Page) -> tuple[bytes | None, list[Diagnostic]]:
        template = f"{page.kind.value}.html"
        context = self._presenter.context(page)
        try:
            text = self._environment.get_template(template).render(context)
        except (AssertionError, TextsLostError):  # ours, not the theme's: a bug, or a store that was damaged
            raise
        except Exception as problem:  # a theme is a stranger's program: whatever it raises is the theme's error
            return None, [template_problem(self._environment, problem, template, context)]
        # An escape in YAML can bring any character into a title or a name (HTML Standard, 13.1.5: which may stand).
        return repaired(text).encode(), []


class _Options(Mapping[str, OptionValue]):
    """The theme's options by name; the view hears which of them a page asks for."""

    def __init__(self, view: SiteView) -> None:
        self._view = view

    def __getitem__(self, name: str) -> OptionValue:
        value = self._view.option(name)
        if value is None:
            raise KeyError(name)
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(self._view.options())

    def __len__(self) -> int:
        return len(self._view.options())


def _functions(view: SiteView, presenter: Presenter) -> dict[str, Any]:
    """The functions that every template may call, and the theme's options."""

    def url(subject: str) -> str:
        found = view.url(subject)
        if found is None:
            raise TemplateRuntimeError(f"there is no page “{subject}”; ask has(…) first")
        return found

    def asset(path: str) -> str:
        found = view.asset(path)
        if found is None:
            raise TemplateRuntimeError(f"there is no asset “{path}” in the theme nor in static/")
        return found

    def data(name: str) -> Any:
        found = view.data(name)
        if found is None:
            raise TemplateRuntimeError(f"there is no file data/{name}.yaml")
        return found

    return {
        "theme": _Options(view),
        "url": url,
        "has": lambda subject: view.url(subject) is not None,
        "asset": asset,
        "has_asset": lambda path: view.asset(path) is not None,
        "data": data,
        "latest_posts": lambda most: tuple(presenter.entry(key) for key in view.latest(most)),
        "recent_comments": presenter.recent_comments,
        "terms": lambda taxonomy: presenter.term_links(Taxonomy(taxonomy)),
    }


def _filters(view: SiteView) -> dict[str, Any]:
    @pass_context
    def date(context: Context, value: datetime, pattern: str = "") -> str:
        facts = view.facts()
        page = context.resolve_or_missing("page")  # a macro that was imported without context has none
        language = facts.language if page is missing else page.language
        return localized(value, pattern or facts.date_format, language)

    return {
        "date": date,
        "iso": format_date,
        "absolute": lambda path: path if path.startswith(("http://", "https://")) else view.facts().origin + path,
    }
