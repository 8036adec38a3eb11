"""Why a page was made, and what it asked, in plain words."""

from collections.abc import Callable, Mapping

from sitegen.incremental.trace import Cause, Reason
from sitegen.model.content import Taxonomy

_ONE = {Taxonomy.TAGS.value: "tag", Taxonomy.CATEGORIES.value: "category"}


def reason_in_words(reason: Reason, *, is_written: bool = True) -> str:
    """Why the page was made; `is_written` says whether its bytes were new to output/."""
    match reason.cause:
        case Cause.NEW:
            return "new page" if is_written else "nothing was known of them"
        case Cause.CODE:
            return "sitegen or a library changed"
        case Cause.PAGE:
            return "its address changed, or what it shows"
        case Cause.TEMPLATE:
            return f"template {reason.subject} changed" if reason.subject else "its templates changed"
        case Cause.OUTPUT:
            return "altered or missing in output/"
        case Cause.ANSWER:
            return f"{question_in_words(reason.question, reason.subject)} changed"


def question_in_words(question: str, key: str) -> str:
    """What a question of `SiteView` asks for."""
    words = _QUESTIONS[question]
    return words(key) if callable(words) else words.format(key)


def _listing(subject: str) -> str:
    taxonomy, _, slug = subject.partition("/")
    return f"the list of posts of the {_ONE[taxonomy]} {slug}" if slug else "the list of posts on the home page"


def _page_of_listing(key: str) -> str:
    subject, _, number = key.rpartition(" ")
    return _listing(subject) + (f", page {number}" if number != "1" else "")


def _term(key: str) -> str:
    taxonomy, _, slug = key.partition("/")
    return f"the {_ONE[taxonomy]} {slug}"


def _target(key: str) -> str:
    source, _, address = key.partition("\n")
    return f"where “{address}” in {source} leads"


_QUESTIONS: Mapping[str, str | Callable[[str], str]] = {
    "facts": "what sitegen.yaml says of the site",
    "menu": "the menu",
    "option": "the theme's option {}",
    "options": "the names of the theme's options",
    "feed limit": "how many entries a feed has",
    "contents": "the text of {}",
    "entry": "the title, date or number of comments of {}",
    "summary": "what lists show of {}",
    "title": "the title of {}",
    "thread": "the comments of {}",
    "listing": _page_of_listing,
    "listing urls": lambda key: f"the pages of {_listing(key)}",
    "all posts": "the list of all posts",
    "latest": "the list of the {} newest posts",
    "neighbours": "the posts before and after {}",
    "terms": "the list of {}",
    "term": lambda key: f"{_term(key)} and how many posts have it",
    "term name": lambda key: f"the name of {_term(key)}",
    "recent comments": "the {} newest comments",
    "data": "data/{}",
    "url": "the address of {}",
    "asset": "the address of the file {}",
    "target": _target,
    "targets": "where the links in {} lead",
    "addresses": "the list of all pages",
    "redirects": "the list of old addresses",
}
