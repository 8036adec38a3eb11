import re

import pytest

from sitegen.ground.sources import Source
from sitegen.load.bodies import render_body
from sitegen.load.markdown import PostRenderer
from sitegen.model.documents import CommentFormat, FrontMatter, PostDocument

TEXTS = {
    "See https://a.example/x_y_z, and (https://b.example/c_(d)).": [
        "https://a.example/x_y_z",
        "https://b.example/c_(d)",
    ],
    "“https://a.example/” www.b.example! c.example": ["https://a.example/", "http://www.b.example"],
    "https://a.example/?b=c&amp;d=e": ["https://a.example/?b=c&d=e"],
    "https://a.example/?b=&quot;c": ["https://a.example/?b=%22c"],
    "https://bank@evil.example/ xhttps://a.example": [],
    "https://a.example/" + "b" * 3000: [],
}


@pytest.mark.parametrize("text", TEXTS)
def test_posts_and_comments_link_the_same_addresses(text: str) -> None:
    post = PostRenderer().render(Source("x.md", text), PostDocument(front=FrontMatter(title=""), body=text))
    in_post = re.findall(r'href="([^"]*)"', "".join(map(str, post.content)))
    assert [address.replace("&amp;", "&") for address in in_post] == TEXTS[text]
    assert list(render_body(text, CommentFormat.MARKDOWN).links) == TEXTS[text]
