"""ARCHITECTURE.md's invariants; which room may import which is import-linter's business (`make lint`)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

PACKAGE = REPOSITORY / "src" / "sitegen"
MODULES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)

# What a person starts. Only there does sitegen meet the terminal, the date and the environment.
EDGE = ("cli/", "__main__.py")
BELOW_CLI = [name for name in MODULES if not name.startswith(EDGE)]

LARGEST = 450  # lines


def dotted(node: ast.expr) -> str:
    """`a.b.c` as it is written; nothing for any other expression."""
    match node:
        case ast.Name():
            return node.id
        case ast.Attribute():
            owner = dotted(node.value)
            return f"{owner}.{node.attr}" if owner else f".{node.attr}"
        case _:
            return ""


def imported(tree: ast.Module) -> Iterator[str]:
    """Everything that a module imports, with its module's name before it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def uses(tree: ast.Module, *, modules: str, names: str = "", calls: str = "") -> list[str]:
    """`line: name` of all that is imported, touched or called and matches; `names` are as `dotted` has them."""
    found: set[tuple[int, str]] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and re.fullmatch(calls, dotted(node.func)):
            found.add((node.lineno, dotted(node.func)))
        elif isinstance(node, ast.Attribute) and re.fullmatch(names, dotted(node)):
            found.add((node.lineno, dotted(node)))
    found |= {(1, name) for name in imported(tree) if re.fullmatch(rf"({modules})(\..*)?|({names})", name)}
    return [f"line {line}: {name}" for line, name in sorted(found)]


# ── Every module ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", MODULES)
def test_a_module_begins_by_saying_what_it_owns(name: str) -> None:
    docstring = ast.get_docstring(TREES[name]) or ""
    first = docstring.split("\n")[0]
    assert first.endswith((".", "!", "?")), f"the first line of {name}'s docstring is not a sentence: {first!r}"


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = re.compile(r"utils?|helpers?|managers?|base|common|misc|tools?|core|lib")
    assert [name for name in MODULES if drawers.fullmatch(Path(name).stem)] == []
    assert [name for name in MODULES if any(map(drawers.fullmatch, Path(name).parent.parts))] == []


@pytest.mark.parametrize("name", MODULES)
def test_a_module_can_be_read_in_one_go(name: str) -> None:
    lines = len(MODULES[name].read_text(encoding="utf-8").splitlines())
    assert lines < LARGEST, f"{name} has {lines} lines: it is more than one thing"


def test_the_code_map_has_every_module_and_no_other() -> None:
    text = (REPOSITORY / "ARCHITECTURE.md").read_text(encoding="utf-8")
    [code_map] = re.findall(r"^## Code map$(.*?)^## ", text, re.MULTILINE | re.DOTALL)
    named = re.findall(r"^\| `([\w/]+\.py)` \|", code_map, re.MULTILINE)
    modules = {name for name in MODULES if not is_only_a_docstring(TREES[name])} - {"__init__.py", "__main__.py"}
    assert sorted(named) == sorted(modules)


def is_only_a_docstring(tree: ast.Module) -> bool:
    """As an `__init__.py` is that makes a folder a package and says what it owns."""
    return len(tree.body) == 1


