import re
from pathlib import Path

import click
import pytest

from sitegen.cli import main
from tests.cli.transcript import masked, said_here
from tests.conftest import REPOSITORY
from tests.docs.examples import UPDATE, Section, carried_out, sections

DOCUMENT = REPOSITORY / "docs/commands.md"
TEXT = DOCUMENT.read_text(encoding="utf-8")
INTRODUCTION = Section(title="sitegen", text=TEXT.partition("\n## ")[0])
SECTIONS = [INTRODUCTION, *sections(TEXT, 2)]


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.title)
def test_what_the_examples_say_is_said(section: Section, tmp_path: Path) -> None:
    """Each section begins in a site that `init` made; that of `init` in an empty folder."""
    if section.title != "sitegen init":
        said_here("init", ".", cwd=tmp_path)
    really = carried_out(section.text, tmp_path, _all)
    if UPDATE:
        lifelike = really.replace("0.0 s", "0.4 s").replace('"seconds": 0.0', '"seconds": 0.412')
        text = DOCUMENT.read_text(encoding="utf-8")
        DOCUMENT.write_text(text.replace(section.text, lifelike), encoding="utf-8")
    else:
        assert masked(really) == masked(section.text)


def test_every_command_shows_its_help() -> None:
    """And so every option of it."""
    assert isinstance(main, click.Group)
    shown = set(re.findall(r"^\$ (sitegen.*) --help$", TEXT, re.MULTILINE))
    assert shown == {"sitegen", *_names(main, "sitegen")}


def test_every_field_of_the_report_is_explained() -> None:
    """The example of the report holds all fields but those of empty lists, and those that are to be asked for."""
    explained = set(re.findall(r"^\| `([a-z_.]+)", TEXT.partition("## The report as JSON")[2], re.MULTILINE))
    asked_for = {"made", "profile", "verified"}
    report = TEXT.partition("$ sitegen check --json\n")[2].partition("```")[0]
    top = set(re.findall(r'^  "(\w+)":', report, re.MULTILINE))
    assert top | asked_for == {name.partition(".")[0] for name in explained}


def _names(group: click.Group, name: str) -> list[str]:
    found = []
    context = click.Context(group)
    for each in group.list_commands(context):
        command = group.get_command(context, each)
        found.append(f"{name} {each}")
        if isinstance(command, click.Group):
            found += _names(command, f"{name} {each}")
    return found


def _all(args: list[str], folder: Path) -> str:
    return said_here(*args, cwd=folder).text
