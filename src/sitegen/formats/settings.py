"""sitegen.yaml: the settings of a site."""

import re
from datetime import UTC, tzinfo

from sitegen.formats import problems
from sitegen.formats.addresses import foreign_field, path_problem, site_address, unknown_fields
from sitegen.formats.date_format import date_format_problem
from sitegen.formats.fields import Fields, read_fields
from sitegen.ground.dates import load_zone, zone_names
from sitegen.ground.diagnostics import Diagnostic, has_errors, in_order
from sitegen.ground.names import did_you_mean
from sitegen.ground.shown import shown
from sitegen.ground.sources import Source
from sitegen.model.settings import (
    PERMALINK_FIELDS,
    CommentSettings,
    FeedSettings,
    MenuEntry,
    Settings,
    SiteFacts,
    ThemeChoice,
)

DEEPEST_REPLIES = 32  # displayed levels: templates recurse, and Chromium stops nesting at 512 elements


def parse_settings(source: Source) -> tuple[Settings | None, list[Diagnostic]]:
    """The settings; None if there is an error."""
    fields, diagnostics = read_fields(source, "settings", "write “title: …” and “url: …”")
    if fields is None:
        if not diagnostics:
            diagnostics.append(problems.empty_file(source.whole, "write “title: …” and “url: …”"))
        return None, diagnostics
    settings = _settings(fields)
    return (None if has_errors(diagnostics) else settings), list(in_order(diagnostics))


def _settings(fields: Fields) -> Settings:
    default = Settings(site=SiteFacts(title="", url=""))
    facts = SiteFacts(
        title=fields.required_text("title", "write “title: …”"),
        subtitle=fields.text("subtitle"),
        description=fields.text("description"),
        url=_url(fields),
        language=fields.language("language", default.site.language),
        author=fields.text("author"),
        copyright=fields.text("copyright"),
        date_format=_date_format(fields, default.site.date_format),
        extra=fields.plain("extra"),
    )
    menu = fields.mappings("menu")
    menu_marks = {f"menu[{position}]": entry.where("url") for position, entry in enumerate(menu)}
    settings = Settings(
        site=facts,
        timezone=_zone(fields),
        permalink=_permalink(fields, default.permalink),
        per_page=fields.integer("per_page", least=1, most=1000) or default.per_page,
        smart_quotes=fields.boolean("smart_quotes", default=True),
        menu=tuple(_menu_entry(entry) for entry in menu) if fields.has("menu") else None,
        comments=_comments(fields),
        feed=_feed(fields),
        theme=ThemeChoice(
            name=_theme_name(fields, default.theme.name),
            options=fields.plain("theme_options"),
        ),
        marks={**fields.marks("theme", "theme_options"), **menu_marks},
    )
    fields.end()
    return settings


def _url(fields: Fields) -> str:
    url = fields.required_text("url", "write the address at which the site will live: “url: https://example.org/”")
    if not fields.has("url"):
        return url
    address = site_address(url)
    if not address:
        fields.reject("url", f"“{shown(url)}” is not an address of a site", "write it like https://example.org/blog/")
    return address


def _date_format(fields: Fields, default: str) -> str:
    written = fields.text("date_format", default)
    reason, hint = date_format_problem(written)
    if reason:
        fields.reject("date_format", f"“{shown(written)}” {reason}", hint)
    return written


def _zone(fields: Fields) -> tzinfo:
    name = fields.text("timezone", "UTC")
    try:
        return load_zone(name)
    except ValueError:
        reason = f"“{shown(name)}” is not a time zone"
        fields.reject("timezone", reason, did_you_mean(name, zone_names()) or "write it like Europe/Berlin")
        return UTC


def _permalink(fields: Fields, default: str) -> str:
    pattern = fields.text("permalink", default)
    names = re.findall(r"\{([^{}]*)\}", pattern)
    if re.search(r"[{}]", re.sub(r"\{[^{}]*\}", "", pattern)):
        fields.reject("permalink", "the braces do not match", f"write it like {default}")
    elif unknown := unknown_fields(pattern):
        known = ", ".join(f"{{{field}}}" for field in PERMALINK_FIELDS)
        for name in unknown:
            hint = did_you_mean(name, PERMALINK_FIELDS) or f"use {known}"
            fields.reject("permalink", f"there is no {{{shown(name)}}}", hint)
    elif foreign := foreign_field(pattern):
        fields.reject("permalink", f"“{foreign}” is no field here", f"fields stand in braces: {default}")
    elif not {"slug", "id"}.intersection(names):
        fields.reject("permalink", "all posts of a day would share one address", "use {slug} or {id} in it")
    if reason := path_problem(pattern):
        fields.reject("permalink", f"“{shown(pattern)}” {reason}", f"write it like {default}")
    return pattern


def _menu_entry(fields: Fields) -> MenuEntry:
    entry = MenuEntry(title=fields.required_text("title"), url=fields.required_text("url"))
    fields.end()
    return entry


def _comments(fields: Fields) -> CommentSettings:
    default = CommentSettings()
    comments = fields.mapping("comments")
    if comments is None:
        return default
    anchor = comments.text("anchor", default.anchor)
    if not re.fullmatch(r"[^\s{}]*\{id\}[^\s{}]*", anchor):
        comments.reject("anchor", f"“{shown(anchor)}” does not hold {{id}} once", "write it like comment-{id}")
        anchor = default.anchor
    settings = CommentSettings(
        depth=comments.integer("depth", least=1, most=DEEPEST_REPLIES) or default.depth, anchor=anchor
    )
    comments.end()
    return settings


def _feed(fields: Fields) -> FeedSettings:
    feed = fields.mapping("feed")
    if feed is None:
        return FeedSettings()
    settings = FeedSettings(limit=feed.integer("limit", least=1, most=1000) or FeedSettings().limit)
    feed.end()
    return settings


def _theme_name(fields: Fields, default: str) -> str:
    name = fields.text("theme", default)
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", name):
        fields.reject(
            "theme", f"“{shown(name)}” is not the name of a folder in themes/", "use letters, digits and hyphens"
        )
        return default
    return name
