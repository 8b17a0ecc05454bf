"""Lines: statements kept as ordered lines of N-Triples until somebody asks for one of them, which takes a tenth of the memory."""

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import RdfFormat, Triple, parse
from rdflib import Graph
from rdflib.plugins.stores.memory import SimpleMemory

from strategraph.triples.terms import from_term

__all__ = ["Lines", "kept_in", "lines_graph", "parsed"]


@dataclass(frozen=True, slots=True)
class Lines:
    """Distinct statements, one on each line, in the order of their bytes: how many, and what gives the lines."""

    count: int
    read: Callable[[], bytes]

    @classmethod
    def of(cls, lines: bytes) -> "Lines":
        """Lines that are in memory."""
        return cls(lines.count(b"\n"), lambda: lines)

    @classmethod
    def packed(cls, lines: bytes) -> "Lines":
        """Lines that are in memory, in a tenth of the room."""
        count, content = lines.count(b"\n"), zlib.compress(lines, 1)
        return cls(count, lambda: zlib.decompress(content))


class _Store(SimpleMemory):
    """A store of rdflib that holds lines until it is asked for less than all, or changed."""

    def __init__(self, lines: Sequence[Lines]) -> None:
        super().__init__()
        self.lines: Sequence[Lines] | None = lines

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[Any]:
        if self.lines is not None and triple_pattern == (None, None, None):
            return ((_as_rdflib(one), iter(())) for one in parsed(self.lines))
        self._spread()
        return iter(super().triples(triple_pattern, context))

    def add(self, triple: Any, context: Any, quoted: bool = False) -> None:
        self._spread()
        super().add(triple, context, quoted)

    def remove(self, triple_pattern: Any, context: Any = None) -> None:
        self._spread()
        super().remove(triple_pattern, context)

    def __len__(self, context: Any = None) -> int:
        return sum(one.count for one in self.lines) if self.lines is not None else super().__len__(context)

    def _spread(self) -> None:
        if self.lines is not None:
            lines, self.lines = self.lines, None
            for one in parsed(lines):
                super().add(_as_rdflib(one), None)  # type: ignore[arg-type]


def lines_graph(lines: Iterable[Lines]) -> Graph:
    """A graph of these statements; no statement may stand in two of the parts."""
    return Graph(store=_Store(tuple(lines)))


def kept_in(graph: Graph) -> Sequence[Lines] | None:
    """The lines of a graph that still is kept as such."""
    return graph.store.lines if isinstance(graph.store, _Store) else None


def parsed(lines: Iterable[Lines]) -> Iterator[Triple]:
    """The statements, part by part, literals as they were written."""
    for one in lines:
        for quad in parse(one.read(), RdfFormat.N_TRIPLES):
            yield quad.triple


def _as_rdflib(one: Triple) -> Any:
    return from_term(one.subject), from_term(one.predicate), from_term(one.object)
