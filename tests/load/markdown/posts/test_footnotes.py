from tests.load.markdown.posts.rendering import plain, rendered, warnings


def mark(number: int, time: int = 1) -> str:
    name = f"fnref{number}" if time == 1 else f"fnref{number}-{time}"
    return f'<sup class="footnote-ref" id="{name}"><a href="#fn{number}" role="doc-noteref">[{number}]</a></sup>'


def back(number: int, time: int = 1) -> str:
    name = f"fnref{number}" if time == 1 else f"fnref{number}-{time}"
    again = f"<sup>{time}</sup>" if time > 1 else ""
    return f' <a class="footnote-backref" href="#{name}" role="doc-backlink">\u21a9\ufe0e{again}</a>'


def section(*notes: str) -> str:
    items = "".join(
        f'<li class="footnote-item" id="fn{number}">\n{note}</li>\n' for number, note in enumerate(notes, start=1)
    )
    return (
        '<hr class="footnotes-sep">\n<div class="footnotes" role="doc-endnotes">\n'
        f'<ol class="footnotes-list">\n{items}</ol>\n</div>\n'
    )


def test_one_note_with_two_marks() -> None:
    post = rendered("a[^n] b[^n]\n\n[^n]: note\n\n    and more")
    note = f"<p>note</p>\n<p>and more{back(1)}{back(1, 2)}</p>\n"
    assert plain(post.content) == f"<p>a{mark(1)} b{mark(1, 2)}</p>\n" + section(note)


def test_they_are_numbered_as_the_marks_come_in_the_text_and_then_in_the_notes() -> None:
    post = rendered("[^a]: first [^c]\n\n[^b]: second\n\n[^c]: third\n\nx[^b] y[^a]")
    notes = (f"<p>second{back(1)}</p>\n", f"<p>first {mark(3)}{back(2)}</p>\n", f"<p>third{back(3)}</p>\n")
    assert plain(post.content) == f"<p>x{mark(1)} y{mark(2)}</p>\n" + section(*notes)


def test_notes_in_line_and_within_one_another() -> None:
    post = rendered("a^[b ^[c]]")
    assert plain(post.content) == f"<p>a{mark(1)}</p>\n" + section(
        f"<p>b {mark(2)}{back(1)}</p>\n", f"<p>c{back(2)}</p>\n"
    )


def test_a_definition_within_another_loses_nothing() -> None:
    post = rendered("x[^a] y[^b]\n\n[^a]: outer\n\n    [^b]: inner\n\n    rest")
    assert plain(post.content) == f"<p>x{mark(1)} y{mark(2)}</p>\n" + section(
        f"<p>outer</p>\n<p>rest{back(1)}</p>\n", f"<p>inner{back(2)}</p>\n"
    )


def test_a_note_that_ends_with_a_list_and_an_empty_one() -> None:
    post = rendered("a[^a] b[^b]\n\n[^a]: - c\n\n[^b]:")
    notes = (f"<ul>\n<li>c</li>\n</ul>\n<p>\n{back(1)}</p>\n", f"<p>\n{back(2)}</p>\n")
    assert plain(post.content) == f"<p>a{mark(1)} b{mark(2)}</p>\n" + section(*notes)


def test_a_link_holds_no_other() -> None:
    post = rendered("[a[^1]](b.md) <a href='c'>[^1]</a> [^1]\n\n[^1]: d")
    words = f"""<p><a href="b.md">a[^1]</a> <a href="c">[^1]</a> {mark(1)}</p>\n"""
    assert plain(post.content) == words + section(f"<p>d{back(1)}</p>\n")


def test_what_is_no_mark_stays_as_written() -> None:
    assert plain(rendered("[^a] x^2^ [^] ^[] `[^1]`\n").content) == "<p>[^a] x^2^ [^] ^[] <code>[^1]</code></p>\n"


def test_text_that_is_lost_is_told_of() -> None:
    post = rendered("a[^1] [b[^2]](c.md)\n\n[^1]: one\n[^1]: two\n\n> [^2]: three")
    assert warnings(post) == [
        "lost-footnote content/posts/a.md:7:1: “[^1]” is defined twice; only the first is shown",
        "lost-footnote content/posts/a.md:9:1: no mark “[^2]” leads to this footnote; it is not shown",
    ]
