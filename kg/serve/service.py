"""What every handler of a request needs: the settings, the edition that is served now, and who answers queries."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import cast

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection

from kg.base.languages import LANGUAGES
from kg.serve.accept import weighed
from kg.serve.edition import Edition
from kg.serve.pool import Asker
from kg.serve.settings import Settings


class Service:
    """A handler takes ``edition`` once, at its start, and uses it to the end: another may come meanwhile."""

    def __init__(self, settings: Settings, edition: Edition, pool: Asker) -> None:
        self.settings = settings
        self.edition = edition
        self.pool = pool
        self._swapping = asyncio.Lock()

    async def reload(self, opened: Callable[[], Edition]) -> bool:
        """Serve what ``opened`` gives, if that is another edition; who is being answered keeps the one that was."""
        async with self._swapping:
            edition = await run_in_threadpool(opened)
            if edition.version == self.edition.version:
                return False
            await self.pool.ready(edition)
            self.edition = edition
            return True


def service_of(connection: HTTPConnection) -> Service:
    """The service that a request came to."""
    return cast("Service", connection.app.state.service)


def lang_of(connection: HTTPConnection) -> str:
    """The language of an answer: the parameter ``lang``, else what the client accepts, else English."""
    given = connection.query_params.get("lang", "")
    if given in LANGUAGES:
        return given
    for tag in weighed(connection.headers.get("accept-language", "")):
        if (code := tag[:2].lower()) in LANGUAGES:
            return code
    return "en"


def client_of(connection: HTTPConnection) -> str:
    """Who asks, to bound what one may ask at once; behind a proxy, where there is one, who asked it last."""
    passed_on = connection.headers.get("x-forwarded-for", "")
    if passed_on and service_of(connection).settings.base_url:
        return passed_on.rpartition(",")[2].strip()
    return connection.client.host if connection.client else ""
