"""Where the time of a build went, for people and as JSON."""

from typing import Any

from sitegen.build.profile import Profile
from sitegen.cli.printing import printable
from sitegen.cli.report import counted
from sitegen.cli.terminal import say


def print_profile(profile: Profile) -> None:
    """After the summary."""
    say("Time by stage:")
    for stage, seconds in profile.stages.items():
        say(f"  {seconds:8.3f} s  {stage.value}")
    say(f"  {sum(profile.stages.values()):8.3f} s  together, in {counted(profile.workers, 'process', 'processes')}")
    if profile.slowest:
        say("Slowest pages:")
    for page in profile.slowest:
        say(f"  {page.seconds * 1000:8.1f} ms  {printable(page.path)}")
    if profile.templates:
        say("Slowest templates:")
    for each in profile.templates:
        mean = f"{each.seconds * 1000 / each.pages:,.1f} ms each"
        say(f"  {each.seconds:8.3f} s  {each.template}: {counted(each.pages, 'page')}, {mean}")
    say("From the cache:")
    for line in _cached(profile):
        say(f"  {line}")


def profile_document(profile: Profile) -> dict[str, Any]:
    """The same for the report as JSON."""
    return {
        "workers": profile.workers,
        "stages": {stage.value: round(seconds, 6) for stage, seconds in profile.stages.items()},
        "slowest": [
            {"path": each.path, "template": each.template, "seconds": round(each.seconds, 6)}
            for each in profile.slowest
        ],
        "templates": [
            {"template": each.template, "pages": each.pages, "seconds": round(each.seconds, 6)}
            for each in profile.templates
        ],
        "files": {"parsed": profile.files_parsed, "recalled": profile.files_recalled},
        "pages": {"made": profile.pages_made, "kept": profile.pages_kept},
    }


def _cached(profile: Profile) -> list[str]:
    if not (profile.files_recalled or profile.files_parsed or profile.pages_made):
        return ["everything: nothing has changed since the last build"]
    return [
        f"{counted(profile.files_recalled, 'file')} recalled, {profile.files_parsed:,} parsed",
        f"{counted(profile.pages_kept, 'page')} kept, {profile.pages_made:,} made",
    ]
