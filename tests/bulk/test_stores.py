"""Objects of an S3 server are folded as files are; where the server fails, one line says so and nothing is written."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kg.base.errors import KgError
from kg.base.languages import speaking
from kg.bulk import parts
from kg.bulk.fold import Engine
from kg.bulk.folder import Written
from kg.bulk.layout import Told
from kg.bulk.objects import placed
from kg.bulk.run import fold_into
from kg.gather.corpus import Corpus, gather
from tests.ask.worlds import WORLD
from tests.bulk.stores import KEY, Store, missing, store
from tests.bulk.test_failures import same
from tests.bulk.test_fold import HEADING, MAPS


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """The small world."""
    return gather([WORLD])


def _rows(number: int) -> list[tuple[str, ...]]:
    return [("Харбин", "Хабаровск", f"20{year:02}-05-0{number + 1}", "visit", f"paper {number}") for year in range(20)]


def _csv(number: int) -> bytes:
    return (HEADING + "".join(",".join(row) + "\n" for row in _rows(number))).encode()


def _parquet(number: int) -> bytes:
    out = io.BytesIO()
    columns = zip(*_rows(number), strict=True)
    pq.write_table(pa.table(dict(zip(HEADING.strip().split(","), map(list, columns), strict=True))), out)
    return out.getvalue()


FILES = {
    "rows/csv/0.csv.gz": gzip.compress(_csv(0), mtime=0),
    "rows/csv/more/it's [1]; DROP.csv.gz": gzip.compress(_csv(1), mtime=0),
    "rows/2.parquet": _parquet(2),
    "rows/3.parquet": _parquet(3),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A server with the files, its address and a key in the environment."""
    if why := missing():
        pytest.skip(why)
    with store(tmp_path_factory.mktemp("store")) as made:
        for path, content in FILES.items():
            made.put(path, content)
        yield made


@pytest.fixture(autouse=True)
def environment(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the program is told of the server."""
    told = KEY | {"AWS_ENDPOINT_URL": request.getfixturevalue("server").address, "AWS_DEFAULT_REGION": "us-east-1"}
    for name, value in told.items():
        monkeypatch.setenv(name, value)


def folded(out: Path, paths: list[str], corpus: Corpus) -> Written:
    """The rows of files and objects, folded on DuckDB."""
    return fold_into(out, paths, Told(maps=MAPS), corpus.gazetteer, Engine(threads=1), {})


def test_objects_make_the_bytes_that_the_same_files_make(tmp_path: Path, corpus: Corpus) -> None:
    for path, content in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    known = folded(tmp_path / "here" / "out", [str(tmp_path / "rows")], corpus)
    for name, paths in {
        "bucket": ["s3://rows"],
        "prefix and pattern": ["s3://rows/csv/", "s3://rows/*.parquet"],
        "deep": ["s3://rows/**.gz", "s3://rows/2.parquet", "s3://rows/3.parquet"],
    }.items():
        assert folded(tmp_path / name / "out", paths, corpus) == known
        same(tmp_path / name / "out", tmp_path / "here" / "out")
        assert list((tmp_path / name).iterdir()) == [tmp_path / name / "out"]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("s3://none/rows", r"s3://none/rows cannot be read: .*bucket.* – look whether the address is right, and key"),
        ("s3://rows/none.csv", r"there is no file at s3://rows/none\.csv"),
        ("s3://rows/*.csv", r"there is no file at s3://rows/\*\.csv"),
        ("s3://", "there is no file at s3://"),
    ],
)
def test_what_is_not_there_is_told_in_one_line(path: str, told: str, tmp_path: Path, corpus: Corpus) -> None:
    with pytest.raises(KgError, match=told) as refused:
        folded(tmp_path / "out", [path], corpus)
    assert "\n" not in str(refused.value)
    assert not (tmp_path / "out").exists()


def test_without_a_server_one_line_says_where_to_look(
    tmp_path: Path, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    with pytest.raises(KgError, match=r"s3://rows/csv cannot be read: .*AWS_ENDPOINT_URL"):
        folded(tmp_path / "out", ["s3://rows/csv"], corpus)


@pytest.mark.parametrize(("key", "said"), [("", "AWS Error"), ("of-nobody", "ACCESS_DENIED")])
def test_a_key_that_may_not_read_is_told(
    key: str, said: str, tmp_path: Path, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store(tmp_path, INITIAL_NO_AUTH_ACTION_COUNT="0") as closed:
        monkeypatch.setenv("AWS_ENDPOINT_URL", closed.address)
        for name in KEY if not key else ():
            if "KEY" in name:
                monkeypatch.delenv(name)
        with pytest.raises(KgError, match=f"s3://rows cannot be read: .*{said}.*AWS_ACCESS_KEY_ID"):
            folded(tmp_path / "made" / "out", ["s3://rows"], corpus)
    assert not (tmp_path / "made" / "out").exists()


def test_a_server_that_ends_in_the_middle_leaves_finished_parts_to_go_on_from(
    tmp_path: Path, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "_ONE_PART", 1)
    with store(tmp_path) as short:
        for path, content in FILES.items():
            short.put(path, content)
        monkeypatch.setenv("AWS_ENDPOINT_URL", short.address)

        def progress(step: str, done: float | None = None) -> None:
            if "3.parquet" in step:
                short.end()

        out, told = tmp_path / "made" / "out", Told(maps=MAPS)
        hint = r"3\.parquet: .* AWS Error.*look whether the store answers.*parts finished: 1 of 4"
        with pytest.raises(KgError, match=hint):
            fold_into(out, ["s3://rows"], told, corpus.gazetteer, Engine(threads=1), {}, progress=progress)
    assert list(out.parent.iterdir()) == [out.parent / ".out.bulk"]


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("abfss://rows@account.dfs.core.windows.net/csv/0 [1].csv.gz", "rows/csv/0 [1].csv.gz"),
        ("abfs://rows@account.dfs.core.windows.net", "rows"),
        ("gs://anonymous@rows/csv/*.csv", "rows/csv/*.csv"),
        ("s3://rows/csv/a#b%20c?.csv", "rows/csv/a#b%20c?.csv"),
    ],
)
def test_a_path_begins_with_the_bucket_alone(address: str, path: str) -> None:
    assert placed(address)[1] == path


def test_a_bucket_is_named_and_not_looked_for(tmp_path: Path, corpus: Corpus) -> None:
    with pytest.raises(KgError, match=r"there is no file at s3://ro\*/2\.parquet"):
        folded(tmp_path / "out", ["s3://ro*/2.parquet"], corpus)


def test_what_a_store_says_is_quoted_once(tmp_path: Path, corpus: Corpus) -> None:
    with speaking("ru"), pytest.raises(KgError, match=r"не читается: сообщение программы: «[^«]*» —"):
        folded(tmp_path / "out", ["s3:///rows.csv"], corpus)
