"""Why a page was made, and what it asked, in plain words."""

from collections.abc import Callable, Iterable, Mapping

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
    return questions_in_words(question, [key_in_words(question, key)])


def questions_in_words(question: str, keys: Iterable[str]) -> str:
    """What questions of one name ask for, in one line; `keys` are in words."""
    return _QUESTIONS[question].format(", ".join(keys))


def key_in_words(question: str, key: str) -> str:
    """The key of a question, as its words have it."""
    words = _KEYS.get(question)
    return words(key) if words else key


def _listing(subject: str) -> str:
    return f"of the {_term(subject)}" if "/" in subject else "of the home page"


def _page_of_listing(key: str) -> str:
    subject, _, number = key.rpartition(" ")
    return _listing(subject) + (f" (page {number})" if number != "1" else "")


def _term(key: str) -> str:
    taxonomy, _, slug = key.partition("/")
    return f"{_ONE[taxonomy]} {slug}"


def _target(key: str) -> str:
    source, _, address = key.partition("\n")
    return f"“{address}” in {source}"


_KEYS: Mapping[str, Callable[[str], str]] = {
    "listing": _page_of_listing,
    "listing urls": _listing,
    "term": _term,
    "term name": _term,
    "target": _target,
}
_QUESTIONS: Mapping[str, str] = {
    "facts": "what sitegen.yaml says of the site",
    "menu": "the menu",
    "option": "the theme's option {}",
    "options": "the names of the theme's options",
    "feed limit": "how many entries a feed has",
    "contents": "the text of {}",
    "entry": "the title, date or number of comments of {}",
    "summary": "the front matter, summary or number of comments of {}",
    "title": "the title of {}",
    "thread": "the comments of {}",
    "listing": "the list of posts {}",
    "listing urls": "the pages of the list of posts {}",
    "all posts": "the list of all posts",
    "latest": "the list of the {} newest posts",
    "neighbours": "the posts before and after {}",
    "terms": "the list of all {}",
    "term": "the posts of the {}",
    "term name": "the name of the {}",
    "recent comments": "the {} newest comments",
    "data": "data/{}",
    "url": "the address of {}",
    "asset": "the address of the file {}",
    "target": "where {} leads",
    "targets": "where the links in {} lead",
    "addresses": "the list of all pages",
    "redirects": "the list of old addresses",
}
