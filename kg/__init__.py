"""A knowledge graph of ties between cities and regions of two countries.

``kg`` on the command line builds, checks and asks; :func:`kg.open` gives the same to Python.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.base.version import __version__ as __version__

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from kg.api.graph import Graph

__all__ = ["open"]


def open(  # noqa: A001 (kg.open is the name that people type; nothing here opens a file)
    path: str | os.PathLike[str] | None = None,
    sources: str | os.PathLike[str] | Iterable[str | os.PathLike[str]] = (),
    endpoint: str | None = None,
    *,
    only: bool = False,
) -> Graph:
    """The graph of the bundled sources, of folders beside them or alone (``only``), of a file or of an endpoint.

    >>> import kg
    >>> kg.open().place("Хабаровск").label("zh")
    '哈巴罗夫斯克'
    """
    from kg.api.graph import open_graph  # noqa: PLC0415 (import kg stays light)

    return open_graph(path, sources, endpoint, only=only)
