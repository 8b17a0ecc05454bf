"""Answers to queries: from memory where the same was asked of the same release before, else from a worker."""

import json
from dataclasses import replace

from starlette.concurrency import run_in_threadpool

from strategraph import __version__
from strategraph.endpoint.formats import Wish
from strategraph.endpoint.messages import Answer
from strategraph.endpoint.pool import Pool
from strategraph.endpoint.protocol import Operation
from strategraph.endpoint.result_cache import ResultCache
from strategraph.sparql_words import is_volatile
from strategraph.web import Visit, entity_tag

__all__ = ["Results"]


class Results:
    """Asks a pool, and remembers; an answer that may be another next time is neither remembered nor tagged."""

    def __init__(self, pool: Pool, cache_bytes: int) -> None:
        self.pool = pool
        self.cache = ResultCache(cache_bytes)
        self._last: tuple[Operation | None, str] = (None, "")

    async def ask(self, operation: Operation, wished: Wish, visit: Visit) -> Answer:
        """A complete answer in a format that is wished for; one from memory costs its client no query time.

        Raises:
            HttpProblem: whatever the pool raises, 429 if the client has no time left; no error is remembered.
        """
        digest = self._digest(operation)
        keys = {kind: f"{digest}.{form}" for kind, form in wished.formats.items()} if digest else {}
        for key in keys.values():
            known = self.cache.find(key)
            if known is not None:
                return known
        visit.check()
        answer = await self.pool.ask(operation.question(dict(wished.formats)), visit.working)
        if not digest or not self.cache.takes(answer.size):
            return answer
        if answer.file is not None:
            answer = replace(answer, body=await run_in_threadpool(answer.read), file=None)
        self.cache.keep(keys[answer.kind], answer)
        return answer

    def tags(self, operation: Operation, wished: Wish) -> dict[str, str]:
        """Kind of answer → its tag, known before the query has run: the release, the query, its dataset, the media type.

        The tags are weak: rows without ORDER BY may come in another order, and blank nodes with other names.
        """
        digest = self._digest(operation)
        return {kind: f'W/"{digest}.{media}"' for kind, media in wished.media_types.items()} if digest else {}

    def _digest(self, operation: Operation) -> str:
        """What decides an answer but for its format, as one word; empty if it may be another one each time."""
        if operation is not self._last[0]:
            self._last = operation, self._computed(operation)
        return self._last[1]

    def _computed(self, operation: Operation) -> str:
        if is_volatile(operation.query or ""):
            return ""
        plain = operation.default is operation.named is None
        graphs = "" if plain else json.dumps([operation.default, operation.named])
        return entity_tag(__version__, self.pool.dataset.name, operation.query or "", graphs).strip('"')
