"""The rows of the list of what must be survived, each through the real command: what is said, to the last caret, what
becomes of output/, and how long it takes.

The rows about importing and serving belong to commands that are yet to come; 29 (no overflow at 320 px) and the
vectors of 20 need a browser: tests/pages.
"""

import time
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.cli.transcript import said, said_here
from tests.conftest import MakeSite

SETTINGS = "title: A site\nurl: https://example.org/\ntimezone: Europe/Berlin\n"
POST = "---\ntitle: Hello\ndate: 2020-01-01\n---\nHello.\n"
PAGE = "2020/01/a/index.html"
THREAD = "content/comments/a.yaml"


@dataclass(frozen=True, kw_only=True)
class Row:
    """A site with something hostile in it, and what `sitegen build` says of it.

    With an error output/ stays as it was. Else `has` and `lacks` are what files of output/ hold and do not hold.
    `seconds` is the time of the processor for all of it; `apart` asks for a process of its own, for what could end
    the whole test run.
    """

    name: str
    files: Mapping[str, str | bytes]
    said: str
    has: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lacks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    args: tuple[str, ...] = ("build",)
    seconds: float = 5
    apart: bool = False


def comments(*bodies: str, format: str = "html", author: str = "A") -> dict[str, str]:
    """A thread whose comments have these bodies, each a YAML scalar."""
    head = "- {{id: '{0}', author: {1}, date: 2020-01-02, format: {2}, body: {3}}}\n"
    listed = (head.format(number, author, format, body) for number, body in enumerate(bodies, start=1))
    return {THREAD: "comments:\n" + "".join(listed)}


def thread(fields: str) -> dict[str, str]:
    """A thread of one comment with these fields, the first on line 2."""
    return {THREAD: f"comments:\n- {fields}\n"}


def post(front: str, body: str = "Hello.\n") -> dict[str, str]:
    """A post with this front matter, the first of it on line 2."""
    return {"content/posts/a.md": f"---\n{front}\n---\n{body}"}


