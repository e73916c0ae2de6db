"""A kept graph is the one that was made, or it is made again; old ones and what ended processes left go."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.ask.asked_graph import StoredGraph
from kg.ask.bounded import Bounds
from kg.ask.results import Truth
from kg.base.errors import KgError
from kg.base.resources import PACKAGE
from kg.cli.cache import _size
from kg.graph import cache
from kg.graph.build import build
from kg.graph.store import open_graph, opened, place_of
from tests.command import Run

WORLD = Path(__file__).parent.parent / "world"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that keeps the small world."""
    home = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KG_CACHE", str(home))
        open_graph(roots=[WORLD])
    return home


@pytest.fixture
def home(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, in use."""
    monkeypatch.setenv("KG_CACHE", str(tmp_path / "cache"))
    return Path(shutil.copytree(made, tmp_path / "cache"))


def first(folder: Path, pattern: str) -> Path:
    return min(folder.glob(pattern))


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-40])


def flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def test_the_kept_store_holds_what_the_file_holds(home: Path, tmp_path: Path) -> None:
    graph = open_graph(roots=[WORLD])
    assert len(graph) == len(open_graph(build([WORLD], tmp_path / "ties.nq").path))
    (kept,) = home.iterdir()
    before = kept.stat().st_mtime_ns
    open_graph(roots=[WORLD])
    assert kept.stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        *((name, damage) for name in ("MANIFEST-*", "CURRENT", "*.sst", "OPTIONS-*") for damage in (cut, flip)),
        *((name, Path.unlink) for name in ("MANIFEST-*", "*.sst", "seal")),
        ("seal", cut),
    ],
)
def test_each_damage_to_each_file_is_found(home: Path, name: str, damage: Callable[[Path], None]) -> None:
    (kept,) = home.iterdir()
    assert cache.is_whole(kept)
    damage(first(kept, name))
    assert not cache.is_whole(kept)


def test_a_copy_of_a_cache_is_read_once_and_then_trusted(home: Path) -> None:
    (kept,) = home.iterdir()
    os.utime(first(kept, "*.sst"), (1, 1))
    before = (kept / "seal").read_bytes()
    assert cache.is_whole(kept)
    assert (kept / "seal").read_bytes() != before


def test_a_damaged_graph_is_built_anew_with_one_line_and_so_is_a_file_in_its_place(kg_process: Run, home: Path) -> None:
    words, env = ("query", "are-sisters", "--only", "--sources", str(WORLD)), {"KG_CACHE": str(home)}
    (kept,) = home.iterdir()
    cut(first(kept, "MANIFEST-*"))
    done = kg_process(*words, env=env)
    assert (done.returncode, done.stdout) == (0, "true\n")
    assert done.stderr.startswith(f"{kept} is damaged and is built anew\nWhether two places are")
    shutil.rmtree(kept)
    kept.touch()
    assert kg_process(*words, env=env).stdout == "true\n"
    assert cache.is_whole(kept, read_all=True)


@pytest.mark.parametrize("bounds", [None, Bounds(60.0)], ids=["here", "in a process of its own"])
def test_a_graph_that_another_process_removes_before_it_is_opened_is_made_again(
    kg_process: Run, home: Path, bounds: Bounds | None
) -> None:
    place = place_of(roots=[WORLD])
    assert kg_process("cache", "clear", env={"KG_CACHE": str(home)}).returncode == 0
    assert not place.exists()
    assert StoredGraph(place, bounds).ask("ASK { ?s ?p ?o }") == Truth(value=True)
    assert cache.is_whole(place, read_all=True)
    assert list(home.iterdir()) == [place]


def test_a_graph_that_many_open_and_remove_at_once_is_found_by_each(home: Path) -> None:
    place = place_of(roots=[WORLD])
    asked = "from pathlib import Path; import sys; from kg.graph.cache import kept, remove; "
    asked += "from kg.graph.store import open_graph; "
    asked += "[(open_graph(roots=[Path(sys.argv[1])]), [remove(each.folder) for each in kept()]) for _ in range(2)]"
    command = [sys.executable, "-c", asked, str(WORLD)]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    assert [(process.communicate()[1], process.returncode) for process in running] == [("", 0)] * 2
    assert not list(home.glob(".*"))
    assert opened(place)


def test_what_cannot_be_removed_is_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path, _target: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    (kept,) = home.iterdir()
    cut(first(kept, "CURRENT"))
    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(KgError, match="cannot be removed: Permission denied – set KG_CACHE"):
        open_graph(roots=[WORLD])


def test_a_graph_of_other_code_is_another_graph_and_only_the_newest_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(cache, "KEPT", 2)
    keys = set()
    for version in range(3):
        package = tmp_path / f"code{version}"
        (package / "gather" / "below").mkdir(parents=True)
        (package / "gather" / "below" / "rule.py").write_text(f"RULE = {version}\n", encoding="utf-8")
        monkeypatch.setattr(cache, "PACKAGE", package)
        if version == 2:
            monkeypatch.setattr(cache, "MOST", 0)
        open_graph(roots=[WORLD / "gazetteer"])
        keys.add(tuple(sorted(path.name for path in (tmp_path / "cache").iterdir())))
    assert sorted(map(len, keys)) == [1, 1, 2]
    assert len({name for names in keys for name in names}) == 3


def test_all_code_that_a_build_imports_is_in_the_key() -> None:
    files = {Path(str(module.__file__)) for name, module in sys.modules.items() if name.startswith("kg.graph.build")}
    seen = set(files)
    while files:  # what they import, whatever else is imported by now
        text = files.pop().read_text(encoding="utf-8")
        for line in text.splitlines():
            words = line.split()
            if words[:1] == ["from"] and words[1].startswith("kg.") and words[2] == "import":
                path = PACKAGE.joinpath(*words[1].split(".")[1:])
                below = [path / f"{word.strip('(,)')}.py" for word in words[3:]]
                new = {each for each in (path.with_suffix(".py"), path / "__init__.py", *below) if each.is_file()}
                files |= new - seen
                seen |= new
    assert len(seen) > 20
    assert {path.relative_to(PACKAGE).parts[0] for path in seen} <= set(cache._MAKERS)


def test_the_command_tells_checks_and_clears(kg: Run, home: Path) -> None:
    env = {"KG_CACHE": str(home)}
    (kept,) = home.iterdir()
    (home / "wikidata").mkdir()
    told = kg("cache", "info", env=env).stdout.splitlines()
    assert [line.split(",")[:2] for line in told[1:]] == [[kept.name, "graph"], ["wikidata", "other"]]
    assert kg("cache", "verify", env=env).returncode == 0
    flip(first(kept, "*.sst"))
    assert kg("cache", "verify", env=env).returncode == 1
    assert not kept.exists()
    kept.mkdir()
    part = home / f".{kept.name}.{'0' * 8}-999999999-{'0' * 8}.part"
    part.mkdir()
    os.utime(part, (1, 1))
    assert kg("cache", "clear", env=env).returncode == 0
    assert [path.name for path in home.iterdir()] == ["wikidata"]


def test_what_another_process_has_removed_takes_no_room(tmp_path: Path) -> None:
    assert _size(tmp_path / "gone") == 0


def test_what_is_reckoned_of_a_kept_graph_is_reckoned_once(tmp_path: Path) -> None:
    made: list[int] = []

    def make() -> str:
        made.append(1)
        return "числа"

    (tmp_path / "seal").write_text("", encoding="ascii")
    assert {cache.beside(tmp_path, "numbers.json", make) for _ in range(3)} == {"числа"}
    assert len(made) == 1
    (tmp_path / "seal").unlink()
    assert cache.beside(tmp_path, "numbers.json", make) == cache.beside(None, "numbers.json", make) == "числа"
    assert len(made) == 3


def test_what_is_reckoned_once_is_reckoned_again_where_it_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "seal").touch()
    assert cache.beside(tmp_path, "names", lambda: "Харбин\n1") == "Харбин\n1"
    assert cache.beside(tmp_path, "names", lambda: "never") == "Харбин\n1"
    (kept,) = tmp_path.glob("names*")
    kept.write_bytes(kept.read_bytes().replace(b"1", b"3"))
    assert cache.beside(tmp_path, "names", lambda: "Харбин\n1") == "Харбин\n1"
    assert cache.beside(tmp_path, "names", lambda: "never") == "Харбин\n1"


def test_the_command_finds_damage_in_what_is_reckoned_once(kg: Run, home: Path) -> None:
    env = {"KG_CACHE": str(home)}
    (store,) = home.iterdir()
    cache.beside(store, "names", lambda: "Харбин")
    assert kg("cache", "verify", env=env).returncode == 0
    (kept,) = store.glob("names.*")
    kept.write_bytes(kept.read_bytes() + b"more")
    assert kg("cache", "verify", env=env).returncode == 1
