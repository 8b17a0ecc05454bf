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
        known = self.find(operation, wished)
        if known is not None:
            return known
        visit.check()
        answer = await self.pool.ask(operation.question(dict(wished.formats)), visit.working)
        return await self.kept(operation, answer)

    def find(self, operation: Operation, wished: Wish) -> Answer | None:
        """The answer from memory, if the same was asked before."""
        if not self._digest(operation):
            return None
        found = (self.cache.find(self._key(operation, form)) for form in wished.formats.values())
        return next((answer for answer in found if answer is not None), None)

    def keep(self, operation: Operation, answer: Answer) -> None:
        """Remember an answer that lies in memory, if it will be the same next time and there is room."""
        if self._digest(operation):
            self.cache.keep(self._key(operation, answer.format), answer)

    async def kept(self, operation: Operation, answer: Answer) -> Answer:
        """The same answer, remembered; one in a file is read first, if it would be remembered then."""
        if answer.file is not None and self._digest(operation) and self.cache.takes(answer.size):
            answer = replace(answer, body=await run_in_threadpool(answer.read), file=None)
        self.keep(operation, answer)
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

    def _key(self, operation: Operation, form: str) -> str:
        return f"{self._digest(operation)}.{form}"

    def _computed(self, operation: Operation) -> str:
        if is_volatile(operation.query or ""):
            return ""
        plain = operation.default is operation.named is None
        graphs = "" if plain else json.dumps([operation.default, operation.named])
        return entity_tag(__version__, self.pool.dataset.name, operation.query or "", graphs).strip('"')