def test_the_code_map_has_every_room() -> None:
    text = (REPOSITORY / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = re.findall(r"^### `(\w+)/`", text, re.MULTILINE)
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert sorted(named) == sorted(rooms | {"themes", "starter"})


# ── Absences ─────────────────────────────────────────────────────────────────────────────────────────────────────────


EXITS = {"build/pool.py": {"os._exit"}}  # a worker, when the process that leads was killed


@pytest.mark.parametrize("name", BELOW_CLI)
def test_only_the_command_line_prints_or_exits(name: str) -> None:
    found = uses(
        TREES[name],
        modules="click|logging|warnings",
        names=r"sys\.(exit|stdout|stderr|stdin|argv)|os\._exit",
        calls="print|input|exit|quit|SystemExit|breakpoint",
    )
    assert {use.partition(": ")[2] for use in found} == EXITS.get(name, set())


# What is used where no byte of a page depends on it.
HARMLESS = {
    "build/__init__.py": {"time"},  # how long each part of a build takes; never the date
    "incremental/cache.py": {"tempfile.mkdtemp"},  # where the site's own folder cannot be written
}


@pytest.mark.parametrize("name", BELOW_CLI)
def test_nothing_depends_on_the_clock_on_chance_or_on_the_machine(name: str) -> None:
    """The same files make the same bytes: now, home and the working directory come in as arguments."""
    clock = r"(datetime\.)?(datetime|date)\.(now|today|utcnow|fromtimestamp)"
    machine = r"os\.(urandom|environb?|getenv|getcwdb?|getlogin|uname|cpu_count)|os\.path\.(abspath|expanduser)"
    paths = r"Path\.(cwd|home)|[\w.]*\.(expanduser|absolute)"
    found = uses(
        TREES[name],
        modules="time|random|secrets|uuid|tempfile|locale|platform|socket|getpass",
        names=f"{clock}|{machine}|{paths}",
        calls="hash|id",  # of an object: other in every process
    )
    assert {use.partition(": ")[2] for use in found} == HARMLESS.get(name, set())


@pytest.mark.parametrize("name", BELOW_CLI)
def test_no_text_is_read_or_written_in_the_locale_s_encoding(name: str) -> None:
    """`read_text`, `write_text` and `open` guess an encoding unless they are told; `strftime` speaks the locale."""
    guessed = []
    for node in ast.walk(TREES[name]):
        if not isinstance(node, ast.Call):
            continue
        method = dotted(node.func).rpartition(".")[2]
        modes = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        is_binary = any(re.fullmatch(r"[rwxa+]*b[rwxa+]*", mode) for mode in modes)
        is_told = any(keyword.arg == "encoding" for keyword in node.keywords)
        by_descriptor = dotted(node.func) == "os.open"
        if method in ("read_text", "write_text", "open") and not (is_binary or is_told or by_descriptor):
            guessed.append(f"line {node.lineno}: {method}")
        if method in ("strftime", "ctime"):
            guessed.append(f"line {node.lineno}: {method}")
    assert guessed == []


# A name that is called on a path in order to change what is on the disk.
WRITING = re.compile(
    r"write_(bytes|text)|mkdir|makedirs|unlink|rmdir|removedirs|rmtree|rename|touch|truncate|(sym|hard)?link(_to)?"
    r"|copy2?|copyfile|copytree|move"
)
MAY_WRITE = ("publish/", "incremental/", "cli/init.py", "cli/new.py")


def test_only_publish_writes_files() -> None:
    """And `incremental`, but only into .sitegen/; and `init` and `new`, which start what a person goes on with, and
    overwrite nothing.
    """
    found = [
        f"{name}:{node.lineno}: {dotted(node.func)}"
        for name, tree in TREES.items()
        if not name.startswith(MAY_WRITE)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and WRITING.fullmatch((called := dotted(node.func)).rpartition(".")[2])
        # `token.copy()`: a value's own copy, which takes no arguments; and Python's own copy of a value.
        if not (called.endswith(".copy") and not node.args) and called != "copy.copy"
    ]
    assert found == []


def test_the_resolver_does_not_recurse() -> None:
    """A thread may be ten thousand replies deep."""
    calling_themselves = [
        f"{name}:{inner.lineno}: {function.name}"
        for name, tree in TREES.items()
        if name.startswith("resolve/")
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for inner in ast.walk(function)
        if isinstance(inner, ast.Call) and dotted(inner.func) in (function.name, f"self.{function.name}")
    ]
    assert calling_themselves == []


def test_render_sees_a_site_through_the_view_only() -> None:
    """What a page asks can be listened to only if there is no second door."""
    whole = {"sitegen.model.content.Site", "sitegen.model.page.Plan", "sitegen.model.content.CommentFile"}
    doors = {name: whole & set(imported(TREES[name])) for name in MODULES if name.startswith("render/")}
    assert {name: found for name, found in doors.items() if found} == {}


def test_a_message_is_worded_in_one_place_a_room() -> None:
    """`problems.py`; and where a problem needs its own room to be explained, in the modules named here."""
    elsewhere = {
        name
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and dotted(node.func) in ("error", "warning", "Diagnostic")
        if not name.endswith("problems.py") and name != "ground/diagnostics.py"
    }
    assert elsewhere <= {
        "formats/syntax.py",  # libyaml's complaints, by kind
        "ground/sources.py",  # bytes that are not UTF-8, for every room that reads files
        "incremental/records.py",  # what was worded in an earlier build, told again
    }


# ── Types ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_types_that_cross_the_rooms_are_frozen_slotted_and_built_by_name() -> None:
    exceptions = {
        "Html": "a str, which is frozen already",
        "Reference": "two fields, in their one obvious order",
    }
    loose = {}
    for name, tree in TREES.items():
        if not name.startswith("model/"):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and not any(dotted(base).endswith("Enum") for base in node.bases):
                missing = {"frozen", "slots", "kw_only"} - dataclass_options(node)
                if missing:
                    loose[node.name] = missing
    assert set(loose) == set(exceptions), loose
    assert loose["Reference"] == {"kw_only"}


def dataclass_options(node: ast.ClassDef) -> set[str]:
    """The options that are on, such as `frozen`; none for a class that is no dataclass."""
    return {
        str(keyword.arg)
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call) and dotted(decorator.func) == "dataclass"
        for keyword in decorator.keywords
        if isinstance(keyword.value, ast.Constant) and keyword.value.value is True
    }


