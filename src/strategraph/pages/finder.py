"""The index that the search asks: that of the release, or one made of the data that are served when somebody first searches."""

import asyncio
import logging

from starlette.concurrency import run_in_threadpool

from strategraph.endpoint import Dataset
from strategraph.errors import ReleaseError
from strategraph.pages.lookups import Lookups, Row
from strategraph.query_files import Query
from strategraph.release import Said, SearchIndex, entries_of, form_of, index_in_memory, open_index
from strategraph.web import HttpProblem

__all__ = ["ENTRIES", "Finder"]

logger = logging.getLogger("strategraph.pages")
#: The query whose rows are searched, queries/search/entries.rq.
ENTRIES = "entries"


class Finder:
    """Gives the index; it is made once, however many ask for it."""

    def __init__(self, dataset: Dataset, lookups: Lookups) -> None:
        self._lookups = lookups
        self._index = _of_release(dataset, lookups.queries[ENTRIES])
        self._making = asyncio.Lock()

    async def index(self) -> SearchIndex:
        """The index of the data that are served.

        Raises:
            HttpProblem: 503 if there is none yet and it cannot be made within the deadline of a query.
        """
        if self._index is None:
            async with self._making:
                if self._index is None:
                    self._index = await self._made()
        return self._index

    async def _made(self) -> SearchIndex:
        try:
            rows = await self._lookups.rows(ENTRIES)
        except HttpProblem as problem:
            raise HttpProblem(
                503,
                f"These data cannot be searched now, since their index was not made: {problem.detail}",
                f"V těchto datech teď nelze hledat, protože se nepodařilo vytvořit jejich rejstřík: {problem.detail_cs}",
                problem.headers,
            ) from problem
        return await run_in_threadpool(lambda: index_in_memory(entries_of(map(_said, rows))))


def _of_release(dataset: Dataset, query: Query) -> SearchIndex | None:
    """The index of a release, unless it has none or one of another form: that of another version of the software."""
    release = dataset.release
    if release is None or release.manifest.get("index") != form_of(query):
        return None
    try:
        return open_index(release.index_path)
    except ReleaseError as fault:
        logger.warning("%s Until then it is made anew when somebody first searches.", fault)
        return None


def _said(row: Row) -> Said:
    value = row["value"]
    return Said(row["thing"].text, row["kind"].text, row["field"].text, value.text, value.language)
