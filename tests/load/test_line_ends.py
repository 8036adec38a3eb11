"""Bodies as WordPress and Movable Type stored them."""

import pytest

from sitegen.load.bodies import render_body
from sitegen.model.documents import CommentFormat

CASES = {
    "blank lines part paragraphs, line ends stay": (
        "Hi,\n\nline one\nline <em>two</em>\n  \n\n<em>x</em>",
        "<p>Hi,</p><p>line one<br>line <em>two</em></p><p><em>x</em></p>",
    ),
    "its own paragraphs are enough": ("<p>one\ntwo</p>\n\nthree", "<p>one two</p><p>three</p>"),
    "its own breaks are enough": ("one<BR/>two\nthree", "<p>one<br>two three</p>"),
    "beside blocks a line end is layout": (
        "<blockquote>\nshe said\nthat\n</blockquote>\nNo.\n<ul>\n<li>a</li>\n<li>b\nc</li>\n</ul>",
        "<blockquote><p>she said<br>that</p></blockquote><p>No.</p><ul><li>a</li><li>b<br>c</li></ul>",
    ),
    "code stays as it is": ("See\n<pre>a\n\nb</pre>\nso", "<p>See</p><pre>a\n\nb</pre><p>so</p>"),
    "a tag over two lines": ("a<em\nclass=x>b</em>\nc", "<p>a<em>b</em><br>c</p>"),
    "an unfinished tag": ("a\n<em\n", "<p>a</p>"),
    "one line is a paragraph": ("one <b>line</b>\n", "<p>one <b>line</b></p>"),
}


@pytest.mark.parametrize(("body", "expected"), CASES.values(), ids=CASES.keys())
def test_line_ends_of_stored_html(body: str, expected: str) -> None:
    """White space aside, which means nothing between blocks."""
    html = render_body(body, CommentFormat.HTML).html
    shown = html.replace("\n", " ").replace("> <", "><").replace("<br> ", "<br>").replace(" </p>", "</p>")
    assert shown == expected.replace("\n", " ")
