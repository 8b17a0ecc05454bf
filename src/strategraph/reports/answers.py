"""Where the rows of reports come from: the queries of `queries/`, asked of a release or of any SPARQL endpoint, with one outcome."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from rdflib import Literal, URIRef

from strategraph.alignment import Levels, Period, Statistics
from strategraph.errors import UsageError
from strategraph.query_files import Query, bind, read_queries
from strategraph.reports.model import Asked, Iri

__all__ = ["Answer", "Answers", "LinkRows", "Reckoning", "Value", "report_queries"]

#: A value in a row of an answer.
Value = str | int | Decimal | bool | Iri
#: Variables that have a value → that value.
Answer = Mapping[str, Value]
#: Asks a query with the terms of its parameters, and gives the answer in the JSON of SPARQL 1.1.
Ask = Callable[[Query, Mapping[str, URIRef | Literal]], bytes]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_READ: Mapping[str, Callable[[str], Value]] = {
    f"{_XSD}integer": int,
    f"{_XSD}decimal": Decimal,
    f"{_XSD}boolean": lambda text: text in ("true", "1"),
}


class LinkRows(Protocol):
    """Links that were reckoned, as rows of the queries that ask for published ones."""

    @property
    def asked(self) -> Asked:
        """What the links rest on."""
        ...

    @property
    def statistics(self) -> Statistics | None:
        """By which descriptors and words weigh; None where they were counted anew."""
        ...

    def rows(self, query: str, values: Mapping[str, str]) -> tuple[Answer, ...]:
        """What a query would answer if these links were published."""
        ...


class Reckoning(Protocol):
    """Reckons links between plans of two levels."""

    def reckon(self, answers: "Answers", levels: Levels, layer: str, periods: Mapping[str, Period]) -> LinkRows:
        """The links in a layer; `periods` are those of the plans by their ids."""
        ...


@dataclass(frozen=True, slots=True)
class Answers:
    """The queries by their ids, the base of IRIs, and what answers them; each is asked once for the same values."""

    queries: Mapping[str, Query]
    base: str
    ask: Ask
    known: dict[tuple[str, tuple[tuple[str, str], ...]], tuple[Answer, ...]] = field(default_factory=dict)
    #: Reckons links between levels that are not published; None where nothing can.
    reckoner: "Reckoning | None" = None
    reckoned: dict[tuple[Levels, str], "LinkRows"] = field(default_factory=dict)

    def rows(self, asked: Asked) -> tuple[Answer, ...]:
        """The rows of an answer in their order.

        Raises:
            UsageError: for a value that does not fit a parameter.
            StrategraphError: whatever the one that is asked raises.
        """
        key = (asked.query, tuple(sorted(asked.values.items())))
        if key not in self.known:
            query = self.queries[asked.query]
            self.known[key] = self.answered(query, bind(query, asked.values, self.base))
        return self.known[key]

    def answered(self, query: Query, terms: Mapping[str, URIRef | Literal]) -> tuple[Answer, ...]:
        """The rows of any SELECT.

        Raises:
            UsageError: for a query that gives no rows.
            StrategraphError: whatever the one that is asked raises.
        """
        found = json.loads(self.ask(query, terms))
        if "results" not in found:
            raise UsageError(f"{query.id} gives yes or no, and here rows are read: write it as a SELECT.")
        return tuple(_row(binding) for binding in found["results"]["bindings"])


def report_queries(folder: Path) -> dict[str, Query]:
    """The queries that reports ask, and those that the graph from Python may be asked, by their ids, from the folder of queries."""
    return {
        query.id: query
        for group in ("questions", "reports", "checks", "alignment")
        for query in read_queries(folder, group)
    }


def _row(binding: Mapping[str, Mapping[str, Any]]) -> Answer:
    return {name: _value(term) for name, term in binding.items()}


def _value(term: Mapping[str, Any]) -> Value:
    if term["type"] == "uri":
        return Iri(term["value"])
    return _READ.get(term.get("datatype", ""), str)(term["value"])
