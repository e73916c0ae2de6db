"""A table fits the terminal and never loses a value: it folds, and where that is not enough its rows stack."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable

import pytest
from pyoxigraph import Literal, NamedNode
from rich.cells import cell_len

from kg.ask.results import Table
from kg.base.languages import speaking
from kg.formats.shown_cells import shown
from kg.formats.terminal import write_table

Printed = Callable[..., str]

COMMANDS = [("claims",), ("query", "attestations-of-tie"), ("hubs",)]


def letters(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[-1])
@pytest.mark.parametrize("columns", [40, 80, 200])
def test_no_value_is_lost_and_no_line_is_too_long(
    printed: Printed, words: tuple[str, ...], lang: str, columns: int
) -> None:
    text = printed(*words, "--lang", lang, "--format", "table", columns=columns)
    rows = list(csv.reader(io.StringIO(printed(*words, "--lang", lang, "--format", "csv"))))[1:]
    assert rows
    assert max(map(cell_len, text.splitlines())) <= columns
    with speaking(lang):
        if "--format csv" in text:  # ids that have no room, which a line says
            rows = [row[:-1] for row in rows]
        values = [shown(NamedNode(cell) if cell.startswith("https://w3id") else cell) for row in rows for cell in row]
    assert not letters("".join(values).replace(".", "")) - letters(text)


def test_no_line_of_a_chinese_cell_begins_with_a_closing_mark() -> None:
    out = io.BytesIO()
    write_table(Table(["kind"], [["友" * 80 + "）关系"]]), out)
    assert [line.strip() for line in out.getvalue().decode().splitlines()[2:4]] == ["友" * 79, "友）关系"]


def test_claims_at_80_columns_are_stacked_under_their_headings(printed: Printed) -> None:
    text = printed("claims", "--format", "table")
    names = [line.partition(":")[0] for line in text.strip().split("\n\n")[0].splitlines() if ": " in line]
    assert names[:4] == ["claim", "verdict", "why", "source"]
    assert names[-1] == "finding"


def test_attestations_at_80_columns_show_source_and_page(printed: Printed) -> None:
    text = printed("query", "attestations-of-tie", "--format", "table")
    assert text.count("\nSource: ") == text.count("\nAttestation (id): ") > 1
    assert "Web page: https://m.shuoxu.com/book/chapter/31773/49.html\n" in text


def test_hubs_at_80_columns_are_a_table_with_all_columns(printed: Printed) -> None:
    lines = printed("hubs", "--format", "table").splitlines()
    heads = " ".join(lines[: next(n for n, line in enumerate(lines) if "──" in line)]).split()
    assert {"Rank", "Place", "Own", "inside", "all", "Partners", "Sources", "year", "(id)"} <= set(heads)


def drawn(table: Table) -> str:
    out = io.BytesIO()
    write_table(table, out)
    return out.getvalue().decode()


def test_a_stacked_row_leaves_out_what_is_not_bound_and_folds_long_texts() -> None:
    table = Table([f"column{n}" for n in range(20)], [[None, "x" * 300, *range(18)]])
    lines = drawn(table).splitlines()
    assert "column0:" not in "".join(lines)
    assert "".join(lines).count("x") == 300
    assert max(map(len, lines)) <= 160


@pytest.mark.parametrize(("lang", "number"), [("en", "0.85"), ("ru", "0,85"), ("zh", "0.85")])
def test_numbers_have_the_decimal_mark_of_the_language(lang: str, number: str) -> None:
    with speaking(lang):
        assert number in drawn(Table(["share"], [[0.85]]))


@pytest.mark.parametrize(("lang", "words"), [("en", "yes no"), ("ru", "да нет"), ("zh", "是 否")])
def test_truth_values_are_words_of_the_language(lang: str, words: str) -> None:
    with speaking(lang):
        assert drawn(Table(["a", "b"], [[True, False]])).split()[-2:] == words.split()


def test_a_fraction_with_many_digits_is_shown_with_six_and_a_small_number_whole() -> None:
    cells = drawn(Table(["a", "b", "c"], [[5.666666666666667, 5.8e-9, 1234567890123]])).split()
    assert cells[-3:] == ["5.66667", "5.8E-9", "1234567890123"]
    many = Literal(f"1{'0' * 30}", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))
    assert drawn(Table(["a"], [[many]])).split()[-1] == many.value


def test_a_stacked_row_has_the_colon_of_the_language() -> None:
    with speaking("zh"):
        assert "区域：哈尔滨市" in drawn(Table(["区域", *map(str, range(60))], [["哈尔滨市", *["x" * 9] * 60]]))


def test_nothing_in_a_cell_or_a_title_steers_the_terminal() -> None:
    assert "\x1b" not in drawn(
        Table(
            ["a\x1b[2J"],
            [
                [
                    "\x1b[2J",
                ]
            ],
            title="\x1b]0;x\x07",
        )
    )


def test_headings_in_chinese_are_broken_before_rows_are_stacked() -> None:
    columns = [f"列{number}去除任一独立来源后的排名" for number in range(8)]
    out = io.BytesIO()
    write_table(Table(columns, [range(8)]), out)
    lines = out.getvalue().decode().splitlines()
    assert lines[-1].split() == list("01234567")
    assert max(map(cell_len, lines)) <= 160
