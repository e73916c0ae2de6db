"""A worker: one process that asks one store and gives one answer at a time."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from pathlib import Path
from typing import Any

from kg.ask.bounded import command_of
from kg.base.errors import KgError
from kg.base.languages import _

_HEAD = 16 << 20  # bytes of what is told of an answer: it names the columns


class Worker:
    """The process; whoever asks it has it alone, and ends it where no answer came."""

    def __init__(self, process: Process, place: Path) -> None:
        self._process = process
        self.place = place

    @classmethod
    async def started(cls, place: Path, memory: int) -> Worker:
        """A worker that has opened the store; raises :class:`KgError` where it cannot."""
        process = await asyncio.create_subprocess_exec(
            *command_of(place, memory), stdin=PIPE, stdout=PIPE, stderr=DEVNULL, start_new_session=True, limit=_HEAD
        )
        worker = cls(process, place)
        try:
            await worker._reply()
        except EOFError:
            raise KgError(_("{file} cannot be loaded: {error}").format(file=place, error=_("it is damaged"))) from None
        except BaseException:
            worker.kill()
            raise
        return worker

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether it has not ended, as far as is known."""
        return self._process.returncode is None

    async def ask(self, question: bytes) -> tuple[dict[str, Any], bytes]:
        """What is told of an answer, and the answer; raises :class:`EOFError` where the process ended instead."""
        assert self._process.stdin is not None  # noqa: S101 (it is a pipe)
        with suppress(
            ConnectionError, RuntimeError
        ):  # its end is read; uvloop has the second for a pipe that is closed
            self._process.stdin.write(question)
            await self._process.stdin.drain()
        return await self._reply()

    async def ended(self) -> int:
        """End it, if it has not ended; the code that it ended with."""
        self.kill()
        return await self._process.wait()

    def kill(self) -> None:
        """End it at once, and do not wait for its end."""
        if self.is_alive:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    async def _reply(self) -> tuple[dict[str, Any], bytes]:
        assert self._process.stdout is not None  # noqa: S101 (it is a pipe)
        line = await self._process.stdout.readline()
        if not line.endswith(b"\n"):
            raise EOFError
        told = json.loads(line)
        return told, await self._process.stdout.readexactly(told["size"])
