"""Files that only machines read: the sitemap, robots.txt, and the list of redirects."""

from xml.etree.ElementTree import Element

from sitegen.ground.dates import format_date
from sitegen.render.presenter import Presenter
from sitegen.render.xml import add, serialized
from sitegen.view import SiteView

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(view: SiteView) -> bytes:
    """Every page that is worth finding (sitemaps.org 0.9): no redirects, no later pages of listings."""
    root = Element("urlset", {"xmlns": SITEMAP})
    origin = view.facts().origin
    for subject, changed in view.addresses():
        entry = add(root, "url")
        add(entry, "loc", f"{origin}{view.url(subject)}")
        if changed:
            add(entry, "lastmod", format_date(changed))
    return serialized(root)


def robots(view: SiteView) -> bytes:
    """robots.txt (RFC 9309): everything may be read, and here is the list of it."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {view.facts().origin}{view.url('sitemap')}\n".encode()


def redirects_file(view: SiteView, presenter: Presenter) -> bytes:
    """`_redirects` as Netlify, Cloudflare Pages and others read it: `old [query] new status`, a line each."""
    lines = []
    for redirect in view.redirects():
        path, _, query = _without_patterns(redirect.old).partition("?")
        old = " ".join([presenter.path(path), *query.split("&")] if query else [presenter.path(path)])
        lines.append(f"{old} {presenter.path(redirect.new)} 301\n")
    return "".join(lines).encode()


def _without_patterns(address: str) -> str:
    """`*` and `:name` would lead all addresses of a form to one page; encoded, they are characters."""
    return address.replace("*", "%2A").replace(":", "%3A")
