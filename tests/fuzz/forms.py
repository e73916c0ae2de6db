"""One small sound file of every form that people bring, as bytes by the ending of its name."""

from __future__ import annotations

import datetime
import io
import json
import zipfile
from collections.abc import Mapping

import networkx as nx
import openpyxl

ROWS = (
    ("Город", "Партнёр", "Год", "Вес"),
    ("Хабаровск", "Харбин", "1993", "1,5"),
    ("Благовещенск", "Хэйхэ", "апрель 2002", "2"),
    ("Владивосток", "大连", "17.04.1992", ""),
)
_PEOPLE = "\n".join(";".join(row) for row in ROWS) + "\n"
_EDGES = "Harbin\tKhabarovsk\t1.5\nHeihe\tBlagoveshchensk\t2\nDalian\tVladivostok\t3\n"
_ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"><office:body><office:spreadsheet>
<table:table table:name="ties"><table:table-row><table:table-cell office:value-type="string">
<text:p>city</text:p></table:table-cell><table:table-cell office:value-type="string">
<text:p>year</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string"
 table:number-columns-repeated="1"><text:p>Harbin</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="1993"><text:p>1993</text:p></table:table-cell>
</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""
_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?><manifest:manifest
 xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry
 manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>"""
Parts = Mapping[str, bytes]


def zipped(parts: Parts) -> bytes:
    """A ZIP archive with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, part in parts.items():
            book.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a ZIP archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return {name: book.read(name) for name in book.namelist()}


def _xlsx() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Побратимы", None, None])
    for row in ROWS:
        sheet.append(row)
    sheet.append(["Хабаровск", "Харбин", datetime.date(1993, 6, 15), "=SUM(1;2)"])
    sheet.merge_cells("A1:C1")
    sheet.row_dimensions[3].hidden = True
    book.create_sheet("скрытый").sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _network(kind: str) -> bytes:
    graph: nx.Graph[str] = nx.MultiGraph() if kind == "graphml" else nx.Graph()
    graph.add_edge("Harbin", "Khabarovsk", weight=1.5, year=1993)
    graph.add_edge("Heihe", "Blagoveshchensk", weight=2.0, year=1994)
    graph.add_node("Dalian", label="大连")
    out = io.BytesIO()
    if kind == "gexf":
        nx.write_gexf(graph, out)
    else:
        nx.write_graphml(graph, out)
    return out.getvalue()


def forms() -> dict[str, bytes]:
    """Every form: its ending, or its ending after a name that tells it, with a file of it."""
    point = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [126.5, 45.75]},
        "properties": {"name": "哈尔滨"},
    }
    records = [dict(zip(ROWS[0], row, strict=True)) for row in ROWS[1:]]
    texts = {
        "people.csv": _PEOPLE,
        "comma.csv": _PEOPLE.replace(",", ".").replace(";", ","),
        "quoted.csv": "".join('"' + '","'.join(row) + '"\r\n' for row in ROWS),
        "excel.csv": "sep=;\r\n" + _PEOPLE,
        "tabs.tsv": _PEOPLE.replace(";", "\t"),
        "edges.edgelist": _EDGES,
        "dict.edgelist": "Harbin Khabarovsk {'weight': 1.5}\nHeihe Blagoveshchensk {}\n",
        "near.adjlist": "Harbin Khabarovsk Chita\nHeihe Blagoveshchensk\n",
        "records.json": json.dumps(records, ensure_ascii=False),
        "lines.jsonl": "\n".join(json.dumps(each, ensure_ascii=False) for each in records),
        "points.geojson": json.dumps({"type": "FeatureCollection", "features": [point, point]}, ensure_ascii=False),
        "links.json": json.dumps({"nodes": [{"id": "a"}, {"id": "b"}], "links": [{"source": "a", "target": "b"}]}),
        "net.net": '*Vertices 3\n1 "Harbin"\n2 "Heihe"\n3 "Chita"\n*Edges\n1 2 1.5\n2 3\n',
        "ucinet.dl": "dl n=3 format=edgelist1\nlabels:\nHarbin,Heihe,Chita\ndata:\n1 2 1.5\n2 3 1\n",
        "full.dl": "dl nr=2 nc=3 format=fullmatrix\nrow labels:\na,b\ncolumn labels:\nx,y,z\ndata:\n1 0 1\n0 1 1\n",
        "matrix.csv": ";Harbin;Heihe\nHarbin;0;1\nHeihe;1;0\n",
        "two-mode.csv": ",Harbin,Heihe\nKhabarovsk,1,0\nChita,1,1\n",
        "out.konect": "% bip weighted\n1 2 1.5 1000\n2 1 1 1001\n",
        "graph.dot": "graph { a -- b; }\n",
    }
    ods = {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": _ODS.replace("\n", "").encode(),
        "META-INF/manifest.xml": _MANIFEST.encode(),
    }
    return {
        **{name: text.encode() for name, text in texts.items()},
        "book.xlsx": _xlsx(),
        "book.ods": zipped(ods),
        "net.gexf": _network("gexf"),
        "net.graphml": _network("graphml"),
    }
