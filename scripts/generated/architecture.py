"""``docs/architecture.svg``: the rooms of the package and which imports which, drawn from the imports."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from kg.formats.look import LIGHT, families

ROOT = Path(__file__).resolve().parent.parent.parent
_ROW = re.compile(r"^\| (\d+) \| (\w+) \| (.+?) \|", re.MULTILINE)
_HEIGHT, _TOP, _BOX = 44, 24, 560  # of a room, above the first, the right edge of the boxes


def rooms() -> list[tuple[int, str, str]]:
    """Step, name and purpose of each room, from the table of ``docs/architecture.md``."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    return [(int(step), room, purpose) for step, room, purpose in _ROW.findall(text)]


def imports() -> set[tuple[str, str]]:
    """The pairs of rooms of which the first imports the second."""
    names = {room for _, room, _ in rooms()}
    pairs = ((path.relative_to(ROOT / "kg").parts[0], room) for path in _modules() for room in _imported(path))
    return {(here, there) for here, there in pairs if here in names and there in names and here != there}


def _modules() -> Iterator[Path]:
    return (path for path in sorted((ROOT / "kg").rglob("*.py")) if path.parent != ROOT / "kg")


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kg."):
            yield (node.module or "").split(".")[1]
        elif isinstance(node, ast.ImportFrom) and node.module == "kg":
            yield from (alias.name for alias in node.names)


def text() -> str:
    """The drawing: a room a row, an arc from each room to a room that it imports.

    An arc to a room above stands on the right; one to a room below or of the same step, on the left and red.
    """
    known = rooms()
    row = {room: index for index, (_, room, _) in enumerate(known)}
    step = {room: number for number, room, _ in known}
    height = _TOP * 2 + _HEIGHT * len(known)
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 {height}" role="img" '
            f'font-family="{families("en")}" font-size="13">'
        ),
        "<title>The rooms of kg and which room imports which</title>",
        f'<rect width="900" height="{height}" fill="{LIGHT["paper"]}"/>',
        (
            '<marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
            f'<path d="M0 0L8 4L0 8z" fill="{LIGHT["russia"]}"/></marker>'
        ),
    ]
    for here, there in sorted(imports(), key=lambda pair: (row[pair[0]], row[pair[1]])):
        down = step[there] >= step[here]
        parts.append(_arc(row[here], row[there], _spread(row[here]), against=down))
    for index, (number, room, purpose) in enumerate(known):
        y = _TOP + _HEIGHT * index
        parts += [
            (
                f'<rect x="40" y="{y + 4}" width="{_BOX - 40}" height="{_HEIGHT - 8}" rx="4" fill="#fff" '
                f'stroke="{LIGHT["rule"]}"/>'
            ),
            f'<text x="52" y="{y + 27}" fill="{LIGHT["muted"]}">{number}</text>',
            f'<text x="78" y="{y + 27}" font-weight="600" fill="{LIGHT["ink"]}">{escape(room)}</text>',
            f'<text x="160" y="{y + 27}" fill="{LIGHT["ink"]}">{escape(_short(purpose))}</text>',
        ]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _short(purpose: str) -> str:
    """The first clause of what a room holds."""
    return re.split("[;:]", purpose.replace("`", ""))[0]


def _spread(index: int) -> int:
    return 4 + index % 3 * 6


def _arc(start: int, end: int, shift: int, *, against: bool) -> str:
    edge, side = (40, -1) if against else (_BOX, 1)
    reach = 30 + 19 * abs(start - end)
    y1 = _TOP + _HEIGHT * start + _HEIGHT / 2 - shift
    y2 = _TOP + _HEIGHT * end + _HEIGHT / 2 + shift
    bend = edge + side * reach
    colour = LIGHT["china" if against else "russia"]
    return (
        f'<path d="M{edge} {y1:g}C{bend} {y1:g} {bend} {y2:g} {edge} {y2:g}" fill="none" stroke="{colour}" '
        'stroke-opacity=".55" stroke-width="1.3" marker-end="url(#tip)"/>'
    )
