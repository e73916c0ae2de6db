"""Answers that are kept: those asked for last, up to a number of bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import NamedTuple

_AROUND = 500  # bytes that an entry takes beside its texts


class Result(NamedTuple):
    """An answer as it is sent; ``is_kept`` where it was answered before, else ``worker`` is the process that did."""

    media_type: str
    body: bytes
    is_kept: bool = False
    worker: int = 0


class Kept:
    """The answers asked for last; one larger than an eighth of the room is not kept.

    >>> kept = Kept(1 << 20)
    >>> kept.put(("1", "ASK {}"), Result("text/plain", b"yes"))
    >>> kept.get(("1", "ASK {}")), kept.get(("2", "ASK {}"))
    (Result(media_type='text/plain', body=b'yes', is_kept=True, worker=0), None)
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._answers: OrderedDict[tuple[Hashable, ...], tuple[int, Result]] = OrderedDict()
        self.size = 0

    def get(self, key: tuple[Hashable, ...]) -> Result | None:
        """The answer under a key, if it is there still."""
        if key not in self._answers:
            return None
        self._answers.move_to_end(key)
        return self._answers[key][1]

    def put(self, key: tuple[Hashable, ...], result: Result) -> None:
        """Keep an answer; those that nobody asked for the longest go."""
        size = len(result.body) + sum(len(each) for each in key if isinstance(each, str)) + _AROUND
        if size > self._room // 8 or key in self._answers:
            return
        self._answers[key] = (size, result._replace(is_kept=True, worker=0))
        self.size += size
        while self.size > self._room:
            _key, (gone, _result) = self._answers.popitem(last=False)
            self.size -= gone
