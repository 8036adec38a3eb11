"""Where things lead: every address that a page shows, and the markup in which references wait for theirs."""

from html import escape
from urllib.parse import urljoin

from sitegen.model.markup import Body, Html
from sitegen.view import SiteView


class Addresses:
    """Asks a view where things are."""

    def __init__(self, view: SiteView) -> None:
        self._view = view

    def path(self, url: str) -> str:
        """An address under the site's root, with the base path before it."""
        return self._view.facts().base_path + url.removeprefix("/")

    def url(self, subject: str) -> str:
        """The address of a page that there is."""
        url = self._view.url(subject)
        assert url is not None, subject
        return url

    def resolved(self, address: str, source: str) -> str:
        """An address as it stands in a file, as a path with the base path; as it is where it leads nowhere."""
        target = self._view.target(address, source)
        if target is None:
            return address
        fragment = f"#{target.fragment}" if target.fragment else ""
        return f"{self.path(target.url)}{target.query}{fragment}"

    def markup(self, body: Body, source: str, *, own_page: bool, absolute: bool = False) -> Html:
        """A body with its references resolved. On its own page a fragment stays a fragment; a feed wants whole
        addresses. What leads nowhere stays as it is written.
        """
        if len(body) == 1 and isinstance(body[0], Html):
            return body[0]
        parts: list[str] = []
        for part in body:
            if isinstance(part, Html):
                parts.append(part)
                continue
            address = part.target
            if not (own_page and address.startswith("#")):
                address = self.resolved(address, source)
                address = self._whole(address, source) if absolute else address
            parts.append(as_attribute(address))
        return Html("".join(parts))

    def _whole(self, address: str, source: str) -> str:
        """An address from anywhere: relative ones count from the page of their source."""
        own = self._view.target("", source)
        try:
            return urljoin(self._view.facts().origin + self.path(own.url if own else "/"), address)
        except ValueError:  # nothing that a feed reader could follow either
            return address


def as_attribute(address: str) -> str:
    """An address as the value of an attribute in double quotes."""
    return escape(address, quote=False).replace('"', "&quot;")
