"""The pictures of the corpus, drawn as SVG."""

from pathlib import Path

from benchmarks.prose import IMAGES, Chance


def write_pictures(static: Path) -> None:
    """Every picture that a post may show, at its address below `static`."""
    for address in IMAGES:
        path = static / address.lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_picture(address), encoding="utf-8")


def _picture(address: str) -> str:
    chance = Chance("picture", address)
    shapes = "".join(
        f'<circle cx="{chance.whole(0, 320)}" cy="{chance.whole(0, 180)}" r="{chance.whole(4, 40)}" '
        f'fill="hsl({chance.whole(0, 359)} 40% 60%)"/>\n'
        for _ in range(12)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180">\n{shapes}</svg>\n'
