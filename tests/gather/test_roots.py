"""The bundled sources, a person's own and those of one call are read beside one another, each once."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

import kg
from kg.base.errors import KgError
from kg.base.resources import sources_dir
from kg.gather.folder import id_of, read_folder
from kg.gather.roots import Sources, keep
from tests.command import Run

BUNDLED = [path.parent.name for path in sorted(sources_dir().glob("*/source.toml"))]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two sources, ``a`` and ``b``, and a list of added ones that is empty."""
    monkeypatch.setenv("KG_DATA", str(tmp_path / "data"))
    for name in ("a", "b"):
        (tmp_path / "own" / name).mkdir(parents=True)
        (tmp_path / "own" / name / "source.toml").write_text(f'id = "{name}"\n', encoding="utf-8")
    return tmp_path / "own"


def names(sources: Sources) -> list[str]:
    return [folder.name for folder in sources.folders()]


def test_without_a_word_the_bundled_ones_are_read(own: Path) -> None:
    assert names(Sources()) == BUNDLED


def test_those_that_are_named_are_read_beside_the_bundled_or_alone(own: Path) -> None:
    assert names(Sources((own,))) == [*BUNDLED, "a", "b"]
    assert names(Sources((own / "b",), only=True)) == ["b"]


def test_a_person_has_own_ones_by_a_variable_and_by_a_list(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (own.parent / "empty").mkdir()
    monkeypatch.setenv("KG_SOURCES", os.pathsep.join([str(own / "a"), str(own.parent / "empty")]))
    keep({"b": own / "b"})
    assert list(Sources().origins().values())[len(BUNDLED) :] == ["KG_SOURCES", "added"]
    assert names(Sources(only=True)) == BUNDLED


def test_one_folder_twice_is_one_line(own: Path) -> None:
    (own / "same").symlink_to(own / "a")
    for given in ((own / "a", own / "same"), (own / "b", own / "b"), (sources_dir() / "ties",)):
        with pytest.raises(KgError, match=r"^the source folder .* is named twice: it is read already \(.*\) – name it"):
            Sources(given).folders()


def test_a_folder_of_ones_own_may_be_named_as_well(own: Path) -> None:
    keep({"a": own / "a"})
    (own / "same").symlink_to(own / "a")
    for given in (own / "a", own / "same"):
        assert names(Sources((given,))) == [*BUNDLED, "a"]


def test_an_added_folder_that_is_gone_is_told_with_its_remedy(own: Path) -> None:
    keep({"a": own / "a"})
    shutil.rmtree(own / "a")
    with pytest.raises(KgError, match=r"own/a, which was added, is not there – kg source remove a"):
        Sources().folders()


def test_a_damaged_list_is_told_with_its_remedy(own: Path) -> None:
    keep({})
    (own.parent / "data" / "sources.json").write_text("[1", encoding="utf-8")
    with pytest.raises(KgError, match=r"cannot be read: .*sources.json – remove it, and add the folders again"):
        Sources().folders()


def test_python_reads_the_same_ones(own: Path) -> None:
    with pytest.raises(KgError, match="is named twice"):
        kg.open(sources=[own / "a", own / "a"])
    with pytest.raises(KgError, match="give one of them"):
        kg.open(own / "a", only=True)


def test_a_name_of_a_folder_that_may_be_no_id_stops_no_check_of_another(own: Path) -> None:
    (own / "a\nb").mkdir()
    (own / "a\nb" / "source.toml").write_text("id = 5\n", encoding="utf-8")
    assert id_of(own / "a\nb") == read_folder(own / "a\nb").id == "a-b"


@pytest.mark.parametrize("told", ["gone", "twice", "settings"])
def test_a_name_with_a_line_break_is_told_in_one_line(told: str, kg: Run, tmp_path: Path) -> None:
    folder = tmp_path / "a\nb"
    folder.mkdir()
    if told == "gone":
        folder /= "c"
    elif told == "settings":
        (folder / "source.toml").write_text("id = " + "[" * 9999, encoding="utf-8")
    else:
        (folder / "source.toml").write_text('id = "a"\n', encoding="utf-8")
    done = kg("hubs", env={"KG_SOURCES": os.pathsep.join([str(folder)] * (1 + (told == "twice")))})
    assert "a\N{REPLACEMENT CHARACTER}b" in done.stderr
    assert all(line.startswith(("kg: ", "error: ")) for line in done.stderr.splitlines())
    assert done.returncode in {1, 2}
