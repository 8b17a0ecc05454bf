"""Asks the release the fixed questions of the pages: files in queries/pages/, with terms bound to their variables."""

import asyncio
import csv
import io
import json
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from weakref import WeakValueDictionary

from rdflib import Literal, URIRef
from starlette.concurrency import run_in_threadpool

from strategraph.endpoint import Answer, NoIriError, Pool, Question
from strategraph.errors import EndpointError
from strategraph.namespaces import PREFIXES
from strategraph.pages.jsonld import MAX_BYTES, compact
from strategraph.query_files import Query
from strategraph.release import Release, brought_answer
from strategraph.web import HttpProblem

__all__ = ["Lookups", "Row", "Value"]


@dataclass(frozen=True, slots=True)
class Value:
    """A term of an answer: `kind` is uri, literal or bnode."""

    kind: str
    text: str
    language: str = ""
    datatype: str = ""


#: Variable → its value; a variable without one is absent.
Row = Mapping[str, Value]
#: What is made of answers is kept as long as they had no more rows together: some 100 MB at most.
KEPT_ROWS = 200_000
T = TypeVar("T")


class Lookups:
    """The questions of the pages, by the id of their query file; `release` is what is served, None for another file."""

    def __init__(self, pool: Pool, queries: Sequence[Query], release: Release | None = None) -> None:
        self.pool = pool
        self.release = release
        self.queries = {query.id: query for query in queries}
        self._known: dict[str, tuple[Row, ...]] = {}
        self._kept: OrderedDict[tuple[str, ...], tuple[int, Any]] = OrderedDict()
        self._making: WeakValueDictionary[tuple[str, ...], asyncio.Lock] = WeakValueDictionary()

    async def rows(self, name: str, terms: Mapping[str, URIRef | Literal] | None = None) -> tuple[Row, ...]:
        """The rows of a SELECT; without terms they are asked for once, because a release does not change.

        What the release has answered already (release/answers.py) is asked of nobody.

        Raises:
            NoIriError: for a term that is no IRI.
            HttpProblem: 503 if the server is busy.
            EndpointError: if the query itself is faulty, which is our fault.
        """
        if not terms and name in self._known:
            return self._known[name]
        brought = None if terms or name not in self.queries else brought_answer(self.release, self.queries[name])
        answer = brought or (await self._ask(name, {"solutions": "json"}, terms or {})).read()
        rows = tuple(_row(binding) for binding in json.loads(answer)["results"]["bindings"])
        if not terms:
            self._known[name] = rows
        return rows

    async def table(self, name: str) -> tuple[tuple[str, ...], ...]:
        """The rows of a SELECT as plain texts in the order of its variables, for answers of many rows.

        Raises:
            HttpProblem: 503 if the server is busy.
            EndpointError: if the query itself is faulty, which is our fault.
        """
        answer = await self._ask(name, {"solutions": "csv"}, {})
        return await run_in_threadpool(_table, answer)

    async def kept(
        self,
        name: str,
        terms: Mapping[str, URIRef | Literal],
        kind: str,
        read: Callable[[tuple[Row, ...]], T],
    ) -> T:
        """What `read` makes of the rows, for what takes long where there is much; kept until too many rows are.

        `kind` tells apart what is made of the same rows. However many ask at once, it is made once.

        Raises:
            NoIriError, HttpProblem, EndpointError: as `rows` does.
        """
        key = (name, kind, *(f"{variable} {term.n3()}" for variable, term in sorted(terms.items())))
        making = self._making.setdefault(key, asyncio.Lock())  # forgotten with the last who waits
        async with making:
            if key not in self._kept:
                rows = await self.rows(name, terms)
                self._kept[key] = (len(rows), read(rows))
        self._kept.move_to_end(key)
        made: T = self._kept[key][1]
        while len(self._kept) > 1 and sum(number for number, _ in self._kept.values()) > KEPT_ROWS:
            self._kept.popitem(last=False)
        return made

    async def triples(self, name: str, terms: Mapping[str, URIRef | Literal], form: str) -> Answer:
        """The answer to a CONSTRUCT, in a format for triples by its short name, with our prefixes.

        JSON-LD carries its context inside, so nobody has to fetch one.
        """
        answer = await self._ask(name, {"triples": form}, terms)
        if form != "jsonld" or answer.size > MAX_BYTES:
            return answer
        body = await run_in_threadpool(lambda: compact(answer.read(), PREFIXES))
        return Answer(answer.kind, form, len(body), body)

    async def _ask(self, name: str, formats: Mapping[str, str], terms: Mapping[str, URIRef | Literal]) -> Answer:
        if name not in self.queries:
            raise EndpointError(f"The pages need queries/pages/{name}.rq, which is missing; install strategraph again.")
        question = Question(self.queries[name].text, formats, terms, prefixes=PREFIXES)
        try:
            return await self.pool.ask(question)
        except NoIriError:
            raise
        except HttpProblem as problem:
            if problem.status == 503:
                raise
            raise EndpointError(f"queries/pages/{name}.rq could not be answered: {problem.detail}") from problem


def _table(answer: Answer) -> tuple[tuple[str, ...], ...]:
    """Texts that are the same are kept once."""
    same: dict[str, str] = {}
    with io.StringIO(answer.read().decode("utf-8"), newline="") as lines:
        rows = csv.reader(lines)
        next(rows)
        return tuple(tuple(same.setdefault(field, field) for field in row) for row in rows)


def _row(binding: Mapping[str, Mapping[str, str]]) -> Row:
    return {
        name: Value(term["type"], term["value"], term.get("xml:lang", ""), term.get("datatype", ""))
        for name, term in binding.items()
        if isinstance(term["value"], str)
    }
