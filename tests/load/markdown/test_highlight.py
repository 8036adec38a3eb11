import pytest

from sitegen.load.markdown.highlight import LONGEST_CODE, LONGEST_LINE, highlighted

MUCH = "x\n" * LONGEST_CODE
PYTHON = '<div class="highlight"><pre><code class="language-{}"><span class="n">x</span>\n</code></pre></div>\n'


@pytest.mark.parametrize(
    ("info", "name"),
    {
        "python": "python", "py": "py", "Python": "Python", "python title=x": "python", "  python": "python",
        "{.python}": "python", "{python}": "python", "python{1,3}": "python", "python:a.py": "python",
        "python,linenos": "python", "python3 {data-x=y}": "python3",
    }.items(),
)  # fmt: skip
def test_the_language_is_the_first_word(info: str, name: str) -> None:
    assert highlighted("x\n", info) == PYTHON.format(name)


@pytest.mark.parametrize("language", ["html+jinja", "c++", "c#", "objective-c", "console", "diff", "text"])
def test_names_with_signs_are_known(language: str) -> None:
    assert highlighted("x <b>\n", language).startswith(
        f'<div class="highlight"><pre><code class="language-{language}">'
    )


def test_a_console_has_its_prompts() -> None:
    assert '<span class="gp">$ </span>' in highlighted("$ ls\na\n", "console")


@pytest.mark.parametrize(
    ("code", "info", "expected"),
    [
        ('a < b & "c"\n', "", '<code>a &lt; b &amp; "c"\n</code>'),
        ("a < b\n", "no-such-language", '<code class="language-no-such-language">a &lt; b\n</code>'),
        ("", "", "<code></code>"),
        ("\n\nx\n", "python", '<code class="language-python">\n\n<span class="n">x</span>\n</code>'),
        ("x" * (LONGEST_LINE + 1), "python", f'<code class="language-python">{"x" * (LONGEST_LINE + 1)}</code>'),
        (MUCH, "python", f'<code class="language-python">{MUCH}</code>'),
        ("a", "\"'<>", '<code class="language-&quot;&#x27;&lt;&gt;">a</code>'),
    ],
    ids=["none", "unknown", "empty", "blank lines", "a long line", "much", "an odd name"],
)
def test_what_is_not_coloured_is_as_written(code: str, info: str, expected: str) -> None:
    assert highlighted(code, info) == f'<div class="highlight"><pre>{expected}</pre></div>\n'
