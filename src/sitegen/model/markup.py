"""Markup that passed a guard, and the links in it that wait for their address."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sitegen.ground.diagnostics import Where


class Html(str):
    """HTML that may stand in a page as it is: made only by `load`'s Markdown renderer and sanitiser.

    `__html__` is the protocol by which templates (markupsafe) know that it is not to be escaped again.
    """

    __slots__ = ()

    def __html__(self) -> str:
        """The markup itself."""
        return str(self)


@dataclass(frozen=True, slots=True)
class Reference:
    """A link or image address as the author wrote it, without a scheme: where it leads, only the site knows.

    `where` is for messages: a text that moved down by a line is still the same text.
    """

    target: str
    where: Where = field(compare=False)


Body = tuple[Html | Reference, ...]
"""A rendered text: markup, interrupted where an attribute's value is still a `Reference`."""


def references(body: Iterable[Html | Reference]) -> list[Reference]:
    """The references of a body, in order."""
    return [part for part in body if isinstance(part, Reference)]
