"""The fragments of a page, as browsers find them."""

import pytest

from sitegen.links.anchors import anchors_of

PAGES = {
    "an id": ('<p id="a">', {"a"}),
    "in any quotes": ("""<p id='a'><p id=b><p ID = "c"><p\nclass=x\tid=d>""", {"a", "b", "c", "d"}),
    "an old anchor": ('<a name="a"><A NAME=b>', {"a", "b"}),
    "other names are none": ('<meta name="viewport"><input name=q><abbr id=x name=y>', {"x"}),
    "other attributes are none": ('<p data-id="a" aria-id=c>', set()),
    "a bracket in a value": ('<p title="1 > 0" id="a">', {"a"}),
    "an attribute without a value": ("<a id hidden name>", set()),
    "an empty one": ('<p id="">', set()),
    "letters of any script": ('<h2 id="größe"><h2 id="日本">', {"größe", "日本"}),
    "character references": ('<p id="a&amp;b&#x20;c&quot;">', {'a&b c"'}),
    "an element that closes itself": ("<br id=a/><br id=b />", {"a/", "b"}),
    "a quotation mark that does not end": ('<p title="x> <p id="b">', {"b"}),
}


@pytest.mark.parametrize(("page", "anchors"), PAGES.values(), ids=PAGES.keys())
def test_anchors(page: str, anchors: set[str]) -> None:
    """Ids, and names of `a`."""
    assert anchors_of(page.encode()) == anchors
