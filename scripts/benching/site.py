"""The portal of the bundled data: how long it takes, and how large it and its pages are."""

from __future__ import annotations

from collections.abc import Iterator

from benching.measure import side_by_side
from benching.works import Bench, Line

LANGUAGES = ("ru", "en", "zh")


def site(bench: Bench) -> Iterator[Line]:
    """`kg site`, whole process: seconds, MB in all, the largest start page and the largest page of a place in KB."""
    out = bench.folder / "site"
    took = side_by_side({"ours": bench.kg("site", "--out", out)}, 1, bench.environment)["ours"]
    whole = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    start = max((out / lang / "index.html").stat().st_size for lang in LANGUAGES)
    place = max(path.stat().st_size for lang in LANGUAGES for path in (out / lang / "place").iterdir())
    yield Line("kg site", f"{took.seconds:.1f} s", "≤ 20 s", took.seconds <= 20)
    for what, size, most, unit in (
        ("kg site, all files", whole / 1e6, 40, "MB"),
        ("kg site, start page", start / 1e3, 300, "KB"),
        ("kg site, largest page of a place", place / 1e3, 60, "KB"),
    ):
        yield Line(what, f"{size:.0f} {unit}", f"≤ {most} {unit}", size <= most)
