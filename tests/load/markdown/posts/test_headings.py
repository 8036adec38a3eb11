import pytest

from sitegen.load.markdown import PostRenderer
from tests.load.markdown.posts.rendering import rendered

# Markdown, and level, id and words of each heading in the table of contents.
CASES = {
    "levels": ("# A\n\n###### B", [(1, "a", "A"), (6, "b", "B")]),
    "setext, on two lines": ("A\nb\n===\n\nC\n---", [(1, "a-b", "A b"), (2, "c", "C")]),
    "the same words": (
        "# A\n\n# A\n\n# A 2\n\n# A",
        [(1, "a", "A"), (1, "a-2", "A"), (1, "a-2-2", "A 2"), (1, "a-3", "A")],
    ),
    "other scripts": (
        "# Über Höhe\n\n# 日本語\n\n# हिन्दी",
        [(1, "über-höhe", "Über Höhe"), (1, "日本語", "日本語"), (1, "हिन्दी", "हिन्दी")],
    ),
    "emoji": ("# 🎉", [(1, "x6146299c", "🎉")]),
    "nothing": ("#\n\n# ![](a.png)\n\n# <!-- a -->", []),
    "markup": ("# *a* **b** `c<` ~~d~~", [(1, "a-b-c-d", "<em>a</em> <strong>b</strong> <code>c&lt;</code> <s>d</s>")]),
    "links and marks": ("# [a](b.md) https://c.d/ e[^1]\n\n[^1]: f", [(1, "a-https-c-d-e", "a https://c.d/ e")]),
    "images": ("# a ![b](c.png)", [(1, "a-b", "a b")]),
    "raw HTML": ("# a <kbd id=q>b</kbd><br>c", [(1, "a-b-c", "a bc")]),
    "typography": ('# "A" -- b\'s', [(1, "a-bs", "“A” – b’s")]),
    "ids of themes": ("# Comments\n\n# Main", [(1, "comments-2", "Comments"), (1, "main-2", "Main")]),
    "ids in raw HTML, even later": ("# A\n\n<p id=a>\n\nx <a name='a-2'></a>", [(1, "a-3", "A")]),
    "ids of footnotes": ("# fn1\n\n# fnref1-2", [(1, "heading-fn1", "fn1"), (1, "heading-fnref1-2", "fnref1-2")]),
    "ids of comments": (
        "# Comment 7\n\n# C7\n\n# Comment a",
        [(1, "heading-comment-7", "Comment 7"), (1, "heading-c7", "C7"), (1, "heading-comment-a", "Comment a")],
    ),
    "in lists and quotations": ("> # A\n\n- ## B", [(1, "a", "A"), (2, "b", "B")]),
}


@pytest.mark.parametrize("name", CASES)
def test_headings(name: str) -> None:
    body, expected = CASES[name]
    assert [(each.level, each.anchor, str(each.text)) for each in rendered(body).headings] == expected


@pytest.mark.parametrize(
    ("pattern", "heading", "anchor"),
    [
        ("msg-{id}", "Msg 3", "heading-msg-3"),
        ("msg-{id}", "Msg", "msg"),
        ("c{id}", "Conclusion", "conclusion"),
        ("c{id}", "C 12", "heading-c-12"),
        ("{id}", "Part 2", "heading-part-2"),
        ("{id}", "Part", "part"),
        ("p{id}-end", "P7 end", "heading-p7-end"),
    ],
)
def test_the_site_s_own_anchors_of_comments_are_left_to_them(pattern: str, heading: str, anchor: str) -> None:
    [found] = rendered(f"# {heading}", renderer=PostRenderer(comment_anchor=pattern)).headings
    assert found.anchor == anchor
