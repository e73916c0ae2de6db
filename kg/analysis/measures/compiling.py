"""Loops that numba compiles, where the extra ``fast`` is installed and the work is worth loading it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from typing import Any, TypeVar

Loop = TypeVar("Loop", bound=Callable[..., Any])


def can_compile() -> bool:
    """Whether numba is there."""
    return find_spec("numba") is not None


@cache
def compiled(loop: Loop) -> Loop:
    """The loop as machine code that runs beside other threads; kept on disk where a folder can be written."""
    import numba  # noqa: PLC0415 (optional and slow to load)

    made: Loop
    try:
        made = numba.njit(loop, cache=True, nogil=True, error_model="numpy")
    except RuntimeError:  # numba finds no folder to keep it in
        made = numba.njit(loop, nogil=True, error_model="numpy")
    return made
