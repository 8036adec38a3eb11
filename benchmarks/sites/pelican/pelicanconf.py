"""Pelican's settings for the blog of the benchmark."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import conversation

SITENAME = "Four Hundred Winters"
SITESUBTITLE = "Notes that nobody asked for"
SITEURL = "https://blog.example"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
LOCALE = ["C"]
THEME = "theme"

PATH = "content"
ARTICLE_PATHS = ["posts"]
STATIC_PATHS = ["images", "style.css"]
THEME_STATIC_PATHS: list[str] = []

ARTICLE_URL = "{date:%Y}/{date:%m}/{slug}/"
ARTICLE_SAVE_AS = "{date:%Y}/{date:%m}/{slug}/index.html"
TAG_URL = "tags/{slug}/"
TAG_SAVE_AS = "tags/{slug}/index.html"
CATEGORY_URL = "categories/{slug}/"
CATEGORY_SAVE_AS = "categories/{slug}/index.html"
AUTHOR_SAVE_AS = ""
TAGS_SAVE_AS = "tags/index.html"
CATEGORIES_SAVE_AS = "categories/index.html"
ARCHIVES_SAVE_AS = "archive/index.html"
SITEMAP_SAVE_AS = "sitemap.xml"
DIRECT_TEMPLATES = ["index", "tags", "categories", "archives", "sitemap", "404"]
PAGINATED_TEMPLATES = {"index": 10, "tag": 10, "category": 10}
PAGINATION_PATTERNS = (
    (1, "{base_name}/", "{base_name}/index.html"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)

FEED_ATOM = "feed.xml"
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
FEED_MAX_ITEMS = 20

SUMMARY_MAX_PARAGRAPHS = 1
SUMMARY_MAX_LENGTH = None
MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.codehilite": {"css_class": "highlight", "guess_lang": False},
        "markdown.extensions.extra": {},
        "markdown.extensions.meta": {},
        "markdown.extensions.smarty": {},
        "markdown.extensions.toc": {},
    },
    "output_format": "html5",
}

PLUGINS = [conversation]
JINJA_FILTERS = {"comment": conversation.render_comment, "description": conversation.describe}
JINJA_GLOBALS = {"thread_of": conversation.thread_of}
