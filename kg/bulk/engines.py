"""The engines that large tables and networks are reckoned on: DuckDB in this process, Spark on a cluster."""

from __future__ import annotations

import os
import re
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from kg.base.errors import KgError, foreign, shown
from kg.base.languages import _

DUCKDB: Final = "duckdb"
# What of a fault nobody can use: where in a statement it is, and what called what.
_TRACE = re.compile(r"\n\s*(?:LINE \d|at [\w.$/]+\(|JVM stacktrace|Driver stacktrace|This stopped SparkContext)")
# What DuckDB takes for an amount of memory; without a bound it takes a negative one.
_AMOUNT = re.compile(r"\s*0*[1-9][\d.]*\s*[KMGT](?:I?B)?\s*", re.IGNORECASE)
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def connect(engine: str = DUCKDB, memory: str = "", threads: int = 0, spill: Path | None = None) -> Any:
    """The Ibis backend of an engine: ``duckdb``, ``spark://HOST:PORT`` (a standalone cluster) or ``sc://HOST:PORT``.

    ``memory`` (``2GB``) and ``threads`` bound DuckDB, which goes out to disk beyond them, to the folder ``spill``, or
    each executor and all cores of a Spark application; a Spark Connect server has its own. Raises :class:`KgError`
    with the extra that is missing, for an engine of no known form, and where a cluster is not there. Whoever connects
    also disconnects.
    """
    kind = urlsplit(engine).scheme or engine
    if kind == DUCKDB:
        spill = spill or Path(tempfile.gettempdir(), f"kg-duckdb-{os.getpid()}")  # made when needed, removed after
        bounds: dict[str, Any] = {"memory_limit": memory, "threads": threads}
        bounds = {key: each for key, each in bounds.items() if each}
        backend = _ibis("duckdb")
        hint = _("write --memory as 2GB")
        if memory and not _AMOUNT.fullmatch(memory):
            raise KgError(_("'{text}' is no amount of memory").format(text=shown(memory)), hint=hint)
        try:
            return backend.connect(temp_directory=str(spill), **bounds)
        except Exception as error:  # DuckDB's own class, which is not imported before it is needed
            told = _("{engine} cannot be reached: {error}").format(engine=engine, error=reason_of(error))
            raise KgError(told, hint=hint) from error
    if kind in {"spark", "sc"}:
        backend = _ibis("pyspark")
        try:
            return backend.connect(_session(engine, memory, threads))
        except Exception as error:  # Java's faults, gRPC's and pyspark's own have no class in common
            told = _("{engine} cannot be reached: {error}").format(engine=engine, error=reason_of(error))
            raise KgError(told, hint=_("start the cluster, or leave --engine out")) from error
    told = _("there is no engine called '{engine}'").format(engine=shown(engine))
    raise KgError(told, hint=_("use {ways}").format(ways="duckdb, spark://HOST:PORT, sc://HOST:PORT"))


def reason_of(error: Exception) -> str:
    """What an engine says, in one line and without its stack."""
    return foreign(" ".join(_TRACE.split(str(error), 1)[0].split()))


def _session(engine: str, memory: str, threads: int) -> Any:
    builder = import_module("pyspark.sql").SparkSession.builder
    if engine.startswith("sc:"):
        return builder.remote(engine).getOrCreate()
    settings = {
        "spark.sql.session.timeZone": "UTC",
        "spark.executor.memory": memory,
        "spark.log.level": "ERROR",
        **dict.fromkeys(("spark.ui.enabled", "spark.ui.showConsoleProgress"), "false"),
        "spark.sql.adaptive.coalescePartitions.parallelismFirst": "false",  # few rows are one task, not one a core
    }
    if threads:
        settings["spark.cores.max"] = str(threads)
        settings["spark.sql.shuffle.partitions"] = str(4 * threads)  # Spark's 200 are tasks of milliseconds here
    if urlsplit(engine).hostname in _LOOPBACK:
        settings |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    for key, value in settings.items():
        if value:
            builder = builder.config(key, value)
    return builder.master(engine).getOrCreate()


def _ibis(name: str) -> Any:
    """The part of Ibis for one engine; raises :class:`KgError` with the extra where it is missing."""
    try:
        import_module({"pyspark": "pyspark.sql"}.get(name, name))
        return getattr(import_module("ibis"), name)
    except ImportError as error:
        told = _("{what} needs {package}").format(what="--engine", package=error.name or name)
        extra = "scale" if name == DUCKDB else "scale,spark"
        raise KgError(told, hint=f"pip install 'interregional-ties[{extra}]'") from None
