"""How far a build has come, and what is noted of it on the way. Light: a build that has nothing to do loads it too."""

from collections import defaultdict
from collections.abc import Callable
from enum import Enum
from heapq import heappushpop

SLOWEST = 10
"""The pages of which the time is kept."""


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
        self.seconds: dict[Stage, float] = defaultdict(float)
        self.slowest = [(0.0, "", "")] * SLOWEST  # a heap: seconds, path and template of a page
        self.templates: dict[str, list[float]] = defaultdict(lambda: [0, 0.0])  # how many pages, and their seconds

    def __reduce__(self) -> tuple[type["Watch"], tuple[()]]:
        return Watch, ()

    def begin(self, stage: Stage) -> None:
        """The stage so far has ended, and this one begins; it may have been entered before."""
        now = self._clock()
        self.seconds[self._stage] += now - self._since
        self._stage, self._since = stage, now
        self.progress(stage, 0, 0)

    def done(self, count: int, of: int) -> None:
        """So much of the stage is done."""
        self.progress(self._stage, count, of)

    def page(self, path: str, template: str, seconds: float) -> None:
        """A page was made."""
        heappushpop(self.slowest, (seconds, path, template))
        sums = self.templates[template]
        sums[0] += 1
        sums[1] += seconds
