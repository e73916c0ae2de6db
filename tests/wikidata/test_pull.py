"""What is pulled is a source like every other: it is read, checked, fused and built."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.ask.endpoint import Endpoint
from kg.ask.results import Table
from kg.base import files
from kg.base.errors import KgError
from kg.base.resources import sources_dir
from kg.gather.corpus import Corpus, gather, gather_one
from kg.graph.build import build, fuse_all
from kg.wikidata.client import Cache, Client
from kg.wikidata.links import Judged
from kg.wikidata.source_folder import Known, pull, write
from tests.wikidata.conftest import DATE, NO_PAUSE

SOURCE = "WIKIDATA_DE_FR_2026_01_31"


@pytest.fixture
def folder(client: Client, tmp_path: Path) -> Path:
    path = tmp_path / "wikidata-de-fr"
    write(path, pull(client, ("DE", "FR")), Known({}))
    return path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_second_pair_of_countries_goes_through_the_same_door(folder: Path, tmp_path: Path) -> None:
    corpus = gather([folder])
    assert corpus.problems == ()
    ties = {tie.parties: tie for tie in fuse_all(corpus).ties}
    assert ties["wd-Q1731", "wd-Q6602"].start_year == 1990
    assert ties["wd-Q1022", "wd-Q6602"].status == "ended"
    assert build([folder], tmp_path / "ties.nq").quads > 100


def test_it_stands_beside_the_bundled_sources_without_a_problem(client: Client, tmp_path: Path, corpus: Corpus) -> None:
    path = tmp_path / "pulled"
    write(path, pull(client, ("DE", "FR")), Known({}, sources=frozenset(corpus.sources)))
    beside = gather_one(path, [sources_dir()])
    assert beside.problems == ()
    assert rows(path / "sources.csv")[0]["derived_from"] == "WIKIDATA"


def test_dates_keep_their_precision_and_a_coarser_one_is_none(folder: Path) -> None:
    said = {
        (row["locator"], row["date"], row["date_kind"], row["direction"]) for row in rows(folder / "attestations.csv")
    }
    assert said == {
        ("Q1731–Q6602", "1990-05-04", "started", "both"),
        ("Q1731–Q6602", "1990", "started", "both"),
        ("Q1022–Q6602", "1962", "started", "a-to-b"),
        ("Q1022–Q6602", "2001", "ended", "a-to-b"),
        ("Q1022–Q70972", "", "unknown", "b-to-a"),  # the other direction has the rank deprecated
    }


def test_places_have_level_names_point_and_country(folder: Path) -> None:
    places = {row["id"]: row for row in rows(folder / "places.csv")}
    assert places["wd-Q6602"]["name_zh"] == "斯特拉斯堡"
    assert (places["wd-Q6602"]["level"], places["wd-Q6602"]["within"]) == (
        "city",
        "fr",
    )  # commune of France: a subclass
    assert (places["wd-Q1731"]["lat"], places["wd-Q1731"]["lon"]) == ("51.05", "13.74")
    assert places["wd-Q70972"]["name_en"] == '"Saint-Denis"; =cmd'
    assert [row["value"] for row in rows(folder / "observations.csv")] == ["190520"]


def test_known_places_keep_their_ids(client: Client, tmp_path: Path, known: Judged, corpus: Corpus) -> None:
    ids = {qid: id for id, qid in known.places.items()}
    pulled = pull(client, ("RU", "CN"))
    write(tmp_path / "ru-cn", pulled, Known(ids, frozenset(known.places), frozenset(corpus.sources)))
    attested = rows(tmp_path / "ru-cn" / "attestations.csv")
    assert len(pulled.ties) > 40
    assert {row["place_a"][:3] for row in attested} == {"ru-"}
    assert {row["place_b"][:3] for row in attested} == {"cn-"}
    assert not (tmp_path / "ru-cn" / "places.csv").exists()
    assert gather_one(tmp_path / "ru-cn", [sources_dir()]).problems == ()


class Breaking:
    """The slice's endpoint, which fails after some answers."""

    def __init__(self, endpoint: Endpoint, answers: int) -> None:
        self.endpoint, self.url, self.left = endpoint, endpoint.url, answers

    def select(self, text: str, within: float) -> Table:
        if not self.left:
            raise KgError("the line is cut")
        self.left -= 1
        return self.endpoint.select(text, within)


def test_an_interrupted_pull_goes_on_where_it_stopped(ask: Endpoint, tmp_path: Path) -> None:
    whole = Client(ask, Cache(tmp_path / "whole", DATE), pace=NO_PAUSE)
    expected = pull(whole, ("RU", "CN"))
    cache = Cache(tmp_path / "cut", DATE)
    with pytest.raises(KgError, match="the line is cut"):
        pull(Client(Breaking(ask, 3), cache, pace=NO_PAUSE), ("RU", "CN"))
    again = Client(ask, cache, pace=NO_PAUSE)
    assert pull(again, ("RU", "CN")) == expected
    assert again.requests == whole.requests - 3


def test_the_same_answers_are_the_same_bytes(client: Client, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(tmp_path / name, pull(client, ("DE", "FR")), Known({}))
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


@pytest.mark.parametrize("table", ["places", "sources", "attestations", "observations"])
def test_a_pull_that_breaks_off_leaves_the_earlier_folder_as_it_was(
    client: Client, folder: Path, table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    pulled = pull(client, ("DE", "FR"))._replace(date="2026-02-01", populations={})
    monkeypatch.setattr("os.fsync", Full(folder / f"{table}.csv"))
    if table == "observations":  # has no rows now, so that it is to be removed, not written
        monkeypatch.setattr("kg.schema.written_folder.table_text", lambda kind, rows: 1 / 0)
    with pytest.raises((KgError, ZeroDivisionError)):
        write(folder, pulled, Known({}))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


class Full:
    """A disk that has no room for one file."""

    def __init__(self, path: Path) -> None:
        self.name = path.name

    def __call__(self, handle: int) -> None:
        if self.name in Path(f"/proc/self/fd/{handle}").readlink().name:
            raise OSError(28, "No space left on device")


def test_an_ended_pull_leaves_the_earlier_one(client: Client, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pulled = pull(client, ("DE", "FR"))._replace(date="2026-02-01", populations={})
    folder.joinpath("note.txt").write_text("mine", encoding="utf-8")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    def ended(made: Path, place: Path, old: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(files, "put_folder", ended)
    with pytest.raises(KeyboardInterrupt):
        write(folder, pulled, Known({}))
    monkeypatch.undo()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    write(folder, pulled, Known({}))
    assert gather([folder]).problems == ()
    assert {path.name for path in folder.iterdir()} == {
        "source.toml", "places.csv", "sources.csv", "attestations.csv", "note.txt"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("codes", "message"), [(("DE", "DE"), "twice"), (("DE", "XX"), "no country with the code 'XX'")]
)
def test_countries_are_checked_first(codes: tuple[str, str], message: str, client: Client) -> None:
    with pytest.raises(KgError, match=message):
        pull(client, codes)
