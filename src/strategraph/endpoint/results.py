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

    async def ask(self, operation: Operation, wished: Wish, visit: Visit) -> Answer:
        """A complete answer in a format that is wished for; one from memory costs its client no query time.

        Raises:
            HttpProblem: whatever the pool raises, 429 if the client has no time left; no error is remembered.
        """
        identity = self.identity(operation)
        known = self.find(identity, wished)
        if known is not None:
            return known
        visit.check()
        answer = await self.pool.ask(operation.question(dict(wished.formats)), visit.working, visit.client)
        return await self.kept(identity, answer)

    def find(self, identity: str, wished: Wish) -> Answer | None:
        """The answer from memory, if the same was asked before."""
        if not identity:
            return None
        found = (self.cache.find(f"{identity}.{form}") for form in wished.formats.values())
        return next((answer for answer in found if answer is not None), None)

    def keep(self, identity: str, answer: Answer) -> None:
        """Remember an answer that lies in memory, if it will be the same next time and there is room."""
        if identity:
            self.cache.keep(f"{identity}.{answer.format}", answer)

    async def kept(self, identity: str, answer: Answer) -> Answer:
        """The same answer, remembered; one in a file is read first, if it would be remembered then."""
        if answer.file is not None and identity and self.cache.takes(answer.size):
            answer = replace(answer, body=await run_in_threadpool(answer.read), file=None)
        self.keep(identity, answer)
        return answer

    @staticmethod
    def tags(identity: str, wished: Wish) -> dict[str, str]:
        """Kind of answer → its tag, known before the query has run: the release, the query, its dataset, the media type.

        The tags are weak: rows without ORDER BY may come in another order, and blank nodes with other names.
        """
        return {kind: f'W/"{identity}.{media}"' for kind, media in wished.media_types.items()} if identity else {}

    def identity(self, operation: Operation) -> str:
        """What decides an answer but for its format, as one word; empty if it may be another one each time."""
        if is_volatile(operation.query or ""):
            return ""
        plain = operation.default is operation.named is None
        graphs = "" if plain else json.dumps([operation.default, operation.named])
        return entity_tag(__version__, self.pool.dataset.name, operation.query or "", graphs).strip('"')
