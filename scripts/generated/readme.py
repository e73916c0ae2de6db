"""The tables of the READMEs that are made from the data and from the commands, in three languages.

A README holds them between ``<!-- begin NAME -->`` and ``<!-- end NAME -->``; what stands between is written anew.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

from kg.ask.catalog import Catalog
from kg.base.languages import N_, translated
from kg.base.resources import sources_dir
from kg.cli.main import COMMANDS
from kg.gather.corpus import gather
from kg.graph.build import fuse_all

ROOT = Path(__file__).resolve().parent.parent.parent
READMES = {"en": "README.md", "ru": "README.ru.md", "zh": "README.zh.md"}
_BLOCK = re.compile(r"(<!-- begin (\w+) -->\n).*?(<!-- end \2 -->)", re.DOTALL)


@cache
def numbers() -> dict[str, int]:
    """What the bundled data hold, counted, by what it is."""
    corpus = gather((sources_dir(),))
    ties = fuse_all(corpus).ties
    kinds = Counter(tie.kind for tie in ties)
    return {
        N_("pairs of places with a tie"): len(ties),
        N_("of them sister ties"): kinds["sister"],
        N_("sister ties that ended"): sum(tie.kind == "sister" and tie.status == "ended" for tie in ties),
        N_("sister ties with a year of their beginning"): sum(
            tie.kind == "sister" and tie.start_year is not None for tie in ties
        ),
        N_("partnerships"): kinds["partner"],
        N_("intentions, not yet agreements"): kinds["intention"],
        N_("ties of a kind that no source tells"): kinds["unknown"],
        N_("places in the gazetteer"): len(corpus.all("places")),
        N_("sources"): len(corpus.sources),
        N_("events"): len(corpus.all("events")),
        N_("multi-party formats"): len(corpus.all("formats")),
        N_("figures of places"): len(corpus.all("observations")),
        N_("places whose officials answered the survey"): len(corpus.all("respondents")),
        N_("experts named"): sum(bool(expert.survey) for expert in corpus.all("experts")),
        N_("statements coded"): len(corpus.all("statements")),
        N_("questions in the catalogue"): len(Catalog().questions()),
    }


def _head(say: partial[str], *texts: str) -> str:
    return f"| {' | '.join(map(say, texts))} |\n"


def _numbers(say: partial[str]) -> Iterator[str]:
    yield _head(say, N_("what"), N_("how many")) + "|---|---:|\n"
    yield from (f"| {say(what)} | {count} |\n" for what, count in numbers().items())


def _commands(say: partial[str]) -> Iterator[str]:
    yield _head(say, N_("command"), N_("what it does")) + "|---|---|\n"
    yield from (f"| `kg {name}` | {say(text)} |\n" for name, (_module, text) in COMMANDS.items())


_TABLES = {"numbers": _numbers, "commands": _commands}


def files() -> Iterator[tuple[str, bytes]]:
    """Each README by its name in the checkout, its tables written anew."""
    for lang, name in READMES.items():
        text = (ROOT / name).read_text(encoding="utf-8")
        yield name, _BLOCK.sub(partial(_anew, partial(translated, lang=lang)), text).encode()


def _anew(say: partial[str], block: re.Match[str]) -> str:
    return block[1] + "".join(_TABLES[block[2]](say)) + block[3]
