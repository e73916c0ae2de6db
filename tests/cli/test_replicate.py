"""``kg replicate``: one folder that says of each file how it was made, and is the same each time."""

from __future__ import annotations

import hashlib
import json
import os
import shlex
import shutil
import sys
from pathlib import Path

import click
import pytest
from rocrate.rocrate import ROCrate

from kg.cli.main import command_of
from kg.cli.replicate import entries
from tests.command import Done, Run, runner

WORLD = str(Path(__file__).parent.parent / "world")
FILES = ("tables/hubs.csv", "tables/ties/", "references.bib")
CHOSEN = [word for name in FILES for word in ("--file", name)]


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory, graph_cache: Path) -> Run:
    return runner(tmp_path_factory.mktemp("replicate"), graph_cache)


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory, kg: Run) -> Path:
    out = tmp_path_factory.mktemp("bundles") / "bundle"
    done = kg("replicate", *CHOSEN, "--sources", WORLD, "--only", "--lang", "ru", "--out", str(out))
    assert done.returncode == 0, done.stderr
    return out


def test_each_file_has_its_command_its_size_and_its_sum(bundle: Path) -> None:
    crate = ROCrate(bundle)
    made = {
        result.id: action
        for action in crate.get_by_type("CreateAction")
        for result in ([action["result"]] if not isinstance(action["result"], list) else action["result"])
    }
    for entity in crate.data_entities:
        content = (bundle / entity.id).read_bytes()
        assert entity["sha256"] == hashlib.sha256(content).hexdigest()
        assert entity["contentSize"] == str(len(content))
        assert entity["license"].id.startswith("https://")
        assert entity["author"]["name"] == "Interregional Ties contributors"
        if entity.id not in ("README.md", "commands.sh", "versions.json"):
            assert made[entity.id]["description"] in (bundle / "commands.sh").read_text(encoding="utf-8")
            assert made[entity.id]["instrument"].type == "SoftwareApplication"
    assert made["tables/hubs.csv"]["object"].id == "graph.nq.gz"
    assert made["tables/ties/edges.csv"]["instrument"]["name"] == "kg export"
    assert {path.relative_to(bundle).as_posix() for path in bundle.rglob("*") if path.is_file()} == {
        *(entity.id for entity in crate.data_entities),
        "ro-crate-metadata.json",
    }


def test_a_bundle_holds_no_time_and_names_its_versions(bundle: Path) -> None:
    versions = json.loads((bundle / "versions.json").read_text(encoding="utf-8"))
    assert versions["language"] == "ru"
    assert len(versions["data"]["graphSha256"]) == 64
    assert versions["packages"]["pyoxigraph"]
    assert versions["sources"] == [
        {"folder": folder.name, "origin": "--sources"} for folder in sorted(Path(WORLD).iterdir()) if folder.is_dir()
    ]
    assert "| Файл | Что в нём | Команда |" in (bundle / "README.md").read_text(encoding="utf-8")


def test_a_fresh_run_differs_only_where_a_file_was_changed(bundle: Path, tmp_path: Path, kg: Run) -> None:
    changed = tmp_path / "changed"
    shutil.copytree(bundle, changed)
    with (changed / "tables" / "hubs.csv").open("a", encoding="utf-8") as file:
        file.write("one more line\n")
    (changed / "references.bib").unlink()
    (changed / "own.txt").write_text("mine", encoding="utf-8")
    done = kg("replicate", "--check", str(changed), "--sources", WORLD, "--only", "--lang", "en")
    assert done.stdout.splitlines() == [
        "file,state", "own.txt,not of the bundle", "references.bib,missing", "tables/hubs.csv,differs",
    ]  # fmt: skip
    assert "files compared: 11; differing: 3" in done.stderr
    assert done.returncode == 1


def test_a_folder_with_other_files_stays_as_it_is(bundle: Path, tmp_path: Path, kg: Run) -> None:
    def refused(*words: str) -> Done:
        done = kg("replicate", *words, "--lang", "en")
        assert done.returncode == 2, done.stdout
        return done

    (tmp_path / "own.txt").write_text("mine", encoding="utf-8")
    assert "holds own.txt, which is of no bundle" in refused("--out", str(tmp_path)).stderr
    assert (tmp_path / "own.txt").read_text(encoding="utf-8") == "mine"
    assert "is no bundle" in refused("--check", str(tmp_path)).stderr
    assert "did you mean tables/hubs.csv" in refused("--file", "tables/hub.csv", "--out", str(bundle)).stderr
    assert "no folder is named" in refused().stderr


def test_a_device_or_a_pipe_is_not_replaced(tmp_path: Path, kg: Run) -> None:
    fifo = tmp_path / "pipe"
    os.mkfifo(fifo)
    done = kg("replicate", *CHOSEN, "--sources", WORLD, "--only", "--lang", "en", "--out", str(fifo))
    assert f"{fifo} is no folder – choose another --out" in done.stderr
    assert done.returncode == 2
    assert fifo.is_fifo()


