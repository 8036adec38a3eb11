"""A theme and those that it extends, read from their folders: manifests, templates, assets, options."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from sitegen.formats.theme import option_value, parse_theme
from sitegen.ground.diagnostics import Diagnostic, Where, has_errors
from sitegen.ground.files import read_regular
from sitegen.ground.sources import Source, decode
from sitegen.model.settings import Settings
from sitegen.model.theme import OptionValue, ThemeManifest
from sitegen.render import problems

MANIFEST = "theme.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeFolder:
    """One theme as it lies on disk. `shown` is its path in messages; templates are by name, assets by path."""

    name: str
    shown: str
    built_in: bool
    manifest: ThemeManifest
    templates: Mapping[str, Source]
    assets: Mapping[str, Path]


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The site's theme first, then the one that it extends, and so on; options with the values of the settings."""

    chain: tuple[ThemeFolder, ...]
    options: Mapping[str, OptionValue] = field(default_factory=dict)

    def assets(self) -> dict[str, str]:
        """The theme that each asset is taken from: the first of the chain that has it."""
        return {path: folder.name for folder in reversed(self.chain) for path in folder.assets}

    def is_built_in(self, theme: str) -> bool:
        """Whether a theme of the chain came with sitegen."""
        return any(folder.built_in for folder in self.chain if folder.name == theme)

    def asset_file(self, theme: str, path: str) -> Path:
        """Where an asset lies on disk."""
        return next(folder.assets[path] for folder in self.chain if folder.name == theme)


def load_theme(site: Path, settings: Settings) -> tuple[Theme | None, list[Diagnostic]]:
    """The theme that the settings name, from the site's themes/ or from those that come with sitegen."""
    diagnostics: list[Diagnostic] = []
    chain: list[ThemeFolder] = []
    name = settings.theme.name
    where = settings.marks.get("theme") or Where("sitegen.yaml")
    seen: list[str] = []
    while name:
        if name in seen:
            return None, [*diagnostics, problems.theme_circle([*seen, name], where)]
        found = _find(site, name)
        if found is None and (site / "themes" / name).is_dir():
            return None, [*diagnostics, problems.theme_without_manifest(name, where)]
        if found is None:
            return None, [*diagnostics, problems.unknown_theme(name, _theme_names(site), where)]
        seen.append(name)
        folder, found_problems = _read_folder(name, *found)
        diagnostics += found_problems
        if folder is None:
            return None, diagnostics
        chain.append(folder)
        name, where = folder.manifest.extends, folder.manifest.marks.get("extends", Where(f"{folder.shown}/{MANIFEST}"))
    options, found_problems = _options(chain, settings)
    diagnostics += found_problems
    return (None if has_errors(diagnostics) else Theme(chain=tuple(chain), options=options)), diagnostics


def _find(site: Path, name: str) -> tuple[Path, str] | None:
    """A theme's folder and its path in messages: the site's own themes come before those of sitegen."""
    folder = site / "themes" / name
    if (folder / MANIFEST).is_file():
        return folder, f"themes/{name}"
    built_in = _built_in() / name
    return (built_in, f"sitegen/themes/{name}") if (built_in / MANIFEST).is_file() else None


def _built_in() -> Path:
    return Path(str(files("sitegen") / "themes"))


def _theme_names(site: Path) -> list[str]:
    folders = [site / "themes", _built_in()]
    return sorted({each.parent.name for folder in folders for each in folder.glob(f"*/{MANIFEST}")})


def _read_folder(name: str, folder: Path, shown: str) -> tuple[ThemeFolder | None, list[Diagnostic]]:
    diagnostics: list[Diagnostic] = []
    contents = dict(_files(folder, shown, diagnostics))
    manifest, found = _manifest(name, contents, shown)
    diagnostics += found
    templates = {}
    for path, file in contents.items():
        if path.startswith("templates/"):
            source, found = _read(file, f"{shown}/{path}")
            diagnostics += found
            if source:
                templates[path.removeprefix("templates/")] = source
    assets = {path.removeprefix("assets/"): file for path, file in contents.items() if path.startswith("assets/")}
    if manifest is None or has_errors(diagnostics):
        return None, diagnostics
    return ThemeFolder(
        name=name,
        shown=shown,
        built_in=folder.parent == _built_in(),
        manifest=manifest,
        templates=templates,
        assets=assets,
    ), diagnostics


def _files(folder: Path, shown: str, diagnostics: list[Diagnostic]) -> Iterator[tuple[str, Path]]:
    """Every file of a theme, by its path in it; a link that leads out of the theme is an error."""
    home = folder.resolve()
    if home.parent != folder.parent.resolve():
        diagnostics.append(problems.outside_theme(Where(shown)))
        return

    def unreadable(reason: OSError) -> None:
        path = Path(reason.filename).relative_to(folder).as_posix()
        diagnostics.append(problems.unreadable(Where(f"{shown}/{path}"), reason.strerror or str(reason)))

    for where, folders, names in os.walk(folder, onerror=unreadable):
        folders.sort()
        for name in sorted(folders + names):
            file = Path(where, name)
            path = file.relative_to(folder).as_posix()
            if file.is_symlink() and not Path(os.path.realpath(file)).is_relative_to(home):
                diagnostics.append(problems.outside_theme(Where(f"{shown}/{path}")))
            elif file.is_file() and not name.startswith(".") and not name.endswith("~"):
                yield path, file


def _manifest(name: str, contents: Mapping[str, Path], shown: str) -> tuple[ThemeManifest | None, list[Diagnostic]]:
    if MANIFEST not in contents:
        return None, []
    source, diagnostics = _read(contents[MANIFEST], f"{shown}/{MANIFEST}")
    if source is None:
        return None, diagnostics
    manifest, diagnostics = parse_theme(source)
    if manifest and manifest.name != name:
        diagnostics.append(problems.theme_renamed(manifest.name, name, manifest.marks.get("name", source.whole)))
    return manifest, diagnostics


def _read(file: Path, shown: str) -> tuple[Source | None, list[Diagnostic]]:
    try:
        data = read_regular(file)
    except OSError as reason:
        return None, [problems.unreadable(Where(shown), reason.strerror or str(reason))]
    source, diagnostics = decode(shown, data)
    return source, diagnostics


def _options(chain: list[ThemeFolder], settings: Settings) -> tuple[dict[str, OptionValue], list[Diagnostic]]:
    """Every option of the chain, with its default or the value of the settings."""
    known = {name: option for folder in reversed(chain) for name, option in folder.manifest.options.items()}
    values = {name: option.default for name, option in known.items()}
    diagnostics: list[Diagnostic] = []
    for name, written in settings.theme.options.items():
        path = f"theme_options.{name}"
        where = settings.marks.get(path) or Where("sitegen.yaml")
        if name not in known:
            diagnostics.append(problems.unknown_option(name, known, where))
            continue
        values[name], found = option_value(known[name], written, path, where)
        diagnostics += found
    return values, diagnostics
