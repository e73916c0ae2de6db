"""The mapping of a person's table may be written by hand: what is amiss in it is told in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import Run

ALONE = ("--sources", str(Path(__file__).parents[1] / "world"), "--only", "--no-world")
COLUMNS = '[columns]\n"Город РФ" = "place_a"\n"Город КНР" = "place_b"\n"Вид" = ""\n"Год" = "started"\n'


@pytest.mark.parametrize(
    ("mapping", "told"),
    [
        ("levels = 5", "levels is 5, where a table should be – write [levels] on a line of its own"),
        ("kinds = ['sister']", 'kinds is ["sister"], where a table should be – write [kinds]'),
        ("source = true", "source is true, where a table should be – write [source]"),
        ("[[values]]\nkind = 'sister'", "values is [{"),
        ("columns = 'place_a'", 'columns is "place_a", where a table should be'),
        ("kind = 5", "no table is called 'kind' – did you mean kinds?"),
        (
            f"{COLUMNS}[levels]\nzone = 5",
            '[levels] zone is 5, where a text in quotes should be – write it as "zone" = "fir',
        ),
        (f"{COLUMNS}[kinds]\nx = ['sister']", '[kinds] x is ["sister"], where a text in quotes should be'),
        (f"{COLUMNS}[kinds]\nx = 'sistr'", "'x' has no kind 'sistr' – did you mean sister?"),
        (
            f"{COLUMNS}[values]\nstarted = 1993",
            '[values] started is 1993, where a text in quotes should be – write it as "st',
        ),
        (f"{COLUMNS}[values]\nstrted = '1993'", "no field is called 'strted' – did you mean started"),
        (f"{COLUMNS}[source]\ndate = 2024-05-01", 'write it as "date" = "2024-05-01"'),
        (f"{COLUMNS}[source]\ntitle = nan", "[source] title is nan"),
        (COLUMNS.replace('"started"', "{a = 1}"), '[columns] Год is {"a": 1}, where a text in quotes should be'),
        (COLUMNS.replace('"started"', '"begun"'), "no field is called 'begun'"),
        ("[levels", "cannot be read: "),
        pytest.param("levels = " + "[" * 9999, "cannot be read: ", id="deep"),
    ],
)
def test_what_is_wrong_in_a_mapping_is_told_with_file_key_and_value(
    mapping: str, told: str, kg: Run, tmp_path: Path
) -> None:
    rows = "Город РФ;Город КНР;Вид;Год\nХабаровск;Харбин;побратимы;1993\n"
    (tmp_path / "own.csv").write_text(rows, encoding="utf-8")
    (tmp_path / "own.mapping.toml").write_text(mapping, encoding="utf-8")
    for lang in ("en", "ru", "zh"):
        done = kg("import", "own.csv", "--yes", "--lang", lang, *ALONE)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
        assert "own.mapping.toml" in done.stderr
        assert (told in done.stderr) == (lang == "en"), done.stderr
    assert not (tmp_path / "own").exists()
