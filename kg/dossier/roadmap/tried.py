"""Where events show a measure tried, by a table that gives a reason for each measure."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kg.dossier.roadmap.experience import Happening
from kg.dossier.roadmap.ground import Ground

MOST = 2  # events shown for a measure


@cache
def table() -> Mapping[str, Mapping[str, Any]]:
    """The kinds and spheres of events that show a measure tried, and why, by the code of the measure."""
    return tomllib.loads(Path(__file__).with_name("tried.toml").read_text(encoding="utf-8"))


def events_of(ground: Ground, measure: str) -> list[Happening]:
    """The events that show a measure tried: here, then in comparable places, then elsewhere, the latest first."""
    row = table().get(measure)
    if row is None:
        return []
    kinds, spheres = set(row["kinds"]), set(row["spheres"])
    found = [
        event
        for event in ground.experience.happenings
        if event.kind in kinds and (not spheres or event.spheres & spheres) and not event.planned and event.year
    ]
    alike = set(ground.alike)

    def far(event: Happening) -> int:
        return 0 if ground.here in event.parties else 1 if event.parties & alike else 2

    return sorted(found, key=far)[:MOST]
