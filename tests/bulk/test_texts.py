"""Files of text as people have them: in UTF-16, empty, with names that are patterns to an engine."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from kg.base.errors import KgError
from kg.gather.corpus import Corpus, gather
from tests.ask.worlds import WORLD
from tests.bulk.test_failures import same
from tests.bulk.test_fold import HEADING, folded

ROW = "Харбин,Хабаровск,2014-05-01,visit,a\n"
TEXT = HEADING + ROW


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """The small world."""
    return gather([WORLD])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("ending", ["csv", "csv.gz"])
def test_a_table_in_another_unicode_is_read_beside_others(
    encoding: str, ending: str, tmp_path: Path, corpus: Corpus
) -> None:
    (tmp_path / "a.csv").write_text(TEXT)
    content = TEXT.encode(encoding)
    (tmp_path / f"b.{ending}").write_bytes(gzip.compress(content, mtime=0) if ending == "csv.gz" else content)
    assert folded(tmp_path / "alone" / "out", [tmp_path / f"b.{ending}"], corpus).fates == {"": 1}
    assert folded(tmp_path / "out", [tmp_path / "a.csv", tmp_path / f"b.{ending}"], corpus).fates == {"": 2}


def test_a_table_that_does_not_go_on_as_it_begins_is_named(tmp_path: Path, corpus: Corpus) -> None:
    (tmp_path / "a.csv").write_bytes(TEXT.encode("utf-16")[:-1])
    with pytest.raises(KgError, match=r"a\.csv begins as UTF-16 and does not go on so – mend that file or leave it"):
        folded(tmp_path / "out", [tmp_path / "a.csv"], corpus)


@pytest.mark.parametrize(
    ("encoding", "text", "guess"),
    [
        ("cp1251", TEXT, "cp1251 (Windows Cyrillic)"),
        ("koi8-r", TEXT, "KOI8-R"),
        ("gb18030", HEADING.replace("From", "城市") + "哈尔滨,伯力,2014-05-01,visit,a\n", "GB18030 (Chinese)"),
    ],
)
@pytest.mark.parametrize("is_packed", [True, False])
def test_a_table_in_another_encoding_is_told_with_it(
    encoding: str, text: str, guess: str, is_packed: bool, tmp_path: Path, corpus: Corpus
) -> None:
    content = text.encode(encoding)
    path = tmp_path / ("a.csv.gz" if is_packed else "a.csv")
    path.write_bytes(gzip.compress(content, mtime=0) if is_packed else content)
    told = f"{path}: the text is not UTF-8 (it looks like {guess}); save it as UTF-8"
    with pytest.raises(KgError, match=f"^{re.escape(told)}$"):
        folded(tmp_path / "out", [path], corpus)
    assert list(tmp_path.iterdir()) == [path]


def test_a_few_rows_in_another_encoding_are_faulty_rows(tmp_path: Path, corpus: Corpus) -> None:
    rows = "Harbin,Khabarovsk,2014,visit,a\n" * 19
    (tmp_path / "a.csv").write_bytes((HEADING + rows).encode() + "Orléans,Harbin,2014,visit,a\n".encode("latin-1"))
    assert folded(tmp_path / "out", [tmp_path / "a.csv"], corpus).fates == {"": 19, "cells": 1}


@pytest.mark.parametrize("content", [b"", b"\n\n"])
@pytest.mark.parametrize("is_packed", [True, False])
@pytest.mark.parametrize("is_alone", [True, False])
def test_an_empty_file_is_named_with_what_to_do(
    content: bytes, is_packed: bool, is_alone: bool, tmp_path: Path, corpus: Corpus
) -> None:
    (tmp_path / "a.csv").write_text(TEXT)
    empty = tmp_path / ("b.csv.gz" if is_packed else "b.csv")
    empty.write_bytes(gzip.compress(content, mtime=0) if is_packed else content)
    with pytest.raises(KgError, match=r"b\.csv(\.gz)? is empty – leave it out, or get it again$"):
        folded(tmp_path / "out", [empty] if is_alone else [tmp_path / "a.csv", empty], corpus)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["a[1].csv", "a*.csv", "a?.csv", "it's.csv", 'q"; DROP.csv', "{a,b}.csv", "d*/a.csv"])
def test_the_name_of_a_file_is_no_pattern(name: str, tmp_path: Path, corpus: Corpus) -> None:
    for each in (name, "a.csv", "a1.csv", "de/a.csv"):
        (tmp_path / each).parent.mkdir(exist_ok=True)
        (tmp_path / each).write_text(TEXT + ROW * (each != name))
    assert folded(tmp_path / "out", [tmp_path / name], corpus).rows == 1


def test_the_folder_of_the_result_is_no_pattern(tmp_path: Path, corpus: Corpus) -> None:
    (tmp_path / "a.csv").write_text(TEXT)
    for out in ("plain/out", "it's [1] *?/out"):
        folded(tmp_path / out, [tmp_path / "a.csv"], corpus)
    same(tmp_path / "plain" / "out", tmp_path / "it's [1] *?" / "out")