YAML_ROWS = [
    Row(
        name="1 deep brackets",
        files={THREAD: "comments: " + "[" * 25_000},
        apart=True,
        said=(
            "content/comments/a.yaml:1:74: error[yaml-too-deep]: nested deeper than 64 levels\n"
            "  1 |"
            " …[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
            "[[[[[[[[[[…\n"
            "    |                                                  ^\n"
            "  hint: no field of sitegen needs that\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="1 deep braces in settings",
        files={"sitegen.yaml": SETTINGS + "extra: " + "{a: " * 25_000},
        apart=True,
        said=(
            "sitegen.yaml:4:260: error[yaml-too-deep]: nested deeper than 64 levels\n"
            "  4 | …{a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a:"
            " {a: {a: {a: {a: …\n"
            "    |                                                  ^\n"
            "  hint: no field of sitegen needs that\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="1 deep indentation",
        files={"data/x.yaml": "".join(" " * n + "-\n" for n in range(1000))},
        apart=True,
        said=(
            "data/x.yaml:65:65: error[yaml-too-deep]: nested deeper than 64 levels\n"
            "  65 |                                                                 -\n"
            "     |                                                                 ^\n"
            "  hint: no field of sitegen needs that\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="2 alias bomb",
        files={
            "data/x.yaml": "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 3))
        },
        said=(
            "data/x.yaml:1:5: error[yaml-alias]: “&a0” names a part of the file for reuse\n"
            "  1 | a0: &a0 [x, x]\n"
            "    |     ^\n"
            "  hint: write the value out wherever “*a0” stands, or quote it if it is text\n"
            "data/x.yaml:2:5: error[yaml-alias]: “&a1” names a part of the file for reuse\n"
            "  2 | a1: &a1 [*a0, *a0]\n"
            "    |     ^\n"
            "  hint: write the value out wherever “*a1” stands, or quote it if it is text\n"
            "data/x.yaml:3:5: error[yaml-alias]: “&a2” names a part of the file for reuse\n"
            "  3 | a2: &a2 [*a1, *a1]\n"
            "    |     ^\n"
            "  hint: write the value out wherever “*a2” stands, or quote it if it is text\n"
            "Not built: output/ is as it was\n"
            "  3 errors\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="2 larger alias bomb",
        files={"data/x.yaml": "a: &a [" + "x, " * 9 + "x]\nb: &b [" + "*a, " * 9 + "*a]\nc: [" + "*b, " * 9 + "*b]\n"},
        said=(
            "data/x.yaml:1:4: error[yaml-alias]: “&a” names a part of the file for reuse\n"
            "  1 | a: &a [x, x, x, x, x, x, x, x, x, x]\n"
            "    |    ^\n"
            "  hint: write the value out wherever “*a” stands, or quote it if it is text\n"
            "data/x.yaml:2:4: error[yaml-alias]: “&b” names a part of the file for reuse\n"
            "  2 | b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\n"
            "    |    ^\n"
            "  hint: write the value out wherever “*b” stands, or quote it if it is text\n"
            "Not built: output/ is as it was\n"
            "  2 errors\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="3 merge-key bomb",
        files={"data/x.yaml": "a: &a {x: 1}\nb: &b {<<: [*a, *a, *a]}\n"},
        said=(
            "data/x.yaml:1:4: error[yaml-alias]: “&a” names a part of the file for reuse\n"
            "  1 | a: &a {x: 1}\n"
            "    |    ^\n"
            "  hint: write the value out wherever “*a” stands, or quote it if it is text\n"
            "data/x.yaml:2:4: error[yaml-alias]: “&b” names a part of the file for reuse\n"
            "  2 | b: &b {<<: [*a, *a, *a]}\n"
            "    |    ^\n"
            "  hint: write the value out wherever “*b” stands, or quote it if it is text\n"
            "data/x.yaml:2:8: error[yaml-alias]: “<<” merges another part of the file\n"
            "  2 | b: &b {<<: [*a, *a, *a]}\n"
            "    |        ^\n"
            "  hint: write its fields out\n"
            "Not built: output/ is as it was\n"
            "  3 errors\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="4 python tag",
        files=post("title: !!python/object/apply:os.system ['touch /tmp/hacked']\ndate: 2020-01-01"),
        said=(
            "content/posts/a.md:2:8: error[yaml-tag]: the tag “!!python/object/apply:os.system” asks"
            " for a type\n"
            "  2 | title: !!python/object/apply:os.system ['touch /tmp/hacked']\n"
            "    |        ^\n"
            "  hint: remove it; the field decides the type\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="4 own tag",
        files=thread("id: !x '1'\n  date: 2020-01-02"),
        said=(
            "content/comments/a.yaml:2:7: error[yaml-tag]: the tag “!x” asks for a type\n"
            "  2 | - id: !x '1'\n"
            "    |       ^\n"
            "  hint: put the text in quotes if it is meant to begin with “!”; else remove the tag\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="5 duplicate key",
        files=post("title: One\ndate: 2020-01-01\ntitle: Two"),
        said=(
            "content/posts/a.md:4:1: error[duplicate-key]: “title” stands here twice; first at line"
            " 2\n"
            "  4 | title: Two\n"
            "    | ^\n"
            "  hint: remove one of them\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="6 norway",
        files=thread("id: '1'\n  author: no\n  date: 2020-01-02\n  body: yes"),
        has={PAGE: (">no</bdi>", "<p>yes</p>")},
        said=(
            "Built output/ in 0.0 s: 9 files written, 0 unchanged, 0 removed\n"
            "  4 pages (1 post), 5 other files\n"
            "  1 comment shown\n"
        ),
    ),
    Row(
        name="7 octal",
        files=thread("id: 010\n  date: 2020-01-02\n  body: a"),
        has={PAGE: ('id="comment-010"',)},
        said=(
            "Built output/ in 0.0 s: 9 files written, 0 unchanged, 0 removed\n"
            "  4 pages (1 post), 5 other files\n"
            "  1 comment shown\n"
        ),
    ),
    Row(
        name="8 sexagesimal",
        files=post("title: 12:30:45\ndate: 2020-01-01"),
        has={PAGE: (">12:30:45</h1>",)},
        said=(
            "Built output/ in 0.0 s: 9 files written, 0 unchanged, 0 removed\n"
            "  4 pages (1 post), 5 other files\n"
            "  0 comments shown\n"
        ),
    ),
    Row(
        name="9 no such day",
        files=post("title: A\ndate: 2001-02-30"),
        said=(
            "content/posts/a.md:3:7: error[wrong-value]: date: “2001-02-30” is not a date: that"
            " month has the days 1 to 28\n"
            "  3 | date: 2001-02-30\n"
            "    |       ^\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="10 date without zone",
        files=post("title: A\ndate: 2020-07-01 12:00"),
        has={"2020/07/a/index.html": ("2020-07-01T12:00:00+02:00",)},
        said=(
            "Built output/ in 0.0 s: 9 files written, 0 unchanged, 0 removed\n"
            "  4 pages (1 post), 5 other files\n"
            "  0 comments shown\n"
        ),
    ),
    Row(
        name="11 number of 5,000 digits",
        files=thread("id: '1'\n  date: 2020-01-02\n  likes: " + "9" * 5000),
        said=(
            "content/comments/a.yaml:4:10: error[wrong-value]: comments[0].likes:"
            " 99999999999999999999999999999999999999999999999999999999999… is not between 0 and"
            " 1000000000000000\n"
            "  4 |   likes:"
            " 999999999999999999999999999999999999999999999999999999999999999999999999999999999999999"
            "…\n"
            "    |          ^\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="12 lone surrogate",
        files=thread('id: "1"\n  date: 2020-01-02\n  body: "a\\ud800b"'),
        said=(
            "content/comments/a.yaml:4:13: error[yaml-syntax]: this escape is not a character\n"
            '  4 |   body: "a\\ud800b"\n'
            "    |             ^\n"
            "  hint: surrogates (U+D800 to U+DFFF) do not stand alone; write the character itself\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="13 latin-1",
        files={"content/posts/a.md": POST.encode() + b"caf\xe9\n"},
        said=(
            "content/posts/a.md:6:4: error[not-utf8]: byte 0xE9 (“é” in Windows-1252) is not UTF-8\n"
            "  6 | café\n"
            "    |    ^\n"
            "  hint: save the file as UTF-8\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="13 utf-16",
        files={"content/posts/a.md": POST.encode("utf-16")},
        said=(
            "content/posts/a.md: error[not-utf8]: the file is UTF-16, not UTF-8\n"
            "  hint: save the file as UTF-8\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="14 old line ends in a body",
        files=thread('id: "1"\n  date: 2020-01-02\n  body: "a\u0085b\u2028c"'),
        has={PAGE: ("a…b\u2028c",)},
        said=(
            "content/comments/a.yaml:4:9: warning[control-character]: the body holds characters that"
            " may not stand in a page; U+FFFD takes their place\n"
            '  4 |   body: "a�b�c"\n'
            "    |         ^\n"
            "  hint: remove them\n"
            "Built output/ in 0.0 s: 9 files written, 0 unchanged, 0 removed\n"
            "  4 pages (1 post), 5 other files\n"
            "  1 comment shown\n"
            "  1 warning\n"
        ),
    ),
    Row(
        name="15 bell",
        files=thread("id: '1'\n  date: 2020-01-02\n  body: |\n    one\n    t\x07wo"),
        said=(
            "content/comments/a.yaml:6:6: error[control-character]: the character U+0007 may not"
            " stand in YAML\n"
            "  6 |     t�wo\n"
            "    |      ^\n"
            "  hint: remove it\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="16 tab",
        files=thread("id: '1'\n  date: 2020-01-02\n\tbody: a"),
        said=(
            "content/comments/a.yaml:4:1: error[yaml-syntax]: a tab cannot indent YAML\n"
            "  4 |  body: a\n"
            "    | ^\n"
            "  hint: indent with spaces\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="17 second colon",
        files=post("title: a: b\ndate: 2020-01-01"),
        said=(
            "content/posts/a.md:2:9: error[yaml-syntax]: a second “: ” on this line\n"
            "  2 | title: a: b\n"
            "    |         ^\n"
            '  hint: put the text in quotes: title: "a: b"\n'
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="18 two documents",
        files={THREAD: "comments: []\n---\ncomments: []\n"},
        said=(
            "content/comments/a.yaml:2:1: error[yaml-documents]: a second document begins here\n"
            "  2 | ---\n"
            "    | ^\n"
            "  hint: a file holds one; remove this line or quote it\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="19 alias to itself",
        files={"data/x.yaml": "&a [*a]\n"},
        said=(
            "data/x.yaml:1:1: error[yaml-alias]: “&a” names a part of the file for reuse\n"
            "  1 | &a [*a]\n"
            "    | ^\n"
            "  hint: write the value out wherever “*a” stands, or quote it if it is text\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
]

BODY_ROWS = [
    Row(
        name="20 active markup",
        files=comments(
            "'a<script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)>'",
            '\'<a href="jav&#x09;ascript:alert(1)" onclick=alert(1)>b</a><iframe srcdoc="&lt;script>"></iframe>\'',
        ),
        has={PAGE: ("<p>a",)},
        lacks={PAGE: ("alert", "onerror", "onclick", "onload", "<svg", "<iframe", "srcdoc")},
        said=(
            "Built output/ in 0.0 s: 9 files written, 0 unchanged, 0 removed\n"
            "  4 pages (1 post), 5 other files\n"
            "  2 comments shown\n"
        ),
    ),
    Row(
        name="21 blockquotes without end",
        files=comments('"' + "<blockquote>x" * 100_000 + '"'),
        seconds=8,
        said=(
            "content/comments/a.yaml:2:62: warning[body-too-long]: the body is longer than 64 KiB;"
            " the rest is not shown\n"
            "  2 | …uthor: A, date: 2020-01-02, format: html, body:"
            ' "<blockquote>x<blockquote>x<blockquote>x<blockqu…\n'
            "    |                                                  ^\n"
            "  hint: cut it yourself, or turn it into a post\n"
            "Built output/ in 0.0 s: 9 files written, 0 unchanged, 0 removed\n"
            "  4 pages (1 post), 5 other files\n"
            "  1 comment shown\n"
            "  1 warning\n"
        ),
    ),
    Row(
        name="22 closing what it did not open",
        files=comments("'</p></div></li></ol></section></article></main></body></html>after'"),
        has={PAGE: ("after", "Comments are closed")},
        lacks={PAGE: ("</article>after", "</html>after")},
        said=(
            "Built output/ in 0.0 s: 9 files written, 0 unchanged, 0 removed\n"
            "  4 pages (1 post), 5 other files\n"
            "  1 comment shown\n"
        ),
    ),
    Row(
        name="23 ids and names",
        files=comments("'<p id=comment-1 name=body class=x>a</p><a name=body href=\"https://example.com/\">b</a>'"),
        has={PAGE: ("<p>a</p>",)},
        lacks={PAGE: ('name="body"', 'class="x"')},
        said=(
            "Built output/ in 0.0 s: 9 files written, 0 unchanged, 0 removed\n"
            "  4 pages (1 post), 5 other files\n"
            "  1 comment shown\n"
        ),
    ),
    Row(
        name="24 style",
        files=comments("'<p style=\"position:fixed;inset:0\">a</p><style>*{display:none}</style>'"),
        has={PAGE: ("<p>a</p>",)},
        lacks={PAGE: ("position:fixed", "display:none")},
        said=(
            "Built output/ in 0.0 s: 9 files written, 0 unchanged, 0 removed\n"
            "  4 pages (1 post), 5 other files\n"
            "  1 comment shown\n"
        ),
    ),
    Row(
        name="25 beacon",
        files=comments(
            "'a <img src=\"https://evil.example/1.gif\"><video poster=//evil.example/>'",
            "'b<link rel=stylesheet href=//evil.example/>'",
            "'![x](https://evil.example/2.gif)'",
            format="html",
        ),
        lacks={PAGE: ('src="https://evil', "<video", 'poster="', "rel=stylesheet")},
        said=(
            "Built output/ in 0.0 s: 9 files written, 0 unchanged, 0 removed\n"
            "  4 pages (1 post), 5 other files\n"
            "  3 comments shown\n"
        ),
    ),
    Row(
        name="25 beacon in markdown",
        files=comments("'![x](https://evil.example/2.gif)'", format="markdown"),
        lacks={PAGE: ('<img src="https://evil', '2.gif" alt')},
        said=(
            "Built output/ in 0.0 s: 9 files written, 0 unchanged, 0 removed\n"
            "  4 pages (1 post), 5 other files\n"
            "  1 comment shown\n"
        ),
    ),
    Row(
        name="26 whose scheme is missing",
        files=comments(
            '\'<a href="//evil.example/">a</a> <a href="https:evil.example">b</a> <a href="/\\evil.example">c</a>\'',
            "'<a href=\"\\\\evil.example\">d</a>'",
        ),
        lacks={PAGE: ('href="//evil', 'href="https:evil', 'href="/\\evil', 'href="\\\\evil')},
        said=(
            "Built output/ in 0.0 s: 9 files written, 0 unchanged, 0 removed\n"
            "  4 pages (1 post), 5 other files\n"
            "  2 comments shown\n"
        ),
    ),
    Row(
        name="27 stray elements",
        files=comments("'<li>one</li><a>bare</a><ul>text<p>in a list</p></ul>'"),
        has={PAGE: ("one", "bare")},
        lacks={PAGE: ("<a>bare",)},
        said=(
            "Built output/ in 0.0 s: 9 files written, 0 unchanged, 0 removed\n"
            "  4 pages (1 post), 5 other files\n"
            "  1 comment shown\n"
        ),
    ),
    Row(
        name="28 direction of a name",
        files=thread('id: "1"\n  author: "\\u202Elive"\n  date: 2020-01-02\n  body: a'),
        has={PAGE: ("<bdi", "\u202elive</bdi>")},
        said=(
            "Built output/ in 0.0 s: 9 files written, 0 unchanged, 0 removed\n"
            "  4 pages (1 post), 5 other files\n"
            "  1 comment shown\n"
        ),
    ),
    Row(
        name="30 characters that are none",
        files=comments('"a\\0b"', "'c&#0;d&#xD800;e&#x1;f'"),
        has={PAGE: ("a\ufffdb",)},
        lacks={PAGE: ("\0", "\x01")},
        said=(
            "content/comments/a.yaml:2:62: warning[control-character]: the body holds characters"
            " that may not stand in a page; U+FFFD takes their place\n"
            "  2 | - {id: '1', author: A, date: 2020-01-02, format: html, body: \"a\\0b\"}\n"
            "    |                                                              ^\n"
            "  hint: remove them\n"
            "content/comments/a.yaml:3:62: warning[control-character]: the body holds characters"
            " that may not stand in a page; U+FFFD takes their place\n"
            "  3 | - {id: '2', author: A, date: 2020-01-02, format: html, body:"
            " 'c&#0;d&#xD800;e&#x1;f'}\n"
            "    |                                                              ^\n"
            "  hint: remove them\n"
            "Built output/ in 0.0 s: 9 files written, 0 unchanged, 0 removed\n"
            "  4 pages (1 post), 5 other files\n"
            "  2 comments shown\n"
            "  2 warnings\n"
        ),
    ),
    Row(
        name="31 script in markdown",
        files=comments("'<script>alert(1)</script>'", "'`</code><script>alert(1)</script>`'", format="markdown"),
        lacks={PAGE: ("<script>alert",)},
        said=(
            "Built output/ in 0.0 s: 9 files written, 0 unchanged, 0 removed\n"
            "  4 pages (1 post), 5 other files\n"
            "  2 comments shown\n"
        ),
    ),
    Row(
        name="32 javascript in all spellings",
        files=comments(
            *(
                f"'[a]({scheme}:alert(1)) <a href=\"{scheme}:alert(1)\">b</a>'"
                for scheme in ("javascript", "JaVaScRiPt", "&#106;avascript", "java&Tab;script", "vbscript", "data")
            ),
            format="markdown",
        ),
        lacks={PAGE: ('<a href="java', '<a href="JaVa', '<a href="&#', '<a href="vb', '<a href="data')},
        said=(
            "Built output/ in 0.0 s: 9 files written, 0 unchanged, 0 removed\n"
            "  4 pages (1 post), 5 other files\n"
            "  6 comments shown\n"
        ),
    ),
    Row(
        name="33 addresses of e-mail",
        files=comments("'" + "a@example.com " * 4600 + "'", format="markdown"),
        seconds=8,
        said=(
            "Built output/ in 0.0 s: 9 files written, 0 unchanged, 0 removed\n"
            "  4 pages (1 post), 5 other files\n"
            "  1 comment shown\n"
        ),
    ),
    Row(
        name="33 one long address",
        files={
            **post("title: A\ndate: 2020-01-01", "a.b@" * 16_000 + "\n"),
            **comments("'" + "a.b@" * 16_000 + "'", format="markdown"),
        },
        seconds=8,
        said=(
            "Built output/ in 0.0 s: 9 files written, 0 unchanged, 0 removed\n"
            "  4 pages (1 post), 5 other files\n"
            "  1 comment shown\n"
        ),
    ),
    Row(
        name="34 brackets",
        files={
            **post("title: A\ndate: 2020-01-01", "[" * 20_000 + "\n"),
            **comments("'" + "[" * 20_000 + "'", format="markdown"),
        },
        seconds=8,
        said=(
            "Built output/ in 0.0 s: 9 files written, 0 unchanged, 0 removed\n"
            "  4 pages (1 post), 5 other files\n"
            "  1 comment shown\n"
        ),
    ),
    Row(
        name="35 template tags",
        files={
            **post("title: '{{7*7}}'\ndate: 2020-01-01", "{{7*7}} {% raw %}\n"),
            **comments("'{{7*7}}{% include \"x\" %}'"),
        },
        has={PAGE: ("{{7*7}} {% raw %}", "<p>{{7*7}}{% include")},
        lacks={PAGE: ("49",)},
        said=(
            "Built output/ in 0.0 s: 9 files written, 0 unchanged, 0 removed\n"
            "  4 pages (1 post), 5 other files\n"
            "  1 comment shown\n"
        ),
    ),
    Row(
        name="36 script's end in titles and names",
        files={
            **post("title: '</script><script>alert(1)</script>'\ndate: 2020-01-01"),
            **comments("a", author="'</script><script>alert(1)'"),
        },
        lacks={PAGE: ("<script>alert",), "index.html": ("<script>alert",)},
        said=(
            "Built output/ in 0.0 s: 9 files written, 0 unchanged, 0 removed\n"
            "  4 pages (1 post), 5 other files\n"
            "  1 comment shown\n"
        ),
    ),
    Row(
        name="37 cdata's end",
        files={
            **post("title: 'a ]]> b & <c>'\ndate: 2020-01-01", "x ]]> y\n\n`]]>`\n"),
            **comments("'a ]]> b <!-- c -->'", author="'A ]]> & <b>'"),
        },
        has={"feed.xml": ("]]&gt;",)},
        said=(
            "Built output/ in 0.0 s: 9 files written, 0 unchanged, 0 removed\n"
            "  4 pages (1 post), 5 other files\n"
            "  1 comment shown\n"
        ),
    ),
]

THEME = {"sitegen.yaml": SETTINGS + "theme: mine\n", "themes/mine/theme.yaml": "name: mine\nextends: default\n"}

OUTPUT_ROWS = [
    Row(
        name="38 undefined variable",
        files={**THEME, "themes/mine/templates/404.html": "<h1>\n{{ site.title }} {{ pgae.title }}\n</h1>\n"},
        said=(
            "themes/mine/templates/404.html:2:21: error[undefined]: “pgae” is not defined\n"
            "  2 | {{ site.title }} {{ pgae.title }}\n"
            "    |                     ^\n"
            "  hint: did you mean “page”? there are: asset, data, dict, has, has_asset,"
            " latest_posts, menu, namespace, page, range, recent_comments, site, terms, theme, url\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="38 power without end",
        files={**THEME, "themes/mine/templates/404.html": "{{ 9 ** (9 ** 9) }}\n"},
        said=(
            "themes/mine/templates/404.html:1:1: error[template-forbidden]: this power is too large\n"
            "  1 | {{ 9 ** (9 ** 9) }}\n"
            "    | ^\n"
            "  hint: themes run in a sandbox; see docs/themes.md\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="38 way out of the sandbox",
        files={**THEME, "themes/mine/templates/404.html": "{{ ''.__class__.__mro__ }}\n"},
        said=(
            "themes/mine/templates/404.html:1:1: error[template-forbidden]: access to attribute"
            " '__class__' of 'str' object is unsafe.\n"
            "  1 | {{ ''.__class__.__mro__ }}\n"
            "    | ^\n"
            "  hint: themes run in a sandbox; see docs/themes.md\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="51 slug",
        files=post("title: A\ndate: 2020-01-01\nslug: ../../etc"),
        said=(
            "content/posts/a.md:4:7: error[wrong-value]: slug: “../../etc” cannot be a part of an"
            " address\n"
            "  4 | slug: ../../etc\n"
            "    |       ^\n"
            "  hint: write “etc”\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="51 alias",
        files=post("title: A\ndate: 2020-01-01\naliases: [/../x/, //evil.example/]"),
        said=(
            "content/posts/a.md:4:11: error[wrong-value]: aliases[0]: “/../x/” leads out of the site\n"
            "  4 | aliases: [/../x/, //evil.example/]\n"
            "    |           ^\n"
            "  hint: write a path of the site, like /2011/03/hello/\n"
            "content/posts/a.md:4:19: error[wrong-value]: aliases[1]: “//evil.example/” does not"
            " begin with one “/”\n"
            "  4 | aliases: [/../x/, //evil.example/]\n"
            "    |                   ^\n"
            "  hint: write a path of the site, like /2011/03/hello/\n"
            "Not built: output/ is as it was\n"
            "  2 errors\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="51 encoded alias",
        files=post("title: A\ndate: 2020-01-01\naliases: [/%2e%2e/x]"),
        said=(
            "content/posts/a.md:4:11: error[wrong-value]: aliases[0]: “/%2e%2e/x” leads out of the site\n"
            "  4 | aliases: [/%2e%2e/x]\n"
            "    |           ^\n"
            "  hint: write a path of the site, like /2011/03/hello/\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="51 permalink",
        files=post("title: A\ndate: 2020-01-01\npermalink: /a/../../b/"),
        said=(
            "content/posts/a.md:4:12: error[wrong-value]: permalink: “/a/../../b/” leads out of the"
            " site\n"
            "  4 | permalink: /a/../../b/\n"
            "    |            ^\n"
            "  hint: write a path of the site, like /2011/03/hello/\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="51 link to an asset",
        files={**post("title: A\ndate: 2020-01-01", "![a](../../../../etc/passwd)\n")},
        lacks={PAGE: ("root:",)},
        said=(
            "content/posts/a.md:5:6: warning[broken-link]: “../../../../etc/passwd” is not in the"
            " site\n"
            "  5 | ![a](../../../../etc/passwd)\n"
            "    |      ^\n"
            "Built output/ in 0.0 s: 9 files written, 0 unchanged, 0 removed\n"
            "  4 pages (1 post), 5 other files\n"
            "  0 comments shown\n"
            "  1 warning\n"
        ),
    ),
    Row(
        name="52 theme link to outside",
        files=THEME,
        links={"themes/mine/templates/post.html": "/etc/passwd", "themes/mine/assets": "/etc"},
        said=(
            "themes/mine/assets: error[outside-theme]: this file is a link that leads out of the"
            " theme\n"
            "  hint: put the file itself here\n"
            "themes/mine/templates/post.html: error[outside-theme]: this file is a link that leads"
            " out of the theme\n"
            "  hint: put the file itself here\n"
            "Not built: output/ is as it was\n"
            "  2 errors\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="52 theme that is a link",
        files={"sitegen.yaml": SETTINGS + "theme: mine\n"},
        links={"themes/mine": "/etc"},
        said=(
            "sitegen.yaml:4:8: error[unknown-theme]: the theme “mine” has no theme.yaml\n"
            "  4 | theme: mine\n"
            "    |        ^\n"
            "  hint: write themes/mine/theme.yaml with “name: mine” in it\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="53 output is the source",
        files={},
        args=("build", "-o", "content"),
        said=(
            "error[output-refused]: “content” cannot be the output folder: it is the site's own"
            " content/\n"
            "  hint: choose another folder with -o\n"
            "Not built\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="53 output is a link to a parent",
        files={},
        links={"up": ".."},
        args=("build", "-o", "up"),
        said=(
            "error[output-refused]: “up” cannot be the output folder: it holds the site\n"
            "  hint: choose another folder with -o\n"
            "Not built\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="54 foreign file in the way",
        files={"static/mine.txt": "sitegen's"},
        said=(
            "output/mine.txt: error[foreign-file]: was not made by sitegen; the site has something to"
            " write there\n"
            "  hint: move it away, put it into static/ if it belongs to the site, or delete it\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="54 version control",
        files=post("title: A\ndate: 2020-01-01\naliases: [/.git/config]"),
        said=(
            "content/posts/a.md:4:11: error[reserved-name]: “.git/config/index.html” cannot be published: the name"
            " belongs to sitegen or to version control\n"
            "  4 | aliases: [/.git/config]\n"
            "    |           ^\n"
            "  hint: give the file another name\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="54 version control in static files",
        files={"static/.git/config": "x"},
        said=(
            "Built output/ in 0.0 s: 9 files written, 0 unchanged, 0 removed\n"
            "  4 pages (1 post), 5 other files\n"
            "  0 comments shown\n"
        ),
    ),
    Row(
        name="55 two posts at one address",
        files={"content/posts/b.md": POST.replace("date", "slug: a\ndate")},
        said=(
            "content/posts/b.md: error[same-address]: “/2020/01/a/index.html” is also the address of"
            " content/posts/a.md\n"
            "  hint: give one of them another slug, permalink or name\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="55 a post and a file",
        files={"static/2020/01/a/index.html": "x"},
        said=(
            "static/2020/01/a/index.html: error[same-address]: “/2020/01/a/index.html” is also the"
            " address of content/posts/a.md\n"
            "  hint: give one of them another slug, permalink or name\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="55 a post and the archive",
        files=post("title: A\ndate: 2020-01-01\npermalink: /archive/"),
        said=(
            "content/posts/a.md: error[same-address]: “/archive/index.html” is also the address of"
            " the site's own archive page\n"
            "  hint: give one of them another slug, permalink or name\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="55 two aliases",
        files={
            **post("title: A\ndate: 2020-01-01\naliases: [/old/]"),
            "content/posts/b.md": POST.replace("date", "aliases:\n- /new/\n- /old/\ndate"),
        },
        said=(
            "content/posts/b.md:5:3: error[same-address]: the alias “/old/” is also one of"
            " content/posts/a.md:4:11\n"
            "  5 | - /old/\n"
            "    |   ^\n"
            "  hint: an address leads to one place\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="55 a file and a folder",
        files={"static/2020": "x"},
        said=(
            "static/2020: error[same-address]: “/2020” cannot be a file, for “/2020/01/a/index.html”"
            " (content/posts/a.md) lies in it\n"
            "  hint: give one of them another slug, permalink or name\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="56 letter case",
        files={"content/posts/b.md": POST.replace("date", "slug: A\ndate")},
        said=(
            "content/posts/b.md: error[same-address]: “/2020/01/A/index.html” and"
            " “/2020/01/a/index.html” (content/posts/a.md) are one file where letter case or accents"
            " do not count\n"
            "  hint: give one of them another slug, permalink or name\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="56 normalisation",
        files={"static/caf\u00e9.txt": "x", "static/cafe\u0301.txt": "y"},
        said=(
            "static/café.txt: error[same-address]: “/café.txt” and “/café.txt” (static/café.txt)"
            " are one file where letter case or accents do not count\n"
            "  hint: give one of them another slug, permalink or name\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="57 long slug",
        files=post("title: A\ndate: 2020-01-01\nslug: " + "語" * 86),
        said=(
            "content/posts/a.md: error[name-too-long]: “" + "語" * 40 + "…”"
            " is a name of 258 bytes, and file systems take 255\n"
            "  hint: give it a shorter slug, permalink or name\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="57 long tag",
        files=post("title: A\ndate: 2020-01-01\ntags: [short, " + "x" * 256 + "]"),
        said=(
            "content/posts/a.md:4:7: error[name-too-long]:"
            " “xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…” is a name of 256 bytes, and file systems"
            " take 255\n"
            "  4 | tags: [short,"
            " xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…\n"
            "    |       ^\n"
            "  hint: give it a shorter slug, permalink or name\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
]

FURTHER_ROWS = [
    Row(
        name="unknown key",
        files=post("title: A\ndate: 2020-01-01\ntag: [a]\ncolour: red"),
        said=(
            "content/posts/a.md:4:1: error[unknown-key]: tag: there is no field of this name\n"
            "  4 | tag: [a]\n"
            "    | ^\n"
            "  hint: did you mean “tags”?\n"
            "content/posts/a.md:5:1: error[unknown-key]: colour: there is no field of this name\n"
            "  5 | colour: red\n"
            "    | ^\n"
            "  hint: known here: title, id, date, updated, slug, tags, categories, authors, author,"
            " summary, draft, expires, permalink, aliases, language, image, comments, extra; a field"
            " of your own goes under “extra:”\n"
            "Not built: output/ is as it was\n"
            "  2 errors\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="unknown key in settings",
        files={"sitegen.yaml": SETTINGS + "permalnk: /{slug}/\nmenu:\n- {title: A, link: /}\n"},
        said=(
            "sitegen.yaml:4:1: error[unknown-key]: permalnk: there is no field of this name\n"
            "  4 | permalnk: /{slug}/\n"
            "    | ^\n"
            "  hint: did you mean “permalink”?\n"
            "sitegen.yaml:6:3: error[missing-field]: menu[0].url: is missing\n"
            "  6 | - {title: A, link: /}\n"
            "    |   ^\n"
            "sitegen.yaml:6:14: error[unknown-key]: menu[0].link: there is no field of this name\n"
            "  6 | - {title: A, link: /}\n"
            "    |              ^\n"
            "  hint: known here: url, title\n"
            "Not built: output/ is as it was\n"
            "  3 errors\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="wrong type",
        files=post("title: [A]\ndate: {a: b}\ntags: {a: b}\ndraft: maybe\naliases: /a, /b"),
        said=(
            "content/posts/a.md:2:8: error[wrong-type]: title: expected text, not a list\n"
            "  2 | title: [A]\n"
            "    |        ^\n"
            "content/posts/a.md:3:7: error[wrong-type]: date: expected a date, not a mapping\n"
            "  3 | date: {a: b}\n"
            "    |       ^\n"
            "content/posts/a.md:4:7: error[wrong-type]: tags: expected a list, not a mapping\n"
            "  4 | tags: {a: b}\n"
            "    |       ^\n"
            "content/posts/a.md:5:8: error[wrong-type]: draft: expected true or false, not “maybe”\n"
            "  5 | draft: maybe\n"
            "    |        ^\n"
            "content/posts/a.md:6:10: error[wrong-type]: aliases: expected a list, not text with"
            " commas\n"
            "  6 | aliases: /a, /b\n"
            "    |          ^\n"
            "  hint: write [/a, /b]\n"
            "Not built: output/ is as it was\n"
            "  5 errors\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="wrong type in a thread",
        files={THREAD: "status: shut\ncomments:\n- text\n- id: [1]\n  date: yesterday\n  likes: many\n"},
        said=(
            "content/comments/a.yaml:1:9: error[wrong-value]: status: “shut” is not one of closed,"
            " open\n"
            "  1 | status: shut\n"
            "    |         ^\n"
            "  hint: write “closed” or “open”\n"
            "content/comments/a.yaml:3:3: error[wrong-type]: comments[0]: expected a mapping, not"
            " “text”\n"
            "  3 | - text\n"
            "    |   ^\n"
            "content/comments/a.yaml:4:7: error[wrong-type]: comments[1].id: expected text, not a"
            " list\n"
            "  4 | - id: [1]\n"
            "    |       ^\n"
            "content/comments/a.yaml:5:9: error[wrong-value]: comments[1].date: “yesterday” is not a"
            " date; write YYYY-MM-DD, YYYY-MM-DD HH:MM or YYYY-MM-DDTHH:MM:SS+HH:MM\n"
            "  5 |   date: yesterday\n"
            "    |         ^\n"
            "content/comments/a.yaml:6:10: error[wrong-type]: comments[1].likes: expected a whole"
            " number, not “many”\n"
            "  6 |   likes: many\n"
            "    |          ^\n"
            "Not built: output/ is as it was\n"
            "  5 errors\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="missing fields",
        files={**post("tags: [a]"), THREAD: "comments:\n- author: A\n", "sitegen.yaml": "url: example.org\n"},
        said=(
            "sitegen.yaml:1:1: error[missing-field]: title: is missing\n"
            "  1 | url: example.org\n"
            "    | ^\n"
            "  hint: write “title: …”\n"
            "sitegen.yaml:1:6: error[wrong-value]: url: “example.org” is not an address of a site\n"
            "  1 | url: example.org\n"
            "    |      ^\n"
            "  hint: write it like https://example.org/blog/\n"
            "Not built: output/ is as it was\n"
            "  2 errors\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="thread without a post",
        files={"content/posts/2014-05-05-hello.md": POST, "content/comments/2014-05-05-helo.yaml": "comments: []\n"},
        said=(
            "content/comments/2014-05-05-helo.yaml: error[thread-without-post]: there is no post"
            " “posts/2014-05-05-helo” to which these comments belong\n"
            "  hint: did you mean “posts/2014-05-05-hello”?\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="bom",
        files={
            "sitegen.yaml": "\ufeff" + SETTINGS,
            "content/posts/a.md": "\ufeff" + POST,
            THREAD: "\ufeffcomments: []\n",
        },
        has={PAGE: (">Hello</h1>",)},
        lacks={PAGE: ("\ufeff",)},
        said=(
            "Built output/ in 0.0 s: 9 files written, 0 unchanged, 0 removed\n"
            "  4 pages (1 post), 5 other files\n"
            "  0 comments shown\n"
        ),
    ),
    Row(
        name="crlf",
        files={
            "sitegen.yaml": SETTINGS.replace("\n", "\r\n"),
            "content/posts/a.md": POST.replace("\n", "\r\n") + "[a](b.md)\r\n",
            THREAD: "comments:\r\n- id: '1'\r\n  date: 2020-01-02\r\n  body: |\r\n    one\r\n  colour: red\r\n",
        },
        said=(
            "content/comments/a.yaml:6:3: error[unknown-key]: comments[0].colour: there is no field"
            " of this name\n"
            "  6 |   colour: red\n"
            "    |   ^\n"
            "  hint: known here: id, parent, author, date, updated, type, status, format, title,"
            " body, likes, dislikes, score, pinned, anchors, date_assumed, note, meta; a field of"
            " your own goes under “meta:”\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="cr",
        files={"content/posts/a.md": POST.replace("\n", "\r"), THREAD: "comments:\r- id: '1'\r"},
        said=(
            "content/comments/a.yaml:2:3: error[missing-field]: comments[0].date: is missing\n"
            "  2 | - id: '1'\n"
            "    |   ^\n"
            "  hint: write “date: 2011-03-02T10:15:00+00:00”\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="empty files",
        files={"content/posts/a.md": "", THREAD: "", "data/x.yaml": "", "content/posts/b.md": " \n\n"},
        said=(
            "content/comments/a.yaml: error[empty-file]: the file is empty\n"
            "  hint: put “comments:” in it, or delete it\n"
            "content/posts/a.md: error[empty-file]: the file is empty\n"
            "  hint: put front matter in it, or delete it\n"
            "content/posts/b.md: error[empty-file]: the file is empty\n"
            "  hint: put front matter in it, or delete it\n"
            "Not built: output/ is as it was\n"
            "  3 errors\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="empty settings",
        files={"sitegen.yaml": "# nothing\n"},
        said=(
            "sitegen.yaml: error[empty-file]: the file is empty\n"
            "  hint: write “title: …” and “url: …”\n"
            "Not built: output/ is as it was\n"
            "  1 error\n"
            "exit code 1\n"
        ),
    ),
    Row(
        name="no front matter",
        files={
            "content/posts/a.md": "# Hello\n",
            "content/posts/b.md": "---\ntitle: B\n",
            "content/posts/c.md": "+++\ntitle = 'C'\n+++\n",
            "content/posts/d.md": "\n---\ntitle: D\n---\n",
        },
        said=(
            "content/posts/a.md:1:1: error[no-front-matter]: a post begins with front matter\n"
            "  1 | # Hello\n"
            "    | ^\n"
            "  hint: put “---”, “title: …”, “---” on the first lines\n"
            "content/posts/b.md:1:1: error[no-front-matter]: the front matter does not end\n"
            "  1 | ---\n"
            "    | ^\n"
            "  hint: close it with a line “---”\n"
            "content/posts/c.md:1:1: error[no-front-matter]: “+++” begins TOML, and front matter is"
            " YAML\n"
            "  1 | +++\n"
            "    | ^\n"
            "  hint: write it between “---” lines\n"
            "content/posts/d.md:2:1: error[no-front-matter]: front matter begins on the first line\n"
            "  2 | ---\n"
            "    | ^\n"
            "  hint: remove the lines above it\n"
            "Not built: output/ is as it was\n"
            "  4 errors\n"
            "exit code 1\n"
        ),
    ),
]

ROWS = [*YAML_ROWS, *BODY_ROWS, *OUTPUT_ROWS, *FURTHER_ROWS]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_row(row: Row, make_site: MakeSite) -> None:
    """What is said, what is written, and in which time."""
    site = make_site({"sitegen.yaml": SETTINGS, "content/posts/a.md": POST, "output/mine.txt": "mine", **row.files})
    for link, target in row.links.items():
        (site / link).parent.mkdir(parents=True, exist_ok=True)
        (site / link).symlink_to(target)
    before = _contents(site / "output")
    started = time.process_time()
    heard = (said if row.apart else said_here)(*row.args, cwd=site)
    assert time.process_time() - started < row.seconds
    assert str(heard) == row.said
    after = _contents(site / "output")
    if heard.code:
        assert after == before
    assert after["mine.txt"] == b"mine"
    for file, texts in row.has.items():
        assert all(text in after[file].decode() for text in texts), after[file].decode()
    for file, texts in row.lacks.items():
        assert not any(text in after[file].decode() for text in texts), after[file].decode()
    for file in after:
        if file.endswith(".xml"):
            ET.fromstring(after[file])


def test_54_what_sitegen_did_not_make_is_kept(make_site: MakeSite) -> None:
    """Also .git, also a file in a folder that goes away, also one that was made here and then altered."""
    site = make_site(
        {
            "sitegen.yaml": SETTINGS,
            "content/posts/a.md": POST,
            "content/posts/b.md": POST,
            "output/.git/HEAD": "ref: refs/heads/main\n",
            "output/CNAME": "example.org\n",
        }
    )
    said_here("build", cwd=site)
    (site / "output/2020/01/a/notes.txt").write_text("mine", encoding="utf-8")
    (site / "output/2020/01/b/index.html").write_text("mine", encoding="utf-8")
    (site / "content/posts/a.md").unlink()
    (site / "content/posts/b.md").unlink()
    assert str(said_here("build", cwd=site)) == (
        "output/2020/01/b/index.html: warning[altered-file-kept]: is no longer part of the site, but was altered by"
        " hand, so it is kept\n"
        "  hint: delete it if you do not need it; from now on sitegen takes it for yours\n"
        "Built output/ in 0.0 s: 5 files written, 3 unchanged, 1 removed\n"
        "  3 pages (0 posts), 5 other files\n"
        "  0 comments shown\n"
        "  1 warning\n"
    )
    kept = {".git/HEAD", "CNAME", "2020/01/a/notes.txt", "2020/01/b/index.html"}
    assert kept <= _contents(site / "output").keys()
    assert "2020/01/a/index.html" not in _contents(site / "output")


def test_53_output_is_home_by_a_link(make_site: MakeSite) -> None:
    """A link does not hide what it leads to."""
    site = make_site({"sitegen.yaml": SETTINGS, "home/.profile": ""})
    (site / "out").symlink_to("home")
    assert str(said("build", "-o", "out", cwd=site, env={"HOME": str(site / "home")})) == (
        "error[output-refused]: “out” cannot be the output folder: it is your home folder\n"
        "  hint: choose another folder with -o\n"
        "Not built\n"
        "  1 error\n"
        "exit code 1\n"
    )
    assert [path.name for path in (site / "home").iterdir()] == [".profile"]


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
