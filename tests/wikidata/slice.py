"""A slice in Wikidata's own RDF model, made from the gazetteer and the attestations of Wikidata extracts.

Real: the places, their Q-ids, names, levels and points; which pairs P190 joins and in which direction. Made up:
how an item differs from the gazetteer (languages that it lacks, spellings, a moved point, the okrug between a city
and its region), populations, some dates and references, and the distractors, whose Q-ids begin with 99: urban
okrugs, stations, namesake villages and towns, former units. What is made up follows a hash of the item's id, so
the slice is the same on every machine. It is not Wikidata: see the caveat in ``test_precision.py``.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kg.base.resources import sources_dir

WD = "http://www.wikidata.org/entity/"
WDS = "http://www.wikidata.org/entity/statement/"
WDV = "http://www.wikidata.org/value/"
WDREF = "http://www.wikidata.org/reference/"
P, PS, PQ, PQV = (
    f"http://www.wikidata.org/prop/{part}" for part in ("", "statement/", "qualifier/", "qualifier/value/")
)
PR, WDT = (f"http://www.wikidata.org/prop/{part}" for part in ("reference/", "direct/"))
WIKIBASE = "http://wikiba.se/ontology#"
RDFS, SKOS, OWL = (
    "http://www.w3.org/2000/01/rdf-schema#",
    "http://www.w3.org/2004/02/skos/core#",
    "http://www.w3.org/2002/07/owl#",
)
PROV, XSD = "http://www.w3.org/ns/prov#", "http://www.w3.org/2001/XMLSchema#"
WKT = NamedNode("http://www.opengis.net/ont/geosparql#wktLiteral")

CLASS_OF = {
    "country": "Q6256", "region": "Q835714", "federal-city": "Q183342", "province": "Q1615742",
    "municipality": "Q1208802", "prefecture": "Q748149", "county": "Q1289426", "district": "Q1065118",
    "city": "Q7930989", "settlement": "Q2514025", "new-area": "Q1065118", "city-part": "Q15195406",
    "municipal-district": "Q2198484",
}  # fmt: skip
BY_ENDING = {"自治州": "Q788104", "地区": "Q1045608", "盟": "Q288653"}
MILLION_CITY = "Q1637706"  # a class that the table does not have; it is a subclass of big city
MERGED, MERGED_INTO = "Q9900000001", "Q4454"
OTHER_BLAGOVESHCHENSK, OTHER_MIRNY, ARTYOM_NAME = "Q9900000002", "Q9900000003", "Q9900000004"
MOVED_PLACE = "ru-perm"  # its item lies elsewhere in the slice
FORMER_PLACE = "ru-kaluga"  # its item is dissolved in the slice
VARIED = ("city", "prefecture", "county")  # levels at which an item may be gone or bear another name
NAMESAKES = frozenset(
    ("cn-fuzhou-fujian", "cn-fuzhou-jiangxi", "cn-suzhou-anhui", "cn-suzhou-jiangsu", "cn-taizhou-jiangsu",
     "cn-taizhou-zhejiang", "ru-artyom", "ru-blagoveshchensk", "ru-mirny")
)  # fmt: skip
FRANCE, GERMANY = "Q142", "Q183"


class Row(NamedTuple):
    """A place of the gazetteer, with the item that it has in the slice."""

    id: str
    qid: str
    cells: Mapping[str, str]


def chance(*words: str) -> float:
    """A number between 0 and 1 that follows from words."""
    return int.from_bytes(hashlib.blake2b("\0".join(words).encode(), digest_size=4).digest()) / 2**32


def rows(root: Path) -> list[Row]:
    """The places; those without a Q-id get one that is made up where they are Russian towns."""
    with (root / "gazetteer" / "places.csv").open(encoding="utf-8", newline="") as stream:
        cells = list(csv.DictReader(stream))
    found = []
    for number, row in enumerate(cells, start=1):
        made_up = f"Q99100{number:05}" if row["level"] == "city" else ""
        found.append(Row(row["id"], row["wikidata"] or made_up, row))
    return found


def labels_of(row: Row) -> dict[str, str]:
    """The labels of a place's item: some lack a language or a class word, some are other names altogether."""
    names = {lang: row.cells[f"name_{lang}"] for lang in ("ru", "en", "zh") if row.cells[f"name_{lang}"]}
    for lang, share in (("zh", 0.10), ("en", 0.08), ("ru", 0.05)):
        if len(names) > 1 and chance(row.qid, "lacks", lang) < share:
            names.pop(lang, None)
    if names.get("zh", "").endswith("市") and chance(row.qid, "short") < 0.15:
        names["zh"] = names["zh"][:-1]
    if chance(row.qid, "otherwise called") < 0.04 and row.cells["level"] in VARIED and row.id not in NAMESAKES:
        return {lang: f"{text[0]}{text[2:]}" for lang, text in names.items() if len(text) > 3}
    return names


