"""How far a build has come, and where its time went."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from heapq import heappushpop, nlargest

_SLOWEST = 10  # pages that a profile names


class Stage(Enum):
    """The stages of a build, in the order in which each is first entered."""

    LOOK = "look"
    LIBRARIES = "libraries"
    LOAD = "load"
    RESOLVE = "resolve"
    PLAN = "plan"
    LINKS = "links"
    VERIFY = "verify"
    RENDER = "render"
    PUBLISH = "publish"
    REMEMBER = "remember"
    CLEAN = "clean build"


Progress = Callable[[Stage, int, int], None]
"""Called with a stage, how much of it is done, and how much there is to do: 0 where that is not counted."""


def nobody_waits(stage: Stage, done: int, of: int) -> None:
    """The progress of which nobody is told."""


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


class Watch:
    """Is told what happens, and tells `progress`. In another process there is nobody to tell: there it is a new one."""

    def __init__(self, clock: Callable[[], float] = float, progress: Progress = nobody_waits) -> None:
        self.files_parsed = 0
        self.files_recalled = 0
        self.pages_kept = 0
        self.workers = 1
        self._clock = clock
        self.progress = progress
        self._stage = Stage.LOOK
        self._since = clock()
        self._seconds: dict[Stage, float] = defaultdict(float)
        self._slowest = [(0.0, "", "")] * _SLOWEST  # a heap: seconds, path and template of a page
        self._templates: dict[str, list[float]] = defaultdict(lambda: [0, 0.0])  # how many pages, and their seconds

    def __reduce__(self) -> tuple[type["Watch"], tuple[()]]:
        return Watch, ()

    def begin(self, stage: Stage) -> None:
        """The stage so far has ended, and this one begins; it may have been entered before."""
        now = self._clock()
        self._seconds[self._stage] += now - self._since
        self._stage, self._since = stage, now
        self.progress(stage, 0, 0)

    def done(self, count: int, of: int) -> None:
        """So much of the stage is done."""
        self.progress(self._stage, count, of)

    def page(self, path: str, template: str, seconds: float) -> None:
        """A page was made."""
        heappushpop(self._slowest, (seconds, path, template))
        sums = self._templates[template]
        sums[0] += 1
        sums[1] += seconds

    def profile(self) -> Profile:
        """What there is to be said, at the end."""
        self.begin(self._stage)
        sums = sorted(self._templates.items(), key=lambda item: item[1][1], reverse=True)
        templates = tuple(TemplateTime(template=name, pages=int(pages), seconds=took) for name, (pages, took) in sums)
        return Profile(
            stages={stage: self._seconds[stage] for stage in Stage if stage in self._seconds},
            slowest=tuple(
                PageTime(path=path, template=template, seconds=seconds)
                for seconds, path, template in nlargest(_SLOWEST, self._slowest)
                if path
            ),
            templates=templates,
            files_parsed=self.files_parsed,
            files_recalled=self.files_recalled,
            pages_made=sum(each.pages for each in templates),
            pages_kept=self.pages_kept,
            workers=self.workers,
        )
