"""Every example in the documentation is read by the real readers, and built; none gives a diagnostic.

The words after a fence say what a block is: ```` ```yaml content/comments/x.yaml ```` is that file of a site. Markdown
without a path is the body of a post. All the files of a document make one site together.
"""

import re
from datetime import UTC
from importlib.resources import files
from pathlib import Path

import pytest

from sitegen.formats.data import parse_data
from sitegen.formats.post import parse_post
from sitegen.formats.settings import parse_settings
from sitegen.formats.thread import parse_thread
from sitegen.ground.diagnostics import Diagnostic
from sitegen.ground.sources import Source
from tests.conftest import MakeSite, Run
from tests.docs.reading import Block, blocks

DOCUMENTS = ["README.md", "docs/getting-started.md", "docs/settings.md", "docs/posts.md", "docs/comments.md"]
BLOCKS = [block for document in DOCUMENTS for block in blocks(document)]
EXAMPLES = [block for block in BLOCKS if block.language in ("yaml", "markdown")]
SETTINGS = [block for block in EXAMPLES if block.name == "sitegen.yaml"]
MESSAGES = [block for block in BLOCKS if re.search(r"(error|warning)\[", block.text)]
OTHER_LANGUAGES = {"": "pictures of folders, and messages", "console": "commands", "apache": "", "nginx": ""}

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
POST = "---\ntitle: Something\ndate: 2010-01-01\n---\nWords.\n"
PAGE = "---\ntitle: Something\n---\nWords.\n"
COMMENT = 'comments: [{id: "7", author: Tom, date: 2013-01-01, body: There.}]\n'

# What the examples of a document speak of without showing it.
BESIDE = {
    "README.md": {},
    "docs/getting-started.md": {},
    "docs/settings.md": {"content/pages/about.md": PAGE, "content/posts/a.md": POST},
    "docs/posts.md": {
        "static/boxes.svg": PICTURE,
        "content/posts/2012-08-14-the-disc/index.md": POST,
        "content/comments/2011-03-02-four-people.yaml": COMMENT,
    },
    "docs/comments.md": {"static/avatars/mina.svg": PICTURE},
}


@pytest.mark.parametrize("block", BLOCKS, ids=str)
def test_no_example_hides_from_these_tests(block: Block) -> None:
    assert block.language in {"yaml", "markdown", *OTHER_LANGUAGES}
    assert block.language != "yaml" or block.name.endswith(".yaml"), "say which file of a site this is"


@pytest.mark.parametrize("block", EXAMPLES, ids=str)
def test_an_example_is_read_without_a_complaint(block: Block) -> None:
    assert read(block) == []


def read(block: Block) -> list[Diagnostic]:
    source = Source(block.name, whole(block))
    if block.name == "sitegen.yaml":
        return parse_settings(source)[1]
    if block.name.startswith("data/"):
        return parse_data(source)[1]
    if block.language == "yaml":
        return parse_thread(source, UTC)[1]
    return parse_post(source, UTC)[1]


def whole(block: Block) -> str:
    """The file of which the block may be a part: settings need a title and an address, a post its front matter."""
    if block.name == "sitegen.yaml":
        required = {"title": "T", "url": "https://example.org/"}
        added = [
            f"{key}: {value}\n"
            for key, value in required.items()
            if not re.search(rf"^{key}:", block.text, re.MULTILINE)
        ]
        return "".join(added) + block.text
    if block.language == "markdown" and not block.name:
        return f"---\ntitle: Line {block.line}\ndate: 2010-01-01\n---\n\n{block.text}"
    return block.text


def site_of(document: str) -> dict[str, str]:
    """The site that a document's examples make, with what stands beside them; the starter where there are none."""
    if document == "README.md":
        starter = Path(str(files("sitegen") / "starter"))
        return {
            path.relative_to(starter).as_posix(): path.read_text(encoding="utf-8")
            for path in starter.rglob("*")
            if path.is_file()
        }
    site = {"sitegen.yaml": "title: T\nurl: https://example.org/\ntimezone: Europe/Berlin\n", **BESIDE[document]}
    for block in EXAMPLES:
        if block.document == document and block.name != "sitegen.yaml":
            name = block.name or f"content/posts/line-{block.line}.md"
            assert name not in site, f"{block}: this file stands in the document twice"
            site[name] = whole(block)
    for name in list(site):
        if name.startswith("content/comments/"):
            site.setdefault(name.replace("/comments/", "/posts/").replace(".yaml", ".md"), POST)
    return site


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_examples_of_a_document_make_a_site(document: str, make_site: MakeSite, run: Run) -> None:
    built = run("build", "--strict", cwd=make_site(site_of(document)))
    assert (built.returncode, built.stderr) == (0, ""), built.stdout


@pytest.mark.parametrize("block", SETTINGS, ids=str)
def test_a_site_is_built_with_each_example_of_settings(block: Block, make_site: MakeSite, run: Run) -> None:
    built = run("build", "--strict", cwd=make_site({**BESIDE["docs/settings.md"], "sitegen.yaml": whole(block)}))
    assert (built.returncode, built.stderr) == (0, ""), built.stdout


@pytest.mark.parametrize("block", MESSAGES, ids=str)
def test_a_message_is_what_sitegen_says(block: Block, make_site: MakeSite, run: Run) -> None:
    """The document's own file, with the line that the message shows in the place of its own, gives the message."""
    path, number = re.findall(r"^(\S+?):(\d+):", block.text)[0]
    [line] = re.findall(rf"^  {number} \| (.*)$", block.text, re.MULTILINE)
    site = site_of(block.document)
    lines = site[path].split("\n")
    assert lines[int(number) - 1].split(":")[0] == line.split(":")[0], "the message is about another field"
    lines[int(number) - 1] = line
    checked = run("check", cwd=make_site({**site, path: "\n".join(lines)}))
    assert block.text in checked.stdout + checked.stderr
