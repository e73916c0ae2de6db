"""What an import tells of a name that may be several places."""

from __future__ import annotations

from pathlib import Path

from tests.command import runner

WORLD = Path(__file__).parent.parent / "world"


def test_all_that_an_uncertain_name_may_be_is_told(tmp_path: Path, cache: Path) -> None:
    rows = "a,b,kind\n哈尔滨,哈巴罗夫斯克,友好城市\n哈尔滨,哈巴罗夫斯可,友好城市\n"
    (tmp_path / "ties.csv").write_text(rows, encoding="utf-8")
    alone = ("--sources", str(WORLD), "--only", "--no-world")
    told = runner(tmp_path, cache)("import", "ties.csv", "--yes", "--lang", "zh", *alone).stderr
    assert "（ru-khabarovsk-krai，" in told