class Slice:
    """Collects the quads of the slice."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = root or sources_dir()
        self.quads: list[Quad] = []
        self.places = [row for row in rows(self.root) if row.qid]
        self.item = {row.id: row.qid for row in self.places}
        self.number = 9_920_000_000

    def add(self, subject: str, predicate: str, value: NamedNode | Literal) -> None:
        self.quads.append(Quad(NamedNode(subject), NamedNode(predicate), value, DefaultGraph()))

    def fresh(self) -> str:
        """The Q-id of one more distractor."""
        self.number += 1
        return f"Q{self.number}"

    def thing(
        self,
        qid: str,
        names: Mapping[str, str],
        classes: list[str],
        country: str,
        holder: str,
        point: tuple[float, float] | None,
    ) -> None:
        """An item with labels, classes, country, containing unit and point."""
        for lang, text in names.items():
            for tag in ("zh", "zh-hans") if lang == "zh" else (lang,):
                self.add(WD + qid, f"{RDFS}label", Literal(text, language=tag))
        for one in classes:
            self.add(WD + qid, f"{WDT}P31", NamedNode(WD + one))
        for prop, value in (("P17", country), ("P131", holder)):
            if value:
                self.add(WD + qid, WDT + prop, NamedNode(WD + value))
        if point:
            self.add(WD + qid, f"{WDT}P625", Literal(f"Point({point[1]:.5f} {point[0]:.5f})", datatype=WKT))

    def alias(self, qid: str, lang: str, text: str) -> None:
        self.add(WD + qid, f"{SKOS}altLabel", Literal(text, language=lang))

    def build(self) -> list[Quad]:
        """All quads."""
        self.add(WD + MILLION_CITY, f"{WDT}P279", NamedNode(f"{WD}Q1549591"))
        self.add(f"{WD}Q484170", f"{WDT}P279", NamedNode(f"{WD}Q15284"))  # commune of France
        for code, qid in (("RU", "Q159"), ("CN", "Q148"), ("DE", GERMANY), ("FR", FRANCE)):
            self.add(WD + qid, f"{WDT}P297", Literal(code))
        for row in self.places:
            self._place(row)
            self._duplicate(row)
        self._named_distractors()
        self._twins()
        self._germany_and_france()
        return self.quads

    def _point(self, row: Row) -> tuple[float, float] | None:
        if not row.cells["lat"] or chance(row.qid, "no point") < 0.03:
            return None
        wide = row.cells["level"] in ("region", "province", "prefecture", "county", "municipal-district")
        shift = 0.3 if wide else 0.03  # degrees: about 30 km and 3 km
        if row.id == MOVED_PLACE:
            shift = 5.0
        least = 0.2 if row.id == MOVED_PLACE else -0.5
        lat, lon = (float(row.cells[axis]) + shift * (least + chance(row.qid, axis)) for axis in ("lat", "lon"))
        return lat, lon

    def _place(self, row: Row) -> None:
        cells, qid = row.cells, row.qid
        country = self.item.get(cells["country"], "")
        names = labels_of(row)
        endings = BY_ENDING.items() if cells["level"] == "prefecture" else ()
        kind = next((c for ending, c in endings if cells["name_zh"].endswith(ending)), CLASS_OF[cells["level"]])
        classes = [kind] + [MILLION_CITY] * (chance(qid, "million") < 0.2 and cells["level"] in ("city", "prefecture"))
        point = self._point(row)
        holder = self.item.get(cells["within"], "")
        if cells["level"] == "city" and holder:
            okrug = self._city_neighbours(row, names, country, holder, point)
            holder = okrug if chance(qid, "in okrug") < 0.5 else holder
        elif cells["country"] == "cn" and cells["level"] in ("prefecture", "county"):
            self._chinese_neighbours(row, country, point)
        if chance(qid, "gone") < 0.03 and cells["level"] in VARIED and row.id not in NAMESAKES:
            return  # only what bears its name is left
        self.thing(qid, names, classes, country, holder, point)
        for text in filter(None, cells["alt_names"].split(";")):
            self.alias(qid, "zh" if ord(text[0]) > 0x3000 else "ru" if "\u0400" <= text[0] <= "\u052f" else "en", text)
        if chance(qid, "population") < 0.6:
            self._population(qid)
        if row.id == FORMER_PLACE:
            self.add(WD + qid, f"{WDT}P576", Literal("2015-01-01T00:00:00Z", datatype=NamedNode(f"{XSD}dateTime")))

    def _duplicate(self, row: Row) -> None:
        """A second item of the same place, as bots have made them: a name, a loose class, a point close by."""
        if row.cells["lat"] and row.cells["name_en"] and chance(row.qid, "duplicate") < 0.10:
            point = (float(row.cells["lat"]) + 0.01, float(row.cells["lon"]) + 0.01)
            names = {"en": row.cells["name_en"]}
            if chance(row.qid, "two names") < 0.5 and row.cells["name_ru"]:
                names["ru"] = row.cells["name_ru"]
            country, within = self.item.get(row.cells["country"], ""), self.item.get(row.cells["within"], "")
            kind = "Q486972" if chance(row.qid, "loose") < 0.5 else "Q515"
            self.thing(self.fresh(), names, [kind], country, within if chance(row.qid, "held") < 0.5 else "", point)

    def _city_neighbours(
        self, row: Row, names: Mapping[str, str], country: str, holder: str, point: tuple[float, float] | None
    ) -> str:
        """The urban okrug of a town, a station, a former unit and a namesake village elsewhere."""
        ru, en = row.cells["name_ru"], row.cells["name_en"]
        okrug = self.fresh()
        self.thing(
            okrug, {"ru": f"городской округ {ru}", "en": f"{en} Urban Okrug"}, ["Q13626398"], country, holder, point
        )
        self.alias(okrug, "ru", ru)
        self.alias(okrug, "en", en)
        station = self.fresh()
        self.thing(station, {"ru": ru, "en": f"{en} railway station"}, ["Q55488"], country, row.qid, point)
        if chance(row.qid, "village") < 0.4:
            elsewhere = self.places[int(chance(row.qid, "where") * len(self.places))]
            far = (point[0] - 6.0, point[1] + 4.0) if point else None
            kind = "Q532" if chance(row.qid, "kind") < 0.6 else "Q486972"
            within = elsewhere.qid if elsewhere.cells["level"] == "region" else ""
            self.thing(self.fresh(), dict(names), [kind], country, within, far)
        if chance(row.qid, "former") < 0.2:
            former = self.fresh()
            self.thing(
                former, {"ru": f"{ru} (бывший город)", "en": en}, ["Q7930989", "Q19953632"], country, holder, point
            )
            self.alias(former, "ru", ru)
        return okrug

    def _chinese_neighbours(self, row: Row, country: str, point: tuple[float, float] | None) -> None:
        """A town of the same pinyin elsewhere, a district that bears the name, and the prefecture of an empire."""
        en, zh = row.cells["name_en"], row.cells["name_zh"].rstrip("市县")
        far = (point[0] + 4.0, point[1] - 5.0) if point else None
        if en and chance(row.qid, "town") < 0.4:
            self.thing(self.fresh(), {"en": en, "zh": f"{zh}镇"}, ["Q735428"], country, "", far)
        if zh and chance(row.qid, "district") < 0.3:
            self.thing(self.fresh(), {"en": f"{en} District", "zh": f"{zh}区"}, ["Q1065118"], country, row.qid, point)
        if zh and chance(row.qid, "empire") < 0.3:
            former = self.fresh()
            self.thing(former, {"en": en, "zh": f"{zh}府"}, ["Q748149", "Q19953632"], country, "", point)
            self.alias(former, "zh", zh)

    def _population(self, qid: str) -> None:
        for year in (2010, 2020):
            statement = f"{WDS}{qid}-population-{year}"
            self.add(WD + qid, f"{P}P1082", NamedNode(statement))
            number = str(int(10_000 + 900_000 * chance(qid, str(year))))
            self.add(statement, f"{PS}P1082", Literal(number, datatype=NamedNode(f"{XSD}decimal")))
            self.add(statement, f"{PQ}P585", Literal(f"{year}-01-01T00:00:00Z", datatype=NamedNode(f"{XSD}dateTime")))
            self.add(statement, f"{WIKIBASE}rank", NamedNode(f"{WIKIBASE}NormalRank"))

    def _named_distractors(self) -> None:
        """Benchmarks of their own: a merged item, namesake towns, a first name."""
        self.add(WD + MERGED, f"{OWL}sameAs", NamedNode(WD + MERGED_INTO))
        bashkortostan, arkhangelsk = self.item["ru-bashkortostan"], self.item["ru-arkhangelsk-oblast"]
        names = {"ru": "Благовещенск", "en": "Blagoveshchensk", "zh": "布拉戈维申斯克"}
        self.thing(OTHER_BLAGOVESHCHENSK, names, ["Q7930989"], "Q159", bashkortostan, (55.04, 55.98))
        self.thing(OTHER_MIRNY, {"ru": "Мирный", "en": "Mirny"}, ["Q7930989"], "Q159", arkhangelsk, (62.76, 40.34))
        self.thing(ARTYOM_NAME, {"ru": "Артём", "en": "Artyom"}, ["Q12308941"], "", "", None)

    def _twins(self) -> None:
        """The pairs of the two extracts, in the directions that they give."""
        seen: dict[tuple[str, str], set[str]] = {}
        with (self.root / "ties" / "attestations.csv").open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                if row["source"] in ("WD_L3V", "WD_ALB"):
                    pair = (self.item[row["place_a"]], self.item[row["place_b"]])
                    seen.setdefault(pair, set()).add(row["direction"])
        for (a, b), directions in sorted(seen.items()):
            if directions != {"b-to-a"}:
                self.twin(a, b)
            if directions != {"a-to-b"}:
                self.twin(b, a)

    def twin(
        self, item: str, other: str, start: str = "", precision: int = 11, end: str = "", rank: str = "NormalRank"
    ) -> None:
        """A P190 statement, truthy and in full, with qualifiers and a reference."""
        statement = f"{WDS}{item}-twin-{other}"
        if rank != "DeprecatedRank":
            self.add(WD + item, f"{WDT}P190", NamedNode(WD + other))
        self.add(WD + item, f"{P}P190", NamedNode(statement))
        self.add(statement, f"{PS}P190", NamedNode(WD + other))
        self.add(statement, f"{WIKIBASE}rank", NamedNode(WIKIBASE + rank))
        if not start and chance(item, other, "dated") < 0.3:
            start, precision = f"{1990 + int(chance(item, other, 'year') * 20)}-01-01T00:00:00Z", 9
        for prop, moment in (("P580", start), ("P582", end)):
            if moment:
                node = f"{WDV}{hashlib.blake2b(f'{moment}{precision}'.encode(), digest_size=8).hexdigest()}"
                self.add(statement, PQV + prop, NamedNode(node))
                self.add(statement, PQ + prop, Literal(moment, datatype=NamedNode(f"{XSD}dateTime")))
                self.add(node, f"{WIKIBASE}timeValue", Literal(moment, datatype=NamedNode(f"{XSD}dateTime")))
                self.add(node, f"{WIKIBASE}timePrecision", Literal(precision))
        if chance(item, other, "reference") < 0.4:
            reference = f"{WDREF}{hashlib.blake2b(f'{item}{other}'.encode(), digest_size=8).hexdigest()}"
            self.add(statement, f"{PROV}wasDerivedFrom", NamedNode(reference))
            self.add(reference, f"{PR}P854", NamedNode(f"https://example.org/{item}/{other}"))

    def _germany_and_france(self) -> None:
        """A second pair of countries, none of whose places the gazetteer has."""
        self.thing(GERMANY, {"en": "Germany", "ru": "Германия", "zh": "德国"}, ["Q6256"], GERMANY, "", (51.0, 10.0))
        self.thing(FRANCE, {"en": "France", "ru": "Франция", "zh": "法国"}, ["Q6256"], FRANCE, "", (47.0, 2.0))
        self.thing("Q1731", {"en": "Dresden", "ru": "Дрезден"}, ["Q515"], GERMANY, "", (51.05, 13.74))
        self.thing("Q1022", {"en": "Stuttgart", "ru": "Штутгарт"}, ["Q515"], GERMANY, "", (48.78, 9.18))
        self.thing(
            "Q6602", {"en": "Strasbourg", "ru": "Страсбург", "zh": "斯特拉斯堡"}, ["Q484170"], FRANCE, "", (48.58, 7.75)
        )
        self.thing("Q70972", {"en": '"Saint-Denis"; =cmd'}, ["Q484170"], FRANCE, "", None)
        self.twin("Q1731", "Q6602", "1990-05-04T00:00:00Z")
        self.twin("Q6602", "Q1731", "1990-01-01T00:00:00Z", precision=9)
        self.twin("Q1022", "Q6602", "1962-01-01T00:00:00Z", precision=9, end="2001-06-01T00:00:00Z")
        self.twin("Q1022", "Q70972", rank="DeprecatedRank")
        self.twin("Q70972", "Q1022", "1950-01-01T00:00:00Z", precision=8)
        self._population("Q1731")


HARBIN_NOW, KHABAROVSK_ONCE = "Q900", "Q902"
SMALL = {"Q4454": "Хабаровск", "Q6934": "Благовещенск", "Q959": "Владивосток", "Q6576": "Иркутск"}
SMALL_THERE = {HARBIN_NOW: "哈尔滨市", "Q349983": "黑河市", "Q74881": "大连市", "Q11720": "沈阳市"}


def small() -> Store:
    """A world of four pairs: one of merged items, one without a P17, one deprecated, and one with an end."""
    made = Slice()
    for code, country, lang, places in (("RU", "Q159", "ru", SMALL), ("CN", "Q148", "zh", SMALL_THERE)):
        made.add(WD + country, f"{WDT}P297", Literal(code))
        for qid, name in places.items():
            kind = MILLION_CITY if qid in ("Q959", HARBIN_NOW) else "Q515"
            made.thing(qid, {lang: name}, [kind], "" if qid == "Q349983" else country, "", (50.0, 130.0))
            made._population(qid)
    made.add(WD + MILLION_CITY, f"{WDT}P279", NamedNode(f"{WD}Q1549591"))
    for old, new in (("Q42956", HARBIN_NOW), (KHABAROVSK_ONCE, "Q4454")):
        made.add(WD + old, f"{OWL}sameAs", NamedNode(WD + new))
    made.twin("Q4454", HARBIN_NOW)
    made.twin(HARBIN_NOW, KHABAROVSK_ONCE)
    made.twin("Q6934", "Q349983")
    made.twin("Q349983", "Q6934")
    made.twin("Q959", "Q74881", rank="DeprecatedRank")
    for pair in (("Q6576", "Q11720"), ("Q11720", "Q6576")):
        made.twin(*pair, "1992-08-12T00:00:00Z", end="2001-01-01T00:00:00Z")
    store = Store()
    store.extend(made.quads)
    return store


def load(folder: Path, quads: list[Quad]) -> None:
    """Put the slice into a store folder that a server can open."""
    store = Store(str(folder))
    store.bulk_extend(quads)
    store.optimize()
    store.flush()
