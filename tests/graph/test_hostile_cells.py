"""A crafted value in any column of any table is a finding that names it, or text of its own row and nothing else."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.base.messages import MESSAGES
from kg.gather.corpus import Corpus, gather
from kg.gazetteer.gazetteer import Gazetteer
from kg.graph import quads
from kg.graph.build import fuse_all
from kg.schema.records import TABLES

WORLD = Path(__file__).parent.parent / "world"
FORGED = "http://e/"
# Each would make an IRI of FORGED where a cell became syntax; none of them is what any column holds.
HOSTILE = (
    f'x" <{FORGED}p> <{FORGED}o> <{FORGED}g> .\n<{FORGED}s> <{FORGED}p> <{FORGED}o> <{FORGED}g> .',
    f"x> <{FORGED}p> <{FORGED}o> <{FORGED}g> .\n<{FORGED}s> <{FORGED}p> <{FORGED}o",
    f'en <{FORGED}g> .\r\n<{FORGED}s> <{FORGED}p> "x"@en',
    f'\\" \\\\" \\u0022 \\u003E \\u0020<{FORGED}p> \\n',
    "русский",
    "Har\u202ebin\u200b \x07",
)
# What has no id of its own is named by a digest of its cells, which are others here.
MADE = re.compile(r"<.*/id/(finding|name|attestation|observation|stage)/[\w.-]*[0-9a-f]{12}[\w.-]*>")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world with all its columns and a row of every table for each hostile value."""
    world = Path(shutil.copytree(WORLD, tmp_path_factory.mktemp("hostile") / "world"))
    words = {"text": "row 20", "en": "row 20", "ru": "строка 20", "zh": "第20行"}
    write(world / "ties" / "translations.csv", [words])
    for path in sorted(world.glob("*/*.csv")):
        table = TABLES[path.stem]
        rows = [dict.fromkeys(table.columns, "") | row for row in rows_of(path)]
        telling = next(name for name in ("id", "field", "text", *table.columns) if name in table.columns)
        for number in range(len(HOSTILE) - len(rows) if telling in ("id", "field", "text") else 0):
            rows.append(rows[0] | {telling: f"{rows[0][telling]}-{number}", "wikidata": ""})
        write(path, [{name: row[name] for name in table.columns} for row in rows])
    return world


@pytest.fixture(scope="module")
def sound(world: Path) -> Corpus:
    """What the small world says before any cell is spoilt."""
    corpus = gather([world])
    assert not [problem for problem in corpus.problems if problem.severity == "error"]
    return corpus


def emitted(corpus: Corpus) -> Iterator[ox.Quad]:
    return ox.parse("".join(quads.quads(corpus, fuse_all(corpus))), format=ox.RdfFormat.N_QUADS)


def spoilt(world: Path, number: int) -> dict[tuple[str, int, str], str]:
    """Put a hostile value into one column of each row of each table; what stands where."""
    placed = {}
    for path in sorted(world.glob("*/*.csv")):
        rows = rows_of(path)
        columns = list(rows[0])
        for row, value in enumerate(HOSTILE if number < len(columns) else ()):
            if row < len(rows):
                rows[row][columns[number]] = f"{value} {path.stem}"  # a hostile name is no place of other tables
                placed[f"{path.parent.name}/{path.name}", row + 2, columns[number]] = value
        write(path, rows)
    return placed


@pytest.mark.parametrize("number", range(max(len(table.columns) for table in TABLES.values())))
def test_a_hostile_cell_is_told_or_is_text(
    world: Path, sound: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(quads, "bundled", lambda *_: [])
    before = list(emitted(sound))
    placed = spoilt(Path(shutil.copytree(world, tmp_path / "world")), number)
    corpus = gather([tmp_path / "world"])
    told = {(each.file, each.row, each.column) for each in corpus.problems if each.severity == "error"}
    assert all(each.code in MESSAGES for each in corpus.problems)
    assert {value for at, value in placed.items() if at not in told} <= {*HOSTILE[:-1]}
    graph = list(emitted(clean(corpus, sound, {(file, row) for file, row, _ in told})))
    assert not [quad for quad in graph if any(FORGED in str(term) for term in quad if isinstance(term, ox.NamedNode))]
    assert {quad.graph_name for quad in graph} == {quad.graph_name for quad in before}
    made = {quad.subject for quad in graph} - {quad.subject for quad in before}
    assert not [subject for subject in made if not MADE.fullmatch(str(subject))]


def clean(corpus: Corpus, sound: Corpus, told: set[tuple[str, int]]) -> Corpus:
    """Put the sound record in the place of each that a finding names, as a person would."""
    for folder, other in zip(corpus.folders, sound.folders, strict=True):
        for kind, records in folder.records.items():
            for index, record in enumerate(records):
                if (folder.file_of(kind, index), record.row) in told:
                    records[index] = other.records[kind][index]
    return corpus._replace(gazetteer=Gazetteer(corpus.all("places"), corpus.all("names")))
