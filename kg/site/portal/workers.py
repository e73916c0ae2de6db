"""Parts of the portal that processes of their own make: they inherit what was read, and begin at once."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from multiprocessing.pool import IMapIterator
from multiprocessing.process import BaseProcess
from typing import TypeVar

from kg.base.errors import KgError
from kg.base.languages import _

T = TypeVar("T")

Files = Iterable[tuple[str, bytes]]
Job = Callable[[], Files]
_PATIENCE = 1.0  # seconds after which it is looked whether all processes are there
WORKERS = 2  # beside the process that asks, which has work of its own


@contextmanager
def beside(jobs: Sequence[Job], *, alone: bool = False) -> Iterator[Files]:
    """The files of all jobs, as each is done; the first begin at once, and the longest should stand there.

    ``alone`` makes them here, one after another, and so does a machine that has one processor or cannot fork. Raises
    :class:`KgError` where a process is ended by the system, as one without memory is.
    """
    cores = os.process_cpu_count() if hasattr(os, "process_cpu_count") else os.cpu_count()
    if alone or (cores or 1) < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield chain.from_iterable(job() for job in jobs)
        return
    others = {*multiprocessing.active_children()}
    with multiprocessing.get_context("fork").Pool(WORKERS, _inherit, (jobs,)) as pool:
        workers = {*multiprocessing.active_children()} - others
        yield chain.from_iterable(_each(pool.imap_unordered(_done, range(len(jobs))), workers))


def _each(results: IMapIterator[T], workers: Iterable[BaseProcess]) -> Iterator[T]:
    """The results; a pool itself would wait for ever for that of a process that is gone."""
    while True:
        try:
            yield results.next(_PATIENCE)
        except StopIteration:
            return
        except multiprocessing.TimeoutError:
            if not all(each.is_alive() for each in workers):
                told = _("the system has ended a process that makes pages, perhaps for want of memory")
                raise KgError(told, hint=_("run it again, with more memory")) from None


_INHERITED: list[Job] = []


def _inherit(jobs: Sequence[Job]) -> None:
    """Begin; a signal that ends this process is no longer told to the one that it was forked from."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _INHERITED[:] = jobs


def _done(number: int) -> list[tuple[str, bytes]]:
    return list(_INHERITED[number]())
