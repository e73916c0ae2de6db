"""A list of edges on an engine: its columns, its faults, and the ties that it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import ibis

from kg.base.errors import KgError, cause
from kg.base.languages import _, listed, ngettext
from kg.bulk.network.kept import Kept
from kg.network.edges_file import NO_ENDS, PAIRS, WEIGHTS, EdgeFileProblems

_SHOWN = 5


class Ties(NamedTuple):
    """A network as tables: ``places`` (n, name), ``ties`` (a, b, weight; a < b) and ``arcs``, each tie both ways.

    Numbers follow the order of the names; whole numbers are their own. Rows that repeat a pair, in either order, add
    to its weight; rows that tie a name to itself are left out, and so is a name that has no other: no place is
    without a tie.
    """

    places: Any
    ties: Any
    arcs: Any
    size: int
    edges: int
    repeated: int
    loops: int


def read_ties(backend: Any, kept: Kept, path: str) -> Ties:
    """The network of a Parquet file, or of a folder or pattern of several.

    Raises :class:`KgError` where two ends cannot be told, and :class:`EdgeFileProblems` with the number of the rows
    that are none and the first of them: an empty name, a weight that is no number above 0.
    """
    rows = _read(backend, path)
    first, second, weight = _columns(path, rows.columns)
    named = rows.select(
        one=rows[first],
        other=rows[second],
        weight=ibis.literal(1.0) if weight is None else rows[weight].cast("float64").fill_null(1.0),
    )
    _refuse(path, named)
    total = int(named.count().execute())
    apart = named.filter(named.one != named.other)
    left = int(apart.count().execute())
    if not left:
        message = _("{path} holds no edge").format(path=path)
        raise EdgeFileProblems(message, hint=_("write two names a line, with a comma or a tab between"))
    is_numbered = all(apart[end].type().is_integer() for end in ("one", "other"))
    names = apart.select(name=apart.one).union(apart.select(name=apart.other), distinct=True)
    numbers = names.name if is_numbered else ibis.row_number().over(order_by=names.name)
    places = kept.keep(names.select(n=numbers.cast("int64"), name=names.name.cast("string")))
    if not is_numbered:
        first_of, other_of = places.rename(n1="n", one="name"), places.rename(n2="n", other="name")
        apart = apart.join(first_of, "one").join(other_of, "other").select(one="n1", other="n2", weight="weight")
    low, high = ibis.least(apart.one, apart.other), ibis.greatest(apart.one, apart.other)
    pairs = apart.select(a=low.cast("int64"), b=high.cast("int64"), weight=apart.weight)
    ties = kept.keep(pairs.group_by("a", "b").aggregate(weight=pairs.weight.sum()))
    arcs = kept.keep(ties.union(ties.select(a=ties.b, b=ties.a, weight=ties.weight)))
    edges = int(ties.count().execute())
    return Ties(places, ties, arcs, int(places.count().execute()), edges, left - edges, total - left)


def _read(backend: Any, path: str) -> Any:
    try:
        return backend.read_parquet(path)
    except Exception as error:  # each engine has a class of its own for a file that it cannot read
        told = _("{path} cannot be read: {reason}").format(path=path, reason=cause(error))
        raise KgError(told, hint=_("an engine reads Parquet")) from error


def _columns(path: str, columns: Sequence[str]) -> tuple[str, str, str | None]:
    """The columns of the two ends, and that of the weight if there is one."""
    known = {name.casefold(): name for name in columns}
    weight = next((known[name] for name in known if name in WEIGHTS), None)
    able = [known[name] for name in known if name not in WEIGHTS + NO_ENDS]
    for one, other in PAIRS:
        if one in known and other in known:
            return known[one], known[other], weight
    if len(able) == 2:
        return able[0], able[1], weight
    message = _("{path}: no two columns are known to hold the ends of the ties").format(path=path)
    hint = _("head them source and target; the columns are: {names}").format(names=listed([*columns]))
    raise KgError(message, hint=hint)


def _refuse(path: str, named: Any) -> None:
    weight = named.weight
    bad = named.filter(named.one.isnull() | named.other.isnull() | weight.isnan() | weight.isinf() | (weight <= 0))
    count = int(bad.count().execute())
    if count:
        told = ngettext("{n} row of {path} is no edge:", "{n} rows of {path} are no edges:", count)
        found = bad.limit(_SHOWN).execute().itertuples(index=False)
        rows = [", ".join(str(cell) for cell in row) for row in found]
        more = ["…"] if count > _SHOWN else []
        raise EdgeFileProblems(told.format(n=count, path=path), below=[*rows, *more])
