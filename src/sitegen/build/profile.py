"""Where the time of a build went."""

from collections.abc import Mapping
from dataclasses import dataclass

from sitegen.build.watch import Stage, Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTime:
    """A page that was made, with what it was made from: a template, or a kind of page that needs none."""

    path: str
    template: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateTime:
    """A template, and how long all the pages took that were made from it."""

    template: str
    pages: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Where the time of a build went: seconds by stage, the slowest pages, the templates, slowest first; and what it
    was spared. The times of pages are those of the workers, who share a stage's time.
    """

    stages: Mapping[Stage, float]
    slowest: tuple[PageTime, ...]
    templates: tuple[TemplateTime, ...]
    files_parsed: int
    files_recalled: int
    pages_made: int
    pages_kept: int
    workers: int


def profile_of(watch: Watch) -> Profile:
    """What the watch has noted, slowest first."""
    sums = sorted(watch.templates.items(), key=lambda item: item[1][1], reverse=True)
    templates = tuple(TemplateTime(template=name, pages=int(pages), seconds=took) for name, (pages, took) in sums)
    slowest = (each for each in sorted(watch.slowest, reverse=True) if each[1])
    return Profile(
        stages={stage: watch.seconds[stage] for stage in Stage if stage in watch.seconds},
        slowest=tuple(PageTime(path=path, template=name, seconds=took) for took, path, name in slowest),
        templates=templates,
        files_parsed=watch.files_parsed,
        files_recalled=watch.files_recalled,
        pages_made=sum(each.pages for each in templates),
        pages_kept=watch.pages_kept,
        workers=watch.workers,
    )
