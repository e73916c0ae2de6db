"""Apache Jena's engine in this process: the jars of Debian's ``libapache-jena-java`` on the Java of the system."""

from __future__ import annotations

import importlib.util
import shutil
import zipfile
from pathlib import Path

from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

from kg.ask.results import Answer, Graph, Table, Truth
from kg.ask.tokens import query_form

JARS = Path("/usr/share/java")
_NAMES = [
    "jena-base", "jena-core", "jena-arq", "jena-iri", "xercesImpl", "xml-apis", "slf4j-api", "slf4j-nop",
    "commons-lang3", "commons-io", "commons-cli", "commons-codec", "commons-compress", "commons-csv", "commons-logging",
    "dexx.collection", "gson", "guava", "httpclient", "httpcore", "jackson-core", "jackson-databind",
    "jackson-annotations", "jsonld-java", "titanium-json-ld", "jakarta.json-api", "protobuf", "thrift",
]  # fmt: skip
# The jar of Debian 12 holds these texts under another name than its classes look for.
_TEXTS = "org/apache/jena/ext/"


def is_there() -> bool:
    """Whether Java, the jars and the bridge to them are installed."""
    has_jars = (JARS / "jena-arq.jar").is_file()
    return has_jars and shutil.which("java") is not None and importlib.util.find_spec("jpype") is not None


class Jena:
    """The union of the graphs of a built file in Jena's memory."""

    def __init__(self, built: Path, folder: Path) -> None:
        import jpype

        with zipfile.ZipFile(JARS / "jena-core.jar") as jar:
            for name in jar.namelist():
                if name.startswith(_TEXTS) and name.endswith(".properties"):
                    text = folder / name.removeprefix(_TEXTS)
                    text.parent.mkdir(parents=True, exist_ok=True)
                    text.write_bytes(jar.read(name))
        path = ":".join([str(folder), *(str(JARS / f"{name}.jar") for name in _NAMES)])
        jpype.startJVM("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", f"-Djava.class.path={path}")
        self._jena = jpype.JPackage("org").apache.jena
        self._bytes = jpype.JClass("java.io.ByteArrayOutputStream")
        union = folder / "union.nt"
        with built.open(encoding="utf-8") as lines, union.open("w", encoding="utf-8") as out:
            out.writelines(f"{line.rpartition(' <')[0]} .\n" for line in lines)
        self._model = self._jena.riot.RDFDataMgr.loadModel(str(union))

    def ask(self, text: str) -> Answer:
        """The answer to a query, by way of the formats that a server sends."""
        form = query_form(text)
        asked = self._jena.query.QueryExecutionFactory.create(text, self._model)
        if form == "ASK":
            return Truth(bool(asked.execAsk()))
        out = self._bytes()
        if form == "SELECT":
            self._jena.query.ResultSetFormatter.outputAsJSON(out, asked.execSelect())
            found = parse_query_results(bytes(out.toByteArray()), format=QueryResultsFormat.JSON)
            assert isinstance(found, QuerySolutions)
            return Table([variable.value for variable in found.variables], list(found))
        graph = asked.execConstruct() if form == "CONSTRUCT" else asked.execDescribe()
        graph.write(out, "N-TRIPLES")
        return Graph.of(quad.triple for quad in parse(bytes(out.toByteArray()), RdfFormat.N_TRIPLES))
