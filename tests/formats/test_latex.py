"""A LaTeX table compiles as it stands, with pdfLaTeX and with XeLaTeX, whatever its cells hold."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from itertools import takewhile
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from kg.analysis.reports.report import texts
from kg.ask.results import Cell, Table
from kg.base.languages import speaking
from kg.formats.latex import latex_table
from tests.conftest import MISSING

ODD = "ǎǚ ộ đ ‚ ′ − ≥ ₽ \u2009\u200b ѣ α あ 한 ① 😀 ƀ Ԥ"
ACTING = "[*]a\\b{c}_$%&#~^<>|\"'`- [x] \x1b"
TABLES = {
    "Latin": Table(["place", "ties"], [["Harbin", 12], ["[x]", 0.5], [ACTING, None]], title="Hubs", name="hubs"),
    "Cyrillic": Table(
        ["Место", "Доля"], [["Хабаровск, «ё» — № 5", 1.5], [ACTING, None]], title="Города: 50 %", notes=["Связи: все"]
    ),
    "Chinese and long": Table(
        ["地方", "说明", "数"],
        [["哈尔滨市", "友好城市（省州）关系，“中俄”；。", 1], ["Хабаровск é ü", ACTING, 2], ["中" * 120, None, 3]] * 20,
        title="枢纽：测试",
        notes=["注"],
        name="hubs",
    ),
    "wide": Table([f"c{n}" for n in range(9)], [[f"текст {n} " * 6 for n in range(9)]] * 3, title="Wide"),
    "addresses": Table(["page"], [[NamedNode("https://e.org/a_b/%20?x=1&y=2#z")], ["https://e.org/" + "a/" * 60]]),
    "odd": Table([ODD], [[c] for c in ODD.split()]),
    "odd among Chinese": Table([ODD], [[f"{c}中"] for c in ODD.split()]),
    "empty": Table(["a", "b"], []),
}


def document(table: str) -> str:
    """A document with a table and the preamble that the table asks for."""
    end = takewhile(lambda line: line.startswith("% "), reversed(table.splitlines()))
    preamble = [line.removeprefix("% ") for line in end][-2::-1]  # below the line that says what follows
    return "\n".join([r"\documentclass{article}", *preamble, r"\begin{document}", table, r"\end{document}", ""])


def compiled(engine: str, text: str, folder: Path) -> None:
    """Compile a table; fails where the engine stops at an error."""
    if shutil.which(engine) is None:
        pytest.skip(f"{MISSING} {engine} (see scripts/system.py)")
    (folder / "t.tex").write_text(document(text), encoding="utf-8")
    words = [engine, "-interaction=nonstopmode", "-halt-on-error", "t.tex"]
    done = subprocess.run(words, cwd=folder, capture_output=True, check=False, timeout=120)
    log = (folder / "t.log").read_text(encoding="utf-8", errors="replace")
    assert done.returncode == 0, [line for line in log.splitlines() if line.startswith(("!", "l."))]


@pytest.mark.parametrize("engine", ["pdflatex", "xelatex"])
@pytest.mark.parametrize("name", TABLES)
def test_a_table_compiles(engine: str, name: str, tmp_path: Path) -> None:
    compiled(engine, latex_table(TABLES[name]), tmp_path)


@pytest.mark.parametrize("engine", ["pdflatex", "xelatex"])
@pytest.mark.parametrize("lang", ["ru", "zh"])
def test_the_answer_to_a_question_compiles(engine: str, lang: str, tmp_path: Path, printed: Callable[..., str]) -> None:
    text = printed("query", "attestations-of-tie", "--lang", lang, "--format", "latex")
    assert r"\caption{" in text
    compiled(engine, text, tmp_path)


def test_a_long_table_goes_on_over_pages_under_its_head() -> None:
    text = latex_table(TABLES["Chinese and long"])
    assert r"\caption{枢纽：测试}\label{tab:hubs} \\" in text
    assert text.index(r"\midrule") < text.index(r"\endhead")
    assert text.partition("\n")[2].startswith("\\begin{CJK}{UTF8}{gbsn}\n\\begingroup\n\\begin{longtable}")


def test_only_what_a_table_uses_is_asked_of_the_preamble() -> None:
    assert latex_table(TABLES["empty"]).endswith("% The preamble needs:\n% \\usepackage{booktabs}\n")
    assert latex_table(TABLES["addresses"]).endswith("% The preamble needs:\n% \\usepackage{array,booktabs}\n")
    assert "CJKutf8" not in latex_table(TABLES["Cyrillic"])


def test_numbers_have_the_decimal_mark_of_the_language() -> None:
    with speaking("ru"):
        assert "& 1,5 " in latex_table(TABLES["Cyrillic"])


def test_what_pdflatex_refuses_of_an_english_table_is_written_in_ascii() -> None:
    english = {*"".join(message for section in texts().values() for message in section.values())}
    signs = "−≤≥≠≈±×→–—‘’“”…§⁻⁶²₁χαΩ" + "".join(sorted(sign for sign in english if not sign.isascii()))
    text = latex_table(
        Table(["dispersion (χ²/df)", signs], [[-150.1, 7.5e-7], [-3, signs]], title=signs, notes=[signs])
    )
    assert text.isascii()
    assert r"dispersion ($\chi^{2}$/df)" in text
    assert r"$-$150.1 & 7.5 $\cdot 10^{-7}$" in text
    assert r"$-$3 & $-\le\ge\ne\approx\pm\times\to$-----`'``''\ldots{}\S{}$^{-62}_{1}\chi\alpha\Omega" in text
    assert text.count("$") % 2 == 0


@pytest.mark.parametrize(("name", "is_told"), [("Latin", False), ("Cyrillic", True), ("Chinese and long", True)])
def test_the_engine_for_other_letters_is_told_on_top(name: str, is_told: bool) -> None:
    assert latex_table(TABLES[name]).startswith("% Compile with XeLaTeX or LuaLaTeX") is is_told


def test_what_is_told_in_comments_is_in_the_language_and_a_note_ends_as_the_language_does() -> None:
    with speaking("zh"):
        text = latex_table(Table(["place"], [["哈尔滨市"]], ["区域"], notes=["统计范围：全部"]))
    assert text.startswith("% 请用 XeLaTeX 或 LuaLaTeX 编译")
    assert "% 导言区需要：\n" in text
    assert "% 或其他含有这些文字的字体" in text
    assert "统计范围：全部。" in text


def test_a_table_too_wide_goes_on_below_under_the_columns_that_tell_its_rows_apart() -> None:
    columns = ["model", "trait", *(f"a number {n}" for n in range(12))]
    rows: list[list[Cell]] = [[f"m{n // 2}", f"t{n % 2}", *(n + m / 7 for m in range(12))] for n in range(4)]
    text = latex_table(Table(columns, rows, title="Models", notes=["A note"]))
    heads = [line.split(" & ") for line in text.splitlines() if "model &" in line]
    assert [head[:2] for head in heads] == [["    model", "trait"]] * 3
    assert [name.removesuffix(r" \\") for head in heads for name in head[2:]] == columns[2:]
    assert text.count(r"\caption") == text.count("A note") == 1
    assert "resizebox" not in text