def test_html_is_made_only_where_it_is_guarded() -> None:
    """`Html` says that a text may stand in a page as it is: whoever makes one answers for that."""
    makers = {
        re.sub(r"^(load/markdown/posts)/.*", r"\1.py", name)
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in ("Html", "Markup")
    }
    assert makers == {
        "incremental/records.py",  # what one of the others made in an earlier build, under a seal since
        "load/balance.py",  # strangers' bodies, guarded and made valid …
        "load/bodies.py",  # … and guarded once more
        "load/markdown/posts.py",  # the owner's posts: raw HTML is the owner's right
        "render/addresses.py",  # the same with escaped addresses put in
    }


def test_no_boolean_is_passed_by_position() -> None:
    """`render(post, True)` says nothing; most often it should be two functions."""
    found = {
        (name, argument.arg)
        for name, tree in TREES.items()
        for function in ast.walk(tree)
        if isinstance(function, FUNCTIONS) and not is_click_command(function)
        for argument in positional_booleans(function.args)
        if not (name.startswith("load/markdown/") and argument.arg == "silent")  # markdown-it's rules have it so
    }
    assert found == set()


def is_click_command(function: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> bool:
    """click passes every option by name."""
    decorators = [] if isinstance(function, ast.Lambda) else function.decorator_list
    return any(isinstance(each, ast.Call) and dotted(each.func).endswith(".command") for each in decorators)


def positional_booleans(arguments: ast.arguments) -> Iterator[ast.arg]:
    positional = [*arguments.posonlyargs, *arguments.args]
    defaults = [None] * (len(positional) - len(arguments.defaults)) + list(arguments.defaults)
    for argument, default in zip(positional, defaults, strict=True):
        annotation = ast.unparse(argument.annotation) if argument.annotation else ""
        by_default = isinstance(default, ast.Constant) and isinstance(default.value, bool)
        if by_default or re.fullmatch(r"bool( \| None)?|Optional\[bool\]", annotation):
            yield argument
