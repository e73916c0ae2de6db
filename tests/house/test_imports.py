"""Imports point down the road of the data: from a later folder to an earlier one, never up or sideways."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent

ROOMS = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
# Room → its step on the road, from the table of docs/architecture.md.
RANK = {room: int(step) for step, room in re.findall(r"(?m)^\| (\d+) \| (\w+) \|", ROOMS)}
# The package itself is the short API: it may use any folder, and a folder may ask it for its version.
API = "kg"


def imported(source: str, package: str) -> Iterator[str]:
    """The full names of the modules that a module of ``package`` imports, wherever in it.

    >>> list(imported("from kg.base import ids", "kg.graph"))
    ['kg.base', 'kg.base.ids']
    >>> list(imported("from ..base.dates import PartialDate", "kg.graph"))
    ['kg.base.dates', 'kg.base.dates.PartialDate']
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def violations(path: Path, root: Path = ROOT) -> list[str]:
    """What a module of kg imports against the direction of the road."""
    inside = path.relative_to(root).with_suffix("").parts
    if len(inside) == 2:  # kg/__init__.py and its neighbours are the API
        return []
    names = imported(path.read_text(encoding="utf-8"), ".".join(inside[:-1]))
    return [f"{'/'.join(inside)} imports {name}" for name in names if not allowed(name, inside[1])]


def allowed(name: str, folder: str) -> bool:
    """Whether a module in ``folder`` may import the module ``name``.

    >>> allowed("kg.base.ids", "graph"), allowed("kg.ask.catalog", "graph")
    (True, False)
    """
    first, _, rest = name.partition(".")
    target = rest.partition(".")[0]
    if first != API or target not in RANK:
        return first not in {"scripts", "tests"}
    return target == folder or RANK[target] < RANK[folder]


def modules() -> list[Path]:
    """Every module of the package."""
    return sorted((ROOT / "kg").rglob("*.py"))


def test_every_folder_of_the_package_has_its_place_on_the_road() -> None:
    folders = {path.relative_to(ROOT / "kg").parts[0] for path in modules() if path.parent != ROOT / "kg"}
    assert "base" in folders
    assert not folders - RANK.keys()


def test_imports_point_down_the_road_only() -> None:
    assert [line for path in modules() for line in violations(path)] == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("kg/base/upward.py", "from kg.graph.store import open_graph\n"),
        ("kg/site/sideways.py", "def f() -> None:\n    import kg.export.tables\n"),
        ("kg/gather/relative.py", "from ..ask import catalog\n"),
        ("kg/cli/script.py", "from scripts import environment\n"),
    ],
)
def test_an_import_against_the_road_is_found(tmp_path: Path, module: str, source: str) -> None:
    path = tmp_path / module
    path.parent.mkdir(parents=True)
    path.write_text(source, encoding="utf-8")
    assert violations(path, tmp_path)


def test_an_import_down_the_road_is_let_pass(tmp_path: Path) -> None:
    path = tmp_path / "kg" / "site" / "pages.py"
    path.parent.mkdir(parents=True)
    path.write_text("from kg import __version__\nfrom kg.site.parts import head\nfrom ..ask import catalog\n")
    assert violations(path, tmp_path) == []


@pytest.mark.parametrize(
    "path",
    [
        *(f"scripts/{name}.py" for name in ("demo", "test", "environment", "system", "bundle_editor")),
        "kg/base/languages.py",
    ],
)
def test_a_script_for_a_fresh_machine_needs_the_standard_library_only(path: str) -> None:
    found = imported((ROOT / path).read_text(encoding="utf-8"), path.rpartition("/")[0])
    others = {name.removesuffix("._") for name in found if name.partition(".")[0] not in sys.stdlib_module_names}
    named = {name.partition(".")[0] for name in others - {"kg.base.languages"}}
    assert named <= {"environment", "system", "bundle_editor"}