@pytest.mark.parametrize("versions", ["", "[broken", "[]", '{"language": "xx"}'])
def test_a_bundle_without_its_versions_is_told(versions: str, bundle: Path, tmp_path: Path, kg: Run) -> None:
    damaged = shutil.copytree(bundle, tmp_path / "damaged")
    (damaged / "versions.json").unlink()
    if versions:
        (damaged / "versions.json").write_text(versions, encoding="utf-8")
    done = kg("replicate", "--check", str(damaged), "--lang", "en")
    assert "versions.json does not say the language of the bundle – fetch the bundle anew" in done.stderr
    assert done.returncode == 2


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "tables/../../x", 5])
def test_a_bundle_that_names_what_is_outside_of_it_is_none(name: object, bundle: Path, tmp_path: Path, kg: Run) -> None:
    damaged = shutil.copytree(bundle, tmp_path / "damaged")
    metadata = json.loads((damaged / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    next(entity for entity in metadata["@graph"] if entity["@id"] == "./")["hasPart"].append({"@id": name})
    (damaged / "ro-crate-metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    done = kg("replicate", "--check", str(damaged), "--lang", "en")
    assert "is no bundle" in done.stderr
    assert done.returncode == 2


def test_a_bundle_is_replaced_by_the_next(bundle: Path, tmp_path: Path, kg: Run) -> None:
    again = tmp_path / "again"
    shutil.copytree(bundle, again)
    done = kg("replicate", "--file", "references.bib", "--sources", WORLD, "--only", "--out", str(again))
    assert done.returncode == 0, done.stderr
    assert not (again / "tables").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["again"]


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.name)
def test_the_words_of_each_file_are_a_command(entry: tuple[str, str, str]) -> None:
    name, words, says = entry
    first, *rest = shlex.split(words)
    command = command_of(first)
    while isinstance(command, click.Group):
        command, rest = command.commands[rest[0]], rest[1:]
    with command.make_context(first, [*rest, "--lang", "en", "--sources", WORLD, "--only", "--out", name.rstrip("/")]):
        assert says


def test_a_persons_own_folders_stand_in_the_commands(tmp_path: Path, kg: Run) -> None:
    folder = tmp_path / "mine" / "ours"
    folder.mkdir(parents=True)
    (folder / "source.toml").write_text('id = "ours"\n[title]\nen = "Ours"\n', encoding="utf-8")
    added = tmp_path / "added"
    added.mkdir()
    (added / "source.toml").write_text('id = "added"\n[title]\nen = "Added"\n', encoding="utf-8")
    own = {"KG_SOURCES": str(folder.parent), "KG_DATA": str(tmp_path / "data")}
    assert kg("source", "add", str(added), env=own).returncode == 0
    out = tmp_path / "bundle"
    done = kg("replicate", "--file", "references.bib", "--out", str(out), env=own)
    assert done.returncode == 0, done.stderr
    commands = [line for line in (out / "commands.sh").read_text(encoding="utf-8").splitlines() if "kg" in line]
    assert len(commands) == 2
    for command in commands:
        assert f"--sources {folder}" in command
        assert f"--sources {added}" in command
    first = shlex.split(commands[0].partition(" --out")[0])[1:]
    named = shlex.split(commands[0])[1:]
    assert first == ["build"]
    again = kg(*[str(tmp_path / "g.nq") if word == "graph.nq" else word for word in named])
    assert again.returncode == 0, again.stderr  # the commands say by themselves what they read
    assert kg(*[str(tmp_path / "h.nq") if word == "graph.nq" else word for word in named], env=own).returncode == 0
    assert (tmp_path / "g.nq").read_bytes() == (tmp_path / "h.nq").read_bytes()


def test_what_the_data_do_not_give_is_named_and_the_rest_is_made(
    tmp_path: Path, kg: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = [each for each in entries() if each.name in ("tables/hubs.csv", "tables/claim-test.csv")]
    monkeypatch.setattr(sys.modules["kg.cli.replicate"], "entries", lambda: kept)  # two of them take a second
    out = tmp_path / "bundle"
    done = kg("replicate", "--sources", WORLD, "--only", "--lang", "en", "--out", str(out))
    assert done.returncode == 1
    assert "not made of these data: tables/claim-test.csv (no unit has a product per head" in done.stderr
    assert (out / "tables" / "hubs.csv").is_file()
    assert "tables/claim-test.csv: no unit" in (out / "README.md").read_text(encoding="utf-8")
    done = kg("replicate", "--check", str(out), "--sources", WORLD, "--only")
    assert (done.returncode, done.stdout.strip()) == (0, "file,state"), done.stdout
    named = kg("replicate", "--file", "tables/claim-test.csv", "--sources", WORLD, "--only", "--out", str(out))
    assert named.returncode == 2
